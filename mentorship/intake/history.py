"""What came in: the list of imports, and the rows with problems in their original shape."""

import csv
from pathlib import Path
from typing import Any

from mentorship.errors import ArgumentError
from mentorship.intake.cells import SEPARATOR
from mentorship.intake.importer import SQL
from mentorship.store.connection import Store
from mentorship.store.sql_files import run
from mentorship.wording import neutral


def import_history(store: Store) -> list[dict[str, Any]]:
    """Every import, the newest first: number, kind, file, counts, when, by whom, and whether it was taken back."""
    with store.cursor() as cursor:
        found = run(cursor, SQL / "import_history.sql")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def problem_rows(store: Store, import_id: str) -> tuple[list[str], list[list[str]]]:
    """The rows of an import that had problems, as they were, with the sentences on them in a column `problem`.

    Returns headings and rows. Raises ArgumentError for an import that there is not.
    """
    with store.cursor() as cursor:
        found = cursor.execute("select headings from import where import_no::varchar = ?", [import_id]).fetchone()
        if not found:
            raise ArgumentError(f"There is no import {import_id}. List them with: mentorship imports.")
        rows = run(cursor, SQL / "import_mend.sql", import_id=import_id).fetchall()
    headings = list(found[0])
    return [*headings, "problem"], [_to_mend(original, len(headings), message) for original, message in rows]


def _to_mend(original: str, width: int, message: str) -> list[str]:
    """A row's cells, what is to be said of it, and last the cells beyond the headings: too many still, but not lost."""
    cells = original.rstrip(SEPARATOR).split(SEPARATOR)
    cells += [""] * (width - len(cells))
    return [*cells[:width], message, *cells[width:]]


def mend_problems(store: Store, import_id: str, out: Path) -> int:
    """Write those rows to a CSV file, ready to mend. Returns how many. Raises ArgumentError, OSError."""
    headings, rows = problem_rows(store, import_id)
    with out.open("w", newline="", encoding="utf-8-sig") as opened:
        writer = csv.writer(opened)
        writer.writerow([neutral(heading) for heading in headings])
        writer.writerows([[neutral(cell) for cell in row] for row in rows])
    return len(rows)
