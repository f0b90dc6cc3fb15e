"""The app and the empty page under the same traffic, one after the other in one run; and what a phase comes to."""

import asyncio
import contextlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.load_server import SECRETS, Server, empty_page, folder_for, free_port, provider, streamlit
from benchmarks.load_signin import Signed, sign_in_all
from benchmarks.load_store import LEADERSHIP, MENTEE, OMBUDSMAN, Person, people, roles_file, store_of
from benchmarks.load_traffic import Phase, Traffic
from benchmarks.load_viewer import Run, Tab
from benchmarks.process import ROOT
from mentorship.sample.held import EXPORTED_ON

#: The empty page is under traffic for this part of a line's time.
EMPTY_PART = 3
#: Seconds after the last viewer has left.
REST = 2.0
EMPTY = "empty page"
FAILED = " failed: "
#: Opens `/api/imports`.
TOKEN = "for measuring only, and long enough to be let in"
#: Streamlit's file watcher has nothing to do with an empty page.
UNWATCHED = {"server.fileWatcherType": "none"}


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, in seconds, megabytes and milliseconds of the processors."""

    what: str
    viewers: int
    runs: int
    runs_per_second: float
    p50: float
    p95: float
    p99: float
    processor_ms: float
    received_kb: float
    driver_share: float = 0
    downloads: int = 0
    lost: int = 0
    errors: tuple[str, ...] = ()
    memory_start: float = 0
    memory_most: float = 0
    memory_end: float = 0
    load_before: float = 0
    load_after: float = 0
    #: About how many are in the store, where lines differ in that.
    sessions: int = 0

    @property
    def memory_per_viewer(self) -> float:
        return (self.memory_most - self.memory_start) / self.viewers


@dataclass
class Site:
    """Where the app is measured: its settings and its store."""

    sessions: int
    options: Mapping[str, str]
    work: Path
    provider: str
    port: int = field(default_factory=free_port)
    #: What the app has logged of pages that failed: the kind of error, and where it arose.
    failures: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def app(self, who: Sequence[Person], access: str = "oidc") -> Iterator[Server]:
        """The app on a fresh copy of the store."""
        secrets = SECRETS.format(address=f"http://127.0.0.1:{self.port}", provider=self.provider)
        # Without sign-in its secrets would be a contradiction.
        folder = folder_for(self.work / access, secrets if access == "oidc" else "")
        for old in self.work.glob("store.duckdb*"):
            old.unlink()
        shutil.copy(store_of(self.sessions), self.work / "store.duckdb")
        (self.work / "roles.toml").write_text(roles_file(list(who)), "utf-8")
        env = {
            "MENTORSHIP_STORE": str(self.work / "store.duckdb"), "MENTORSHIP_ROLES": str(self.work / "roles.toml"),
            "MENTORSHIP_ACCESS": access, "MENTORSHIP_AS_OF": str(EXPORTED_ON), "MENTORSHIP_IMPORT_TOKEN": TOKEN,
        }  # fmt: skip
        with streamlit(ROOT / "app.py", folder, self.port, self.options, env) as server:
            yield server
        self.failures += [line for line in (folder / "streamlit.log").read_text("utf-8").splitlines() if FAILED in line]


@contextlib.contextmanager
def site(sessions: int, options: Mapping[str, str]) -> Iterator[Site]:
    """A place to measure in, with a provider that runs; removed at the end."""
    with tempfile.TemporaryDirectory(prefix="mentorship-load-") as work, provider(Path(work)) as signs_in:
        yield Site(sessions, options, Path(work), signs_in.address)


@contextlib.asynccontextmanager
async def under_traffic(server: Server, who: list[Signed], warm_up: float) -> AsyncIterator[tuple[Traffic, float]]:
    """A server that has shown its first page, with viewers who have come in; and its memory before them (MB)."""
    async with Tab(server.address, who[0].cookies) as first:
        run = await first.go("")
    if run.errors:
        raise RuntimeError(f"The first page failed: {run.errors}")
    start = server.memory_mb()
    async with Traffic(server, who) as traffic:
        await asyncio.sleep(warm_up)
        yield traffic, start


async def app_line(place: Site, viewers: int, seconds: float, warm_up: float) -> Line:
    """The app with so many signed-in viewers."""
    who = people(place.sessions, viewers)
    with place.app(who) as server:
        signed = await sign_in_all(server.address, who)
        return await _line("the app", server, signed, seconds, warm_up)


async def empty_line(place: Site, viewers: int, seconds: float, warm_up: float) -> Line:
    """The empty page with as many."""
    with empty_page(place.work, {**place.options, **UNWATCHED}) as server:
        return await _line(EMPTY, server, [Signed()] * viewers, seconds / EMPTY_PART, warm_up)


async def _line(what: str, server: Server, who: list[Signed], seconds: float, warm_up: float) -> Line:
    before = os.getloadavg()[0]
    async with under_traffic(server, who, warm_up) as (traffic, start):
        spent, ended = server.processor_seconds(), len(traffic.seen.runs)
        phase = await traffic.phase(what, seconds)
    # Until the last run has ended: where runs take longer than the line, hardly any would end within it.
    each = (server.processor_seconds() - spent) / max(1, len(traffic.seen.runs) - ended)
    await asyncio.sleep(REST)
    return replace(
        line_of(phase), processor_ms=1000 * each, memory_start=start, memory_end=server.memory_mb(),
        load_before=before, load_after=os.getloadavg()[0],
    )  # fmt: skip


def line_of(phase: Phase) -> Line:
    """What a phase comes to. An error's run counts with the time that was waited for it."""
    lasted = phase.end - phase.begin
    return line(
        phase.name, phase.viewers, phase.runs, runs_per_second=phase.ended / lasted,
        processor_ms=1000 * phase.processor_seconds / max(1, phase.ended), driver_share=phase.driver_seconds / lasted,
        downloads=phase.downloads, lost=phase.lost, memory_most=phase.memory_mb,
    )  # fmt: skip


def line(what: str, viewers: int, runs: Sequence[Run], **measured: Any) -> Line:
    """The line of some runs, with what was `measured` besides."""
    took, received = sorted(run.seconds for run in runs), sum(run.received for run in runs)
    return Line(
        what=what, viewers=viewers, runs=len(runs), p50=percentile(took, 50), p95=percentile(took, 95),
        p99=percentile(took, 99), received_kb=received / 1000 / max(1, len(runs)),
        errors=tuple(error for run in runs for error in run.errors), **measured,
    )  # fmt: skip


def percentile(ordered: Sequence[float], part: float) -> float:
    """The nearest-rank percentile of an ordered sequence; 0 of an empty one."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))] if ordered else 0.0


def one_of_each_role(sessions: int) -> list[Person]:
    """A mentee, an ombudsman and somebody of leadership."""
    who = people(sessions, 20)
    return [next(person for person in who if person.role == role) for role in (MENTEE, OMBUDSMAN, LEADERSHIP)]
