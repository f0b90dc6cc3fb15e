"""A file may hold several tables: a ZIP of exports, a workbook with a sheet per category. Each is one part of it.

What is packed is looked at before it is unpacked: names that lead elsewhere, locked or nested archives, and more than
the limit allows are refused in a sentence.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISLNK, S_ISREG
from tempfile import TemporaryDirectory
from typing import IO

from mentorship.errors import FileError
from mentorship.intake.limits import Limits
from mentorship.intake.mending import restored
from mentorship.intake.readers import Likeness, RawTable, read_tables
from mentorship.wording import count

#: More different texts than this in one workbook are none of sessions.
MOST_TEXTS = 5_000_000
_LONGEST_TAG = 1 << 16
#: More columns than this no sheet has.
_WIDEST = 16_384
#: How nearly every program writes where a cell stands, and how a cell begins at all (other things do, too).
_USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_CELL_BEGINS = (b"<c", b":c")
#: Where a cell and a row say that they stand; both may leave it out, and then follow on the one before.
_CELL = re.compile(rb"""<(?:[\w.-]+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]{1,3})(\d{1,9})["']""")
_ROW = re.compile(rb"""<(?:[\w.-]+:)?row\s(?:[^<>]*?\s)?r\s*=\s*["'](\d{1,9})["']""")
_ANY_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_ANY_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".ndjson", ".jsonl", ".parquet"}


@contextmanager
def tables_of(path: Path, likeness: Likeness, shown_as: str | None, limits: Limits) -> Iterator[list[RawTable]]:
    """Every table of a file, as long as it is needed. Raises FileError."""
    name = shown_as or path.name
    check_size(path, name, limits)
    if not _is_packed(path):
        yield _tables(path, likeness, name, limits)
        return
    with TemporaryDirectory(prefix="mentorship-") as folder, _opened(path, name) as archive:
        members = _members(archive, name, limits)
        if _is_workbook(archive):
            _check_extent(archive, name, limits)
            yield _tables(path, likeness, name, limits)
            return
        tables, called = [], _called(members)
        for number, member in enumerate(members):
            inside = f"{name}: {called[number]}"
            file = Path(folder) / f"{number}{PurePosixPath(member.filename).suffix.lower()}"
            _unpack(archive, member, file, inside)
            _check_inside(file, inside, limits)
            tables += _tables(file, likeness, inside, limits)
        if not tables:
            raise FileError(f"{name}: the archive holds no table. Expected CSV, workbook, JSON or Parquet files.")
        yield tables


def _tables(path: Path, likeness: Likeness, name: str, limits: Limits) -> list[RawTable]:
    return [restored(table) for table in read_tables(path, likeness, name, limits)]


def _check_inside(path: Path, name: str, limits: Limits) -> None:
    """A workbook within an archive is looked at as one that comes alone; another archive is not opened."""
    if not _is_packed(path):
        return
    with _opened(path, name) as archive:
        if not _is_workbook(archive):
            raise FileError(f"{name}: an archive within an archive is not opened. Unpack it first.")
        _members(archive, name, limits)
        _check_extent(archive, name, limits)


def check_size(path: Path, name: str, limits: Limits) -> None:
    """Raises FileError for a file that is larger than is taken, or that is not there."""
    try:
        found = path.stat()
    except OSError as error:
        raise FileError(f"{name}: cannot be opened ({error.strerror}). Check the name and the permissions.") from None
    if not S_ISREG(found.st_mode):
        what = "a folder" if S_ISDIR(found.st_mode) else "a device or a pipe"
        raise FileError(f"{name}: cannot be opened, since it is {what} and no file. Name a file.")
    size = found.st_size
    if size > limits.file_mb * 1_000_000:
        raise FileError(
            f"{name}: the file has {size / 1e6:,.0f} MB, more than the {limits.file_mb} MB that are taken. "
            "Split it, or set MENTORSHIP_LARGEST_FILE_MB."
        )


def _is_packed(path: Path) -> bool:
    try:
        with path.open("rb") as opened:
            return opened.read(4) == b"PK\x03\x04"
    except OSError:
        return False


@contextmanager
def _opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise FileError(f"{name}: the file is damaged or breaks off. Export or save it again.") from None
    with archive:
        yield archive


def _is_workbook(archive: zipfile.ZipFile) -> bool:
    names = set(archive.namelist())
    return "[Content_Types].xml" in names or "mimetype" in names or "content.xml" in names


def _members(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """The tables of an archive, by name. Raises FileError for what must not be unpacked."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    whole = sum(member.file_size for member in members)
    if whole > limits.file_mb * 1_000_000:
        raise FileError(
            f"{name}: it would unpack to {whole / 1e6:,.0f} MB, more than the {limits.file_mb} MB that are taken."
        )
    if _is_workbook(archive):
        return []
    if len(members) > limits.files:
        raise FileError(f"{name}: the archive holds {count(len(members), 'file')}, more than {limits.files}.")
    for member in members:
        place = PurePosixPath(member.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts or re.match("[A-Za-z]:", member.filename):
            raise FileError(f"{name}: a name in the archive leads out of it. Pack the files again.")
        if S_ISLNK(member.external_attr >> 16):
            raise FileError(f"{name}: the archive holds a link to another file. Pack the files themselves.")
        if member.flag_bits & 1:
            raise FileError(f"{name}: the archive is locked with a password. Unpack it first.")
    found = [member for member in members if PurePosixPath(member.filename).suffix.lower() in _TABLES]
    return [member for member in sorted(found, key=lambda each: each.filename) if not _is_hidden(member)]


def _called(members: list[zipfile.ZipInfo]) -> list[str]:
    """What the parts of an archive are called: by their own name where it tells them apart, else by their path."""
    short = [PurePosixPath(member.filename).name for member in members]
    whole = [member.filename for member in members]
    names = [path if short.count(own) > 1 else own for own, path in zip(short, whole, strict=True)]
    return [f"{each} ({names[:at].count(each) + 1})" if each in names[:at] else each for at, each in enumerate(names)]


def _check_extent(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """A single cell far out makes a sheet of thousands of millions of empty ones, which would all be laid out. A sheet
    may be called anything, so every part of the workbook is looked at."""
    if "xl/workbook.bin" in archive.namelist():
        raise FileError(f"{name}: this is a binary workbook (XLSB). Save it as XLSX or CSV.")
    for member in archive.namelist():
        try:
            with archive.open(member) as part:
                rows, columns, texts = _extent(part)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error):
            raise FileError(f"{name}: the file is damaged or breaks off. Export or save it again.") from None
        if rows * columns > limits.cells:
            far = f"{rows:,} rows and {columns:,} columns, though most of it must be empty"
            raise FileError(f"{name}: a sheet reaches over {far}. Delete the stray cells, or save it as CSV.")
        if columns > _WIDEST:
            raise FileError(f"{name}: a sheet has more than {_WIDEST:,} columns. Save the table as CSV.")
        if texts > MOST_TEXTS:
            raise FileError(f"{name}: the workbook has more than {MOST_TEXTS:,} texts. Save the table as CSV.")


def _extent(part: IO[bytes]) -> tuple[int, int, int]:
    """How many rows and columns a part of a workbook reaches over, by the places of its cells, and its shared texts."""
    rows, columns, texts, in_row = 0, 0, 0, 0
    for piece in _whole_tags(part):
        texts += piece.count(b"<si>") + piece.count(b"<si ")
        found = _USUAL_CELL.findall(piece)
        if len(found) < sum(map(piece.count, _CELL_BEGINS)):
            # Cells that say where they stand in another way, or not at all: as many columns as a row has cells.
            found = _CELL.findall(piece)
            cells = [len(_ANY_CELL.findall(row)) for row in _ANY_ROW.split(piece)]
            cells[0] += in_row
            columns, in_row = max([columns, *cells]), cells[-1]
            rows = max([rows, *map(int, _ROW.findall(piece))])
        columns = max([columns, *map(_number_of, {letters for letters, _ in found})])
        rows = max([rows, *map(int, {row for _, row in found})])
        if columns > _WIDEST or texts > MOST_TEXTS:
            break
    return rows, columns, texts


def _whole_tags(part: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a part, piece by piece, cut where a tag begins."""
    rest = b""
    while block := part.read(1 << 22):
        piece, begin, rest = (rest + block).rpartition(b"<")
        yield piece
        # What is longer is text, and no tag.
        rest = begin + rest if len(rest) < _LONGEST_TAG else b""
    yield rest


def _number_of(letters: bytes) -> int:
    """A column's letters as its number: A is 1, XFD is 16,384."""
    return reduce(lambda number, letter: number * 26 + letter - 64, letters.upper(), 0)


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    """What file managers add of their own."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member.filename).parts)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Path, name: str) -> None:
    """One member, and never more bytes than it claims to have."""
    try:
        with archive.open(member) as packed, file.open("wb") as unpacked:
            left = member.file_size
            while block := packed.read(min(1 << 20, left + 1)):
                left -= len(block)
                if left < 0:
                    raise FileError(f"{name}: it is larger than the archive says. Pack the files again.")
                unpacked.write(block)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise FileError(f"{name}: this part of the archive is damaged. Pack the files again.") from None
