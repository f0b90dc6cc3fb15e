"""Folders that exist for a moment, with people's data in them, and do not outlive a program that was killed.

Each is locked by the program that works in it. The system gives the lock up however that program ends, so whoever
starts next can tell what is left over from what is in use, and removes it.
"""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_BEGINS, _MARK = "mentorship-passing-", ".in-use"


@contextlib.contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder of its own, for its owner alone, removed at the end. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix=_BEGINS) as name:
        mark = os.open(Path(name) / _MARK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(mark)
            yield Path(name)
        finally:
            os.close(mark)


def remove_what_is_left() -> int:
    """Remove the folders of programs that were killed. Returns how many."""
    return sum(_remove_unused(mark) for mark in Path(tempfile.gettempdir()).glob(f"{_BEGINS}*/{_MARK}"))


def _remove_unused(mark: Path) -> bool:
    try:
        opened = os.open(mark, os.O_RDWR)
    except OSError:  # somebody else's, or gone by now
        return False
    try:
        if not _lock(opened):
            return False
        shutil.rmtree(mark.parent, ignore_errors=True)
        return not mark.parent.exists()
    finally:
        os.close(opened)


def _lock(mark: int) -> bool:
    """Lock an open file for this program; returns whether nobody else had. Where files cannot be locked so, nothing is
    ever taken for left over."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
