"""Rows with problems go out to be mended and come back: their original shape, and two columns behind the file's own.

`problem_of` says which row of which file it is, `problem` what is wrong with it. By the first a row that comes back
settles the problem it was, and is read as its file was. Is it a problem still, then it is one of the newer import.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import chain, islice
from typing import Any

import duckdb
import xlsxwriter

from mentorship.errors import ArgumentError
from mentorship.intake.cells import SEPARATOR, Cells, Row
from mentorship.intake.mapping import How
from mentorship.intake.readers import SQL, RawTable
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind
from mentorship.wording import neutral

PROBLEM, PROBLEM_OF = "problem", "problem_of"
#: What spreadsheets leave as it is: 3/17 would become a day.
_REFERENCE = re.compile(r"row (\d{1,9}) of ([0-9a-f]{12})")
#: What a workbook holds: rows below the headings, letters in a cell.
_MOST_ROWS, _LONGEST_CELL = 1_048_575, 32_767
#: What `How` says that is no word on what the file means.
_NOT_TOLD = {"styles", "profiles", "shown_as", "imported_by", "is_sample", "limits"}


# --- out --------------------------------------------------------------------------------------------------------


def to_mend(headings: Sequence[str], found: Sequence[tuple[str, str, str, int]]) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a file to mend. `found`: of each row its original text, what is to be said of it, the
    beginning of its file's SHA-256 and its line there. A meeting that somebody joined twice is two rows again."""
    rows = [
        _with_problem(cells, len(headings), message, f"row {row} of {file}")
        for original, message, file, row in found
        for cells in _apart(original.rstrip(SEPARATOR).split(SEPARATOR))
    ]
    return [guarded(heading) for heading in headings] + [PROBLEM_OF, PROBLEM], rows


def mend_as_csv(headings: list[str], rows: list[list[str]]) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode("utf-8-sig")


def mend_as_xlsx(headings: list[str], rows: list[list[str]]) -> bytes:
    """A workbook of text cells, which keep what they say. Raises ArgumentError for what no workbook holds."""
    if len(rows) > _MOST_ROWS or any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        raise ArgumentError("These rows are too many or too long for a workbook. Take them as CSV.")
    made = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet("Rows to mend")
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        for line, cells in enumerate([headings, *rows]):
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, cell, text if line else bold)
        sheet.freeze_panes(1, 0)
    return made.getvalue()


def _apart(cells: list[str]) -> list[list[str]]:
    """The rows that were gathered into one: each cell that says anything has as many lines as there were rows."""
    lines = [cell.split("\n") for cell in cells]
    heights = {len(each) for each in lines if each != [""]}
    if len(heights) != 1 or heights == {1} or sum(each != [""] for each in lines) == 1:
        return [cells]
    (height,) = heights
    return [[each[number] if len(each) > 1 else "" for each in lines] for number in range(height)]


def _with_problem(cells: list[str], width: int, message: str, reference: str) -> list[str]:
    """A row's cells, what is to be said of it, and last the cells beyond the headings: too many still, but not lost."""
    own = [guarded(cell) for cell in cells] + [""] * (width - len(cells))
    return [*own[:width], reference, neutral(message), *own[width:]]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, from which `unguarded` gets it back to the letter."""
    bare = cell.lstrip("'")
    return f"'{cell}" if neutral(bare) != bare else cell


def unguarded(cell: str | None) -> str | None:
    """A cell as it was before `guarded`."""
    if cell is None or not cell.startswith("'"):
        return cell
    bare = cell.lstrip("'")
    return cell[1:] if neutral(bare) != bare else cell


# --- and back ---------------------------------------------------------------------------------------------------


def restored(table: RawTable) -> RawTable:
    """A table of mended rows in its original shape, which row each of them was kept beside; another table as it is."""
    places = {heading: place for place, heading in enumerate(table.headings)}
    if PROBLEM_OF not in places:
        # Without the reference a column `problem` may be anybody's: it stays where it is.
        is_ours = table.headings[-1:] == [PROBLEM]
        return replace(table, rows=_unguarded(table.rows), plain_csv=None) if is_ours else table
    ours = {places[name] for name in (PROBLEM, PROBLEM_OF) if name in places}
    rows = iter(table.rows)
    first = list(islice(rows, 1))
    back: dict[int, tuple[str, int]] = {}
    return replace(
        table, headings=[unguarded(name) or "" for place, name in enumerate(table.headings) if place not in ours],
        rows=_brought_back(chain(first, rows), ours, places[PROBLEM_OF], back), plain_csv=None, brought_back=back,
        back_from=next((file for _, cells in first for file, _ in _references(cells, places[PROBLEM_OF])), None),
    )  # fmt: skip


def _unguarded(rows: Any) -> Iterator[Row]:
    for line, cells in rows:
        yield line, [unguarded(cell) for cell in cells]


def _brought_back(rows: Any, ours: set[int], at: int, back: dict[int, tuple[str, int]]) -> Iterator[Row]:
    """The rows without our columns; `back` learns which row each of them was."""
    for line, cells in rows:
        for reference in _references(cells, at):
            back[line] = reference
        yield line, [unguarded(cell) for place, cell in enumerate(cells) if place not in ours]


def _references(cells: Cells, at: int) -> Iterator[tuple[str, int]]:
    """The file and the row that a row was: one, or none where it was added or the cell is damaged."""
    found = _REFERENCE.fullmatch((cells[at] or "").strip()) if at < len(cells) else None
    if found:
        yield found[2], int(found[1])


def told_of(table: RawTable, how: How, styles: dict[str, str | None]) -> str:
    """How a file is read, beyond what its rows say: as JSON, for rows of it that come back."""
    told = {each.name: getattr(how, each.name) for each in fields(How) if each.name not in _NOT_TOLD}
    settled = {name: style for name, style in styles.items() if style}
    return json.dumps({
        "above": table.above, "sheet": table.sheet, "styles": settled,
        "how": {name: value for name, value in told.items() if value},
    })  # fmt: skip


def as_before(cursor: duckdb.DuckDBPyConnection, tables: list[RawTable], how: How) -> tuple[list[RawTable], How]:
    """A table of mended rows is read as the file they come from was; what is told now goes before what was told then.

    Several tables at once are read as they come."""
    (table, *others) = tables
    if others or table.back_from is None:
        return tables, how
    found = run(cursor, SQL / "import_told.sql", of_file=table.back_from).fetchone()
    if not found:
        return tables, how
    before = json.loads(found[0])
    told = {name: _laid_over(getattr(how, name), value) for name, value in before["how"].items()}
    if "kind" in told:
        told["kind"] = Kind(told["kind"])
    above = tuple((line, cells) for line, cells in before["above"])
    return [replace(table, above=above, sheet=before["sheet"])], replace(how, **told, styles=before["styles"])


def _laid_over(now: Any, before: Any) -> Any:
    """What is told now over what was told before; words word by word."""
    if isinstance(before, dict):
        return before | {name: _laid_over(value, before.get(name)) for name, value in (now or {}).items()}
    return now or (tuple(before) if isinstance(before, list) else before)
