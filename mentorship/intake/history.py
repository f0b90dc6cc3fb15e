"""What came in: the list of imports, and the rows with problems in their original shape."""

from pathlib import Path
from typing import Any

from mentorship.errors import ArgumentError
from mentorship.intake.importer import SQL
from mentorship.intake.mending import mend_as_csv, mend_as_xlsx, to_mend
from mentorship.store.connection import Store
from mentorship.store.sql_files import run


def import_history(store: Store) -> list[dict[str, Any]]:
    """Every import, the newest first: number, kind, file, counts, when, by whom, and whether it was taken back."""
    with store.cursor() as cursor:
        found = run(cursor, SQL / "import_history.sql")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


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
