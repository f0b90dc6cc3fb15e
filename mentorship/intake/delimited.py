"""CSV and similar text: any of the usual delimiters, encodings and line ends, with the line of each row."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from mentorship.errors import FileError
from mentorship.intake.cells import Row
from mentorship.intake.encodings import checked_encoding, decodes, detected_encoding
from mentorship.intake.garbled import check_for_garbled
from mentorship.intake.limits import Limits

DELIMITERS = ",;\t|"
#: The delimiter is told from so many lines at the top.
_TOP = 30
_SNIFFED = 1 << 18
#: The longest cell that Python's reader takes; a longer one is a stray quotation mark, not notes.
LONGEST_CELL = csv.field_size_limit()


@dataclass(frozen=True)
class Delimited:
    """A text file as a table: how it is encoded, what stands between its cells, and what reads its rows, as often as it
    is called."""

    encoding: str
    delimiter: str
    rows: Callable[[], Iterator[Row]]


def delimited(path: Path, name: str, limits: Limits, encoding: str | None = None) -> Delimited:
    """A text file, in the encoding that somebody named or that it shows. Raises FileError, also while rows are read;
    ArgumentError for an encoding that does not fit."""
    told = checked_encoding(path, name, encoding) if encoding else _encoding(path, name)
    with path.open(encoding=told, errors="replace") as opened:
        delimiter = _delimiter(opened.read(_SNIFFED))
    return Delimited(told, delimiter, partial(_records, path, told, delimiter, name, limits))


def lines_of(path: Path) -> int | None:
    """About how many lines a file has; None where its lines end in an unusual way."""
    with path.open("rb") as opened:
        lines = sum(block.count(b"\n") for block in iter(lambda: opened.read(1 << 24), b""))
    return lines or None


def _encoding(path: Path, name: str) -> str:
    """UTF-8 or UTF-16 by their marks; else UTF-8 if all of it is valid; else as its words show."""
    with path.open("rb") as opened:
        start = opened.read(_SNIFFED)
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if start.startswith(mark):
            return encoding
    if b"\0" in start:
        raise FileError(f"{name}: this is not a table of text. Export the sessions as CSV or XLSX.")
    if not decodes(path, "utf-8"):
        return detected_encoding(path, name)
    check_for_garbled(path, name)
    return "utf-8"


def _delimiter(text: str) -> str:
    """The delimiter that splits the first lines into the most cells, evenly."""
    lines = [line for line in islice(io.StringIO(text[:LONGEST_CELL]), _TOP) if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)] or [0]
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(usual) * (usual > 1), usual)

    return max(DELIMITERS, key=evenness)


def _records(path: Path, encoding: str, delimiter: str, name: str, limits: Limits) -> Iterator[Row]:
    """Every record with the line it starts on. Blank lines are skipped, but counted."""
    line = 1
    with path.open(encoding=encoding, errors="replace", newline="") as opened:
        reader = csv.reader(opened, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if len(cells) > limits.columns:
                    raise FileError(
                        f"{name}, row {line}: it has {len(cells):,} columns, more than the {limits.columns:,} allowed."
                    )
                if any(cell.strip() for cell in cells):
                    yield line, list(cells)
                line = reader.line_num + 1
        except csv.Error as error:
            raise FileError(f"{name}, row {line}: {_reason(error)}. Fix that line, or export the file again.") from None


def _reason(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "a quotation mark is opened and never closed"
    if "field limit" in text:
        return f"a cell is longer than {LONGEST_CELL:,} letters; perhaps a quotation mark is never closed"
    return text
