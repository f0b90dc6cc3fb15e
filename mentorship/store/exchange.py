"""The one folder that connections to a store may read files from, while an import needs one.

Connections that serve pages cannot open files by SQL, whatever reaches them: DuckDB's file access is off for the whole
instance and its settings are locked. For a file to be loaded it is put into this folder for as long as it is read.
"""

import contextlib
import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb

from mentorship.store.sql_files import run

HERE = Path(__file__).parent
_ENDS = ".incoming"
#: The folder comes and goes; of two imports neither takes it from the other.
_placing = threading.Lock()


def folder_of(store: Path | None) -> Path:
    """The folder of a store: beside it; for one in memory among the temporary files, under a name nobody guesses."""
    if store is None:
        return Path(tempfile.gettempdir()) / f"mentorship-{secrets.token_hex(16)}{_ENDS}"
    return store.resolve().with_name(f"{store.name}{_ENDS}")


def lock_down(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let SQL of an instance reach no file outside of the folder, and no setting. It cannot be undone.

    What a program that was killed left in the folder is removed: whoever has the store open is alone with it."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    run(connection, HERE / "lock_down.sql", folder=[str(folder)])


@contextlib.contextmanager
def readable(cursor: duckdb.DuckDBPyConnection, file: Path) -> Iterator[Path]:
    """A path at which a store's cursor can read a file, as long as it is needed. Raises OSError."""
    folder = _folder(cursor)
    if folder is None:  # this connection may read every file
        yield file
        return
    place = folder / f"{secrets.token_hex(16)}{file.suffix[:8]}"
    try:
        with _placing:
            folder.mkdir(mode=0o700, exist_ok=True)
            _put(file, place)
        yield place
    finally:
        with _placing, contextlib.suppress(OSError):  # where another import needs the folder still
            place.unlink(missing_ok=True)
            folder.rmdir()


def _put(file: Path, place: Path) -> None:
    """The same bytes in another place: without copying where the disk is the same."""
    try:
        os.link(file.resolve(), place)
    except OSError:
        shutil.copyfile(file, place)


def _folder(cursor: duckdb.DuckDBPyConnection) -> Path | None:
    (allowed,) = cursor.execute("select current_setting('allowed_directories')").fetchone() or ([],)
    return next((Path(each) for each in allowed if Path(each).name.endswith(_ENDS)), None)
