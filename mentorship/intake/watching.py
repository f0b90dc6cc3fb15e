"""A watched folder: each file that arrives is imported once it is complete, and only once.

Nothing in the folder is moved, changed or deleted. Subfolders and links are skipped.
"""

import errno
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Protocol

from mentorship.errors import ArgumentError, FileError, MentorshipError
from mentorship.intake.limits import Limits, check_size
from mentorship.intake.results import ImportResult
from mentorship.passing_folder import passing_folder

#: Seconds from one look to the next. A file that two looks find the same is complete.
EVERY = 5.0
#: Endings that browsers, mail programs, office programs and copying tools give to unfinished files.
UNFINISHED = {".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".tmp", ".temp", ".swp"}
#: Files of file managers.
NOT_A_FILE = {"thumbs.db", "desktop.ini"}
_BLOCK = 1 << 20
#: Characters that steer a terminal; no name may bring them in.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

#: What a file was like when it was looked at: inode, size, and the times of its last write and of any change.
Signature = tuple[int, int, int, int]


@dataclass(frozen=True)
class Arrival:
    """What became of a file of a watched folder: it was imported (`result`), or refused with a sentence."""

    file: str
    result: ImportResult | None = None
    refusal: str | None = None


class Destination(Protocol):
    """Where arriving files go: a store, or the running app that has it open."""

    def take_in(self, file: Path, name: str) -> Arrival | None:
        """Import a complete file under its name; None for one that was dealt with before. Raises StoreError."""

    def refuse(self, name: str, message: str) -> Arrival | None:
        """Remember why a file cannot even be read; None where that is known already. Raises StoreError."""


#: Opens a destination for as long as it is needed.
OpenDestination = Callable[[], AbstractContextManager[Destination]]


class _StillChangingError(Exception):
    """The file differs from the last look: it is left for later."""


class Watch:
    """One folder, and what it looked like at the last look. The destination remembers what was refused."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Raises ArgumentError where there is no such folder."""
        if not folder.is_dir():
            raise ArgumentError(f"{folder}: there is no such folder to watch. Create it, or name another one.")
        self.folder = folder.resolve()
        self._limits = limits
        self._last: dict[str, Signature] = {}
        self._done: dict[str, Signature] = {}

    def look(self, open_destination: OpenDestination) -> list[Arrival]:
        """Import what has not changed since the last look. The destination is opened only if there is such a file.

        Returns what is new, the oldest file first. Raises FileError for the folder, StoreError."""
        now = _files(self.folder)
        complete = [name for name, signature in now.items() if self._last.get(name) == signature]
        self._last = now
        waiting = [name for name in complete if self._done.get(name) != now[name]]
        if not waiting:
            return []
        with open_destination() as destination:
            return [arrival for name in waiting if (arrival := self._take_in(destination, name, now[name]))]

    def _take_in(self, destination: Destination, name: str, signature: Signature) -> Arrival | None:
        shown_as = _CONTROL.sub("\ufffd", os.fsencode(name).decode("utf-8", "replace"))  # not every name is text
        try:
            with _copied(self.folder / name, shown_as, signature, self._limits) as copy:
                arrival = destination.take_in(copy, shown_as)
        except _StillChangingError:
            return None
        except FileError as error:
            arrival = destination.refuse(shown_as, error.message)
        self._done[name] = signature
        return arrival


def watch(
    folder: Watch, open_destination: OpenDestination, every: float = EVERY, once: bool = False
) -> Iterator[list[Arrival] | str]:
    """Look for ever, or twice for `once`. Yields what each look brought, or the sentence why it could not bring
    anything (the folder is gone, the store in use), after which it goes on."""
    left = 2
    while left:
        try:
            yield folder.look(open_destination)
        except MentorshipError as error:
            yield error.message
        left -= once
        if left:
            time.sleep(every)


def is_unfinished(name: str) -> bool:
    """Whether a name says that a file is hidden, another program's own, or still being written."""
    low = name.lower()
    return low.startswith((".", "~")) or low.endswith("~") or Path(low).suffix in UNFINISHED or low in NOT_A_FILE


def _files(folder: Path) -> dict[str, Signature]:
    """The finished files of a folder by name, the oldest first. Raises FileError."""
    try:
        with os.scandir(folder) as entries:
            found = {
                entry.name: _signature(entry.stat(follow_symlinks=False))
                for entry in entries
                if entry.is_file(follow_symlinks=False) and not is_unfinished(entry.name)
            }
    except FileNotFoundError:
        return {} if folder.is_dir() else _unreadable(folder, "it is not there")
    except OSError as error:
        return _unreadable(folder, error.strerror)
    return dict(sorted(found.items(), key=lambda item: (item[1][2], item[0])))


def _unreadable(folder: Path, why: str | None) -> dict[str, Signature]:
    raise FileError(f"{folder}: the watched folder cannot be read ({why}). Check that it exists and may be read.")


def _signature(status: os.stat_result) -> Signature:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


@contextmanager
def _copied(file: Path, name: str, signature: Signature, limits: Limits) -> Iterator[Path]:
    """A private copy, so that what is fingerprinted is what is read. Raises FileError, _StillChangingError."""
    check_size(file, name, limits)
    with passing_folder() as folder:
        copy = folder / f"arrived{Path(name).suffix[:8]}"
        try:
            _copy(file, signature, copy)
        except FileNotFoundError:
            raise _StillChangingError from None
        except OSError as error:
            if error.errno == errno.ELOOP:  # it has become a link
                raise _StillChangingError from None
            raise FileError(f"{name}: cannot be read ({error.strerror}). Check the permissions.") from None
        yield copy


def _copy(file: Path, signature: Signature, copy: Path) -> None:
    # Between two looks a file may become a link or a pipe: the one is not followed, the other not waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags), "rb") as source, copy.open("wb") as target:
        status = os.fstat(source.fileno())
        if not S_ISREG(status.st_mode) or _signature(status) != signature:
            raise _StillChangingError
        left = status.st_size
        while left and (block := source.read(min(_BLOCK, left))):
            left -= len(block)
            target.write(block)
        if left or _signature(os.fstat(source.fileno())) != signature:
            raise _StillChangingError
