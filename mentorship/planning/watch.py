"""Work over everybody that a person waits for: it says how far it is, and it can be stopped."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb

from mentorship.errors import MentorshipError

#: Told the name of each question before it is asked, and the share of the work done by then, from 0 to 1.
Progress = Callable[[str, float], None]


class StoppedError(MentorshipError):
    """Somebody stopped it. Nothing was changed."""

    title = "Stopped"


@dataclass
class Watch:
    """Somebody watching a piece of work of `questions` questions. Set `stop` to end it, also from another thread."""

    progress: Progress = lambda question, share: None
    stop: threading.Event = field(default_factory=threading.Event)
    questions: int = 1
    asked: int = 0

    def before(self, question: str) -> None:
        """Called before each question. Raises StoppedError once `stop` is set."""
        if self.stop.is_set():
            raise StoppedError("Stopped. Nothing was changed.")
        self.progress(question, min(1.0, self.asked / max(1, self.questions)))
        self.asked += 1

    @contextmanager
    def over(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Within it a question that the cursor is at ends when `stop` is set, too. Raises StoppedError."""
        done = threading.Event()
        guard = threading.Thread(target=_interrupt, args=(cursor, self.stop, done), daemon=True)
        guard.start()
        try:
            yield
        except duckdb.InterruptException:
            raise StoppedError("Stopped. Nothing was changed.") from None
        finally:
            done.set()
            guard.join()


def _interrupt(cursor: duckdb.DuckDBPyConnection, stop: threading.Event, done: threading.Event) -> None:
    """Interrupt the cursor's question once `stop` is set; give up when the work is done."""
    while not done.is_set():
        if stop.wait(0.05):
            cursor.interrupt()
            done.wait(0.05)
