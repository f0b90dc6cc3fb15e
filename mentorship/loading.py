"""Files read into a store in memory: what assesses exports without any store of one's own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from mentorship.credit import SQL
from mentorship.errors import ArgumentError
from mentorship.intake.importer import import_file
from mentorship.intake.options import ImportOptions
from mentorship.intake.results import ImportResult, Problem
from mentorship.passing_folder import passing_folder
from mentorship.policy.model import Policy
from mentorship.store.connection import Store, open_store
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind

#: A file's path, or a data frame of pandas or Polars.
Table = Any


@dataclass(frozen=True)
class FileOptions:
    """How session files are read where they do not say so themselves: columns filled in, the order of dates, the
    programme's time zone, whether suggestions are taken, the encoding of text, what words mean."""

    fill: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    time_zone: str | None = None
    take_suggestions: bool = False
    encoding: str | None = None
    words: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """A store in memory with the files in it, the problems of their rows, and what else was said of the files."""

    store: Store
    problems: list[Problem]
    results: list[ImportResult] = field(default_factory=list)


@contextmanager
def loaded(
    sessions: Sequence[Path],
    people: Sequence[Path],
    policy: Policy,
    options: FileOptions,
    contacts: Sequence[Path] = (),
) -> Iterator[Loaded]:
    """Files in a store in memory, as long as it is needed. Raises FileError, MappingError."""
    store = open_store(None)
    try:
        how = ImportOptions(
            dates=options.dates, take_suggestions=options.take_suggestions, encoding=options.encoding
        )  # fmt: skip
        read = replace(how, fill=options.fill, time_zone=options.time_zone, values=options.words)
        kinds = ((Kind.PEOPLE, people, how), (Kind.SESSIONS, sessions, read), (Kind.CONTACTS, contacts, how))
        results = [
            import_file(store, file, policy, own, kind=kind) for kind, files, own in kinds for file in files
        ]  # fmt: skip
        # A file that was named twice is read once, and its problems are reported once.
        first = [result for result in results if result.import_id]
        yield Loaded(store, [problem for result in first for problem in result.problems], first)
    finally:
        store.close()


def scope(cursor: duckdb.DuckDBPyConnection, mentee: str | None) -> None:
    """Put everyone's sessions in scope, or those of one mentee, as sessions or people name them."""
    if mentee is None:
        run(cursor, SQL / "scope_everyone.sql")
    else:
        run(cursor, SQL / "scope_mentee.sql", mentee=person_called(cursor, mentee))


def person_called(cursor: duckdb.DuckDBPyConnection, named: str) -> str:
    """The person whom an id or e-mail names, else the name itself."""
    found = cursor.execute("select person from person_alias where alias = lower(trim(?))", [named]).fetchone()
    return str(found[0]) if found else named.strip()


@contextmanager
def as_files(given: Table | Sequence[Table] | None, name: str) -> Iterator[list[Path]]:
    """Tables as files: data frames are written out for as long as they are read. Raises ArgumentError."""
    tables: list[Any] = [] if given is None else list(given) if isinstance(given, (list, tuple)) else [given]
    with passing_folder() as folder:
        yield [
            _as_file(table, folder / f"{name}{place if len(tables) > 1 else ''}.csv", name)
            for place, table in enumerate(tables, 1)
        ]


def _as_file(table: Table, file: Path, name: str) -> Path:
    if isinstance(table, (str, Path)):
        return Path(table)
    if hasattr(table, "to_csv"):
        # Whole numbers with gaps are decimals to pandas, until it is asked to convert them.
        table.convert_dtypes().to_csv(file, index=False)
    elif hasattr(table, "write_csv"):
        table.write_csv(file)
    else:
        raise ArgumentError(f"{name}: expected a path or a data frame, read {type(table).__name__}.")
    return file
