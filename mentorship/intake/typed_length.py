"""A length of time as somebody types it: 1:30, 1,5, 90 min, an hour and a half.

Figures with a unit are read by `length_of` in `sql/parse_macros.sql`, words by `plain_lengths.py`."""

from pathlib import Path

import duckdb

from mentorship.errors import ArgumentError
from mentorship.intake.parsing import load_macros
from mentorship.intake.plain_lengths import minutes_of
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"


def read_length(cursor: duckdb.DuckDBPyConnection, typed: str) -> int:
    """Whole minutes; read in the same way as the cells of an export. Raises ArgumentError for what is no length."""
    load_macros(cursor)
    as_digits = typed.replace("\N{VULGAR FRACTION ONE HALF}", ".5")
    (minutes,) = run(cursor, SQL / "typed_length.sql", typed=as_digits).fetchone() or (None,)
    minutes = minutes or minutes_of(typed)
    if not minutes:
        raise ArgumentError(f"{typed.strip()!r} is not a length. Write 1:30, 1.5 or 90 min.")
    return int(minutes)
