"""Workbooks (XLSX, XLS, ODS): every sheet's rows, with typed cells as unambiguous text.

How far the sheets of an XLSX reach is checked first, see `check_extent`.
"""

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, reduce
from itertools import islice
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from mentorship.errors import FileError
from mentorship.intake.cells import Row, as_text
from mentorship.intake.limits import Limits
from mentorship.intake.results import PassedOver
from mentorship.wording import count

#: A workbook with more distinct texts than this does not hold sessions.
MOST_TEXTS = 5_000_000
#: What reading a damaged or odd part of a ZIP archive raises, whichever way the part is packed.
DAMAGED_PART = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
#: No sheet has more columns than this.
WIDEST = 16_384
_LONGEST_TAG = 1 << 16
#: How nearly every program writes a cell's place, and how any cell begins (other tags begin so, too).
_USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_CELL_BEGINS = (b"<c", b":c")
#: Where a cell and a row say they are. Both may leave it out, and then follow the one before.
_CELL = re.compile(rb"""<(?:[\w.-]+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]{1,3})(\d{1,9})["']""")
_ROW = re.compile(rb"""<(?:[\w.-]+:)?row\s(?:[^<>]*?\s)?r\s*=\s*["'](\d{1,9})["']""")
_ANY_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_ANY_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")


@dataclass(frozen=True)
class Sheet:
    """A sheet that has cells: its name, what reads its rows one by one, and how many there are, blank ones included."""

    name: str
    rows: Callable[[], Iterator[Row]]
    height: int


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether a ZIP archive is a workbook (XLSX, XLSB or ODS)."""
    names = set(archive.namelist())
    return "[Content_Types].xml" in names or "mimetype" in names or "content.xml" in names


def sheets(path: Path, name: str, limits: Limits) -> list[Sheet]:
    """Every sheet that has cells. Raises FileError."""
    try:
        book = _opened(path)
        named = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        found = list(_laid_out(book, named, name, limits))
    except PasswordError:
        raise FileError(f"{name}: the workbook is locked with a password. Save a copy without one.") from None
    except (CalamineError, OSError, ValueError):
        raise FileError(f"{name}: the workbook cannot be read. Save it again as XLSX or CSV.") from None
    tables = [
        Sheet(each.name, partial(_rows, each), each.height + (each.start or (0, 0))[0])
        for each in found
        if any(True for _ in islice(_rows(each), 1))
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
            raise FileError(
                f"{name}: a sheet has {sheet.width:,} columns, more than the {limits.columns:,} allowed. "
                "Delete those that are not needed."
            )
        yield sheet


def _opened(path: Path) -> CalamineWorkbook:
    """A workbook of the kind its name says, else of the kind its bytes say."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise
    except CalamineError:
        with path.open("rb") as opened:
            return CalamineWorkbook.from_filelike(opened)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows that have cells, with their numbers; a table that starts further right keeps its distance."""
    left: list[str | None] = [None] * (sheet.start or (0, 0))[1]
    for line, values in enumerate(sheet.iter_rows(), 1):
        cells = [as_text(value) for value in values]
        if any(cells):
            yield line, left + cells


# --- what a workbook does not hold ------------------------------------------------------------------------------

#: A formula without its result, as programs write that do not compute: a spreadsheet shows it as soon as it is opened.
_NOT_COMPUTED = re.compile(
    rb"""<c\s[^<>]*?r="[A-Z]{1,3}(\d{1,7})"[^<>]*>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"""
)


def never_computed(path: Path, name: str) -> tuple[PassedOver, ...]:
    """Rows of an XLSX with formulas that have no results yet: their cells would look blank."""
    if not zipfile.is_zipfile(path):
        return ()
    found = []
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
                with archive.open(member) as part:
                    rows = sorted({int(row) for piece in _whole_rows(part) for row in _NOT_COMPUTED.findall(piece)})
                if rows:
                    said = f"{name}: {count(len(rows), 'row')} from row {rows[0]} on of a sheet"
                    has = "has" if len(rows) == 1 else "have"
                    message = (
                        f"{said} {has} formulas that were never computed. Open it in a spreadsheet and save it again."
                    )
                    found.append(PassedOver(name, rows[0], len(rows), message, tuple(rows), is_open=True))
    return tuple(found)


def _whole_rows(part: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a sheet in pieces that end where a row ends."""
    rest = b""
    while block := part.read(1 << 22):
        piece, end, rest = (rest + block).rpartition(b"</row>")
        yield piece + end
        rest = rest if len(rest) < 1 << 23 else b""
    yield rest


# --- how far the sheets reach -----------------------------------------------------------------------------------


def check_extent(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """Raises FileError for a workbook whose sheets reach too far, before it is laid out in memory: a single cell far
    out makes billions of blank ones.

    A sheet may be called anything, so every part is looked at: by regular expressions over the bytes, which take a
    fifth of the time of `xml.etree.ElementTree.iterparse`, and no memory, whatever the XML holds."""
    if "xl/workbook.bin" in archive.namelist():
        raise FileError(f"{name}: this is a binary workbook (XLSB). Save it as XLSX or CSV.")
    for member in archive.namelist():
        try:
            with archive.open(member) as part:
                rows, columns, texts = _extent(part)
        except DAMAGED_PART:
            raise FileError(f"{name}: the file is damaged or incomplete. Export or save it again.") from None
        if rows * columns > limits.cells:
            far = f"{rows:,} rows and {columns:,} columns, nearly all of them blank"
            raise FileError(f"{name}: a sheet reaches over {far}. Delete the stray cells, or save it as CSV.")
        if columns > WIDEST:
            raise FileError(f"{name}: a sheet has more than {WIDEST:,} columns. Save the table as CSV.")
        if texts > MOST_TEXTS:
            raise FileError(f"{name}: the workbook has more than {MOST_TEXTS:,} texts. Save the table as CSV.")


def _extent(part: IO[bytes]) -> tuple[int, int, int]:
    """How many rows and columns the cells of a part reach over, and how many shared texts it holds."""
    rows, columns, texts, in_row = 0, 0, 0, 0
    for piece in _whole_tags(part):
        texts += piece.count(b"<si>") + piece.count(b"<si ")
        found = _USUAL_CELL.findall(piece)
        if len(found) < sum(map(piece.count, _CELL_BEGINS)):
            # Cells that give their place in another way, or not at all: as many columns as a row has cells.
            found = _CELL.findall(piece)
            cells = [len(_ANY_CELL.findall(row)) for row in _ANY_ROW.split(piece)]
            cells[0] += in_row
            columns, in_row = max([columns, *cells]), cells[-1]
            rows = max([rows, *map(int, _ROW.findall(piece))])
        columns = max([columns, *map(_number_of, {letters for letters, _ in found})])
        rows = max([rows, *map(int, {row for _, row in found})])
        if columns > WIDEST or texts > MOST_TEXTS:
            break
    return rows, columns, texts


def _whole_tags(part: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a part in pieces that end where a tag begins."""
    rest = b""
    while block := part.read(1 << 22):
        piece, begin, rest = (rest + block).rpartition(b"<")
        yield piece
        # Anything longer is text, not a tag.
        rest = begin + rest if len(rest) < _LONGEST_TAG else b""
    yield rest


def _number_of(letters: bytes) -> int:
    """A column's letters as its number: A is 1, XFD is 16,384."""
    return reduce(lambda number, letter: number * 26 + letter - 64, letters.upper(), 0)
