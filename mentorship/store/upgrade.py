"""A store of any earlier version brought to the newest one: each migration takes it one version further.

New stores are made by `schema.sql`, which says the same as all migrations together; a test compares the two.
"""

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from mentorship.errors import StoreError
from mentorship.store.sql_files import run

HERE = Path(__file__).parent
#: `migrations/0002_….sql` takes a store from version 1 to version 2.
MIGRATIONS = sorted((HERE / "migrations").glob("*.sql"))
VERSION = 1 + len(MIGRATIONS)


def program_version() -> str:
    """The installed version of this package, or 'source' when it runs uninstalled."""
    try:
        return version("mentorship")
    except PackageNotFoundError:
        return "source"


def bring_up_to_date(cursor: duckdb.DuckDBPyConnection, called: str) -> None:
    """Make the tables of a new store, or upgrade an older one, within a transaction of the caller's.

    `called` names the store in messages. Raises StoreError for a database that is no store, or a newer one."""
    tables = {name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()}
    if not tables:
        run(cursor, HERE / "schema.sql")
        _stamp(cursor, VERSION)
        return
    if not {"store", "import", "session_fact"} <= tables:
        raise StoreError(f"{called} is a DuckDB database, but not a store of this program. Name another one.")
    (found,) = cursor.execute("select max(version) from store").fetchone() or (0,)
    if found > VERSION:
        raise StoreError(
            f"The store {called} was made by a newer program (version {found}; this one knows {VERSION}). "
            "Upgrade this program, or name another store."
        )
    for number, migration in enumerate(MIGRATIONS, 2):
        if number > found:
            run(cursor, migration)
            _stamp(cursor, number)


def _stamp(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    cursor.execute("insert into store values (?, ?, ?)", [number, program_version(), now])
