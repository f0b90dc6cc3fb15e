"""The other questions: pages by the size of the store, an import under traffic, memory in the long run, cold starts."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import httpx

from benchmarks.load_lines import (
    EMPTY,
    TOKEN,
    UNWATCHED,
    Line,
    Site,
    line,
    line_of,
    one_of_each_role,
    percentile,
    site,
    under_traffic,
)
from benchmarks.load_server import Server, empty_page
from benchmarks.load_signin import Signed, sign_in_all
from benchmarks.load_store import more_sessions, people
from benchmarks.load_traffic import act, pages_of
from benchmarks.load_viewer import Run, Tab

#: What comes in while people look, and for how long they are watched afterwards.
ROWS, AFTER = 100_000, 10.0
#: After a page alone: what a run leaves to be done is done, and counted, before the next begins.
PAUSE = 0.2
#: In the long run so many look at a time, of so many in all, and each leaves after a few runs.
AT_A_TIME, PEOPLE, STAYS = 3, 40, 5
#: Memory is noted after these parts of the long run.
NOTED = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0)


async def while_importing(place: Site, viewers: int, seconds: float, warm_up: float) -> list[Line]:
    """Before, while and after rows come in by `/api/imports`. Afterwards everybody they concern is assessed again."""
    who = people(place.sessions, viewers)
    export = more_sessions(place.sessions, ROWS, place.work / "more.csv")
    with place.app(who) as server:
        signed = await sign_in_all(server.address, who)
        async with under_traffic(server, signed, warm_up) as (traffic, _):
            phases = [
                await traffic.phase("before the import", seconds),
                await traffic.phase(f"while {ROWS:,} rows come in", _post(server, export)),
                await traffic.phase("after it", AFTER),
            ]
    return [line_of(phase) for phase in phases]


async def _post(server: Server, export: Path) -> None:
    """Raises RuntimeError for an import that was not taken in."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(trust_env=False, verify=False, timeout=600) as http:
        address = f"{server.address}/api/imports?name={export.name}"
        answer = await http.post(address, headers=headers, content=export.read_bytes())
    if answer.status_code != 200:
        raise RuntimeError(f"The import was refused: {answer.status_code} {answer.text[:500]}")


async def pages(sizes: list[int], options: Mapping[str, str], rounds: int) -> list[Line]:
    """Every page of every role alone, one viewer at a time, for each size of the store."""
    found: list[Line] = []
    for sessions in sizes:
        with site(sessions, options) as place:
            who = one_of_each_role(sessions)
            with place.app(who) as server:
                for signed in await sign_in_all(server.address, who):
                    found += [replace(page, sessions=sessions) async for page in _pages_of(server, signed, rounds)]
    return found


async def _pages_of(server: Server, signed: Signed, rounds: int) -> AsyncIterator[Line]:
    async with Tab(server.address, signed.cookies) as tab:
        await tab.go("")
        for page in pages_of(signed.role, tab):
            await tab.go(page)
            runs, spent, begin = [], [], time.perf_counter()
            for _ in range(rounds):
                before = server.processor_seconds()
                runs.append(await tab.go(page))
                await asyncio.sleep(PAUSE)
                spent.append(server.processor_seconds() - before)
            yield alone(f"{page} ({signed.role})", runs, spent, time.perf_counter() - begin)


def alone(what: str, runs: list[Run], spent: list[float], lasted: float) -> Line:
    """The line of one viewer's runs, with the median of `spent`: what each took of the processors (seconds)."""
    spent_ms = 1000 * percentile(sorted(spent), 50)
    return line(what, 1, runs, runs_per_second=len(runs) / lasted, processor_ms=spent_ms)


async def long(place: Site, runs: int) -> list[Line]:
    """Memory while many come and go: a line for each part of the runs, and one for the time after the last has left."""
    who = people(place.sessions, PEOPLE)
    with place.app(who) as server:
        signed = await sign_in_all(server.address, who)
        dice = random.Random(1)
        await _stay(server, signed[0], dice)
        start, spent, begin = server.memory_mb(), server.processor_seconds(), time.perf_counter()
        lines: list[Line] = []
        done: list[Run] = []

        def noted(what: str) -> Line:
            each, memory = (server.processor_seconds() - spent) / len(done), server.memory_mb()
            found = alone(what, done, [each], time.perf_counter() - begin)
            return replace(found, viewers=AT_A_TIME, memory_start=start, memory_most=memory, memory_end=memory)

        while len(done) < runs:
            stays = [_stay(server, dice.choice(signed), dice) for _ in range(AT_A_TIME)]
            done += [run for some in await asyncio.gather(*stays) for run in some]
            if len(done) >= NOTED[len(lines)] * runs:
                lines.append(noted(f"after {len(done):,} runs"))
        await asyncio.sleep(AFTER)
        return [*lines, noted("when all have left")]


async def _stay(server: Server, signed: Signed, dice: random.Random) -> list[Run]:
    """A few runs in a tab of their own, without pauses."""
    async with Tab(server.address, signed.cookies) as tab:
        runs = [await tab.go("")]
        while len(runs) < STAYS:
            runs.append(await act(tab, signed.role, dice))
    return runs


async def cold(place: Site, rounds: int) -> list[Line]:
    """From the start of the process to the end of the first page's run: ours without sign-in, and the empty page."""
    options = {**place.options, **UNWATCHED}
    ours, empty = [], []
    for _ in range(rounds):
        ours.append(await _first_page(place.app([], access="local")))
        empty.append(await _first_page(empty_page(place.work, options)))
    return [_of_starts("the app", ours), _of_starts(EMPTY, empty)]


def _of_starts(what: str, starts: list[tuple[Run, float]]) -> Line:
    runs = [run for run, _ in starts]
    return alone(what, runs, [spent for _, spent in starts], sum(run.seconds for run in runs))


async def _first_page(starting: AbstractContextManager[Server]) -> tuple[Run, float]:
    begin = time.perf_counter()
    with starting as server:
        async with Tab(server.address) as tab:
            run = await tab.go("")
            run.seconds = time.perf_counter() - begin
            spent = server.processor_seconds()
    return run, spent
