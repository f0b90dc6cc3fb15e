"""How commands answer: text for people, JSON for programs, errors on standard error."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from mentorship.hidden_characters import visible
from mentorship.wording import harmless


def report_console() -> Console:
    """Where reports for people go. A file or a pipe has no edge at which to break a line."""
    return Console() if sys.stdout.isatty() else Console(width=200)


def print_json(value: Any) -> None:
    """One line of JSON on standard output, every letter as it is; what is hidden or steers is written `\\u….`."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    print(text if visible(text) == text else _escaped(text))


def _escaped(text: str) -> str:
    """The same JSON, with each character that would not be seen as its number."""
    return "".join(each if visible(f"a{each}b") == f"a{each}b" else json.dumps(each)[1:-1] for each in text)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def print_text(sentence: str) -> None:
    """A sentence on standard output."""
    print(harmless(sentence))


def print_error(message: str) -> None:
    """A sentence on standard error."""
    print(harmless(message), file=sys.stderr)


@contextmanager
def progress_bar(name: str, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """A bar on a terminal; silence elsewhere."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda stage, share: None
        return
    # The names of files and sheets are text: no markup, nothing that steers the terminal.
    name_of, doing = TextColumn("{task.fields[name]}", markup=False), TextColumn("{task.description}", markup=False)
    with ProgressBar(name_of, BarColumn(), doing, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=1.0, name=harmless(name))
        yield lambda stage, share: bar.update(task, description=harmless(stage), completed=share)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as partial:
        try:
            partial.write(content)
            partial.close()
            Path(partial.name).replace(path)
        except BaseException:
            Path(partial.name).unlink(missing_ok=True)
            raise


def keep_stdout_to_ourselves() -> None:
    """From here on only what Python prints reaches standard output. Solvers written in C now and then print a line of
    their own, whatever they are told, and at the very end, too: between lines of JSON it would spoil the answer."""
    try:
        ours = sys.stdout.fileno() == 1
    except OSError:  # standard output is no file, as in a notebook or a test
        return
    if ours:
        sys.stdout.flush()
        sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
