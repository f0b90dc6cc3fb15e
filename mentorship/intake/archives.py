"""A file that holds several tables: a ZIP archive of exports, or a workbook with several sheets.

An archive is inspected before it is unpacked: names that lead elsewhere, locked or nested archives, and anything above
the limits are refused in a sentence.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from stat import S_ISLNK

from mentorship.errors import FileError
from mentorship.intake.heading_lines import HeadingScore
from mentorship.intake.limits import Limits, check_size
from mentorship.intake.readers import FILE_TYPES, RawTable, read_tables
from mentorship.intake.workbooks import DAMAGED_PART, check_extent, is_workbook
from mentorship.passing_folder import passing_folder
from mentorship.wording import count


@contextmanager
def open_tables(
    path: Path, heading_score: HeadingScore, name: str, limits: Limits, encoding: str | None = None
) -> Iterator[list[RawTable]]:
    """Every table of a file, for as long as it is needed. Raises FileError."""
    check_size(path, name, limits)
    if not _is_packed(path):
        yield read_tables(path, heading_score, name, limits, encoding)
        return
    with passing_folder() as folder, _opened(path, name) as archive:
        members = _members(archive, name, limits)
        if is_workbook(archive):
            check_extent(archive, name, limits)
            yield read_tables(path, heading_score, name, limits, encoding)
            return
        tables, shown_as = [], _shown_as(members)
        for number, member in enumerate(members):
            inside = f"{name}: {shown_as[number]}"
            file = folder / f"{number}{PurePosixPath(member.filename).suffix.lower()}"
            _unpack(archive, member, file, inside)
            _check_unpacked(file, inside, limits)
            tables += read_tables(file, heading_score, inside, limits, encoding)
        if not tables:
            raise FileError(f"{name}: the archive holds no table. Expected CSV, workbook, JSON or Parquet files.")
        yield tables


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
    except DAMAGED_PART:
        raise FileError(f"{name}: the file is damaged or incomplete. Export or save it again.") from None
    with archive:
        yield archive


def _members(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """The tables of an archive, by name. Raises FileError for what must not be unpacked."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    whole = sum(member.file_size for member in members)
    if whole > limits.file_mb * 1_000_000:
        raise FileError(
            f"{name}: it would unpack to {whole / 1e6:,.0f} MB, more than the {limits.file_mb} MB allowed. Split it."
        )
    if is_workbook(archive):
        return []
    if len(members) > limits.files:
        raise FileError(f"{name}: the archive holds {count(len(members), 'file')}, more than {limits.files}. Split it.")
    for member in members:
        _check_member(member, name)
    found = [member for member in members if PurePosixPath(member.filename).suffix.lower()[1:] in FILE_TYPES]
    return [member for member in sorted(found, key=lambda each: each.filename) if not _is_hidden(member)]


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    if place.is_absolute() or ".." in place.parts or re.match("[A-Za-z]:", member.filename):
        raise FileError(f"{name}: a name in the archive leads out of it. Pack the files again.")
    if S_ISLNK(member.external_attr >> 16):
        raise FileError(f"{name}: the archive holds a link to another file. Pack the files themselves.")
    if member.flag_bits & 1:
        raise FileError(f"{name}: the archive is locked with a password. Unpack it first.")


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    """Whether it is something that file managers add."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member.filename).parts)


def _shown_as(members: list[zipfile.ZipInfo]) -> list[str]:
    """What messages call the members: by their name where it is unique, else by their path."""
    short = [PurePosixPath(member.filename).name for member in members]
    whole = [member.filename for member in members]
    names = [path if short.count(own) > 1 else own for own, path in zip(short, whole, strict=True)]
    return [f"{each} ({names[:at].count(each) + 1})" if each in names[:at] else each for at, each in enumerate(names)]


def _check_unpacked(path: Path, name: str, limits: Limits) -> None:
    """A workbook within an archive is checked like one that comes alone; another archive is not opened."""
    if not _is_packed(path):
        return
    with _opened(path, name) as archive:
        if not is_workbook(archive):
            raise FileError(f"{name}: an archive within an archive is not opened. Unpack it first.")
        _members(archive, name, limits)
        check_extent(archive, name, limits)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Path, name: str) -> None:
    """Unpack one member, and never more bytes than it claims to have."""
    left = member.file_size
    with file.open("wb") as unpacked:
        for block in _blocks(archive, member, name):
            left -= len(block)
            if left < 0:
                raise FileError(f"{name}: it is larger than the archive says. Pack the files again.")
            unpacked.write(block)


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The bytes of one member. What goes wrong in writing them elsewhere is no damage of the archive."""
    try:
        with archive.open(member) as packed:
            while block := packed.read(1 << 20):
                yield block
    except DAMAGED_PART:
        raise FileError(f"{name}: this part of the archive is damaged. Pack the files again.") from None
