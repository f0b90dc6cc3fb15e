"""Who is signed in now: a list kept here, so that a sign-in ends when it should and not when a cookie is forgotten.

A cookie proves that somebody signed in once. Whether that still holds is decided by this list: a sign-in is on it from
the moment the provider vouched for somebody until they sign out, its time is over, or the server stops.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

#: A sign-in lasts as long as the provider's token, and no longer than this (seconds): a working day.
LONGEST = 8 * 3600


@dataclass
class _SignIn:
    ends_at: float
    #: What they were known as when they last opened a page.
    known_as: Hashable = None
    #: What is told when it ends: open connections.
    at_end: set[Callable[[], None]] = field(default_factory=set)


class SignIns:
    """The sign-ins that hold, by a key that tells nothing of whoever signed in. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._live: dict[str, _SignIn] = {}
        self._lock = threading.Lock()

    def begin(self, key: str, token_ends_at: object, lasts: float | None = None) -> float | None:
        """Somebody signed in with a token that ends at a time (seconds since 1970; anything else: it says none).

        `lasts` (seconds) is how long sign-ins last whatever the token says, once it was good. Returns when this one
        ends; None for a token that has ended already: nobody is signed in by it."""
        now = self._clock()
        is_time = isinstance(token_ends_at, (int, float)) and not isinstance(token_ends_at, bool)
        token_ends = float(token_ends_at) if is_time else now + LONGEST  # type: ignore[arg-type]
        if token_ends <= now:
            return None
        ends_at = now + lasts if lasts else min(token_ends, now + LONGEST)
        with self._lock:
            self._live = {each: found for each, found in self._live.items() if found.ends_at > now}
            self._live[key] = _SignIn(ends_at)
        return ends_at

    def ends_at(self, key: str) -> float | None:
        """When a sign-in ends (seconds since 1970); None where there is none, or it has ended."""
        found = self._live.get(key)
        return found.ends_at if found and found.ends_at > self._clock() else None

    def end(self, key: str) -> None:
        """It ends now: whatever hangs on it is told."""
        with self._lock:
            found = self._live.pop(key, None)
        for tell in tuple(found.at_end) if found else ():
            tell()

    def open_at(self, key: str) -> int:
        """How much hangs on a sign-in now."""
        found = self._live.get(key)
        return len(found.at_end) if found else 0

    def is_the_same(self, key: str, known_as: Hashable) -> bool:
        """Whether somebody is known as the last time this was asked, or it is asked for the first time."""
        with self._lock:
            found = self._live.get(key)
            before = found.known_as if found else None
            if found:
                found.known_as = known_as
        return before in (None, known_as)

    @contextmanager
    def watched(self, key: str, at_end: Callable[[], None]) -> Iterator[None]:
        """While something hangs on a sign-in: `at_end` is called once if somebody ends it, from whichever thread."""
        with self._lock:
            found = self._live.get(key)
            if found:
                found.at_end.add(at_end)
        try:
            if found is None:
                at_end()
            yield
        finally:
            if found:
                found.at_end.discard(at_end)
