"""Formats whose rows name their columns: JSON, NDJSON and Parquet, as raw tables. A row is a record, counted from 1;
in NDJSON it is a line of the file."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from mentorship.errors import FileError
from mentorship.intake.cells import as_text
from mentorship.store.connection import scratch

Record = tuple[int, dict[str, Any]]
_BATCH = 20_000


def is_json(start: bytes) -> bool:
    """Whether a file begins like JSON: with a list, or with an object."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def json_rows(path: Path, name: str) -> tuple[list[str], Iterable[tuple[int, list[str | None]]]]:
    """Headings and rows of a JSON list of records, of an object that holds one such list, or of NDJSON."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(f"{name}: this JSON is not UTF-8. Export it again as UTF-8.") from None
    records = list(_whole(text, name) if not _is_lines(text) else _lines(text, name))
    if not records:
        raise FileError(f"{name}: the file has no records. Export it again.")
    headings = list(dict.fromkeys(key for _, record in records for key in record))
    rows = [(line, [as_text(record.get(key)) for key in headings]) for line, record in records]
    return headings, rows


def _is_lines(text: str) -> bool:
    """NDJSON: the first line is a whole object, and another one follows."""
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith("{") or not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _lines(text: str, name: str) -> Iterator[Record]:
    for line, words in enumerate(text.splitlines(), 1):
        if words.strip():
            yield line, _record(_parsed(words, f"{name}, row {line}"), f"{name}, row {line}")


def _whole(text: str, name: str) -> Iterator[Record]:
    found = _parsed(text, name)
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else [found]
    for number, record in enumerate(found if isinstance(found, list) else [], 1):
        yield number, _record(record, f"{name}, record {number}")


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileError(f"{where}: this is not JSON that can be read ({error}). Export it again.") from None


def _record(found: Any, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise FileError(f"{where}: expected a record with named values, read {type(found).__name__}.")
    return found


def parquet_rows(path: Path, name: str) -> tuple[list[str], Iterable[tuple[int, list[str | None]]]]:
    """Headings and rows of a Parquet file; the rows are read as they are asked for."""
    with closing(scratch()) as database:
        try:
            found = database.execute("select * from read_parquet($path) limit 0", {"path": str(path)})
        except duckdb.Error:
            raise FileError(f"{name}: this Parquet file cannot be read. Write it again.") from None
        headings = [column[0] for column in found.description or []]
    return headings, _parquet(path, name)


def _parquet(path: Path, name: str) -> Iterator[tuple[int, list[str | None]]]:
    number = 0
    with closing(scratch()) as database:
        try:
            found = database.execute("select * from read_parquet($path)", {"path": str(path)})
            while batch := found.fetchmany(_BATCH):
                for values in batch:
                    number += 1
                    yield number, [as_text(value) for value in values]
        except duckdb.Error:
            raise FileError(f"{name}, record {number + 1}: the Parquet file breaks off. Write it again.") from None
