"""What is measured on: an invented programme as exports, and stores that hold it. Making these is never timed."""

import hashlib
import shutil
import tempfile
from pathlib import Path

import duckdb

from benchmarks.process import Bench
from mentorship import sample
from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.oversight.refresh import refresh_signals
from mentorship.policy.loader import OUR_HANDBOOK, read_handbook
from mentorship.sample.export import write_sample
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind

SEED = 1
#: Reports are measured on a programme so many times smaller.
SMALLER = 10
SESSIONS_PER_MENTEE = 50
#: The session export of a bare reader: told the quotation mark, which it does not find by itself in this file.
LOAD = """
create table session as from read_csv('{sessions}', quote = '"');
create table person as from read_csv('{people}', quote = '"');
"""
#: The columns that decide credit: what frames are given, and all that they read.
NEEDED_OF_SESSIONS = (
    "session_id", "held_on", "starts_at", "mentee", "mentor", "activity", "modality", "minutes", "event", "days",
    "status", "endorsed",
)  # fmt: skip
NEEDED_OF_PEOPLE = ("person", "mentor_since", "mentor_until", "techniques_certified_on", "diplomate_certified_on")


def exports(sessions: int) -> Path:
    """The folder for the exports of an invented programme: one for each state of the code that invents it."""
    code = b"".join(file.read_bytes() for file in sorted(Path(sample.__path__[0]).glob("*.py")))
    name = f"{sessions}-{hashlib.sha256(code).hexdigest()[:12]}"
    return Path(tempfile.gettempdir()) / "mentorship-benchmarks" / name


def invented(bench: Bench) -> None:
    """The exports of the large and the small programme. They stay for the next run."""
    for sessions in (bench.sessions, bench.sessions // SMALLER):
        folder = exports(sessions)
        if not folder.exists():
            unfinished = folder.with_name(f"{folder.name}-unfinished")
            write_sample(unfinished, sessions, max(20, sessions // SESSIONS_PER_MENTEE), SEED)
            unfinished.rename(folder)


def imported(bench: Bench) -> None:
    """A store with people and sessions, not assessed."""
    _import(Path(bench.exports), bench.store("imported"))


def assessed(bench: Bench) -> None:
    """The same, assessed and with its signals, as `mentorship import` leaves it."""
    _assess(bench.store("imported"), bench.store("assessed"))


def smaller(bench: Bench) -> None:
    """A store a tenth as large, assessed: what reports are measured on."""
    unassessed = bench.store("smaller_imported")
    _import(Path(bench.smaller_exports), unassessed)
    _assess(unassessed, bench.store("smaller"))


def loaded(bench: Bench) -> None:
    """The exports as plain tables, typed as DuckDB guesses: where the bare SQL starts from."""
    with duckdb.connect(bench.store("loaded")) as connection:
        connection.execute(LOAD.format(sessions=bench.export("sessions"), people=bench.export("people")))


def _import(folder: Path, path: Path) -> None:
    store, policy = open_store(path), read_handbook(OUR_HANDBOOK)
    for kind in (Kind.PEOPLE, Kind.CONTACTS, Kind.SESSIONS):
        import_file(store, folder / f"{kind}.csv", policy, kind=kind)
    store.close()


def _assess(unassessed: Path, path: Path) -> None:
    shutil.copy(unassessed, path)
    store = open_store(path)
    refresh(store, read_handbook(OUR_HANDBOOK), EXPORTED_ON)
    refresh_signals(store, read_handbook(OUR_HANDBOOK), EXPORTED_ON)
    store.close()
