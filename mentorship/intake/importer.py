"""A file into the store: detect, reshape, parse, store. All of it or nothing, whatever happens."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from mentorship.attribution import Recorder, unrecorded
from mentorship.errors import FileError
from mentorship.intake.archives import open_tables
from mentorship.intake.attendance import gather, with_host
from mentorship.intake.corrections import restore_rows
from mentorship.intake.detect import DetectedTable, detect_file, heading_score
from mentorship.intake.loading import load_raw
from mentorship.intake.options import ImportOptions, restore_options, saved_options
from mentorship.intake.parsing import activity_keys, load_macros, parse_rows
from mentorship.intake.people_to_check import people_to_check
from mentorship.intake.plain_cells import PlainRows, make_plain
from mentorship.intake.plain_columns import Words
from mentorship.intake.problem_hints import with_hints
from mentorship.intake.readers import RawTable
from mentorship.intake.results import LISTS, ImportResult, PassedOver, Progress, silent
from mentorship.intake.storing import SourceFile, already_imported, sha256_of, store_rows
from mentorship.intake.transform import transform
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind
from mentorship.wording import count

SQL = Path(__file__).parent / "sql"
#: The share of an import that is done when a step begins.
READING, CHECKING, STORING = 0.2, 0.6, 0.8


def import_file(
    store: Store,
    path: Path,
    policy: Policy,
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
    recorder: Recorder = unrecorded,
    within: duckdb.DuckDBPyConnection | None = None,
    **given: Any,
) -> ImportResult:
    """Import a file: all of it or nothing. `given` are fields of `ImportOptions` by name.

    The same file twice changes nothing. Rows with problems are kept apart with their reasons, the others count. A dry
    run does everything and then rolls it back; within the caller's trial (`within`), the caller does. `recorder` is
    called in the transaction, once, if anything is stored.
    Raises FileError, MappingError, ArgumentError."""
    options = replace(options or ImportOptions(), **given)
    progress("Opening", 0.0)
    with opened(path, options) as tables:
        return import_tables(
            store, path, tables, policy, options, dry_run=dry_run, progress=progress, recorder=recorder, within=within
        ).result


@contextlib.contextmanager
def opened(path: Path, options: ImportOptions) -> Iterator[list[RawTable]]:
    """The tables of a file, for as long as they are needed; corrected rows are in their original shape.

    Raises FileError."""
    name = options.shown_as or path.name
    with open_tables(path, heading_score(options), name, options.limits, options.encoding) as tables:
        yield [restore_rows(each) for each in tables]


@dataclass(frozen=True)
class Imported:
    """What came of a table or of a whole file: the result, and the first good rows as they are stored (column →
    value), as many as were asked for."""

    result: ImportResult
    first_rows: list[dict[str, Any]]


def import_tables(
    store: Store,
    path: Path,
    tables: list[RawTable],
    policy: Policy,
    options: ImportOptions,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
    recorder: Recorder = unrecorded,
    first_rows: int = 0,
    within: duckdb.DuckDBPyConnection | None = None,
) -> Imported:
    """As `import_file`, for a file that is open."""
    with contextlib.nullcontext(within) if within else store.cursor() as cursor:
        tables, options = restore_options(cursor, tables, options)
        job = _Job(store, cursor, policy, options, sha256_of(path), dry_run, progress, recorder, first_rows, within)
        found = detect_file(tables, options, activity_keys(policy))
        # Within a transaction DuckDB's own reader cannot tell line numbers.
        parts = [replace(each, table=replace(each.table, plain_csv=None)) if within else each for each in found.tables]
        done = [_import_table(job, parts[0])] if len(parts) == 1 else _import_parts(job, parts)
    progress("Done", 1.0)
    return _together(done, found.passed_over, dry_run)


@dataclass(frozen=True)
class _Job:
    """What every step of one import needs."""

    store: Store
    cursor: duckdb.DuckDBPyConnection
    policy: Policy
    options: ImportOptions
    sha256: str
    dry_run: bool
    progress: Progress
    recorder: Recorder
    first_rows: int
    within: duckdb.DuckDBPyConnection | None


def _transaction(job: _Job) -> contextlib.AbstractContextManager[None]:
    """One transaction, which a dry run rolls back at its end."""
    if job.within is not None:
        return contextlib.nullcontext()
    return job.store.trial(job.cursor) if job.dry_run else job.store.transaction(job.cursor)


def _import_table(job: _Job, part: DetectedTable) -> Imported:
    """A file with one table. It is read and parsed before the transaction, so that others can write meanwhile."""
    if again := already_imported(job.cursor, part.table.file, job.sha256, part.mapping):
        return Imported(_hinted(job, again), [])
    parsed = _parse(job, part, job.sha256)
    job.progress("Storing", STORING)
    with _transaction(job):
        result = store_rows(job.cursor, parsed.source, part.mapping, job.policy)
        job.recorder(job.cursor)
    return Imported(_told(job, part, parsed, result), _first_rows(job))


def _import_parts(job: _Job, parts: list[DetectedTable]) -> list[Imported]:
    """A file with several tables: an import for each, all in one transaction, and undone together."""
    done: list[Imported] = []
    first: int | None = None
    with _transaction(job):
        for number, part in enumerate(parts):
            own = replace(job, progress=partial(_part_of, job.progress, number, len(parts)))
            sha256 = hashlib.sha256(f"{job.sha256} {part.table.file}".encode()).hexdigest()
            if again := already_imported(job.cursor, part.table.file, sha256, part.mapping):
                done.append(Imported(_hinted(job, again), []))
                continue
            parsed = _parse(own, part, sha256, first)
            own.progress("Storing", STORING)
            result = store_rows(job.cursor, parsed.source, part.mapping, job.policy)
            first = first or int(result.import_id or 0)
            done.append(Imported(_told(job, part, parsed, result), _first_rows(job)))
        if first:
            job.recorder(job.cursor)
    return done


def _part_of(progress: Progress, number: int, parts: int, stage: str, share: float) -> None:
    """How far the whole file is, from how far one of its parts is."""
    progress(stage, (number + share) / parts)


@dataclass(frozen=True)
class _Parsed:
    """A parsed table: where it comes from, and what became of its rows before."""

    source: SourceFile
    plain: PlainRows


def _parse(job: _Job, part: DetectedTable, sha256: str, part_of: int | None = None) -> _Parsed:
    """Reshape, load and parse a table; its rows are in `parsed_row` then. Raises FileError for a table without rows."""
    cursor, mapping = job.cursor, part.mapping
    job.progress("Reading", READING)
    table = transform(part.table, mapping)
    rows = load_raw(cursor, table, partial(_reached, job.progress, table))
    if rows and mapping.attendance:
        mapping, attendance = with_host(cursor, table, mapping, mapping.attendance)
        rows = gather(cursor, table, mapping, attendance, job.options.styles.get("dates"))
    if not rows:
        raise FileError(f"{table.file}: there are no rows below the headings. Check the export, and export it again.")
    job.progress(f"Checking {count(rows, 'row')}", CHECKING)
    load_macros(cursor)
    told, by_hand = {"activity": activity_keys(job.policy)}, frozenset(job.options.renames)
    words = Words(told, job.options.take_suggestions, mapping.is_virtual, by_hand)
    plain = make_plain(cursor, table, mapping, words)
    styles = parse_rows(cursor, table, plain.mapping, job.policy, job.options.styles)
    source = SourceFile(
        table.file, sha256, table.headings, job.options.imported_by, job.options.is_sample, part_of,
        saved_options(table, job.options, styles), table.corrected_rows,
    )  # fmt: skip
    return _Parsed(source, plain)


def _told(job: _Job, part: DetectedTable, parsed: _Parsed, result: ImportResult) -> ImportResult:
    """A result with what was passed over, what was taken for something, and what unknown words resemble."""
    unknown = people_to_check(job.cursor, job.policy) if job.dry_run and part.mapping.kind is Kind.SESSIONS else []
    taken = [*part.taken, *parsed.plain.taken]
    return replace(_hinted(job, result), passed_over=parsed.plain.passed_over, taken=taken, people_to_check=unknown)


def _hinted(job: _Job, result: ImportResult) -> ImportResult:
    names_options = job.options.names_options
    hinted = with_hints(result.problems, activity_keys(job.policy)) if names_options else result.problems
    return replace(result, problems=hinted, takes_suggestions=job.options.take_suggestions)


def _reached(progress: Progress, table: RawTable, row: int) -> None:
    """Say how far down the rows are read."""
    done, whole = row - table.heading_line, max(row, table.height or 0) - table.heading_line
    share = done / whole if table.height else 0.5
    progress(f"Reading {done:,} of {count(whole, 'row')}", READING + share * (CHECKING - READING))


def _first_rows(job: _Job) -> list[dict[str, Any]]:
    if not job.first_rows:
        return []
    found = run(job.cursor, SQL / "first_rows.sql", most=job.first_rows)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _together(done: list[Imported], passed_over: list[PassedOver], dry_run: bool) -> Imported:
    """The parts of one file as one result, with what else it holds. Its id undoes all of them; its kind and rows are
    those of the sessions."""
    main = next((each for each in done if each.result.kind is Kind.SESSIONS), done[0])
    results = [each.result for each in done]
    kept = [each.import_id for each in results if each.import_id]
    whole = ImportResult(
        kept[0] if kept and not dry_run else None,
        main.result.kind,
        main.result.profile,
        sum(each.rows for each in results),
        sum(each.accepted for each in results),
        sum(each.replaced for each in results),
        sum(each.unchanged for each in results),
        passed_over=[*passed_over, *(passed for each in results for passed in each.passed_over)],
        takes_suggestions=main.result.takes_suggestions,
        **{name: [one for each in results for one in getattr(each, name)] for name in LISTS},
    )
    return Imported(whole, main.first_rows)
