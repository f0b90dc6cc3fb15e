"""Page runs take turns: a few are at work at a time, the others wait in the order of their coming.

Python runs one thread at a time. Of a hundred page runs at once, each gives the processor away at every call of the
database and every lock of Streamlit's, and waits for ninety-nine others to give it back: all are slow together.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

#: So many at a time: while one computes, the others are with the database.
AT_ONCE = 1 + (os.cpu_count() or 1)
#: A run that has taken so long (seconds), as an import does, keeps nobody waiting any more.
LONG = 0.5


class Turns:
    """Those at work, and those who wait."""

    def __init__(self, at_once: int = AT_ONCE, long: float = LONG) -> None:
        self._at_once, self._long = at_once, long
        self._changed = threading.Condition()
        self._waiting: deque[threading.Event] = deque()
        self._begun: dict[threading.Event, float] = {}

    @contextmanager
    def turn(self) -> Iterator[None]:
        """For a page run, once it is its turn."""
        is_first = threading.Event()
        with self._changed:
            self._waiting.append(is_first)
            self._wake_first()
        is_first.wait()
        with self._changed:
            while self._at_work() >= self._at_once:
                self._changed.wait(self._long / 5)
            self._waiting.popleft()
            self._begun[is_first] = time.monotonic()
            self._wake_first()
        try:
            yield
        finally:
            with self._changed:
                del self._begun[is_first]
                self._changed.notify()

    def _wake_first(self) -> None:
        if self._waiting:
            self._waiting[0].set()

    def _at_work(self) -> int:
        return sum(time.monotonic() - begun < self._long for begun in self._begun.values())


#: Those of this process.
page_runs = Turns()
