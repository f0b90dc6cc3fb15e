"""Rows with problems: they are written to a file in their original shape, fixed there, and imported again.

Two columns are added. `problem_of` says which row of which file it is; by it a row that comes back settles the problem,
and is read as its file was. `problem` says what is wrong. If the row is still invalid, the problem is recorded under
the new import.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from mentorship.errors import ArgumentError
from mentorship.formulas import guarded, neutral_in_csv, unguarded
from mentorship.intake.cells import SEPARATOR, Cells, Row
from mentorship.intake.history import find_import
from mentorship.intake.readers import RawTable, RowReference
from mentorship.new_workbook import new_workbook
from mentorship.store.connection import Store
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
PROBLEM, PROBLEM_OF = "problem", "problem_of"
#: In words, because a spreadsheet would turn 3/17 into a day.
_REFERENCE = re.compile(r"row (\d{1,9}) of ([0-9a-f]{12})")
#: What a workbook holds: rows below the headings, letters in a cell.
_MOST_ROWS, _LONGEST_CELL = 1_048_575, 32_767


# --- out --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RowsToFix:
    """A file of rows to fix: the original headings and cells, then `problem_of` and `problem`. No cell is taken for a
    formula."""

    headings: list[str]
    rows: list[list[str]]


def rows_to_fix(store: Store, import_id: str) -> RowsToFix:
    """The rows of an import that had problems and were not corrected since. A person who joined a meeting twice is two
    rows again. Raises ArgumentError for an import that does not exist."""
    with store.cursor() as cursor:
        headings = find_import(cursor, import_id).headings
        found = run(cursor, SQL / "rows_to_fix.sql", import_id=import_id).fetchall()
    rows = [
        _with_problem(cells, len(headings), message, f"row {row} of {file}")
        for original, message, file, row in found
        for cells in _ungathered(original.rstrip(SEPARATOR).split(SEPARATOR))
    ]
    return RowsToFix([guarded(heading) for heading in headings] + [PROBLEM_OF, PROBLEM], rows)


def write_rows_to_fix(store: Store, import_id: str, out: Path) -> int:
    """Write the rows to fix to a file: XLSX if its name ends so, else CSV. Returns how many there are.

    Raises ArgumentError, OSError."""
    found = rows_to_fix(store, import_id)
    out.write_bytes(as_xlsx(found) if out.suffix.lower() == ".xlsx" else as_csv(found))
    return len(found.rows)


def as_csv(found: RowsToFix) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([found.headings, *found.rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(found: RowsToFix) -> bytes:
    """A workbook of text cells, which a spreadsheet leaves as they are. Raises ArgumentError for what does not fit."""
    if len(found.rows) > _MOST_ROWS or any(len(cell) > _LONGEST_CELL for row in found.rows for cell in row):
        raise ArgumentError("These rows are too many or too long for a workbook. Take them as CSV.")
    made = io.BytesIO()
    with new_workbook(made, constant_memory=True) as book:
        sheet = book.add_worksheet("Rows to fix")
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        for line, cells in enumerate([found.headings, *found.rows]):
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, cell, text if line else bold)
        sheet.freeze_panes(1, 0)
    return made.getvalue()


def _ungathered(cells: list[str]) -> list[list[str]]:
    """The rows that were gathered into one: every cell with a text has as many lines as there were rows."""
    lines = [cell.split("\n") for cell in cells]
    heights = {len(each) for each in lines if each != [""]}
    if len(heights) != 1 or heights == {1} or sum(each != [""] for each in lines) == 1:
        return [cells]
    (height,) = heights
    return [[each[number] if len(each) > 1 else "" for each in lines] for number in range(height)]


def _with_problem(cells: list[str], width: int, message: str, reference: str) -> list[str]:
    """A row's cells, our two columns, and last the cells beyond the headings: still too many, but not lost."""
    own = [guarded(cell) for cell in cells] + [""] * (width - len(cells))
    return [*own[:width], reference, neutral_in_csv(message), *own[width:]]


# --- and back ---------------------------------------------------------------------------------------------------


def restore_rows(table: RawTable) -> RawTable:
    """A table of corrected rows in its original shape, with the row that each of them was; another table unchanged."""
    places = {heading: place for place, heading in enumerate(table.headings)}
    if PROBLEM_OF not in places:
        # Without the reference a column `problem` may be anybody's, and stays where it is.
        is_ours = table.headings[-1:] == [PROBLEM]
        return replace(table, rows=_unguarded(table.rows), plain_csv=None) if is_ours else table
    ours = {places[name] for name in (PROBLEM, PROBLEM_OF) if name in places}
    rows = iter(table.rows)
    first = list(islice(rows, 1))
    corrected: dict[int, RowReference] = {}
    return replace(
        table, headings=[unguarded(name) or "" for place, name in enumerate(table.headings) if place not in ours],
        rows=_restored(chain(first, rows), ours, places[PROBLEM_OF], corrected), plain_csv=None,
        corrected_rows=corrected,
        corrects=next((each.file for _, cells in first for each in _reference(cells, places[PROBLEM_OF])), None),
    )  # fmt: skip


def _unguarded(rows: Iterable[Row]) -> Iterator[Row]:
    for line, cells in rows:
        yield line, [unguarded(cell) for cell in cells]


def _restored(rows: Iterable[Row], ours: set[int], at: int, corrected: dict[int, RowReference]) -> Iterator[Row]:
    """The rows without our columns; `corrected` is filled with the row that each of them was."""
    for line, cells in rows:
        for reference in _reference(cells, at):
            corrected[line] = reference
        yield line, [unguarded(cell) for place, cell in enumerate(cells) if place not in ours]


def _reference(cells: Cells, at: int) -> Sequence[RowReference]:
    """The row that a row was; none where somebody added it or damaged the reference."""
    found = _REFERENCE.fullmatch((cells[at] or "").strip()) if at < len(cells) else None
    return [RowReference(found[2], int(found[1]))] if found else []
