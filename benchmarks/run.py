"""`python -m benchmarks.run`: measure every piece of work against its budget, and print the table.

Times are reported, never asserted: a busy machine is no defect. Ratios compare what ran side by side in one run.
"""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

from benchmarks.material import SMALLER, exports
from benchmarks.process import Bench, Measured, in_own_process
from benchmarks.same import different_mentees
from benchmarks.works import WORKS, Work

#: The table has so many columns that it is rather cut by a narrow screen than folded.
WIDTH = 160
#: First the time of all processors, which a busy machine disturbs least, then that of the clock.
HEADINGS: dict[str, Literal["left", "right"]] = {
    "work": "left", "ours": "right", "(clock)": "right", "beside it": "left", "theirs": "right", "(clock) ": "right",
    "ratio": "right", "(clock)  ": "right", "budget": "right", "stretch": "right", "holds": "left", "peak": "right",
    "theirs ": "right",
}  # fmt: skip
#: The other ways to the same answers, by the files they leave.
VERSIONS = {"bare": "The bare SQL sketch", "in_pandas": "The pandas version", "in_polars": "The Polars version"}
Found = dict[tuple[str, ...], Measured]


def main() -> None:
    asked = _arguments()
    works = [work for work in WORKS if asked.only in (None, work.name)]
    console = Console(width=max(WIDTH, Console().width))
    with tempfile.TemporaryDirectory(prefix="mentorship-bench-") as folder:
        bench = Bench(asked.sessions, str(exports(asked.sessions)), str(exports(asked.sessions // SMALLER)), folder)
        found = _measure(bench, works, asked.rounds, console)
        console.print(_table(bench, works, found, asked.rounds))
        if asked.only in (None, "assess"):
            for line in _sameness(bench):
                console.print(line)
    if asked.json:
        rows = [_row(work, found) for work in works]
        asked.json.write_text(json.dumps({"machine": _machine(), "sessions": asked.sessions, "works": rows}, indent=2))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--sessions", type=int, default=1_000_000, help="about how many sessions (1000000)")
    parser.add_argument("--only", choices=sorted({work.name for work in WORKS}), help="only this work")
    parser.add_argument("--rounds", type=int, default=3, help="how often each; the best is shown (3)")
    parser.add_argument("--json", type=Path, help="write the measurements to this file as well")
    return parser.parse_args()


def _measure(bench: Bench, works: list[Work], rounds: int, console: Console) -> Found:
    """The best of a few rounds; in each, every piece once, so that what disturbs one disturbs the other."""
    for material in _each_once(["invented", *(name for work in works for name in work.on)]):
        with console.status(f"preparing what is {material}"):
            in_own_process(bench, material if "." in material else f"material.{material}")
    found: Found = {}
    for number in range(rounds):
        for piece in _each_once(piece for work in works for piece in work.pieces):
            with console.status(f"round {number + 1} of {rounds}: {' '.join(piece)}"):
                now = in_own_process(bench, *piece)
            found[piece] = now.best(found.get(piece, now))
    return found


def _each_once(names: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(names))


def _row(work: Work, found: Mapping[tuple[str, ...], Measured]) -> dict[str, Any]:
    """One line in numbers: `ratio` is ours through theirs, by the clock and by the processors, which a budget is about.

    `holds` is None where there is no budget."""
    ours, theirs = found[work.piece, *work.given], found.get((work.beside or "",))
    processors = ours.processor_seconds / theirs.processor_seconds if theirs else None
    value = processors if work.unit.is_ratio else ours.processor_seconds
    return {
        **asdict(work), "ours": asdict(ours), "theirs": theirs and asdict(theirs),
        "ratio": ours.seconds / theirs.seconds if theirs else None, "processor_ratio": processors,
        "holds": None if work.budget is None or value is None else value <= work.budget,
    }  # fmt: skip


def _table(bench: Bench, works: list[Work], found: Found, rounds: int) -> Table:
    with bench.export("sessions").open("rb") as opened:
        sessions = sum(1 for _ in opened) - 1
    table = Table(title=f"{sessions:,} sessions; reports on a tenth. Best of {rounds}. {_machine()}")
    for heading, justify in HEADINGS.items():
        table.add_column(heading, justify=justify)
    for work in works:
        row, said = _row(work, found), work.unit.said
        ours, theirs = row["ours"], row["theirs"] or {}
        table.add_row(
            work.title, _seconds(ours["processor_seconds"]), _seconds(ours["seconds"]),
            work.beside_title, _seconds(theirs.get("processor_seconds")), _seconds(theirs.get("seconds")),
            said(row["processor_ratio"]), said(row["ratio"]), said(work.budget), said(work.stretch),
            {True: "yes", False: "[bold red]no", None: ""}[row["holds"]],
            _megabytes(ours["peak_mb"]), _megabytes(theirs.get("peak_mb")),
        )  # fmt: skip
    return table


def _seconds(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _megabytes(number: float | None) -> str:
    return "" if number is None else f"{number:,.0f} MB"


def _machine() -> str:
    busy = f"{os.cpu_count()} cores, {os.getloadavg()[1]:.1f} of them busy"
    used = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "polars"))
    return f"{busy}; Python {platform.python_version()}, {used}"


def _sameness(bench: Bench) -> list[str]:
    lines = []
    for theirs, title in VERSIONS.items():
        for table, what in (("credited", "the same credited minutes"), ("tiers", "the same tiers and shortfalls")):
            number = different_mentees(bench.result(f"ours_{table}"), bench.result(f"{theirs}_{table}"))
            lines.append(f"{title} finds {what} as ours for {f'all but {number:,}' if number else 'all'} mentees.")
    return lines


if __name__ == "__main__":
    main()
