"""Workbooks (XLSX, XLS, ODS): every sheet's rows, with typed cells as unambiguous text."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from mentorship.errors import FileError
from mentorship.intake.cells import Row, as_text
from mentorship.intake.limits import Limits


@dataclass(frozen=True)
class Sheet:
    """A sheet that has cells: its name, its rows, laid out one by one, and how many there are, blank ones included."""

    name: str
    rows: Iterator[Row]
    height: int


def sheets(path: Path, name: str, limits: Limits) -> list[Sheet]:
    """Every sheet that has cells. Raises FileError."""
    try:
        book = _opened(path)
        named = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        found = list(_laid_out(book, named, name, limits))
    except PasswordError:
        raise FileError(f"{name}: the workbook is locked with a password. Save a copy without one.") from None
    except (CalamineError, OSError, ValueError) as error:
        raise FileError(f"{name}: the workbook cannot be read ({error}). Save it again as XLSX or CSV.") from None
    tables = [
        Sheet(each.name, chain([first], rows), each.height + (each.start or (0, 0))[0])
        for each in found
        for rows in [_rows(each)]
        for first in islice(rows, 1)
    ]
    if not tables:
        raise FileError(f"{name}: the workbook has no rows. Export it again.")
    return tables


def _laid_out(book: CalamineWorkbook, names: list[str], name: str, limits: Limits) -> Iterator[CalamineSheet]:
    """The sheets, as long as there is room for them."""
    room = limits.cells
    for each in names:
        sheet = book.get_sheet_by_name(each)
        room -= sheet.height * sheet.width
        if room < 0:
            raise FileError(f"{name}: its sheets have more than {limits.cells:,} cells together. Save them as CSV.")
        if sheet.width > limits.columns:
            raise FileError(f"{name}: a sheet has {sheet.width:,} columns; more than {limits.columns:,} are not taken.")
        yield sheet


def _opened(path: Path) -> CalamineWorkbook:
    """A workbook of the kind that its name says, else of the kind that its bytes say."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise
    except CalamineError:
        with path.open("rb") as opened:
            return CalamineWorkbook.from_filelike(opened)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows with cells, with their numbers; a table that starts further right keeps its distance from the left."""
    left: list[str | None] = [None] * (sheet.start or (0, 0))[1]
    for line, values in enumerate(sheet.iter_rows(), 1):
        cells = [as_text(value) for value in values]
        if any(cells):
            yield line, left + cells
