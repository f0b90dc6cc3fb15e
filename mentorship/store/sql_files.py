"""Static `.sql` files, run as they stand: nothing is put together from strings, values are bound."""

from functools import cache
from pathlib import Path
from typing import Any

import duckdb


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
