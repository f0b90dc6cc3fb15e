"""The measurements as one table."""

import os
import platform
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.load_lines import EMPTY, Line

WIDTH = 190
#: Of errors that differ so many are shown.
ERRORS_SHOWN = 8
Column = tuple[str, Callable[[Line], str]]


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _megabytes(number: float) -> str:
    return f"{number:,.0f} MB" if number else ""


TIMES: list[Column] = [
    ("p50", lambda line: _seconds(line.p50)),
    ("p95", lambda line: _seconds(line.p95)),
    ("p99", lambda line: _seconds(line.p99)),
    ("CPU a run", lambda line: f"{line.processor_ms:.1f} ms"),
]
SENT: Column = ("sent", lambda line: f"{line.received_kb:.0f} kB")
ERRORS: Column = ("errors", lambda line: f"{len(line.errors)} of {line.runs:,}")
TRAFFIC: list[Column] = [
    ("memory", lambda line: _megabytes(line.memory_start)),
    ("a viewer", lambda line: f"{line.memory_per_viewer:+.1f}" if line.load_after else ""),
    ("most", lambda line: _megabytes(line.memory_most)),
    ("left", lambda line: _megabytes(line.memory_end)),
    ("files lost", lambda line: f"{line.lost} of {line.downloads}"),
    ("load", lambda line: f"{line.load_before:.1f} → {line.load_after:.1f}" if line.load_after else ""),
    ("driver", lambda line: f"{line.driver_share:.0%}" if line.driver_share else ""),
]


def show(lines: Sequence[Line], title: str, sizes: Sequence[int] = ()) -> None:
    """Print the table, and below it what went wrong. With `sizes` lines are compared over the sizes of the store."""
    console = Console(width=max(WIDTH, Console().width))
    console.print(_by_size(lines, title, sizes) if sizes else _beside_empty(lines, title))
    for error, number in Counter(error for line in lines for error in line.errors).most_common(ERRORS_SHOWN):
        console.print(f"{number} × {error}", markup=False)


def _beside_empty(lines: Sequence[Line], title: str) -> Table:
    empty = {line.viewers: line for line in lines if line.what == EMPTY}

    def times_empty(value: Callable[[Line], float]) -> Callable[[Line], str]:
        def said(line: Line) -> str:
            beside = empty.get(line.viewers)
            return f"{value(line) / value(beside):.1f} ×" if beside and beside != line and value(beside) else ""

        return said

    columns: list[Column] = [
        ("viewers", lambda line: str(line.viewers)), ("runs/s", lambda line: f"{line.runs_per_second:.1f}"), *TIMES,
        ("× empty: CPU", times_empty(lambda line: line.processor_ms)),
        ("p95", times_empty(lambda line: line.p95)), SENT, ERRORS, *TRAFFIC,
    ]  # fmt: skip
    return _table(title, columns, lines)


def _by_size(lines: Sequence[Line], title: str, sizes: Sequence[int]) -> Table:
    smallest = {line.what: line for line in lines if line.sessions == sizes[0]}
    columns: list[Column] = [
        ("sessions", lambda line: f"{line.sessions:,}"), *TIMES,
        ("× smallest: p50", lambda line: f"{line.p50 / smallest[line.what].p50:.1f} ×"),
        ("CPU", lambda line: f"{line.processor_ms / smallest[line.what].processor_ms:.1f} ×"), SENT, ERRORS,
    ]  # fmt: skip
    return _table(title, columns, sorted(lines, key=lambda line: (list(smallest).index(line.what), line.sessions)))


def _table(title: str, columns: Iterable[Column], lines: Iterable[Line]) -> Table:
    table = Table(title=f"{title} {_machine()}", box=SIMPLE_HEAD)
    table.add_column("what", no_wrap=True)
    columns = list(columns)
    for heading, _ in columns:
        table.add_column(heading, justify="right")
    for line in lines:
        table.add_row(line.what, *(say(line) for _, say in columns))
    return table


def _machine() -> str:
    python, streamlit, duckdb = platform.python_version(), version("streamlit"), version("duckdb")
    return f"{os.cpu_count()} cores; Python {python}, Streamlit {streamlit}, DuckDB {duckdb}."
