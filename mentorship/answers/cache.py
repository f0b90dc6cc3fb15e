"""Answers worked out once per change of the data, and shared by everybody who may see them.

The key holds everything an answer depends on: the data's version, the rules, the day, the question, and the viewer's
*scope*. Two viewers share an answer only when their role makes them see the very same rows. (What everybody's sessions
earn is kept in the store: `credit/refresh.py`.)
"""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, is_dataclass
from typing import Any, TypeVar

from mentorship.access import Role, Viewer
from mentorship.answers.report import Report
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError

Answer = TypeVar("Answer")
#: How a viewer's request to another state of the data is made.
Asking = Callable[[Viewer], Request]
#: So many answers, and so many rows in them, are remembered; those not asked for the longest go first.
MOST_ANSWERS, MOST_ROWS = 2_000, 300_000


def scope_of(viewer: Viewer) -> tuple[Hashable, ...]:
    """What decides which rows a viewer sees: the role, and for mentees and mentors the person."""
    return (viewer.role,) if viewer.role in (Role.OMBUDSMAN, Role.LEADERSHIP) else (viewer.role, viewer.person)


@dataclass
class _Kept:
    """An answer, what it answers, how long that took (seconds), and when it was last asked for (`monotonic`)."""

    answer: Any
    version: int
    viewer: Viewer
    report: Callable[..., Any]
    arguments: dict[str, Any]
    took: float
    asked_at: float = field(default_factory=time.monotonic)


class AnswerCache:
    """Answers by everything they depend on. Whoever gets one must not change it."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._rows = 0
        self._under_way: dict[Hashable, threading.Event] = {}
        self._lock = threading.Lock()

    def once(self, request: Request, report: Callable[..., Answer], **arguments: Any) -> Answer:
        """What a report answers to a request. Of several who ask the same at once, one works it out, the others wait.

        Raises what the report raises; then nothing is remembered."""
        key = (
            request.version, request.policy.digest, request.as_of, scope_of(request.viewer),
            report.__module__, report.__qualname__, tuple(sorted(arguments.items())),
        )  # fmt: skip
        while True:
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
                    kept = self._answers[key]
                    kept.asked_at = time.monotonic()
                    found: Answer = kept.answer
                    return found
                under_way = self._under_way.get(key)
                if under_way is None:
                    self._under_way[key] = threading.Event()
                    break
            under_way.wait()
        try:
            begun = time.monotonic()
            answer = report(request, **arguments)
            took = time.monotonic() - begun
            self._remember(key, _Kept(answer, request.version, request.viewer, report, arguments, took))
            return answer
        finally:
            with self._lock:
                self._under_way.pop(key).set()

    def ask_again(self, version: int, asking: Asking, since: float, until: float) -> None:
        """Ask what was asked of one version since a time (`monotonic`) of another, until another time. What is answered
        soonest goes first: the more people need not wait.

        What can no longer be answered is left to whoever asks, and so is what only one page run can ask."""
        with self._lock:
            asked = [each for each in self._answers.values() if each.version == version and each.asked_at >= since]
        asked = [each for each in asked if "<locals>" not in each.report.__qualname__]
        for each in sorted(asked, key=lambda each: each.took):
            if time.monotonic() > until:
                return
            with contextlib.suppress(MentorshipError):
                self.once(asking(each.viewer), each.report, **each.arguments)

    def _remember(self, key: Hashable, kept: _Kept) -> None:
        with self._lock:
            if key not in self._answers:
                self._answers[key] = kept
                self._rows += _rows_in(kept.answer)
            while len(self._answers) > MOST_ANSWERS or (self._rows > MOST_ROWS and len(self._answers) > 1):
                _, oldest = self._answers.popitem(last=False)
                self._rows -= _rows_in(oldest.answer)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._rows = 0


def _rows_in(answer: object) -> int:
    """How many rows an answer holds, as a measure of its size."""
    if isinstance(answer, Report):
        return len(answer.rows) + sum(map(len, answer.parts.values()))
    if isinstance(answer, (list, tuple, dict)):
        return len(answer)
    return sum(map(_rows_in, vars(answer).values())) if is_dataclass(answer) else 0
