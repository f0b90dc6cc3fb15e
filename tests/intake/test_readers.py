"""Files that are no export at all are refused in a sentence, and the store stays as it was."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from mentorship.errors import FileError, MentorshipError
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from tests.support.importing import GOOD, HANDBOOK, HEADINGS, table
from tests.support.workbooks import workbook


def with_a_broken_sheet() -> bytes:
    """A workbook whose archive is whole, but whose table is not."""
    source, target = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    with zipfile.ZipFile(target, "w") as saved:
        for name in source.namelist():
            content = source.read(name)
            saved.writestr(name, content[: len(content) // 2] if "worksheets/sheet" in name else content)
    return target.getvalue()


def locked_workbook() -> bytes:
    """An OLE container with the stream in which Excel keeps a workbook under a password."""
    free, end, table_of_sectors = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", table_of_sectors, end, *range(3, 10), end, *[free] * 118)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        length = len(raw) + 2 if raw else 0
        return raw.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, free, free, child) + bytes(36) \
            + struct.pack("<IQ", start, size)  # fmt: skip

    directory = entry("Root Entry", 5, 1, end, 0) + entry("EncryptedPackage", 2, free, 2, 4096) + bytes(256)
    return header + sectors + directory + bytes(range(256)) * 16


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8


NONSENSE = bytes((place * 197 + place // 7 * 31) % 255 + 1 for place in range(4000))


TRUNCATED = workbook()[:2500]


WRONG = {
    "empty": ("s.csv", b"", "the file is empty"),
    "blank lines": ("s.csv", b"\n \n\r\n\n", "no rows"),
    "only a byte order mark": ("s.csv", b"\xef\xbb\xbf", "no rows"),
    "only headings": ("s.csv", HEADINGS.encode(), "there are no rows below the headings"),
    "only headings, in a workbook": ("s.xlsx", workbook([]), "there are no rows below the headings"),
    "only rows": ("s.csv", GOOD.encode(), "expected a column"),
    "a PDF": ("s.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "this is a PDF"),
    "a picture": ("s.xlsx", PNG, "not a table of text"),
    "a workbook cut short": ("s.xlsx", TRUNCATED, "the file is damaged or incomplete"),
    "a workbook with a broken sheet": ("s.xlsx", with_a_broken_sheet(), "the workbook cannot be read"),
    "a workbook without cells": ("s.xlsx", workbook([], []), "expected a column"),
    "a workbook under a password": ("s.xlsx", locked_workbook(), "locked with a password"),
    "an archive of other things": ("s.xlsx", b"PK\x03\x04" + PNG, "the file is damaged or incomplete"),
    "an old workbook of nonsense": ("s.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + PNG, "the workbook cannot be read"),
    "nonsense": ("s.csv", NONSENSE, "it is unclear how its letters are encoded"),
    "NUL bytes": ("s.csv", table(GOOD + "a\0b").encode(), "not a table of text"),
    "a quotation mark that is never closed": ("s.csv", table(GOOD + '"a', GOOD).encode(), "row 2: a quotation mark"),
    "a cell of 5 MB": ("s.csv", table(GOOD + "x" * 5_000_000).encode(), "row 2: a cell is longer"),
    "a quoted cell of 5 MB": (
        "s.csv",
        table(GOOD + '"' + "x,\n" * 1_700_000 + '"').encode(),
        "row 2: a cell is longer",
    ),
    "5,000 columns that mean nothing": ("s.csv", b"c," * 5000 + b"\n" + b"1," * 5000, "and 4988 more"),
    "a web page": ("s.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "expected a column"),
}


def refused(path: Path) -> MentorshipError:
    """The refusal of a file: one sentence or two on one line, which names the file; and the store is as it was."""
    store = open_store(None)
    try:
        with pytest.raises(MentorshipError) as caught:
            import_file(store, path, HANDBOOK)
        with store.cursor() as cursor:
            assert cursor.execute("select count(*) from import").fetchone() == (0,)
    finally:
        store.close()
    message = caught.value.message
    assert message.startswith(f"{path.name}")
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


@pytest.mark.parametrize("case", WRONG)
def test_wrong_files(tmp_path, case):
    name, content, said = WRONG[case]
    (tmp_path / name).write_bytes(content)
    assert said in refused(tmp_path / name).message


def test_files_that_are_not_there(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "nowhere.csv")
    (tmp_path / "around.csv").symlink_to(tmp_path / "around.csv")
    for name in ("missing.csv", "folder.csv", "link.csv", "around.csv"):
        error = refused(tmp_path / name)
        assert isinstance(error, FileError)
        assert "cannot be opened" in error.message
