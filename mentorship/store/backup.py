"""A copy of a store to keep elsewhere, taken also while the app writes to it, and the way back.

DuckDB never writes over a block that the last checkpoint names: it writes beside it, and then says in the head of the
file which blocks hold from now on. What was committed since stands in the log, which only grows. So the two files,
copied one after the other, are one state of the store, unless there was a checkpoint meanwhile; then they are copied
again. No copy is trusted unseen: each is opened and read from beginning to end.
"""

import contextlib
import glob
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mentorship.errors import StoreError, StoreInUseError
from mentorship.store.connection import open_store
from mentorship.store.soundness import DAMAGED, damaged, read_everything

#: The heads of a DuckDB file: what it is, and in turn which blocks hold.
_HEADS = 3 * 4096
_TRIES, _PAUSE_S = 20, 0.25


def back_up(store: Path, out: Path) -> int:
    """Copy a store to a file that is not there yet. Returns the rows that the copy holds. Raises StoreError."""
    if not store.is_file():
        raise StoreError(f"There is no store at {store}. Name the one to copy with --store.")
    if out.exists():
        raise StoreError(f"{out} already exists. Name a file that does not.")
    try:
        with _beside(out) as copy:
            _copy(store, copy)
            rows = _read(copy, store.name)
            os.link(copy, out)  # fails where somebody else has just made that file
    except OSError as error:
        raise StoreError(f"The backup {out} cannot be written ({error.strerror}). Nothing was changed.") from None
    return rows


def restore(backup: Path, store: Path) -> tuple[int, Path | None]:
    """Put a backup in the place of a store, which is kept under another name. Returns the rows restored, and where the
    former store is now, if there was one. Raises StoreError, StoreInUseError; nothing is changed then."""
    if not backup.is_file():
        raise StoreError(f"There is no backup at {backup}.")
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        with _beside(store) as copy:
            shutil.copyfile(backup, copy)
            rows = _read(copy, backup.name)
            _refuse_in_use(store)
            former = _put_aside(store)
            copy.rename(store)
    except OSError as error:
        raise StoreError(f"The backup cannot be put in place ({error.strerror}).") from None
    return rows, former


def log_of(store: Path) -> Path:
    """Where DuckDB keeps what was committed since the last checkpoint."""
    return store.with_name(f"{store.name}.wal")


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A place on the same disk as a file, for its owner alone."""
    with TemporaryDirectory(prefix=f".{file.name}-", dir=file.resolve().parent) as folder:
        yield Path(folder) / file.name


def _copy(store: Path, copy: Path) -> None:
    for _ in range(_TRIES):
        before = _checkpoint(store)
        shutil.copyfile(store, copy)
        log_of(copy).unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):  # where all is in the file itself
            shutil.copyfile(log_of(store), log_of(copy))
        if before is not None and _checkpoint(store) == before:
            return
        time.sleep(_PAUSE_S)
    raise StoreError("The store is being written to all the time. Try again in a moment.")


def _checkpoint(store: Path) -> bytes | None:
    """What tells one checkpoint of a store from the next; None within one, while there is a second log."""
    if set(_logs(store)) - {log_of(store)}:
        return None
    with store.open("rb") as file:
        return file.read(_HEADS)


def _logs(store: Path) -> list[Path]:
    return list(store.parent.glob(f"{glob.escape(log_of(store).name)}*"))


def _read(copy: Path, called: str) -> int:
    """Open a copy, which takes in its log, and read all of it. Returns its rows. `called` is the name of the file it
    was copied from. Raises StoreError."""
    try:
        opened = open_store(copy)
        try:
            with opened.cursor() as cursor:
                return read_everything(cursor)
        finally:
            opened.close()
    except StoreError as error:
        is_damaged = error.message in (DAMAGED, damaged(copy))
        said = f"{called} is damaged" if is_damaged else error.message.replace(str(copy), called).partition(". ")[0]
        raise StoreError(f"{said.removesuffix('.')}. Nothing was changed.") from None


def _refuse_in_use(store: Path) -> None:
    """Raise StoreInUseError where another program has the store open; a damaged one may well be replaced."""
    if not store.exists():
        return
    try:
        open_store(store).close()
    except StoreInUseError:
        raise
    except StoreError:
        return


def _put_aside(store: Path) -> Path | None:
    """Give a store another name, with its log: a log beside another store would be taken for that one's."""
    former = store.with_name(f"{store.stem}-until-{datetime.now().astimezone():%Y%m%d-%H%M%S}{store.suffix}")
    for log in _logs(store):
        log.rename(former.with_name(log.name.replace(store.name, former.name, 1)))
    return store.rename(former) if store.exists() else None
