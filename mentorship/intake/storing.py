"""Parsed rows into the store: an import, its good rows as facts, its other rows as problems.

Everything happens in the caller's transaction.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from mentorship.errors import ArgumentError
from mentorship.intake.mapping import ColumnMapping
from mentorship.intake.name_matching import unknown_names
from mentorship.intake.problems import problem_texts, problems_of, questions_of
from mentorship.intake.readers import RowReference
from mentorship.intake.results import ImportResult
from mentorship.policy.model import Policy
from mentorship.store.connection import next_number
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class SourceFile:
    """A file, or one table of it, as it came: its name, fingerprint and headings, who imports it, the first import of
    the same file, its `saved_options`, and which rows with problems it corrects (line → row)."""

    file: str
    sha256: str
    headings: list[str]
    imported_by: str
    is_sample: bool
    part_of: int | None
    options: str
    corrected_rows: dict[int, RowReference]


def store_rows(
    cursor: duckdb.DuckDBPyConnection, source: SourceFile, mapping: ColumnMapping, policy: Policy
) -> ImportResult:
    """Store the rows of `parsed_row` as a new import."""
    number, precedence = _add_import(cursor, source, mapping)
    run(
        cursor, SQL / f"{mapping.kind}_store.sql",
        import_no=number, precedence=precedence, columns=mapping.columns,
    )  # fmt: skip
    if mapping.kind is Kind.PEOPLE:
        run(cursor, SQL / "people_rebuild.sql")
    _add_problems(cursor, number, mapping, policy)
    names = ("row_count", "accepted", "replaced", "unchanged", "problem_rows")
    counts = dict(zip(names, run(cursor, SQL / "counts.sql").fetchone() or (), strict=True))
    run(cursor, SQL / "import_close.sql", import_no=number, **counts)
    problems, questions = problems_of(cursor, number), questions_of(cursor, source.file)
    return ImportResult(
        str(number), mapping.kind, mapping.profile, counts["row_count"], counts["accepted"], counts["replaced"],
        counts["unchanged"], problems, unknown_names(cursor, problems) if mapping.kind is Kind.SESSIONS else [],
        questions,
    )  # fmt: skip


def _add_import(cursor: duckdb.DuckDBPyConnection, source: SourceFile, mapping: ColumnMapping) -> tuple[int, int]:
    """The number of the new import, and its place among imports."""
    number = next_number(cursor, "import")
    (precedence,) = run(
        cursor, SQL / "import_add.sql", import_no=number, kind=str(mapping.kind), file_name=source.file,
        sha256=source.sha256, profile=mapping.profile, settings=_settings_of(mapping), headings=source.headings,
        imported_by=source.imported_by, imported_at=now(), is_sample=source.is_sample, part_of=source.part_of,
    ).fetchone() or (0,)  # fmt: skip
    corrected = [{"row": line, "of_file": of.file, "of_row": of.row} for line, of in source.corrected_rows.items()]
    run(
        cursor, SQL / "import_options_add.sql",
        import_no=number, options=source.options, corrected=json.dumps(corrected),
    )  # fmt: skip
    return number, precedence


def _add_problems(cursor: duckdb.DuckDBPyConnection, number: int, mapping: ColumnMapping, policy: Policy) -> None:
    places = [
        {
            "column_name": name,
            "position": mapping.sources.get(name, mapping.places.get(name)),
            "filled": mapping.fill.get(name),
        }
        for name in mapping.columns
    ]
    texts = [asdict(each) for each in problem_texts(tuple(policy.activities))]
    run(
        cursor, SQL / "problems_add.sql",
        import_no=number, places=json.dumps(places), texts=json.dumps(texts),
    )  # fmt: skip


def _settings_of(mapping: ColumnMapping) -> str:
    """How a file is read, as text that is the same for the same way of reading."""
    settings: dict[str, Any] = {
        "kind": mapping.kind, "fill": mapping.fill, "dates": mapping.dates, "decimal": mapping.decimal,
        "profile": mapping.profile, "places": mapping.places, "match_names": mapping.match_names,
    }  # fmt: skip
    settings |= {"people": dict(mapping.people)} if mapping.people else {}
    if mapping.time_zone:
        settings["time_zone"] = [mapping.written_in, mapping.time_zone]
    return json.dumps(settings, sort_keys=True)


def _is_same_way(settings: str, mapping: ColumnMapping) -> bool:
    """Whether a file was read as it would be read now, wherever worked-out columns were appended then."""
    ways = [json.loads(settings), json.loads(_settings_of(mapping))]
    own = mapping.own_cells
    for way in ways:
        way["places"] = {name: place if own is None or place <= own else None for name, place in way["places"].items()}
    return bool(ways[0] == ways[1])


def already_imported(
    cursor: duckdb.DuckDBPyConnection, file: str, sha256: str, mapping: ColumnMapping
) -> ImportResult | None:
    """The result for a file that is in the store already, where it changes nothing; None for another file.

    Raises ArgumentError where it was read in another way then, since only one of the two can be right."""
    found = run(cursor, SQL / "import_same.sql", sha256=sha256).fetchone()
    if not found:
        return None
    number, settings, rows, problem_rows = found
    if not _is_same_way(settings, mapping):
        raise ArgumentError(
            f"{file}: it is in the store already, as import {number}, read with other settings. "
            f"Undo that import first: mentorship imports undo {number}."
        )
    problems = problems_of(cursor, number)
    return ImportResult(None, mapping.kind, mapping.profile, rows, 0, 0, rows - problem_rows, problems)


def sha256_of(path: Path) -> str:
    """A file's fingerprint: the same for the same bytes, whatever the name."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def now() -> datetime:
    """The moment in UTC, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)
