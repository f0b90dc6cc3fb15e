"""The rows of a table into the temporary view `raw (row, cells)`.

DuckDB loads a clean CSV itself. Whatever its reader objects to, or would read without line numbers that can be trusted,
goes through Python's patient reader.
"""

import json
from collections.abc import Callable
from glob import escape
from itertools import islice
from pathlib import Path

import duckdb

from mentorship.errors import FileError
from mentorship.intake.cells import BLANKS, SEPARATOR, Row, trimmed
from mentorship.intake.delimited import LONGEST_CELL
from mentorship.intake.readers import RawTable
from mentorship.store.exchange import readable
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
_BATCH = 10_000


def load_raw(cursor: duckdb.DuckDBPyConnection, table: RawTable, arrived_at: Callable[[int], None]) -> int:
    """Load the rows of a table; returns how many there are. `arrived_at` is told the line reached now and then.

    Raises FileError for rows that cannot be read."""
    if not (table.plain_csv and _load_plainly(cursor, table, *table.plain_csv)):
        run(cursor, SQL / "raw_table.sql")
        rows = iter(table.rows)
        while batch := list(islice(rows, _BATCH)):
            run(cursor, SQL / "raw_rows.sql", rows=_as_json(batch, table.file))
            arrived_at(batch[-1][0])
    (count,) = cursor.execute("select count(*) from raw").fetchone() or (0,)
    return int(count)


def _as_json(batch: list[Row], name: str) -> str:
    """Rows with their cells trimmed. Raises FileError for a cell longer than anybody writes."""
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
    """DuckDB's own reader, many times faster. It is used only where each line is one row, so that line numbers are
    right, and where cells are padded with nothing but spaces."""
    lines = _plain_lines(path, delimiter)
    if lines is None:
        return False
    try:
        with readable(cursor, path) as file:
            run(
                cursor, SQL / "raw_csv.sql", path=escape(str(file)), delimiter=delimiter,
                heading_line=table.heading_line,
            )  # fmt: skip
    except (duckdb.Error, OSError):
        return False
    (rows, widest) = cursor.execute("select count(*), max(len(cells)) from raw_cells").fetchone() or (0, 0)
    return bool(rows + table.heading_line == lines and widest == len(table.headings))


def _plain_lines(path: Path, delimiter: str) -> int | None:
    """How many lines a file has; None when it has blanks other than spaces, or bytes that are not text."""
    unusual = [blank.encode() for blank in BLANKS + SEPARATOR if blank not in (" ", "\n", "\r", delimiter)]
    lines, rest = 0, b""
    with path.open("rb") as opened:
        while block := opened.read(1 << 20):
            # A blank may lie across the border of two blocks.
            if _has_any(rest[-_WIDEST:] + block, unusual):
                return None
            lines += block.count(b"\n")
            rest = block
    return lines + (not rest.endswith(b"\n") and bool(rest))


#: So many bytes of a blank may be at the end of the block before.
_WIDEST = 2


def _has_any(block: bytes, wanted: list[bytes]) -> bool:
    """A single byte is found many times faster than several: only what begins like one of them is looked for."""
    begun = {first for first in {each[:1] for each in wanted} if first in block}
    return any(each in block for each in wanted if each[:1] in begun)
