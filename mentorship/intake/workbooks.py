"""Workbooks (XLSX, XLS, ODS): every sheet's rows, with typed cells as unambiguous text."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from mentorship.errors import FileError
from mentorship.intake.cells import Row, as_text


def sheets(path: Path, name: str) -> list[tuple[str, Iterator[Row]]]:
    """Every sheet that has cells: its name and its rows. Raises FileError."""
    try:
        book = _opened(path)
        found = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        values = [(sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)) for sheet in found]
    except PasswordError:
        raise FileError(f"{name}: the workbook is locked with a password. Save a copy without one.") from None
    except (CalamineError, OSError, ValueError) as error:
        raise FileError(f"{name}: the workbook cannot be read ({error}). Save it again as XLSX or CSV.") from None
    tables: list[tuple[str, Iterator[Row]]] = [
        (sheet, chain([first], rows)) for sheet, cells in values for rows in [_rows(cells)] for first in islice(rows, 1)
    ]
    if not tables:
        raise FileError(f"{name}: the workbook has no rows. Export it again.")
    return tables


def _opened(path: Path) -> CalamineWorkbook:
    """A workbook of the kind that its name says, else of the kind that its bytes say."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise
    except CalamineError:
        with path.open("rb") as opened:
            return CalamineWorkbook.from_filelike(opened)


def _rows(sheet: list[list[Any]]) -> Iterator[Row]:
    for line, values in enumerate(sheet, 1):
        cells = [as_text(value) for value in values]
        if any(cells):
            yield line, cells
