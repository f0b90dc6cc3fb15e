"""Formats whose rows name their columns: JSON, NDJSON and Parquet. A row is a record, counted from 1; in NDJSON it is a
line of the file."""

import json
from collections.abc import Iterator
from contextlib import closing
from glob import escape
from pathlib import Path
from typing import Any, TextIO

import duckdb

from mentorship.errors import FileError
from mentorship.intake.cells import Row, as_text
from mentorship.intake.limits import Limits
from mentorship.store.connection import scratch

#: Headings, rows, and how many rows there are.
Records = tuple[list[str], Iterator[Row], int]
Record = tuple[int, dict[str, Any]]
LONGEST_LINE = 10_000_000
_BATCH = 10_000


def is_json(start: bytes) -> bool:
    """Whether a file begins like JSON: with a list or an object."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def json_rows(path: Path, name: str, limits: Limits) -> Records:
    """Headings and rows of a JSON list of records, of an object that holds one such list, or of NDJSON."""
    try:
        records = None if _is_lines(path) else _whole(path, name, limits.json_mb)
        headings, height = _seen(_lines(path, name) if records is None else records)
    except UnicodeDecodeError:
        raise FileError(f"{name}: this JSON is not UTF-8. Export it again as UTF-8.") from None
    if not height:
        raise FileError(f"{name}: the file has no records. Export it again.")
    return headings, _rows(records or _lines(path, name), headings, name), height


def _seen(records: Any) -> tuple[list[str], int]:
    """Every name that a record uses, in order of first use, and how many records there are."""
    headings: dict[str, None] = {}
    count = 0
    for _, record in records:
        count += 1
        if not record.keys() <= headings.keys():
            headings |= dict.fromkeys(record)
    return list(headings), count


def _rows(records: Any, headings: list[str], name: str) -> Iterator[Row]:
    for line, record in records:
        try:
            yield line, [as_text(record.get(key)) for key in headings]
        except RecursionError:
            raise FileError(
                f"{name}, record {line}: lists are too deeply nested for a table. Export it as CSV."
            ) from None


def _is_lines(path: Path) -> bool:
    """NDJSON: the first line is a whole object, and another one follows."""
    with path.open(encoding="utf-8-sig") as opened:
        first = next((line for line in _cut(opened) if line.strip()), "")
        if not first.lstrip().startswith("{") or not any(line.strip() for line in _cut(opened)):
            return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lines(path: Path, name: str) -> Iterator[Record]:
    with path.open(encoding="utf-8-sig") as opened:
        for line, words in enumerate(_cut(opened), 1):
            where = f"{name}, row {line}"
            if len(words) == LONGEST_LINE:
                raise FileError(f"{where}: the line is longer than {LONGEST_LINE:,} letters. Export it again.")
            if words.strip():
                yield line, _record(_parsed(words, where), where)


def _cut(opened: TextIO) -> Iterator[str]:
    """Lines, the very long ones in pieces."""
    return iter(lambda: opened.readline(LONGEST_LINE), "")


def _whole(path: Path, name: str, most_mb: int) -> list[Record]:
    size = path.stat().st_size
    if size > most_mb * 1_000_000:
        raise FileError(
            f"{name}: JSON of {size / 1e6:,.0f} MB, more than the {most_mb} MB allowed in one value. "
            "Export it as NDJSON (one record per line), CSV or Parquet."
        )
    found = _parsed(path.read_text("utf-8-sig"), name)
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else [found]
    return [(number, _record(each, f"{name}, record {number}")) for number, each in enumerate(found, 1)]


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileError(f"{where}: this is not valid JSON ({error}). Export it again.") from None


def _record(found: Any, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise FileError(
            f"{where}: expected a record with named values, read {type(found).__name__}. Export one record per row."
        )
    return found


def parquet_rows(path: Path, name: str) -> Records:
    """Headings and rows of a Parquet file; the rows are read lazily."""
    with closing(scratch()) as database:
        try:
            table = database.read_parquet(escape(str(path)))
            (height,) = table.count("*").fetchone() or (0,)
        except duckdb.Error:
            raise FileError(f"{name}: this Parquet file cannot be read. Write it again.") from None
        return list(table.columns), _parquet(path, name), int(height)


def _parquet(path: Path, name: str) -> Iterator[Row]:
    number = 0
    with closing(scratch()) as database:
        try:
            found = _plainly_typed(database.read_parquet(escape(str(path))))
            while batch := found.fetchmany(_BATCH):
                for values in batch:
                    number += 1
                    yield number, [as_text(value) for value in values]
        except duckdb.Error:
            raise FileError(f"{name}, record {number + 1}: the Parquet file breaks off. Write it again.") from None


def _plainly_typed(table: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Moments with a zone as text in UTC, because DuckDB needs another library to turn them into Python's own."""
    moments = [str(each) == "TIMESTAMP WITH TIME ZONE" for each in table.types]
    if not any(moments):
        return table
    columns = [duckdb.ColumnExpression(each) for each in table.columns]
    return table.select(*(
        duckdb.FunctionExpression(
            "strftime",
            duckdb.FunctionExpression("timezone", duckdb.ConstantExpression("UTC"), column),
            duckdb.ConstantExpression("%Y-%m-%d %H:%M:%SZ"),
        ).alias(name) if has_zone else column
        for name, column, has_zone in zip(table.columns, columns, moments, strict=True)
    ))  # fmt: skip
