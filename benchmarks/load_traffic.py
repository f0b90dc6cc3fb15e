"""Many people at once: who does what, how long they think, and what is measured while they do.

Mentees look at their progress and at what-ifs, change a toggle, a filter or a row now and then, and take a table home;
the ombudsman and leadership go through the pages that their menu has. Nobody presses a button that changes data.
"""

import asyncio
import json
import random
from collections.abc import Awaitable
from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import Any

import httpx

from benchmarks.load_server import Server
from benchmarks.load_signin import Signed
from benchmarks.load_store import MENTEE
from benchmarks.load_viewer import SIGN_IN, Run, Tab

#: Seconds between one page and the next click.
THINKS = (1.0, 3.0)
MENTEES_PAGES = ("my_progress", "credit_what_if")
#: How often a mentee changes something on the page instead of opening one; how often anybody takes a table home.
CHANGES, DOWNLOADS = 0.3, 0.05
#: From the answer to the request for a file: the way to the viewer and back.
WAY = 0.1
#: Memory is read so often, in seconds.
EVERY = 1.0


@dataclass
class Seen:
    """What viewers met, in the order in which it ended."""

    runs: list[Run] = field(default_factory=list)
    downloads: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Phase:
    """A stretch of time under traffic: its runs, those that ended in it, what the server and the driver spent of the
    processors (seconds), and how much memory the server held at most. The runs are complete once traffic has ended."""

    name: str
    viewers: int
    begin: float
    end: float
    ended: int
    processor_seconds: float
    driver_seconds: float
    memory_mb: float
    downloads: int
    lost: int
    seen: Seen
    is_first: bool

    @property
    def runs(self) -> list[Run]:
        """Those begun in it; of the first phase those as well that were under way, or the longest would never count."""
        since = [run for run in self.seen.runs if run.asked_at + run.seconds * self.is_first >= self.begin]
        return [run for run in since if run.asked_at < self.end]


class Traffic:
    """Viewers of one server, each in a tab of their own, from `async with` on until its end."""

    def __init__(self, server: Server, who: list[Signed]) -> None:
        self.server, self.who, self.seen = server, who, Seen()
        self._stop, self._phases = asyncio.Event(), 0
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Traffic":
        visits = [Visit(self.server.address, signed, self.seen, self._stop, at) for at, signed in enumerate(self.who)]
        self._tasks = [asyncio.create_task(visit.stay()) for visit in visits]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Everybody ends the run that they are in, and leaves. Raises what went wrong in the driver itself."""
        self._stop.set()
        await asyncio.gather(*self._tasks)

    async def phase(self, name: str, until: float | Awaitable[object]) -> Phase:
        """Measure for so many seconds, or until something has happened."""
        begin, spent, own = perf_counter(), self.server.processor_seconds(), process_time()
        ended, downloads, lost = len(self.seen.runs), self.seen.downloads, self.seen.lost
        peak = asyncio.create_task(self._peak())
        await (asyncio.sleep(until) if isinstance(until, float | int) else until)
        peak.cancel()
        self._phases += 1
        return Phase(
            name, len(self.who), begin, perf_counter(), len(self.seen.runs) - ended,
            self.server.processor_seconds() - spent, process_time() - own, await peak,
            self.seen.downloads - downloads, self.seen.lost - lost, self.seen, self._phases == 1,
        )  # fmt: skip

    async def _peak(self) -> float:
        most = self.server.memory_mb()
        try:
            while True:
                await asyncio.sleep(EVERY)
                most = max(most, self.server.memory_mb())
        except asyncio.CancelledError:
            return most


class Visit:
    """One viewer's stay: think, act, again, until everybody stops. The same viewer does the same in every run."""

    def __init__(self, address: str, signed: Signed, seen: Seen, stop: asyncio.Event, seed: int) -> None:
        self.signed, self.seen, self.stop, self.dice = signed, seen, stop, random.Random(seed)
        self.tab = Tab(address, signed.cookies)
        self.http = httpx.AsyncClient(base_url=address, cookies=signed.cookies, trust_env=False, verify=False)

    async def stay(self) -> None:
        async with self.http, self.tab:
            await self._pause(self.dice.uniform(0, THINKS[1]))
            while not self.stop.is_set():
                self._saw(await act(self.tab, self.signed.role, self.dice))
                if self.tab.shown.downloads and self.dice.random() < DOWNLOADS:
                    await self._download()
                await self._think(self.dice.uniform(*THINKS))

    def _saw(self, run: Run) -> None:
        if self.signed.cookies and SIGN_IN in self.tab.shown.buttons:
            run.errors.append("asked to sign in again")
        self.seen.runs.append(run)

    async def _download(self) -> None:
        path = await self.tab.prepare_download(self.dice.choice(self.tab.shown.downloads))
        await self._pause(WAY)
        self.seen.downloads += 1
        try:
            is_lost = not path or (await self.http.get(path)).status_code != 200
        except httpx.HTTPError:
            is_lost = True
        self.seen.lost += is_lost

    async def _think(self, seconds: float) -> None:
        """What a page does by itself meanwhile is done, as a browser would."""
        until = perf_counter() + seconds
        while self.tab.shown.again_every and not self.stop.is_set():
            fragment, every = min(self.tab.shown.again_every.items(), key=lambda each: each[1])
            if perf_counter() + every > until:
                break
            await self._pause(every)
            self._saw(await self.tab.again(fragment))
        await self._pause(until - perf_counter())

    async def _pause(self, seconds: float) -> None:
        """Wait, but no longer than everybody stays."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await self.stop.wait()
        except TimeoutError:
            pass


async def act(tab: Tab, role: str, dice: random.Random) -> Run:
    """What a viewer does next: another page, or a change on this one."""
    change = changes(tab, dice) if role == MENTEE and dice.random() < CHANGES else None
    return await (tab.change(*change) if change else tab.go(dice.choice(pages_of(role, tab))))


def pages_of(role: str, tab: Tab) -> list[str]:
    """Where a viewer goes next: mentees to their two pages, the others to any that their menu links to."""
    if role == MENTEE:
        return list(MENTEES_PAGES)
    return [page for page, name in tab.pages.items() if name in tab.shown.links] or [tab.page]


def changes(tab: Tab, dice: random.Random) -> tuple[str, dict[str, Any]] | None:
    """A change of one of the widgets on the page: its id and new value, or None where there is nothing to change."""
    possible = [(kind, widget) for kind, widget, _ in tab.shown.widgets.values() if _can_change(kind, widget)]
    if not possible:
        return None
    kind, widget = dice.choice(possible)
    if kind == "checkbox":
        return widget.id, {"bool_value": dice.random() < 0.5}
    if kind == "selectbox":
        return widget.id, {"string_value": dice.choice(widget.options)}
    if kind == "button_group":
        return widget.id, {"string_array_value": {"data": [dice.choice(widget.options).content]}}
    chosen = {"selection": {"rows": [dice.randrange(3)], "columns": [], "cells": []}}
    return widget.id, {"string_value": json.dumps(chosen)}


def _can_change(kind: str, widget: object) -> bool:
    return bool(getattr(widget, {"dataframe": "selection_mode", "checkbox": "id"}.get(kind, "options")))
