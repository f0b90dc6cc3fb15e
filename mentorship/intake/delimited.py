"""CSV and its kin: any of the usual delimiters, encodings and line ends, read patiently, with the line of each row."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from mentorship.errors import FileError
from mentorship.intake.cells import Row
from mentorship.intake.limits import Limits

DELIMITERS = ",;\t|"
#: How many lines from the top tell the delimiter.
_TOP = 30
_SNIFFED = 1 << 18
#: What Python's reader takes for one cell at most; more is a quotation mark gone astray, not notes.
LONGEST_CELL = csv.field_size_limit()


def delimited(path: Path, name: str, limits: Limits) -> tuple[Iterator[Row], str, str]:
    """The rows of a file of text, its encoding and its delimiter. Raises FileError, also while rows are read."""
    encoding = _encoding(path, name)
    with path.open(encoding=encoding, errors="replace") as opened:
        delimiter = _delimiter(opened.read(_SNIFFED))
    return _records(path, encoding, delimiter, name, limits), encoding, delimiter


def lines_of(path: Path) -> int | None:
    """About how many lines a file has; None where its lines end in another way than usual."""
    with path.open("rb") as opened:
        lines = sum(block.count(b"\n") for block in iter(lambda: opened.read(1 << 24), b""))
    return lines or None


def _encoding(path: Path, name: str) -> str:
    """UTF-8 or UTF-16 by their marks; else UTF-8 if all of it is; else the usual Western European ones."""
    with path.open("rb") as opened:
        start = opened.read(_SNIFFED)
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if start.startswith(mark):
            return encoding
    if b"\0" in start:
        raise FileError(f"{name}: this is not a table of text. Export the sessions as CSV or XLSX.")
    return next(encoding for encoding in ("utf-8", "cp1252", "latin-1") if _decodes(path, encoding))


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as opened:
            while block := opened.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """The delimiter that splits the first lines into the most cells, evenly."""
    lines = [line for line in islice(io.StringIO(text[:LONGEST_CELL]), _TOP) if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)] or [0]
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(usual) * (usual > 1), usual)

    return max(DELIMITERS, key=evenness)


def _records(path: Path, encoding: str, delimiter: str, name: str, limits: Limits) -> Iterator[Row]:
    """Every record with the line it starts on. Blank lines are passed over, but counted."""
    line = 1
    with path.open(encoding=encoding, errors="replace", newline="") as opened:
        reader = csv.reader(opened, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if len(cells) > limits.columns:
                    raise FileError(
                        f"{name}, row {line}: it has {len(cells):,} columns, more than the {limits.columns:,} taken."
                    )
                if any(cell.strip() for cell in cells):
                    yield line, list(cells)
                line = reader.line_num + 1
        except csv.Error as error:
            raise FileError(f"{name}, row {line}: {_said(error)}. Mend that line, or export the file again.") from None


def _said(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "a quotation mark is opened and never closed"
    if "field limit" in text:
        return f"a cell is longer than {LONGEST_CELL:,} letters; perhaps a quotation mark is never closed"
    return text
