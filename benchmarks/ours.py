"""Our own work, piece by piece. Each function times the work itself, not what prepares it."""

import csv
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

import duckdb

from benchmarks.process import ROOT, Bench, Measured, Stopwatch, peak_mb, stopwatch
from mentorship.access import Role, Viewer
from mentorship.answers.request import Request, data_status
from mentorship.credit import SQL
from mentorship.credit.assess import assess as engine
from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.planning.credit_what_if import Planned, credit_what_if
from mentorship.planning.simulate import simulate
from mentorship.policy.amendments import amend, parse_amendment
from mentorship.policy.loader import OUR_HANDBOOK, read_handbook
from mentorship.policy.readings import READING_SETS, read_as, reading_set
from mentorship.reports.my_progress import my_progress
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import Store, open_store
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind, Modality

POLICY = read_handbook(OUR_HANDBOOK)
OMBUDSMAN = Viewer(Role.OMBUDSMAN)
#: How many mentees are asked about one by one (the time is the median), and how many a small import touches.
ASKED, TOUCHED, ARRIVING = 20, 300, 1_000
RESULTS = """
copy (
    select d.mentee, d.category, sum(d.credited_minutes) as minutes
    from decision as d where d.credited_minutes > 0 group by all
) to '{credited}' (header);
copy (select mentee, tier_order as tier, hours_complete_on, minutes_short from tier_progress) to '{tiers}' (header);
"""


# --- a million sessions ---------------------------------------------------------------------------------------


def import_sessions(bench: Bench) -> Stopwatch:
    """Sessions into a store that knows the people, until the file is closed."""
    path = _fresh(bench, "import")
    store = open_store(path)
    import_file(store, bench.export("people"), POLICY, kind=Kind.PEOPLE)
    with stopwatch() as watch:
        import_file(store, bench.export("sessions"), POLICY, kind=Kind.SESSIONS)
        store.close()
    return watch


def assess_from_nothing(bench: Bench) -> Stopwatch:
    """Every mentee, kept in the store, until the file is closed."""
    path = _copy(bench, "imported")
    store = open_store(path)
    with stopwatch() as watch:
        refresh(store, POLICY, EXPORTED_ON)
        store.close()
    with duckdb.connect(path, read_only=True) as connection:
        tables = {name: bench.result(f"ours_{name}") for name in ("credited", "tiers")}
        connection.execute(RESULTS.format(**tables))
    return watch


def import_little(bench: Bench) -> Stopwatch:
    """A thousand sessions into a million."""
    with _opened(bench) as store:
        return _let_arrive(bench, store)


def assess_again(bench: Bench) -> Stopwatch:
    """The mentees whom a small import touched."""
    with _opened(bench) as store:
        _let_arrive(bench, store)
        with stopwatch() as watch:
            refresh(store, POLICY, EXPORTED_ON)
    return watch


def one_assessment(bench: Bench) -> Stopwatch:
    """Everybody judged once, in temporary tables, as a rule change does it."""
    return _judged(bench, ["default"])


def rule_change(bench: Bench, changed: str) -> Stopwatch:
    """A rule change over everybody: what tiers ask, what an activity is worth, or how the text is read."""
    texts = {
        "tiers": "[tiers.first.minimum]\nA = 4",
        "activity": '[activities.clinical_application]\ncap = { hours = 4, per = "event" }',
        "reading": '[interpretation]\nsurplus_hours = "starts_after"',
    }
    head = 'title = "t"\nsource = "s"\nin_force_from = "always"\n'
    after = amend(POLICY, parse_amendment(head + texts[changed]))
    with _opened(bench) as store, store.cursor() as cursor:
        request = Request(OMBUDSMAN, cursor, POLICY, EXPORTED_ON, data_status(cursor))
        with stopwatch() as watch:
            simulate(request, after)
    return watch


def all_reading_sets(bench: Bench) -> Stopwatch:
    """Everybody judged under each of the three sets of readings."""
    return _judged(bench, list(READING_SETS))


def _judged(bench: Bench, sets: list[str]) -> Stopwatch:
    with _opened(bench, "imported") as store, store.cursor() as cursor, stopwatch() as watch:
        run(cursor, SQL / "scope_everyone.sql")
        for name in sets:
            engine(cursor, read_as(POLICY, reading_set(POLICY, name)), EXPORTED_ON)
    return watch


# --- one mentee among a million sessions ----------------------------------------------------------------------


def what_if(bench: Bench) -> Stopwatch:
    """Three planned sessions beside a record, for each of a number of mentees."""
    planned = [
        Planned(EXPORTED_ON + timedelta(days=7), "one_to_one", Modality.VIRTUAL, 60),
        Planned(EXPORTED_ON + timedelta(days=14), "treatment", Modality.IN_PERSON, 60),
        Planned(EXPORTED_ON + timedelta(days=28), "clinical_application", Modality.IN_PERSON, 480),
    ]
    return _for_each_mentee(bench, lambda request, mentee: credit_what_if(request, mentee, planned))


def explanation(bench: Bench) -> Stopwatch:
    """One mentee's whole record with its reasons."""
    return _for_each_mentee(bench, my_progress)


def _for_each_mentee(bench: Bench, question: Callable[[Request, str], Any]) -> Stopwatch:
    """The median over mentees. Each has a cursor of its own, as on a page."""
    watches = []
    with _opened(bench) as store:
        for mentee in _some_mentees(store, ASKED):
            with _timed_request(store, OMBUDSMAN) as (watch, request):
                question(request, mentee)
            watches.append(watch)
    return _median(watches)


@contextmanager
def _timed_request(store: Store, viewer: Viewer) -> Iterator[tuple[Stopwatch, Request]]:
    """A request, timed as on a page: what data there is was found out before, for everybody."""
    with store.cursor() as cursor:
        status = data_status(cursor)
    with stopwatch() as watch, store.cursor() as cursor:
        cursor.execute("begin")
        yield watch, Request(viewer, cursor, POLICY, EXPORTED_ON, status, store.version)


# --- the rest -------------------------------------------------------------------------------------------------


def check_command(bench: Bench) -> Measured:
    """The command line on the sample that comes with the program, from start to end."""
    sample = ROOT / "data" / "sample"
    command = [sys.executable, "-m", "mentorship", "check", str(sample / "sessions.csv")]
    with stopwatch() as watch:
        done = subprocess.run(
            [*command, "--people", str(sample / "people.csv"), "--format", "json"],
            stdout=subprocess.DEVNULL, cwd=ROOT, check=False,
        )  # fmt: skip
    if done.returncode == 2:
        raise RuntimeError("The sample could not be checked.")
    usage = getrusage(RUSAGE_CHILDREN)
    return Measured(watch.seconds, usage.ru_utime + usage.ru_stime, peak_mb(usage))


def report(bench: Bench, name: str, role: str) -> Stopwatch:
    """One report, as a page asks it: a fresh cursor in a store that is open. The median of a few."""
    question = getattr(import_module(f"mentorship.reports.{name}"), name)
    watches = []
    with _opened(bench, "smaller") as store:
        for _ in range(5):
            with _timed_request(store, Viewer(Role(role))) as (watch, request):
                question(request)
            watches.append(watch)
    return _median(watches)


def _median(watches: list[Stopwatch]) -> Stopwatch:
    return Stopwatch(
        statistics.median(each.seconds for each in watches),
        statistics.median(each.processor_seconds for each in watches),
    )


# --- stores ---------------------------------------------------------------------------------------------------


def _fresh(bench: Bench, name: str) -> Path:
    path = bench.store(f"scratch_{name}")
    path.unlink(missing_ok=True)
    return path


def _copy(bench: Bench, name: str) -> Path:
    return Path(shutil.copy(bench.store(name), _fresh(bench, name)))


@contextmanager
def _opened(bench: Bench, name: str = "assessed") -> Iterator[Store]:
    store = open_store(_copy(bench, name))
    try:
        yield store
    finally:
        store.close()


def _some_mentees(store: Store, number: int) -> list[str]:
    """Mentees spread over all that have sessions, always the same ones."""
    with store.cursor() as cursor:
        found = cursor.execute("select distinct mentee from tier_progress order by mentee").fetchall()
    return [mentee for (mentee,) in found[:: max(1, len(found) // number)]][:number]


def _let_arrive(bench: Bench, store: Store) -> Stopwatch:
    """Import a thousand new sessions of a few hundred mentees."""
    mentees = _some_mentees(store, TOUCHED)
    file = bench.store("arriving").with_suffix(".csv")
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["session_id", "held_on", "starts_at", "mentee", "mentor", "activity", "modality", "minutes"])
        for number in range(ARRIVING):
            held_on = EXPORTED_ON - timedelta(days=number % 60)
            mentee = mentees[number % len(mentees)]
            writer.writerow([f"N-{number}", held_on, "07:15", mentee, "P-1001", "one_to_one", "virtual", 60])
    with stopwatch() as watch:
        import_file(store, file, POLICY, kind=Kind.SESSIONS)
    return watch
