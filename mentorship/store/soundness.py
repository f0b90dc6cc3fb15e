"""Whether a store can be trusted: its file is whole, and what goes wrong with it is said in a sentence.

DuckDB opens a file that was cut off, and writes on; it notices only when it reads what is missing. So each file is
looked at when it is opened, without reading it; a backup is read from beginning to end.
"""

from pathlib import Path

import duckdb

from mentorship.errors import StoreError
from mentorship.store.sql_files import run

HERE = Path(__file__).parent
#: What stands before the first block of a DuckDB file.
_HEADERS = 3 * 4096
DAMAGED = (
    "The store is damaged: a part of its file cannot be read. Nothing more is written to it. Keep the file, and put "
    "a backup in its place: mentorship restore FILE."
)
FULL = (
    "There is no space left on the disk. Free some and try again. The last change may not have been saved, but "
    "everything before it was."
)
_SAID_OF_DAMAGE = ("checksum", "could not read enough bytes", "corrupt", "failed to deserialize", "serialization error")
_SAID_OF_SPACE = (
    "no space left on device", "file too large", "disk quota exceeded", "max_temp_directory_size", "failed to offload",
)  # fmt: skip


def damaged(path: Path) -> str:
    """The same of a store that cannot be opened, which is named, as there may be several."""
    return DAMAGED.replace("The store", f"The store {path}", 1)


def in_words(error: Exception) -> str | None:
    """What a person can do about an error of the disk or the file; None for any other."""
    said = str(error).lower()
    if any(each in said for each in _SAID_OF_SPACE):
        return FULL
    return DAMAGED if any(each in said for each in _SAID_OF_DAMAGE) else None


def check_length(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise StoreError for a file that ends before the last block that something is kept in."""
    size_of_block, last = run(cursor, HERE / "last_block.sql").fetchone() or (0, -1)
    for table in tables(cursor):
        (block,) = run(cursor, HERE / "last_block_of_table.sql", table=table).fetchone() or (None,)
        last = max(last, -1 if block is None else block)
    if path.stat().st_size < _HEADERS + (last + 1) * size_of_block:
        raise StoreError(damaged(path))


def read_everything(cursor: duckdb.DuckDBPyConnection) -> int:
    """Read every row of every table, so that DuckDB compares each block with its checksum. Returns the rows.
    Raises StoreError."""
    try:
        found = [run(cursor, HERE / "read_table.sql", table=table).fetchone() or (0,) for table in tables(cursor)]
    except duckdb.Error as error:
        raise StoreError(in_words(error) or DAMAGED) from None
    return sum(int(row[0]) for row in found)


def tables(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables of the store itself, not those that a cursor made for a while."""
    return [name for (name,) in run(cursor, HERE / "tables.sql").fetchall()]
