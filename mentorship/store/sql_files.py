"""Static `.sql` files, run as they stand: nothing is put together from strings, values are bound.

Each file opens with its question and grain, then says `-- reads:` which tables it asks and `-- makes:` which it makes.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb

Record = TypeVar("Record")
_BATCH = 10_000


@cache
def _statements(file: Path) -> list[duckdb.Statement]:
    return duckdb.extract_statements(file.read_text("utf-8"))


def run(cursor: duckdb.DuckDBPyConnection, file: Path, **values: Any) -> duckdb.DuckDBPyConnection:
    """Run every statement of a file; returns the cursor, standing at the last one's result.

    Each statement is given those of the values that it names (`$name`).
    """
    for statement in _statements(file):
        wanted = {name: values[name] for name in statement.named_parameters}
        cursor.execute(statement, wanted) if wanted else cursor.execute(statement)
    return cursor


def rows_changed(done: duckdb.DuckDBPyConnection) -> int:
    """How many rows the statement just run has inserted, updated or deleted."""
    (number,) = done.fetchone() or (0,)
    return int(number)


def rows_of(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every row of a result, by column name."""
    return list(each_row(found))


def each_row(found: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """The same rows one by one, where there may be too many to hold at once."""
    names = [column[0] for column in found.description or []]
    while batch := found.fetchmany(_BATCH):
        yield from (dict(zip(names, row, strict=True)) for row in batch)


def records_of(found: duckdb.DuckDBPyConnection, kind: type[Record]) -> list[Record]:
    """Every row of a result as a dataclass whose fields are called as the columns."""
    return [kind(**row) for row in each_row(found)]
