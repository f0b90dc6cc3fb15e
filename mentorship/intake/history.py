"""What came in: the list of imports, what each of them changed, and the rows with problems in their original shape."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from mentorship.errors import ArgumentError
from mentorship.intake.importer import SQL
from mentorship.intake.mending import mend_as_csv, mend_as_xlsx, to_mend
from mentorship.store.connection import Store
from mentorship.store.sql_files import run
from mentorship.wording import day

_BATCH = 10_000


def import_history(store: Store) -> list[dict[str, Any]]:
    """Every import, the newest first: number, kind, file, counts, when, by whom, and whether it was taken back."""
    with store.cursor() as cursor:
        found = run(cursor, SQL / "import_history.sql")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@dataclass(frozen=True)
class Changes:
    """What an import changes against what the imports before it say: how many rows are new, replace an older version,
    say what was said already; and the changes one by one: each column that differs, each row that is new.

    A change: change ('replaced' or 'added'), row, whose, held_on, activity, session_id; column_name, was, is_now (as
    text); was_import, was_file, was_row (where the older version stands). `listed` counts all, `rows` are the first."""

    import_no: int
    file: str
    kind: str
    added: int
    replaced: int
    unchanged: int
    listed: int
    rows: list[dict[str, Any]]


def import_changes(cursor: duckdb.DuckDBPyConnection, import_id: str, most: int | None = None) -> Changes:
    """What an import changed, as things stand now: imports taken back do not count. With `most`, so many changes.

    Raises ArgumentError for an import that there is not, or that was taken back."""
    number, file, kind = _compared(cursor, import_id)
    added, replaced, unchanged, listed = run(cursor, SQL / "changes_counted.sql").fetchone() or (0, 0, 0, 0)
    rows = list(islice(_listed(cursor), most))
    return Changes(number, file, kind, added, replaced, unchanged, listed, rows)


def each_change(cursor: duckdb.DuckDBPyConnection, import_id: str) -> Iterator[dict[str, Any]]:
    """The changes of an import one by one, however many they are. Raises as `import_changes` does."""
    _compared(cursor, import_id)
    yield from _listed(cursor)


def _compared(cursor: duckdb.DuckDBPyConnection, import_id: str) -> tuple[int, str, str]:
    """Compare an import with what was before it, into the temporary table `changed`; returns number, file and kind."""
    found = cursor.execute(
        "select import_no, file_name, kind, undone_at from import where import_no::varchar = ?", [import_id]
    ).fetchone()
    if not found:
        raise ArgumentError(f"There is no import {import_id}. List them with: mentorship imports.")
    number, file, kind, undone_at = found
    if undone_at:
        raise ArgumentError(f"Import {import_id} ({file}) was taken back on {day(undone_at)}. It changes nothing now.")
    run(cursor, SQL / "changes_said.sql")
    run(cursor, SQL / f"{kind}_changes.sql", import_no=number)
    return number, file, kind


def _listed(cursor: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    found = run(cursor, SQL / "changes_listed.sql")
    names = [column[0] for column in found.description or []]
    while batch := found.fetchmany(_BATCH):
        yield from (dict(zip(names, row, strict=True)) for row in batch)


def problem_rows(store: Store, import_id: str) -> tuple[list[str], list[list[str]]]:
    """The rows of an import that had problems and did not come back since, as they were, with the sentences on them in
    a column `problem` and the row they are in a column `problem_of`; no cell is taken for a formula.

    Returns headings and rows. Raises ArgumentError for an import that there is not.
    """
    with store.cursor() as cursor:
        found = cursor.execute("select headings from import where import_no::varchar = ?", [import_id]).fetchone()
        if not found:
            raise ArgumentError(f"There is no import {import_id}. List them with: mentorship imports.")
        return to_mend(found[0], run(cursor, SQL / "import_mend.sql", import_id=import_id).fetchall())


def mend_problems(store: Store, import_id: str, out: Path) -> int:
    """Write those rows to a file, ready to mend: XLSX where its name says so, else CSV. Returns how many.

    Raises ArgumentError, OSError."""
    headings, rows = problem_rows(store, import_id)
    is_workbook = out.suffix.lower() == ".xlsx"
    out.write_bytes(mend_as_xlsx(headings, rows) if is_workbook else mend_as_csv(headings, rows))
    return len(rows)
