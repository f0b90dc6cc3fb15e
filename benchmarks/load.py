"""`make load`, `python -m benchmarks.load`: the running app under many viewers, beside an empty page.

It starts the app with sign-in, and drives it as browsers do. Times are reported, never asserted: a busy machine is no
defect. On a machine that does other work look first at what a run takes of the processors, and at the ratio.
"""

import argparse
import asyncio
import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from benchmarks import load_modes as modes
from benchmarks.load_lines import Line, Site, app_line, empty_line, site
from benchmarks.load_store import SAMPLE
from benchmarks.load_table import show

#: Seconds in which everybody comes in; not measured.
WARM_UP = 5.0


def main() -> None:
    asked = _arguments()
    options = dict(each.split("=", 1) for each in asked.set)
    if asked.pages:
        lines = asyncio.run(modes.pages(asked.sizes, options, asked.rounds))
        show(lines, "Each page alone.", asked.sizes)
    else:
        with site(asked.sessions, options) as place:
            lines = asyncio.run(_measure(place, asked))
        for failure in place.failures:
            print(failure)
        store = "The sample." if asked.sessions == SAMPLE else f"About {asked.sessions:,} sessions."
        show(lines, " ".join([store, *(f"{name}={value}." for name, value in options.items())]))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(line) for line in lines], indent=2), "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    add = parser.add_argument
    add("--viewers", type=_numbers, default=[1, 10, 50, 100], help="how many at once (1,10,50,100)")
    add("--sessions", type=int, default=100_000, help="about how many are in the store; 0: the sample (100000)")
    add("--seconds", type=float, default=30, help="how long each line is measured (30)")
    add("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of Streamlit, for both apps")
    add("--sizes", type=_numbers, default=[10_000, 100_000, 1_000_000], help="the stores of --pages")
    add("--rounds", type=int, default=10, help="how often each page of --pages, each start of --cold (10)")
    add("--runs", type=int, default=2_000, help="how many runs --long has (2000)")
    add("--json", type=Path, help="write the measurements to this file as well")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--import", action="store_true", dest="imports", help="while 100,000 rows come in")
    kind.add_argument("--pages", action="store_true", help="each page alone, by the size of the store")
    kind.add_argument("--long", action="store_true", help="many runs by changing viewers: does memory grow?")
    kind.add_argument("--cold", action="store_true", help="from the start of the server to its first page")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


async def _measure(place: Site, asked: argparse.Namespace) -> list[Line]:
    if asked.long:
        return await modes.long(place, asked.runs)
    if asked.cold:
        return await modes.cold(place, asked.rounds)
    lines: list[Line] = []
    for viewers in asked.viewers:
        with Console(stderr=True).status(f"{viewers} viewers"):
            if asked.imports:
                lines += await modes.while_importing(place, viewers, asked.seconds, WARM_UP)
            else:
                lines.append(await app_line(place, viewers, asked.seconds, WARM_UP))
            lines.append(await empty_line(place, viewers, asked.seconds, WARM_UP))
    return lines


if __name__ == "__main__":
    main()
