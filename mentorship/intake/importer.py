"""The only writer of facts: a file into the store, wholly or not at all; and back out again."""

import contextlib
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from mentorship.errors import ArgumentError, FileError
from mentorship.intake.complaints import catalogue, names_asked, problems_of
from mentorship.intake.containers import tables_of
from mentorship.intake.mapping import How, Mapping, likeness, recognise_all
from mentorship.intake.mending import as_before, told_of
from mentorship.intake.readers import RawTable, load_raw
from mentorship.intake.results import ImportResult, Preview, Progress, silent
from mentorship.intake.understanding import activity_words, read_rows
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind
from mentorship.wording import count, day

SQL = Path(__file__).parent / "sql"
#: Which share of an import is done when a step begins.
READING, CHECKING, STORING = 0.2, 0.6, 0.8


class _DryRun(Exception):  # noqa: N818 - nothing went wrong
    """Unwinds the transaction of an import that was only to be tried."""


def import_file(
    store: Store,
    path: Path,
    policy: Policy,
    how: How | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
    **given: Any,
) -> ImportResult:
    """Take a file into the store: all of it or nothing, whatever happens. `given` are fields of `How` by name.

    The same file twice changes nothing. Rows with problems are kept apart, with their reasons; the others count.
    With `dry_run` everything is done and then taken back. Raises FileError, MappingError, ArgumentError.
    """
    with store.cursor() as cursor:
        return _import(store, cursor, path, policy, replace(how or How(), **given), dry_run, progress)


def preview_file(
    store: Store, path: Path, policy: Policy, how: How | None = None, *, progress: Progress = silent, **given: Any
) -> Preview:
    """Try an import without keeping anything. Raises as `import_file` does."""
    how = replace(how or How(), **given)
    progress("Opening", 0.0)
    with tables_of(path, likeness(how), how.shown_as, how.limits) as tables:
        return preview_tables(store, path, tables, policy, how, progress=progress)


def preview_tables(
    store: Store,
    path: Path,
    tables: list[RawTable],
    policy: Policy,
    how: How,
    *,
    most: int = 5,
    progress: Progress = silent,
) -> Preview:
    """As `preview_file`, for the tables of a file that is open."""
    with store.cursor() as cursor:
        result = _import_tables(_Work(store, cursor, policy, how, sha256_of(path), True, progress), tables)
        read = cursor.execute("select count(*) from duckdb_tables() where table_name = 'reading'").fetchone()
        if read == (0,):
            return Preview(result, [])
        found = cursor.execute(
            "select columns(each -> each not in ('original', 'content', 'occurrence', 'complaints')) from reading "
            "where len(complaints) = 0 order by row limit ?",
            [most],
        )
        names = [column[0] for column in found.description or []]
        return Preview(result, [dict(zip(names, row, strict=True)) for row in found.fetchall()])


def _import(
    store: Store,
    cursor: duckdb.DuckDBPyConnection,
    path: Path,
    policy: Policy,
    how: How,
    dry_run: bool,
    progress: Progress,
) -> ImportResult:
    progress("Opening", 0.0)
    with tables_of(path, likeness(how), how.shown_as, how.limits) as tables:
        return _import_tables(_Work(store, cursor, policy, how, sha256_of(path), dry_run, progress), tables)


@dataclass(frozen=True)
class _Work:
    """What every step of one import needs."""

    store: Store
    cursor: duckdb.DuckDBPyConnection
    policy: Policy
    how: How
    digest: str
    dry_run: bool
    progress: Progress


def _import_tables(work: _Work, tables: list[RawTable]) -> ImportResult:
    tables, how = as_before(work.cursor, tables, work.how)
    work = replace(work, how=how)
    parts = recognise_all(tables, how, activity_words(work.policy))
    result = _import_one(work, *parts[0]) if len(parts) == 1 else _import_parts(work, parts)
    work.progress("Done", 1.0)
    return result


def _import_one(work: _Work, table: RawTable, mapping: Mapping) -> ImportResult:
    """A file with one table. Only its keeping needs the store to itself."""
    if again := _same_file(work.cursor, table.file, work.digest, mapping):
        return again
    arrival = _understand(work, table, mapping, work.digest)
    work.progress("Storing", STORING)
    return _keep(work.store, work.cursor, arrival, mapping, work.policy, work.dry_run)


def _import_parts(work: _Work, parts: list[tuple[RawTable, Mapping]]) -> ImportResult:
    """A file with several tables: each is an import, all of them are one transaction, and are taken back together."""
    results: list[ImportResult] = []
    first: int | None = None
    with contextlib.suppress(_DryRun), work.store.transaction(work.cursor):
        for number, (table, mapping) in enumerate(parts):
            part = replace(work, progress=partial(_part_of, work.progress, number, len(parts)))
            own = hashlib.sha256(f"{work.digest} {table.file}".encode()).hexdigest()
            result = _same_file(work.cursor, table.file, own, mapping)
            if result is None:
                arrival = _understand(part, table, mapping, own, first)
                part.progress("Storing", STORING)
                result = _write(work.cursor, arrival, mapping, work.policy)
                first = first or int(result.import_id or 0)
            results.append(result)
        if work.dry_run:
            raise _DryRun
    return _together(results, work.dry_run)


def _part_of(progress: Progress, number: int, parts: int, stage: str, share: float) -> None:
    """How far the whole file is, while one of its parts is."""
    progress(stage, (number + share) / parts)


def _together(results: list[ImportResult], dry_run: bool) -> ImportResult:
    """What came of the parts of one file, as one result; its id takes all of them back."""
    main = next((each for each in results if each.kind is Kind.SESSIONS), results[0])
    kept = [each.import_id for each in results if each.import_id]
    return ImportResult(
        kept[0] if kept and not dry_run else None,
        main.kind,
        main.profile,
        sum(each.rows for each in results),
        sum(each.accepted for each in results),
        sum(each.replaced for each in results),
        sum(each.unchanged for each in results),
        [problem for each in results for problem in each.problems],
        [name for each in results for name in each.names],
    )


def _understand(work: _Work, table: RawTable, mapping: Mapping, digest: str, part_of: int | None = None) -> "Arrival":
    """The rows of a table into `raw`, and what they mean into `reading`. Raises FileError for a table without rows."""
    work.progress("Reading", READING)

    def arrived_at(row: int) -> None:
        done, whole = row - table.heading_line, max(row, table.height or 0) - table.heading_line
        share = done / whole if table.height else 0.5
        work.progress(f"Reading {done:,} of {count(whole, 'row')}", READING + share * (CHECKING - READING))

    rows = load_raw(work.cursor, table, arrived_at)
    if not rows:
        raise FileError(f"{table.file}: below the headings there are no rows. Check the export, and export it again.")
    work.progress(f"Checking {count(rows, 'row')}", CHECKING)
    styles = read_rows(work.cursor, table, mapping, work.policy, work.how.styles)
    return Arrival(
        table.file, digest, table.headings, work.how.imported_by, work.how.is_sample, part_of,
        told_of(table, work.how, styles), table.brought_back,
    )  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """A file as it came: its name, its fingerprint, its headings, who brought it; how it was told to be read, and which
    rows with problems it brings back (line → file and row)."""

    file: str
    sha256: str
    headings: list[str]
    imported_by: str
    is_sample: bool
    part_of: int | None
    told: str
    brought_back: dict[int, tuple[str, int]]


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
        part_of=arrival.part_of,
    ).fetchone() or (0, 0)  # fmt: skip
    back = [{"row": line, "of_file": file, "of_row": row} for line, (file, row) in arrival.brought_back.items()]
    run(cursor, SQL / "import_tell.sql", import_no=number, told=arrival.told, rows=json.dumps(back))
    run(
        cursor, SQL / f"{mapping.kind}_keep.sql",
        import_no=number, precedence=precedence, columns=mapping.columns,
    )  # fmt: skip
    if mapping.kind is Kind.PEOPLE:
        run(cursor, SQL / "people_now.sql")
    places = [
        {
            "column_name": name,
            "position": mapping.sources.get(name, mapping.places.get(name)),
            "filled": mapping.fill.get(name),
        }
        for name in mapping.columns
    ]
    run(
        cursor, SQL / "problems.sql", import_no=number, places=json.dumps(places),
        complaints=json.dumps(catalogue(tuple(policy.activities))),
    )  # fmt: skip
    names = ("row_count", "accepted", "replaced", "unchanged", "problem_rows")
    counts = dict(zip(names, run(cursor, SQL / "counts.sql").fetchone() or (), strict=True))
    run(cursor, SQL / "import_close.sql", import_no=number, **counts)
    return ImportResult(
        str(number), mapping.kind, mapping.profile, counts["row_count"], counts["accepted"], counts["replaced"],
        counts["unchanged"], problems := problems_of(cursor, number),
        names_asked(cursor, problems) if mapping.kind is Kind.SESSIONS else [],
    )  # fmt: skip


def _settings_of(mapping: Mapping) -> str:
    """How a file is read, as text that is the same for the same way of reading."""
    settings: dict[str, Any] = {
        "kind": mapping.kind, "fill": mapping.fill, "dates": mapping.dates, "decimal": mapping.decimal,
        "profile": mapping.profile, "places": mapping.places, "match_names": mapping.match_names,
    }  # fmt: skip
    settings |= {"people": mapping.people} if mapping.people else {}
    if mapping.time_zone:
        settings["time_zone"] = [mapping.written_in, mapping.time_zone]
    return json.dumps(settings, sort_keys=True)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def sha256_of(path: Path) -> str:
    """A file's fingerprint: the same for the same bytes, whatever the name."""
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
    """Take an import back, with all parts of its file: what it replaced returns. Returns the name of the file.

    Raises ArgumentError."""
    with store.cursor() as cursor, store.transaction(cursor):
        found = cursor.execute(
            "select import_no, part_of, file_name, undone_at from import where import_no::varchar = ?", [import_id]
        ).fetchone()
        if not found:
            raise ArgumentError(f"There is no import {import_id}. List them with: mentorship imports.")
        number, part_of, file_name, undone_at = found
        if undone_at:
            raise ArgumentError(f"Import {import_id} ({file_name}) was taken back already, on {day(undone_at)}.")
        parts = cursor.execute(
            "select import_no, kind from import where part_of = ? and undone_at is null order by import_no desc",
            [part_of],
        ).fetchall()
        for number, kind in parts:
            run(cursor, SQL / f"{kind}_undo.sql", import_no=number)
            if kind == Kind.PEOPLE:
                run(cursor, SQL / "people_now.sql")
            run(cursor, SQL / "import_undo.sql", import_no=number, undone_by=undone_by, undone_at=_now())
    return str(file_name)
