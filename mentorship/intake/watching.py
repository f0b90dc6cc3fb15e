"""A watched folder: what arrives in it is brought in by itself, once it is whole, and once only.

Nothing in the folder is moved, changed or deleted. Folders within it and links are passed over.
"""

import errno
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import duckdb

from mentorship.errors import ArgumentError, FileError, MappingError, MentorshipError, StoreError
from mentorship.intake.containers import check_size
from mentorship.intake.importer import SQL, import_file, sha256_of
from mentorship.intake.limits import Limits
from mentorship.intake.mapping import How
from mentorship.intake.results import ImportResult
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.store.sql_files import run

#: How many seconds lie between two looks. A file that is the same in both is whole.
EVERY = 5.0
#: Names that browsers, mail programs, office programs and copying tools give to what is not finished or not a file.
UNFINISHED = {".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".tmp", ".temp", ".swp"}
NOT_A_FILE = {"thumbs.db", "desktop.ini"}
#: Where somebody can say what a file does not; on that page itself it need not be said.
ASKED_THERE = "Bring it in on the page “Session exports”, which asks for what is missing."
_BLOCK = 1 << 20
#: What steers a terminal rather than being read; no entrance takes such a name.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

#: What a file was like at a look: its number on the disk, size, times of writing and of any change.
Signature = tuple[int, int, int, int]


@dataclass(frozen=True)
class Arrived:
    """How a file of a watched folder ended: taken in (`result`), or refused with a sentence."""

    file: str
    result: ImportResult | None = None
    refusal: str | None = None


class Desk(Protocol):
    """Where arriving files go: a store, or the running app that has it open."""

    def take_in(self, file: Path, name: str) -> Arrived | None:
        """Bring a whole file in under its name; None for one that was dealt with before. Raises StoreError."""

    def refuse(self, name: str, message: str) -> Arrived | None:
        """Remember why a file cannot even be read; None where that is known. Raises StoreError."""


Desks = Callable[[], AbstractContextManager[Desk]]


class _StillChangingError(Exception):
    """The file is not what it was at the last look: its turn comes later."""


class Watch:
    """One folder, and what it looked like at the last look. What was refused is remembered by the store."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Raises ArgumentError where there is no such folder."""
        if not folder.is_dir():
            raise ArgumentError(f"{folder}: there is no such folder to watch. Make it, or name another one.")
        self.folder = folder.resolve()
        self._limits = limits
        self._last: dict[str, Signature] = {}
        self._done: dict[str, Signature] = {}

    def look(self, desks: Desks) -> list[Arrived]:
        """Bring in what has not changed since the last look. A desk is opened only where there is something for it.

        Returns what was new, the oldest file first. Raises FileError for the folder, StoreError."""
        now = _files(self.folder)
        whole = [name for name, signature in now.items() if self._last.get(name) == signature]
        self._last = now
        waiting = [name for name in whole if self._done.get(name) != now[name]]
        if not waiting:
            return []
        with desks() as desk:
            return [arrived for name in waiting if (arrived := self._take_in(desk, name, now[name]))]

    def _take_in(self, desk: Desk, name: str, signature: Signature) -> Arrived | None:
        shown = _CONTROL.sub("\ufffd", os.fsencode(name).decode("utf-8", "replace"))  # some names are no text
        try:
            with _copied(self.folder / name, shown, signature, self._limits) as copy:
                arrived = desk.take_in(copy, shown)
        except _StillChangingError:
            return None
        except FileError as error:
            arrived = desk.refuse(shown, error.message)
        self._done[name] = signature
        return arrived


def _files(folder: Path) -> dict[str, Signature]:
    """The files of a folder that are not on their way, by name, the oldest first. Raises FileError."""
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
    raise FileError(f"{folder}: the watched folder cannot be read ({why}). Check that it is there and may be read.")


def is_unfinished(name: str) -> bool:
    """Whether a name says that the file is hidden, of another program's own, or still being written."""
    low = name.lower()
    return low.startswith((".", "~")) or low.endswith("~") or Path(low).suffix in UNFINISHED or low in NOT_A_FILE


def _signature(status: os.stat_result) -> Signature:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


@contextmanager
def _copied(file: Path, name: str, signature: Signature, limits: Limits) -> Iterator[Path]:
    """A copy of one's own, so that what is fingerprinted is what is read. Raises FileError, _StillChangingError."""
    check_size(file, name, limits)
    with TemporaryDirectory(prefix="mentorship-") as folder:
        copy = Path(folder) / f"arrived{Path(name).suffix[:8]}"
        try:
            _copy(file, signature, copy)
        except FileNotFoundError:
            raise _StillChangingError from None
        except OSError as error:
            if error.errno == errno.ELOOP:  # it is a link by now
                raise _StillChangingError from None
            raise FileError(f"{name}: cannot be read ({error.strerror}). Check the permissions.") from None
        yield copy


def _copy(file: Path, signature: Signature, copy: Path) -> None:
    # A name may become a link or a pipe between two looks: neither is followed, nor waited for.
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


@dataclass(frozen=True)
class StoreDesk:
    """Takes the files of a folder into a store, and remembers there what was refused."""

    store: Store
    policy: Policy
    how: How
    folder: str

    def take_in(self, file: Path, name: str) -> Arrived | None:
        """Bring a file in, unless its bytes came before. What a person took back stays so, what was refused is not
        tried again. Raises StoreError."""
        digest = sha256_of(file)
        imported, refused = self._known(digest)
        if imported:
            self._change("refusal_forget", name)
        if imported or refused:
            return None
        try:
            result = import_file(self.store, file, self.policy, self.how, shown_as=name)
        except StoreError:
            raise
        except MappingError as error:
            said = self.refuse(name, error.message, digest)
            return replace(said, refusal=f"{error.message} {ASKED_THERE}") if said else None
        except MentorshipError as error:
            return self.refuse(name, error.message, digest)
        except (duckdb.Error, OSError, MemoryError):
            message = f"{name}: it could not be stored. It is tried again at the next start; or bring it in by hand."
            return self.refuse(name, message)
        self._change("refusal_forget", name)
        return Arrived(name, result)

    def refuse(self, name: str, message: str, digest: str | None = None) -> Arrived | None:
        """Remember a refusal, of these bytes where they could be read."""
        said = {"sha256": digest, "read_as": _read_as(self.how), "message": message}
        with self.store.cursor() as cursor:
            row = run(cursor, SQL / "refusal_same.sql", folder=self.folder, file_name=name, **said).fetchone()
        if row == (True,):
            return None
        self._change("refusal_add", name, refused_at=datetime.now(UTC).replace(tzinfo=None), **said)
        return Arrived(name, refusal=message)

    def _known(self, digest: str) -> tuple[bool, bool]:
        with self.store.cursor() as cursor:
            found = run(cursor, SQL / "arrival_known.sql", sha256=digest, read_as=_read_as(self.how)).fetchone()
        return found or (False, False)

    def _change(self, question: str, name: str, **values: Any) -> None:
        with self.store.cursor() as cursor, self.store.transaction(cursor):
            run(cursor, SQL / f"{question}.sql", folder=self.folder, file_name=name, **values)


def _read_as(how: How) -> str:
    """What was told about how to read a file, as text that is the same for the same."""
    told = {
        "kind": how.kind, "profile": how.profile, "fill": how.fill, "renames": how.renames, "dates": how.dates,
        "match_names": how.match_names,
    }  # fmt: skip
    return json.dumps({name: value for name, value in told.items() if value}, sort_keys=True)


def dismiss(store: Store, folder: str, file_name: str, dismissed_by: str) -> None:
    """Take a refusal off the page. The file is not tried again before it changes."""
    with store.cursor() as cursor, store.transaction(cursor):
        run(
            cursor, SQL / "refusal_dismiss.sql", folder=folder, file_name=file_name, dismissed_by=dismissed_by,
            dismissed_at=datetime.now(UTC).replace(tzinfo=None),
        )  # fmt: skip


def looks(watch: Watch, desks: Desks, every: float = EVERY, once: bool = False) -> Iterator[list[Arrived] | str]:
    """Look for ever, or twice for `once`. Yields what each look brought, or the sentence on why it could bring nothing
    (the folder is away, the store in use); that is no reason to stop."""
    left = 2
    while left:
        try:
            yield watch.look(desks)
        except MentorshipError as error:
            yield error.message
        left -= once
        if left:
            time.sleep(every)
