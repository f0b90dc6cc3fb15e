"""A file, of whatever format, as a raw table: headings, and rows of text cells with their line numbers.

Nothing is interpreted here: `mapping.py` says what the headings mean, the SQL of `intake/sql` what the cells say.
A clean CSV is loaded by DuckDB itself; whatever its reader objects to, or would read without line numbers that
can be trusted, goes through Python's patient one.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

import duckdb
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from mentorship.errors import FileError
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
DELIMITERS = ",;\t|"
#: How many rows from the top may pass before the headings.
PREAMBLE = 30
_BATCH = 20_000
_SNIFFED = 1 << 18
#: What Python's reader takes for one cell at most; more is a quotation mark gone astray, not notes.
_LONGEST_CELL = csv.field_size_limit()
#: Stands between the cells of a row where its original text is kept.
SEPARATOR = "\x1f"
#: What may pad a cell: spaces of all kinds, zero-width ones, a stray byte order mark, NUL.
_BLANKS = " \t\n\r\f\v\u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u2060\ufeff\0"
#: How ODS writes a length of a day or more: PT30H30M00S.
_ODS_LENGTH = re.compile(r"PT(\d+)H(\d\d)M(\d\d)(?:[.,]\d+)?S")

Cells = list[str | None]
Row = tuple[int, Cells]


@dataclass(frozen=True)
class RawTable:
    """One table of a file: its name as shown, its headings and the line they stand on, and its rows."""

    file: str
    headings: list[str]
    heading_line: int
    rows: Iterable[Row]
    #: Where DuckDB may load the rows itself: the path and the delimiter.
    plain_csv: tuple[Path, str] | None = None


def read_table(path: Path, known: set[str], shown_as: str | None = None) -> RawTable:
    """The table of a file. `known` are normalised headings that mean something to us, by which the heading row
    is told from what stands above it. Raises FileError."""
    name = shown_as or path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            start = opened.read(4096)
    except OSError as error:
        raise FileError(f"{name}: cannot be opened ({error.strerror}). Check the name and the permissions.") from None
    if size == 0:
        raise FileError(f"{name}: the file is empty. Export it again.")
    if start.startswith(b"%PDF"):
        raise FileError(f"{name}: this is a PDF, not a table. Export the sessions as CSV or XLSX.")
    if start.startswith(b"PK\x03\x04") or start.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(path, name, known)
    return _delimited(path, name, known)


def load_raw(cursor: duckdb.DuckDBPyConnection, table: RawTable) -> int:
    """Put the rows of a table into the temporary table `raw (row, cells)`; returns how many there are."""
    if not (table.plain_csv and _load_plainly(cursor, table, *table.plain_csv)):
        run(cursor, SQL / "raw_table.sql")
        rows = iter(table.rows)
        while batch := list(islice(rows, _BATCH)):
            run(cursor, SQL / "raw_rows.sql", rows=_as_json(batch))
    (count,) = cursor.execute("select count(*) from raw").fetchone() or (0,)
    return int(count)


def _as_json(batch: list[Row]) -> str:
    return json.dumps([{"row": row, "cells": [_trimmed(cell) for cell in cells]} for row, cells in batch])


def _load_plainly(cursor: duckdb.DuckDBPyConnection, table: RawTable, path: Path, delimiter: str) -> bool:
    """DuckDB's own reader, many times faster; taken only where each line is one row, so that numbers are right,
    and where no cell is padded with anything but spaces."""
    lines = _plain_lines(path, delimiter)
    if lines is None:
        return False
    try:
        run(cursor, SQL / "raw_csv.sql", path=str(path), delimiter=delimiter, heading_line=table.heading_line)
    except duckdb.Error:
        return False
    (rows, widest) = cursor.execute("select count(*), max(len(cells)) from raw_cells").fetchone() or (0, 0)
    return bool(rows + table.heading_line == lines and widest == len(table.headings))


def _plain_lines(path: Path, delimiter: str) -> int | None:
    """How many lines a file has; None when it has blanks other than spaces, or bytes that are not text."""
    unusual = [blank.encode() for blank in _BLANKS + SEPARATOR if blank not in (" ", "\n", "\r", delimiter)]
    lines, last = 0, b"\n"
    with path.open("rb") as opened:
        while block := opened.read(1 << 24):
            if any(each in block for each in unusual):
                return None
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")


def _trimmed(cell: str | None) -> str:
    """A cell without padding; a missing one is blank, so that the cells after it keep their places."""
    return (cell or "").strip(_BLANKS).replace(SEPARATOR, " ")


def normalised(heading: str) -> str:
    """A heading as it is compared: 'Held on ' → 'held_on'."""
    return "_".join("".join(letter if letter.isalnum() else " " for letter in heading.casefold()).split())


# --- text ---------------------------------------------------------------------------------------------------


def _delimited(path: Path, name: str, known: set[str]) -> RawTable:
    encoding = _encoding(path, name)
    with path.open(encoding=encoding, errors="replace") as opened:
        delimiter = _delimiter(opened.read(_SNIFFED))
    headings, line, rest = _below_headings(_records(path, encoding, delimiter, name), known, name)
    return RawTable(name, headings, line, rest, (path, delimiter) if encoding == "utf-8" else None)


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
    lines = [line for line in islice(io.StringIO(text[:_LONGEST_CELL]), PREAMBLE) if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)] or [0]
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(usual) * (usual > 1), usual)

    return max(DELIMITERS, key=evenness)


def _records(path: Path, encoding: str, delimiter: str, name: str) -> Iterator[Row]:
    """Every record with the line it starts on. Blank lines are passed over, but counted."""
    line = 1
    with path.open(encoding=encoding, errors="replace", newline="") as opened:
        reader = csv.reader(opened, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
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
        return f"a cell is longer than {_LONGEST_CELL:,} letters; perhaps a quotation mark is never closed"
    return text


# --- workbooks ----------------------------------------------------------------------------------------------


def _workbook(path: Path, name: str, known: set[str]) -> RawTable:
    try:
        book = _opened(path)
        sheets = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        tables = [table for sheet in sheets if (table := _sheet_table(book, sheet, known, name))]
    except PasswordError:
        raise FileError(f"{name}: the workbook is locked with a password. Save a copy without one.") from None
    except (CalamineError, OSError, ValueError) as error:
        raise FileError(f"{name}: the workbook cannot be read ({error}). Save it again as XLSX or CSV.") from None
    if not tables:
        raise FileError(f"{name}: the workbook has no rows. Export it again.")
    return max(tables, key=lambda table: sum(normalised(heading) in known for heading in table.headings))


def _opened(path: Path) -> CalamineWorkbook:
    """A workbook of the kind that its name says, else of the kind that its bytes say."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise
    except CalamineError:
        with path.open("rb") as opened:
            return CalamineWorkbook.from_filelike(opened)


def _sheet_table(book: CalamineWorkbook, sheet_name: str, known: set[str], name: str) -> RawTable | None:
    """The table of one sheet; None for a sheet without cells."""
    values = book.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
    rows = _sheet_rows(values)
    first = next(rows, None)
    return RawTable(name, *_below_headings(chain([first], rows), known, name)) if first else None


def _sheet_rows(sheet: list[list[Any]]) -> Iterator[Row]:
    for line, values in enumerate(sheet, 1):
        cells = [_as_text(value) for value in values]
        if any(cells):
            yield line, cells


def _as_text(value: Any) -> str | None:  # noqa: PLR0911 - one return for each type of cell
    """A typed cell as unambiguous text: ISO dates, decimal points, lengths of time as h:mm:ss."""
    match value:
        case None | "":
            return None
        case bool():
            return "true" if value else "false"
        case float() | int():
            if value == int(value):
                return str(int(value))
            text = f"{value:.10f}".rstrip("0")
            # 1.125 as text could be a thousand and more in another country; the cell is a number, so it is not.
            return text + "0" if len(text.partition(".")[2]) == 3 else text
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="seconds")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
        case str() if length := _ODS_LENGTH.fullmatch(value):
            return ":".join(length.groups())
        case _:
            return str(value)


# --- the heading row ----------------------------------------------------------------------------------------


def _below_headings(rows: Iterator[Row], known: set[str], name: str) -> tuple[list[str], int, Iterator[Row]]:
    """The heading row (of the first rows, the one with the most headings known to us), and the rows below it."""
    top = list(islice(rows, PREAMBLE))
    if not top:
        raise FileError(f"{name}: the file has no rows. Export it again.")
    scores = [sum(normalised(cell or "") in known for cell in cells) for _, cells in top]
    place = scores.index(max(scores))
    line, cells = top[place]
    while cells and not (cells[-1] or "").strip():
        cells = cells[:-1]
    return [(cell or "").strip() for cell in cells], line, chain(top[place + 1 :], rows)
