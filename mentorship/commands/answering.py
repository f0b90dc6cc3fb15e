"""How commands answer: text for people, JSON for programs, complaints on standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from mentorship.wording import harmless


def paper() -> Console:
    """Where reports for people go. A file or a pipe has no edge at which to break a line."""
    return Console() if sys.stdout.isatty() else Console(width=200)


def print_json(value: Any) -> None:
    """One line of JSON on standard output, letters of all countries as they are."""
    print(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def complain(message: str) -> None:
    """A sentence on standard error."""
    print(harmless(message), file=sys.stderr)


@contextmanager
def progress_bar(name: str, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """A bar on a terminal; silence elsewhere."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda stage, share: None
        return
    columns = (TextColumn("{task.fields[name]}"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with ProgressBar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=1.0, name=name)
        yield lambda stage, share: bar.update(task, description=stage, completed=share)
