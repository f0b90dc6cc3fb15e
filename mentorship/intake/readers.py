"""A file, of whatever format, as raw tables: headings, and rows of text cells with their line numbers.

Nothing is interpreted here: `mapping.py` says what the headings mean, the SQL of `intake/sql` what the cells say.
A clean CSV is loaded by DuckDB itself; whatever its reader objects to, or would read without line numbers that
can be trusted, goes through Python's patient one.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from glob import escape
from itertools import chain, islice
from pathlib import Path

import duckdb

from mentorship.errors import FileError
from mentorship.intake.cells import BLANKS, SEPARATOR, Row, trimmed
from mentorship.intake.delimited import LONGEST_CELL, delimited, lines_of
from mentorship.intake.limits import Limits
from mentorship.intake.records import is_json, json_rows, parquet_rows
from mentorship.intake.workbooks import sheets
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
#: How many rows from the top may pass before the headings.
PREAMBLE = 30
_BATCH = 10_000
#: How much a row looks like headings.
Likeness = Callable[[list[str]], int]


@dataclass(frozen=True)
class RawTable:
    """One table of a file: its name as shown, its headings and the line they stand on, and its rows."""

    file: str
    headings: list[str]
    heading_line: int
    rows: Iterable[Row]
    #: Where DuckDB may load the rows itself: the path and the delimiter.
    plain_csv: tuple[Path, str] | None = None
    #: The rows above the headings: titles, and what some exports say of the whole file.
    above: tuple[Row, ...] = ()
    #: The sheet of a workbook that it stands on.
    sheet: str | None = None
    #: How far down the rows reach, where that is known before they are read.
    height: int | None = None
    #: Whether dates and times were typed, so that a date where others have a time is midnight.
    is_typed: bool = False
    #: Of rows that were mended: the file they come from (how its SHA-256 begins), and line → file and row it was,
    #: known of each row once it is read.
    back_from: str | None = None
    brought_back: dict[int, tuple[str, int]] = field(default_factory=dict)


def read_tables(path: Path, likeness: Likeness, name: str, limits: Limits) -> list[RawTable]:
    """The tables of a file: one, or of a workbook one for each sheet with cells. `likeness` says how much a row looks
    like headings, by which the heading row is told from what stands above it. Raises FileError."""
    try:
        with path.open("rb") as opened:
            start = opened.read(4096)
    except OSError as error:
        raise FileError(f"{name}: cannot be opened ({error.strerror}). Check the name and the permissions.") from None
    if not start:
        raise FileError(f"{name}: the file is empty. Export it again.")
    if start.startswith(b"%PDF"):
        raise FileError(f"{name}: this is a PDF, not a table. Export the sessions as CSV or XLSX.")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        tables = [
            replace(_below_headings(each.rows, likeness, name), sheet=each.name, height=each.height, is_typed=True)
            for each in sheets(path, name, limits)
        ]
    elif start.startswith(b"PAR1"):
        headings, records, height = parquet_rows(path, name)
        tables = [RawTable(name, headings, 0, records, height=height, is_typed=True)]
    elif is_json(start):
        headings, records, height = json_rows(path, name, limits)
        tables = [RawTable(name, headings, 0, records, height=height)]
    else:
        rows, encoding, delimiter = delimited(path, name, limits)
        table = replace(_below_headings(rows, likeness, name), height=lines_of(path))
        tables = [replace(table, plain_csv=(path, delimiter)) if encoding == "utf-8" else table]
    for table in tables:
        if (table.height or 0) > limits.rows:
            raise FileError(f"{name}: it has {table.height:,} rows; more than {limits.rows:,} are not taken. Split it.")
        if len(table.headings) > limits.columns:
            raise FileError(
                f"{name}: the table has {len(table.headings):,} columns; more than {limits.columns:,} are not taken."
            )
    return tables


def load_raw(cursor: duckdb.DuckDBPyConnection, table: RawTable, arrived_at: Callable[[int], None]) -> int:
    """Put the rows of a table into the temporary table `raw (row, cells)`; returns how many there are. `arrived_at` is
    told the row reached, now and then."""
    if not (table.plain_csv and _load_plainly(cursor, table, *table.plain_csv)):
        run(cursor, SQL / "raw_table.sql")
        rows = iter(table.rows)
        while batch := list(islice(rows, _BATCH)):
            run(cursor, SQL / "raw_rows.sql", rows=_as_json(batch, table.file))
            arrived_at(batch[-1][0])
    (count,) = cursor.execute("select count(*) from raw").fetchone() or (0,)
    return int(count)


def _as_json(batch: list[Row], name: str) -> str:
    """Rows with their cells trimmed. Raises FileError for a cell that no person wrote."""
    rows = [{"row": row, "cells": [trimmed(cell) for cell in cells]} for row, cells in batch]
    for row, cells in batch:
        if (
            sum(len(cell) for cell in cells if cell) > LONGEST_CELL
            and max(map(len, filter(None, cells))) > LONGEST_CELL
        ):
            raise FileError(
                f"{name}, row {row}: a cell is longer than {LONGEST_CELL:,} letters. Shorten it, or export again."
            )
    return json.dumps(rows)


def _load_plainly(cursor: duckdb.DuckDBPyConnection, table: RawTable, path: Path, delimiter: str) -> bool:
    """DuckDB's own reader, many times faster; taken only where each line is one row, so that numbers are right,
    and where no cell is padded with anything but spaces."""
    lines = _plain_lines(path, delimiter)
    if lines is None:
        return False
    try:
        run(cursor, SQL / "raw_csv.sql", path=escape(str(path)), delimiter=delimiter, heading_line=table.heading_line)
    except duckdb.Error:
        return False
    (rows, widest) = cursor.execute("select count(*), max(len(cells)) from raw_cells").fetchone() or (0, 0)
    return bool(rows + table.heading_line == lines and widest == len(table.headings))


def _plain_lines(path: Path, delimiter: str) -> int | None:
    """How many lines a file has; None when it has blanks other than spaces, or bytes that are not text."""
    unusual = [blank.encode() for blank in BLANKS + SEPARATOR if blank not in (" ", "\n", "\r", delimiter)]
    lines, last = 0, b"\n"
    with path.open("rb") as opened:
        while block := opened.read(1 << 24):
            if any(each in block for each in unusual):
                return None
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")


def _below_headings(rows: Iterator[Row], likeness: Likeness, name: str) -> RawTable:
    """The heading row (of the first rows, the one that looks most like it), with the rows above and below it."""
    top = list(islice(rows, PREAMBLE))
    if not top:
        raise FileError(f"{name}: the file has no rows. Export it again.")
    scores = [likeness([cell or "" for cell in cells]) for _, cells in top]
    place = scores.index(max(scores))
    line, cells = top[place]
    while cells and not (cells[-1] or "").strip():
        cells = cells[:-1]
    headings = [(cell or "").strip() for cell in cells]
    return RawTable(name, headings, line, chain(top[place + 1 :], rows), above=tuple(top[:place]))
