"""The one place that connects to DuckDB.

One connection per process, one cursor per thread: DuckDB connections are not thread-safe, cursors of one
connection see the same data. A newer program upgrades a store, an older one refuses it kindly.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import duckdb

from mentorship.errors import StoreError, StoreInUseError
from mentorship.passing_folder import remove_what_is_left
from mentorship.store.exchange import folder_of, lock_down
from mentorship.store.private_files import keep_private
from mentorship.store.soundness import DAMAGED, check_length, damaged, in_words
from mentorship.store.sql_files import run
from mentorship.store.upgrade import bring_up_to_date

HERE = Path(__file__).parent
#: What `Store.cursor()` gives, for those who only hand it on.
Cursor = duckdb.DuckDBPyConnection
#: Loading what a program does not need takes time, and the network is never wanted.
_NO_EXTENSIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    # Nor is a variable of this program a table, whatever SQL calls it.
    "python_enable_replacements": False,
}
#: New stores are written as DuckDB 1.4 and later read them: words in half the time. Older stores stay as they are.
_WRITTEN_FOR = {"storage_compatibility_version": "v1.4.0"}
#: How many threads a database has where nothing else is said: half of the processors. The others are left to viewers.
#: And while DuckDB's own threads are at work, Python's thread waits by asking again and again whether they are done:
#: that takes a processor of its own, and Python's lock.
THREADS = max(1, (os.cpu_count() or 1) // 2)


class Store:
    """An open store. Use `cursor()` for each piece of work, and `transaction(cursor)` for each change.

    Where DuckDB gives up the whole connection, as when the disk is full at the wrong moment, the store is opened again
    for the next piece of work, once all those under way have ended."""

    def __init__(self, connect: Callable[[], duckdb.DuckDBPyConnection], path: Path | None) -> None:
        self._connect = connect
        self._connection = connect()
        self._lock = threading.Lock()
        self._writing = threading.RLock()
        self._cursors = 0
        self._is_damaged = False
        self._has_failed = False
        self.path = path
        #: Raised by each committed change: what was worked out at one version holds until the next.
        self.version = 0
        #: The version that the change under way will have once it is kept; no other change has it, kept or not.
        self.coming = 0

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one piece of work of one thread, with temporary tables of its own.

        Raises StoreError, in place of DuckDB's error, where the disk is full or the file is damaged."""
        with self._lock:
            cursor = self._working_cursor()
            self._cursors += 1
        try:
            yield cursor
        except duckdb.Error as error:
            self._has_failed = True
            if (said := in_words(error)) is None:
                raise
            self._is_damaged = self._is_damaged or said == DAMAGED
            raise StoreError(said) from None
        finally:
            with self._lock:
                cursor.close()
                self._cursors -= 1

    def _working_cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        if not self._has_failed:
            return cursor
        try:
            cursor.execute("select 1")
            self._has_failed = False
            return cursor
        except duckdb.FatalException:
            cursor.close()
        if self._cursors:
            raise StoreError("The store is being opened again. Try again in a moment.")
        self._connection.close()
        self._connection = self._connect()
        self._has_failed = False
        self.version = self.coming = self.coming + 1
        return self._connection.cursor()

    def one_writer(self) -> AbstractContextManager[bool]:
        """Within it nobody else writes; for work that reads first and writes what it found."""
        return self._writing

    @contextlib.contextmanager
    def transaction(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """What a cursor changes within it is kept as a whole, or not at all. One writer at a time."""
        with self._writing:
            if self._is_damaged:
                raise StoreError(DAMAGED)
            self.coming += 1
            cursor.execute("begin")
            try:
                yield
                cursor.execute("commit")
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.execute("rollback")
                raise
            self.version = self.coming

    @contextlib.contextmanager
    def trial(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """What a cursor changes within it is undone at its end: to see what a change would do."""
        with self._writing:
            cursor.execute("begin")
            try:
                yield
            finally:
                with contextlib.suppress(duckdb.Error):
                    cursor.execute("rollback")

    def close(self) -> None:
        """Close the store; another one may then be opened at its path."""
        with _opening:
            self._connection.close()
            if self.path is not None:
                _open_stores.pop(self.path.resolve(), None)


#: The stores of this process, by path: two stores of one file would each have a lock of their own.
_open_stores: dict[Path, Store] = {}
_opening = threading.RLock()


def next_number(cursor: duckdb.DuckDBPyConnection, counted: str) -> int:
    """The next number of an import, a ruling …, within a transaction of the caller's.

    Of two transactions that take the same number at once, in whichever processes, one fails to commit."""
    (number,) = run(cursor, HERE / "next_number.sql", counted=counted).fetchone() or (0,)
    return int(number)


def open_store(path: Path | None, memory_limit: str = "500MB", threads: int | None = None) -> Store:
    """Open a store, making it when there is none; None for one in memory only. `threads` for one query: as
    `THREADS` says. Raises StoreError, StoreInUseError."""
    if path is None:
        return _opened(None, memory_limit, threads)
    with _opening:
        if path.resolve() in _open_stores:
            raise StoreInUseError(f"The store {path} is already open in this program. Close it there first.")
        return _open_stores.setdefault(path.resolve(), _opened(path, memory_limit, threads))


def shared_store(path: Path, memory_limit: str = "500MB") -> Store:
    """The open store of this process at a path, opened when it is not yet. Raises StoreError, StoreInUseError."""
    # Links are followed only where a path is not known as it is: that takes several calls of the system.
    if found := _open_stores.get(path):
        return found
    with _opening:
        return _open_stores.get(path.resolve()) or open_store(path, memory_limit)


def scratch(threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory, with nothing in it and nothing to load. Close it afterwards. With few rows one thread is
    quickest: others would only be woken."""
    return duckdb.connect(":memory:", config=_NO_EXTENSIONS | _with(threads))


def _with(threads: int | None) -> dict[str, int]:
    return {"threads": threads or THREADS}


def _opened(path: Path | None, memory_limit: str, threads: int | None) -> Store:
    config = _NO_EXTENSIONS | _WRITTEN_FOR | {"memory_limit": memory_limit} | _with(threads)
    store = Store(partial(_connected, path, config), path)
    try:
        with store.cursor() as cursor, store.transaction(cursor):
            bring_up_to_date(cursor, str(path))
    except duckdb.Error as error:
        store.close()
        raise StoreError(
            f"The store {path} cannot be upgraded, and was left unchanged: {_first_line(error)}. "
            "Was it made by an unfinished version of this program? Keep it, and name another store."
        ) from None
    except BaseException:
        store.close()
        raise
    return store


def _connected(path: Path | None, config: dict[str, str | bool | int | float | list[str]]) -> duckdb.DuckDBPyConnection:
    """A connection to a file that is whole. Raises StoreError, StoreInUseError."""
    try:
        if path is not None:
            keep_private(path)
            remove_what_is_left()
        connection = duckdb.connect(str(path) if path else ":memory:", config=config)
        lock_down(connection, folder_of(path))
        if path is not None:
            check_length(connection, path)
    except StoreError:
        connection.close()
        raise
    except OSError as error:
        raise StoreError(
            f"The folder of the store {path} cannot be created ({error.strerror}). Check the path."
        ) from None
    except duckdb.IOException as error:
        raise _why_not(path, str(error)) from None
    except duckdb.Error as error:
        raise StoreError(f"The store {path} cannot be opened: {_first_line(error)}.") from None
    return connection


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")


def _why_not(path: Path | None, message: str) -> StoreError:
    if "set lock on file" in message or "used by another process" in message:
        return StoreInUseError(
            f"The store {path} is in use by another program (the app, perhaps). Close that first, or use it there."
        )
    if "not a valid DuckDB database" in message:
        return StoreError(f"{path} is not a store: it is a file of another kind. Name another one with --store.")
    if path is not None and in_words(Exception(message)) == DAMAGED:
        return StoreError(damaged(path))
    return StoreError(f"The store {path} cannot be opened: {message.splitlines()[0]}")
