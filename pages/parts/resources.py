"""What all viewers share in one process: settings, the store, the rules in force, the day.

What depends only on these is worked out once per change of the data, not once per page run.
"""

import contextlib
import io
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any, TypeVar

from mentorship.access import Viewer
from mentorship.answers.cache import AnswerCache
from mentorship.answers.request import DataStatus, Request, data_status, day_of_judging
from mentorship.credit.reading_choices import readings_in_force
from mentorship.credit.refresh import is_up_to_date, refresh, refresh_within
from mentorship.intake.limits import Limits
from mentorship.oversight.refresh import refresh_signals, refresh_signals_within, signals_are_kept
from mentorship.policy.loader import read_handbook
from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as
from mentorship.settings import Settings
from mentorship.store.connection import Cursor, Store, shared_store
from pages.parts import failures

Answer = TypeVar("Answer")


@cache
def settings() -> Settings:
    """The settings of this installation. Raises pydantic's ValidationError."""
    found = Settings()
    return found.model_copy(update={"store": found.store.resolve()})


def close() -> None:
    """Close the store and forget the settings, as at the end of the server."""
    with _working_out:
        _latest.clear()
        _answers.clear()
        store().close()
        settings.cache_clear()


def limits() -> Limits:
    """How much of a file is imported."""
    return Limits(**settings().limits)


def store() -> Store:
    """The one store of this process. Raises StoreError."""
    return shared_store(settings().store, settings().memory_limit)


def handbook() -> Policy:
    """The rules as the handbook states them. Raises HandbookError."""
    return read_handbook(settings().handbook.resolve())


@dataclass(frozen=True)
class _Shared:
    """What every request of one version of the store has in common."""

    store: Store
    version: int
    today: date
    policy: Policy
    as_of: date
    status: DataStatus

    def holds(self, store: Store) -> bool:
        """Whether nothing has changed since: not the data, and not the day."""
        return (self.store, self.version, self.today) == (store, store.version, date.today())


#: Whoever waits longer than this (seconds) is told what for.
AT_ONCE = 0.3
#: What was asked in so many seconds before a change is answered anew before it is seen: whoever looks goes on looking.
#: For this it is held back for so many at most.
LATELY, AHEAD = 10.0, 15.0
#: What else is found out before a change is seen, with a cursor, of the version to come.
also_ahead: list[Callable[[Cursor, int], None]] = []
_working_out = threading.RLock()
_latest: list[_Shared] = []
_answers = AnswerCache()


def _shared(started: Callable[[], None] = lambda: None) -> _Shared:
    """The rules in force, the day and the state of the data, with the stored assessment up to date."""
    opened = store()
    if not _working_out.acquire(timeout=AT_ONCE):  # somebody else has set it going
        started()
        _working_out.acquire()
    try:
        while not _latest or not _latest[0].holds(opened):
            _latest[:] = [_worked_out(opened, started)]
        return _latest[0]
    finally:
        _working_out.release()


def prepare() -> None:
    """Do so before anybody asks, as the server starts. What is wrong is said to whoever asks then."""
    with contextlib.suppress(Exception):
        _shared()


def _worked_out(opened: Store, started: Callable[[], None]) -> _Shared:
    """What holds at the version of now; what it holds no longer, where something was changed meanwhile."""
    version = opened.version
    with opened.cursor() as cursor:
        found = _at(cursor, opened, version)
        if is_up_to_date(cursor, found.policy, found.as_of) and signals_are_kept(cursor, found.policy, found.as_of):
            return found  # whoever changes something meanwhile keeps nobody waiting
        with opened.one_writer():
            if opened.version == version:
                refresh(opened, found.policy, found.as_of, started)
                refresh_signals(opened, found.policy, found.as_of, started)
                version = opened.version
        return replace(found, version=version, status=data_status(cursor))


def _at(cursor: Cursor, opened: Store, version: int) -> _Shared:
    """What requests have in common at the state of the data that a cursor sees."""
    status = data_status(cursor)
    read = read_as(handbook(), readings_in_force(cursor, handbook()))
    # The very same rules as before where they are equal: much is remembered by them, and comparing them takes long.
    policy = next((each.policy for each in _latest if each.policy == read), read)
    return _Shared(opened, version, date.today(), policy, day_of_judging(status, settings().as_of), status)


def work_out_ahead(cursor: Cursor) -> None:
    """Within the transaction of a change: assess whom it concerns, and answer what was asked of late.

    Until it is kept everybody goes on with the answers from before; then these are there at once."""
    opened = store()
    if opened.coming == opened.version:
        return  # nothing is being changed
    try:
        found = _at(cursor, opened, opened.coming)
        refresh_within(cursor, found.policy, found.as_of)
        refresh_signals_within(cursor, found.policy, found.as_of)
        found = replace(found, status=data_status(cursor))
        for also in also_ahead:
            also(cursor, found.version)
        now = time.monotonic()
        _answers.ask_again(opened.version, partial(_asked, found, cursor), now - LATELY, now + AHEAD)
    except Exception as error:
        failures.log_place("working out ahead failed", error)
        raise


def _asked(shared: _Shared, cursor: Cursor, viewer: Viewer) -> Request:
    return Request(viewer, cursor, shared.policy, shared.as_of, shared.status, shared.version)


def policy() -> Policy:
    """The rules in force: the handbook, read in the chosen ways. Raises HandbookError."""
    return _shared().policy


@contextlib.contextmanager
def request(viewer: Viewer, started: Callable[[], None] = lambda: None) -> Iterator[Request]:
    """One viewer's request: rules, day and one state of the data, for as long as a page is made of it.

    `started` is called before work that takes time."""
    shared = _shared(started)
    with store().cursor() as cursor:
        cursor.execute("begin")
        yield _asked(shared, cursor, viewer)


def once(request: Request, report: Callable[..., Answer], **arguments: Any) -> Answer:
    """What a report answers, worked out once per change of the data for everybody of the same scope.

    Nobody may change what they get. Raises what the report raises."""
    return _answers.once(request, report, **arguments)


def handbook_files() -> bytes:
    """The handbook's files, zipped."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(settings().handbook.glob("*.toml")):
            archive.writestr(file.name, file.read_bytes())
    return packed.getvalue()
