"""A file of any format as raw tables: headings, and rows of text cells with their line numbers.

Nothing is interpreted here: `detect.py` finds out what the headings mean, the SQL of `intake/sql` what the cells mean.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from mentorship.errors import FileError
from mentorship.intake.cells import Row
from mentorship.intake.delimited import delimited, lines_of
from mentorship.intake.heading_lines import HeadingScore, may_have_headings, second_line
from mentorship.intake.limits import Limits
from mentorship.intake.raw_table import RawTable, RowReference
from mentorship.intake.records import is_json, json_rows, parquet_rows
from mentorship.intake.split_tables import split_tables
from mentorship.intake.web_pages import is_web_page, web_tables
from mentorship.intake.workbooks import never_computed, sheets

__all__ = ["FILE_TYPES", "HeadingScore", "RawTable", "RowReference", "read_tables"]

#: The endings of the files that can be read; the bytes decide what a file really is.
FILE_TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "json", "ndjson", "jsonl", "parquet")
#: The headings are among so many rows from the top.
PREAMBLE = 30


def read_tables(
    path: Path, heading_score: HeadingScore, name: str, limits: Limits, encoding: str | None = None
) -> list[RawTable]:
    """The tables of a file: one, or one for each sheet of a workbook that has cells, and one more where other headings
    follow further down. `heading_score` tells the headings from what stands above them; `encoding` is that of a text
    file, where somebody named it. Raises FileError."""
    try:
        with path.open("rb") as opened:
            start = opened.read(4096)
    except OSError as error:
        raise FileError(f"{name}: cannot be opened ({error.strerror}). Check the name and the permissions.") from None
    if not start:
        raise FileError(f"{name}: the file is empty. Export it again.")
    if start.startswith(b"%PDF"):
        raise FileError(f"{name}: this is a PDF, not a table. Export the sessions as CSV or XLSX.")
    tables = _tables_of_format(path, start, heading_score, name, limits, encoding)
    for table in tables:
        _check_extent(table, limits)
    return tables


def _tables_of_format(
    path: Path, start: bytes, heading_score: HeadingScore, name: str, limits: Limits, encoding: str | None
) -> list[RawTable]:
    """The format is told by how the file starts; text is what is left."""
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _of_sheets(path, heading_score, name, limits)
    if start.startswith(b"PAR1"):
        headings, records, height = parquet_rows(path, name)
        return [_of_records(name, headings, records, height, is_typed=True)]
    if is_json(start):
        headings, records, height = json_rows(path, name, limits)
        return [_of_records(name, headings, records, height, is_typed=False)]
    if is_web_page(start):
        return [
            replace(_below_headings(rows, heading_score, name), sheet=title, height=height)
            for title, rows, height in web_tables(path, name, limits.json_mb)
        ]
    text = delimited(path, name, limits, encoding)
    table = replace(_below_headings(text.rows(), heading_score, name), height=lines_of(path), encoding=text.encoding)
    parts = split_tables(table, text.rows, heading_score, may_have_headings(path, text.encoding))
    if len(parts) > 1 or text.encoding != "utf-8":
        return parts
    return [replace(table, plain_csv=(path, text.delimiter))]


def _of_sheets(path: Path, heading_score: HeadingScore, name: str, limits: Limits) -> list[RawTable]:
    tables: list[RawTable] = []
    for each in sheets(path, name, limits):
        table = _below_headings(each.rows(), heading_score, name)
        table = replace(table, sheet=each.name, height=each.height, is_typed=True)
        tables += split_tables(table, each.rows, heading_score)
    if tables and (unread := never_computed(path, name)):
        tables[0] = replace(tables[0], unread=unread)
    return tables


def _of_records(name: str, headings: list[str], records: Iterator[Row], height: int, is_typed: bool) -> RawTable:
    head = tuple(islice(records, PREAMBLE))
    return RawTable(name, headings, 0, chain(head, records), height=height, is_typed=is_typed, head=head)


def _check_extent(table: RawTable, limits: Limits) -> None:
    if (table.height or 0) > limits.rows:
        raise FileError(f"{table.file}: it has {table.height:,} rows, more than the {limits.rows:,} allowed. Split it.")
    if len(table.headings) > limits.columns:
        raise FileError(
            f"{table.file}: the table has {len(table.headings):,} columns, more than the {limits.columns:,} allowed. "
            "Delete those that are not needed."
        )


def _below_headings(rows: Iterator[Row], heading_score: HeadingScore, name: str) -> RawTable:
    """The row among the first that looks most like headings, with the rows above and below it. Headings over two lines
    are one row."""
    top = list(islice(rows, PREAMBLE))
    if not top:
        raise FileError(f"{name}: the file has no rows. Export it again.")
    scores = [heading_score([cell or "" for cell in cells]) for _, cells in top]
    place = scores.index(max(scores))
    (line, cells), last = top[place], place
    if second := second_line(top, place, heading_score):
        first, last, cells = second
        place, line = first, top[last][0]
    # A blank heading at the end is one of the table's columns, unless no row has anything below it.
    width = max([at for _, each in top[last + 1 :] for at, cell in enumerate(each, 1) if (cell or "").strip()] or [0])
    while cells and not (cells[-1] or "").strip() and len(cells) > width:
        cells = cells[:-1]
    headings = [(cell or "").strip() for cell in cells]
    return RawTable(
        name, headings, line, chain(top[last + 1 :], rows), above=tuple(top[:place]), head=tuple(top[last + 1 :])
    )
