"""The only writer of facts: a file into the store, wholly or not at all; and back out again."""

import contextlib
import hashlib
import json
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from mentorship.errors import ArgumentError, FileError
from mentorship.intake.columns import COLUMNS, DATES, NUMBERS
from mentorship.intake.mapping import Mapping, known_headings, recognise
from mentorship.intake.readers import RawTable, load_raw, read_table
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.store.sql_files import run
from mentorship.vocabulary import Basis, Kind, Standing
from mentorship.wording import day, listed

SQL = Path(__file__).parent / "sql"
Progress = Callable[[str, float], None]


def _silent(stage: str, share: float) -> None:
    """Nobody is watching."""


@dataclass(frozen=True)
class Problem:
    """A row that was not taken in: where it stands, what was read, what was expected, and a sentence on it."""

    file: str
    row: int
    column: str | None
    read: str | None
    expected: str
    message: str


@dataclass(frozen=True)
class ImportResult:
    """How an import ended. rows = accepted + replaced + unchanged + rows with problems."""

    import_id: str | None
    kind: Kind
    profile: str
    rows: int
    accepted: int
    replaced: int
    unchanged: int
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Preview:
    """What an import would do, and its first good rows as they would be stored."""

    result: ImportResult
    rows: list[dict[str, Any]]


class _DryRun(Exception):  # noqa: N818 - nothing went wrong
    """Unwinds the transaction of an import that was only to be tried."""


def import_file(
    store: Store,
    path: Path,
    policy: Policy,
    *,
    kind: Kind | None = None,
    fill: dict[str, str] | None = None,
    dates: str | None = None,
    dry_run: bool = False,
    shown_as: str | None = None,
    imported_by: str = "command line",
    is_sample: bool = False,
    progress: Progress = _silent,
) -> ImportResult:
    """Take a file into the store: all of it or nothing, whatever happens.

    The same file twice changes nothing. Rows with problems are kept apart, with their reasons; the others count.
    With `dry_run` everything is done and then taken back. Raises FileError, MappingError, ArgumentError.
    """
    with store.cursor() as cursor:
        reading = How(kind, fill, dates, shown_as, imported_by, is_sample)
        return _import(store, cursor, path, policy, reading, dry_run, progress)


def preview_file(
    store: Store,
    path: Path,
    policy: Policy,
    *,
    kind: Kind | None = None,
    fill: dict[str, str] | None = None,
    dates: str | None = None,
    shown_as: str | None = None,
    most: int = 5,
) -> Preview:
    """Try an import without keeping anything. Raises as `import_file` does."""
    with store.cursor() as cursor:
        result = _import(store, cursor, path, policy, How(kind, fill, dates, shown_as), True, _silent)
        read = cursor.execute("select count(*) from duckdb_tables() where table_name = 'reading'").fetchone()
        if read == (0,):
            return Preview(result, [])
        found = cursor.execute(
            "select * exclude (original, content, occurrence, complaints) from reading where len(complaints) = 0 "
            "order by row limit ?",
            [most],
        )
        names = [column[0] for column in found.description or []]
        return Preview(result, [dict(zip(names, row, strict=True)) for row in found.fetchall()])


@dataclass(frozen=True)
class How:
    """How a file is to be read, and who brings it. What is None is told by the file itself."""

    kind: Kind | None = None
    fill: dict[str, str] | None = None
    dates: str | None = None
    shown_as: str | None = None
    imported_by: str = "command line"
    is_sample: bool = False


def _import(
    store: Store,
    cursor: duckdb.DuckDBPyConnection,
    path: Path,
    policy: Policy,
    how: How,
    dry_run: bool,
    progress: Progress,
) -> ImportResult:
    progress("Reading", 0.0)
    table = read_table(path, known_headings(), how.shown_as)
    mapping = recognise(table, how.kind, how.fill, how.dates)
    digest = _sha256(path)
    if again := _same_file(cursor, table.file, digest, mapping):
        return again
    progress("Reading", 0.1)
    if not load_raw(cursor, table):
        raise FileError(f"{table.file}: below the headings there are no rows. Check the export, and export it again.")
    progress("Checking", 0.4)
    read_rows(cursor, table, mapping, policy)
    progress("Storing", 0.7)
    arrival = Arrival(table.file, digest, table.headings, how.imported_by, how.is_sample)
    result = _keep(store, cursor, arrival, mapping, policy, dry_run)
    progress("Done", 1.0)
    return result


def read_rows(cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: Mapping, policy: Policy) -> None:
    """Understand the rows of `raw`: fills the temporary table `reading`, each row with its complaints."""
    run(cursor, SQL / "words.sql")
    values: dict[str, Any] = {"width": len(table.headings)}
    for name in COLUMNS[mapping.kind]:
        values[f"at_{name}"] = mapping.places.get(name)
        values[f"fill_{name}"] = mapping.fill.get(name)
    values |= _styles(cursor, mapping)
    if mapping.kind is Kind.SESSIONS:
        run(cursor, SQL / "vocabulary.sql", **_words_of(policy))
        run(cursor, SQL / "sessions_words.sql", **values)
    run(cursor, SQL / f"{mapping.kind}_read.sql", **values)


def _styles(cursor: duckdb.DuckDBPyConnection, mapping: Mapping) -> dict[str, str | None]:
    """The order of dates and the decimal mark of each column: as told, else as the whole column settles it."""
    styles: dict[str, str | None] = {}
    for name in DATES[mapping.kind]:
        key = "dates" if mapping.kind is Kind.SESSIONS else f"dates_{name}"
        styles[key] = mapping.dates or _settled(cursor, "date_order", mapping.places.get(name))
    for name in NUMBERS[mapping.kind]:
        styles[f"decimal_{name}"] = mapping.decimal or _settled(cursor, "decimal_mark", mapping.places.get(name))
    return styles


def _settled(cursor: duckdb.DuckDBPyConnection, question: str, at: int | None) -> str | None:
    if at is None:
        return None
    row = run(cursor, SQL / f"{question}.sql", at=at).fetchone()
    return row[0] if row else None


def _words_of(policy: Policy) -> dict[str, str]:
    """The handbook's names for activities, and what each activity needs to be told."""
    spellings = [
        {"spelling": word, "activity": code}
        for code, activity in policy.activities.items()
        for word in {code, activity.label, *activity.spellings}
    ]
    needs = [
        {
            "activity": code,
            "duration": any(dated.value.basis is Basis.DURATION for dated in activity.credit),
            "mentor": any(dated.value is not Standing.NONE for dated in activity.standing),
        }
        for code, activity in policy.activities.items()
    ]
    return {"spellings": json.dumps(spellings), "needs": json.dumps(needs)}


@cache
def _complaints(activities: tuple[str, ...] = ()) -> list[dict[str, str | None]]:
    """The catalogue of complaints as rows: code, column, expected, message."""
    tables = tomllib.loads((Path(__file__).parent / "complaints.toml").read_text("utf-8"))
    rows = []
    for name, each in tables.items():
        kinds = {"": each} if "expected" in each else each
        for kind, words in kinds.items():
            rows.append({
                "code": f"{name}.{kind}" if kind else name,
                "column_name": name if kind else None,
                "expected": words["expected"].replace("{activities}", listed(activities, "or")),
                "message": words["message"],
            })  # fmt: skip
    return rows


@dataclass(frozen=True)
class Arrival:
    """A file as it came: its name, its fingerprint, its headings, who brought it."""

    file: str
    sha256: str
    headings: list[str]
    imported_by: str
    is_sample: bool


def _keep(
    store: Store, cursor: duckdb.DuckDBPyConnection, arrival: Arrival, mapping: Mapping, policy: Policy, dry_run: bool
) -> ImportResult:
    """Write what `reading` holds in one transaction, which a dry run takes back."""
    with contextlib.suppress(_DryRun), store.transaction(cursor):
        result = _write(cursor, arrival, mapping, policy)
        if dry_run:
            raise _DryRun
    return replace(result, import_id=None) if dry_run else result


def _write(cursor: duckdb.DuckDBPyConnection, arrival: Arrival, mapping: Mapping, policy: Policy) -> ImportResult:
    """The import, its good rows as facts, its other rows as problems."""
    number, precedence = run(
        cursor, SQL / "import_add.sql", kind=str(mapping.kind), file_name=arrival.file, sha256=arrival.sha256,
        profile=mapping.profile, settings=_settings_of(mapping), headings=arrival.headings,
        imported_by=arrival.imported_by, imported_at=_now(), is_sample=arrival.is_sample,
    ).fetchone() or (0, 0)  # fmt: skip
    run(
        cursor, SQL / f"{mapping.kind}_keep.sql",
        import_no=number, precedence=precedence, columns=mapping.columns,
    )  # fmt: skip
    if mapping.kind is Kind.PEOPLE:
        run(cursor, SQL / "people_now.sql")
    places = [
        {"column_name": name, "position": mapping.places.get(name), "filled": mapping.fill.get(name)}
        for name in mapping.columns
    ]
    run(
        cursor, SQL / "problems.sql", import_no=number, places=json.dumps(places),
        complaints=json.dumps(_complaints(tuple(policy.activities))),
    )  # fmt: skip
    names = ("row_count", "accepted", "replaced", "unchanged", "problem_rows")
    counts = dict(zip(names, run(cursor, SQL / "counts.sql").fetchone() or (), strict=True))
    run(cursor, SQL / "import_close.sql", import_no=number, **counts)
    return ImportResult(
        str(number), mapping.kind, mapping.profile, counts["row_count"], counts["accepted"], counts["replaced"],
        counts["unchanged"], problems_of(cursor, number),
    )  # fmt: skip


def problems_of(cursor: duckdb.DuckDBPyConnection, number: int) -> list[Problem]:
    """The complaints of one import, in the order of its rows."""
    rows = run(cursor, SQL / "import_problems.sql", import_no=number).fetchall()
    return [Problem(*row) for row in rows]


def _settings_of(mapping: Mapping) -> str:
    """How a file is read, as text that is the same for the same way of reading."""
    settings = {"kind": mapping.kind, "fill": mapping.fill, "dates": mapping.dates, "decimal": mapping.decimal}
    return json.dumps(settings, sort_keys=True)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _same_file(cursor: duckdb.DuckDBPyConnection, file: str, digest: str, mapping: Mapping) -> ImportResult | None:
    """The result for a file that is in the store already: nothing changes. Raises ArgumentError when it was
    read in another way then, since only one of the two ways can be right."""
    found = cursor.execute(
        "select import_no, settings, row_count, problem_rows from import where sha256 = ? and undone_at is null",
        [digest],
    ).fetchone()
    if not found:
        return None
    number, settings, rows, problem_rows = found
    if settings != _settings_of(mapping):
        raise ArgumentError(
            f"{file}: it is in the store already, as import {number}, read with other settings. "
            f"Take that one back first: mentorship imports undo {number}."
        )
    problems = problems_of(cursor, number)
    return ImportResult(None, mapping.kind, mapping.profile, rows, 0, 0, rows - problem_rows, problems)


def undo_import(store: Store, import_id: str, undone_by: str = "command line") -> str:
    """Take an import back: what it replaced returns. Returns the name of its file. Raises ArgumentError."""
    with store.cursor() as cursor, store.transaction(cursor):
        found = cursor.execute(
            "select import_no, kind, file_name, undone_at from import where import_no::varchar = ?", [import_id]
        ).fetchone()
        if not found:
            raise ArgumentError(f"There is no import {import_id}. List them with: mentorship imports.")
        number, kind, file_name, undone_at = found
        if undone_at:
            raise ArgumentError(f"Import {import_id} ({file_name}) was taken back already, on {day(undone_at)}.")
        run(cursor, SQL / f"{kind}_undo.sql", import_no=number)
        if kind == Kind.PEOPLE:
            run(cursor, SQL / "people_now.sql")
        run(
            cursor, SQL / "import_undo.sql", import_no=number, undone_by=undone_by,
            undone_at=_now(),
        )  # fmt: skip
    return str(file_name)
