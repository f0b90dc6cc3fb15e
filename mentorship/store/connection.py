"""The one place that connects to DuckDB.

One connection per process, one cursor per thread: DuckDB connections are not thread-safe, cursors of one
connection see the same data. A store is upgraded by a newer program, and kindly refused by an older one.
"""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from mentorship.errors import StoreError, StoreInUseError
from mentorship.store.sql_files import run

HERE = Path(__file__).parent
#: Each migration `migrations/0002_….sql` takes a store from the version before to its number.
MIGRATIONS = sorted((HERE / "migrations").glob("*.sql"))
VERSION = 1 + len(MIGRATIONS)


def program_version() -> str:
    """The installed version of this package, or 'source' when it runs uninstalled."""
    try:
        return version("mentorship")
    except PackageNotFoundError:
        return "source"


class Store:
    """An open store. Use `cursor()` for each piece of work, and `transaction(cursor)` for each change."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._writing = threading.RLock()
        self.path = path

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one piece of work of one thread, with temporary tables of its own."""
        with self._lock:
            cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def one_writer(self) -> AbstractContextManager[bool]:
        """Within it nobody else writes; for work that reads first and writes what it found."""
        return self._writing

    @contextlib.contextmanager
    def transaction(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """What a cursor changes within is all kept, or none of it. One writer at a time."""
        with self._writing:
            cursor.execute("begin")
            try:
                yield
                cursor.execute("commit")
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.execute("rollback")
                raise

    def close(self) -> None:
        self._connection.close()


def open_store(path: Path | None, memory_limit: str = "500MB") -> Store:
    """Open a store, making it when there is none; None for one in memory only. Raises StoreError, StoreInUseError."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        connection = duckdb.connect(str(path) if path else ":memory:", config=config)
    except duckdb.IOException as error:
        raise _why_not(path, str(error)) from None
    except duckdb.Error as error:
        raise StoreError(f"The store {path} cannot be opened: {_first_line(error)}.") from None
    store = Store(connection, path)
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def scratch() -> duckdb.DuckDBPyConnection:
    """A database in memory for one piece of reading, with nothing in it and nothing to load. Close it afterwards."""
    return duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")


def _why_not(path: Path | None, message: str) -> StoreError:
    if "set lock on file" in message or "used by another process" in message:
        return StoreInUseError(
            f"The store {path} is in use by another program (the app, perhaps). Close that first, or use it there."
        )
    if "not a valid DuckDB database" in message:
        return StoreError(f"{path} is not a store: it is a file of another kind. Name another one with --store.")
    return StoreError(f"The store {path} cannot be opened: {message.splitlines()[0]}")


def _bring_up_to_date(store: Store) -> None:
    with store.cursor() as cursor, store.transaction(cursor):
        tables = {name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()}
        if not tables:
            run(cursor, HERE / "schema.sql")
            cursor.execute("insert into store values (?, ?, ?)", [1, program_version(), _now()])
        elif not {"store", "import", "session_fact"} <= tables:
            raise StoreError(f"{store.path} is a DuckDB database, but not a store of this program. Name another one.")
        (found,) = cursor.execute("select max(version) from store").fetchone() or (0,)
        if found > VERSION:
            raise StoreError(
                f"The store {store.path} was made by a newer program (version {found}; this one knows {VERSION}). "
                "Upgrade this program, or name another store."
            )
        for number, migration in enumerate(MIGRATIONS, 2):
            if number > found:
                run(cursor, migration)
                cursor.execute("insert into store values (?, ?, ?)", [number, program_version(), _now()])


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
