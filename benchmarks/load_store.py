"""What the app is measured on: stores of the invented programme, and the people who sign in.

Stores are made once for each state of the program, and kept in the temporary folder; every server gets a copy.
"""

import csv
import hashlib
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.material import SEED, SMALLER, exports
from benchmarks.process import ROOT, Bench, in_own_process

SAMPLE = 0
#: A store of an older state of the program is deleted after so many seconds.
KEPT = 24 * 3600
#: Of every twenty viewers two are the ombudsman's, one is leadership's, and all others are mentees'.
OMBUDSMAN_AT, LEADERSHIP_AT, OF = (3, 13), (7,), 20
MENTEE, OMBUDSMAN, LEADERSHIP = "mentee", "ombudsman", "leadership"
#: Sessions are looked through for mentees up to here.
ROWS_LOOKED_AT = 200_000


@dataclass(frozen=True)
class Person:
    """Somebody who signs in."""

    email: str
    role: str


def exports_of(sessions: int) -> Path:
    """The folder of the exports behind a store. Written where they are not there yet."""
    if sessions == SAMPLE:
        return ROOT / "data" / "sample"
    if not exports(sessions).exists():
        in_own_process(_bench(sessions), "material.invented")
    return exports(sessions)


def _bench(sessions: int, work: str = "") -> Bench:
    return Bench(sessions, str(exports(sessions)), str(exports(sessions // SMALLER)), work)


def store_of(sessions: int) -> Path:
    """A store of about so many sessions; of the sample, if 0. Made where it is not there yet."""
    files = sorted(file for file in (ROOT / "mentorship").rglob("*.*") if file.suffix in {".py", ".sql", ".toml"})
    code = b"".join(file.read_bytes() for file in files)
    kept = exports(1).parent / "stores"
    file = kept / f"{sessions}-{hashlib.sha256(code).hexdigest()[:12]}.duckdb"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        for old in kept.iterdir():
            if time.time() - old.stat().st_mtime > KEPT:
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        with TemporaryDirectory(dir=kept) as work:
            _make(sessions, Path(work)).rename(file)
    file.touch()
    return file


def _make(sessions: int, work: Path) -> Path:
    """The sample as `make run` brings it in; larger programmes as an installation of their own has them, assessed."""
    if sessions == SAMPLE:
        store = work / "sample.duckdb"
        _mentorship("import", "--sample", *_files(exports_of(SAMPLE)), "--store", str(store))
        return store
    bench = _bench(sessions, str(work))
    for material in ("invented", "imported", "assessed"):
        in_own_process(bench, f"material.{material}")
    return bench.store("assessed")


def _files(folder: Path) -> list[str]:
    return [str(folder / f"{kind}.csv") for kind in ("people", "sessions", "contacts")]


def _mentorship(*words: str) -> None:
    command = [sys.executable, "-m", "mentorship", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"mentorship {words[0]} failed:\n{done.stderr}{done.stdout}")


def people(sessions: int, number: int) -> list[Person]:
    """Who looks: 85 % mentees, each of a record of their own as long as there are enough; the rest see everybody."""
    folder = exports_of(sessions)
    with (folder / "sessions.csv").open(encoding="utf-8") as file:
        with_sessions = {row["mentee"] for row in islice(csv.DictReader(file), ROWS_LOOKED_AT)}
    with (folder / "people.csv").open(encoding="utf-8") as file:
        mentees = [
            row["email"] for row in csv.DictReader(file)
            if row["person"] in with_sessions and row["email"] and not row["mentor_since"]
        ]  # fmt: skip
    random.Random(SEED).shuffle(mentees)
    return [_person(place, mentees) for place in range(number)]


def _person(place: int, mentees: list[str]) -> Person:
    if place % OF in OMBUDSMAN_AT:
        return Person(f"ombudsman.{place}@example.org", OMBUDSMAN)
    if place % OF in LEADERSHIP_AT:
        return Person(f"leadership.{place}@example.org", LEADERSHIP)
    return Person(mentees[place % len(mentees)], MENTEE)


def roles_file(who: list[Person]) -> str:
    """The roles file of those who are not known from the people data."""
    named = {role: [each.email for each in who if each.role == role] for role in (OMBUDSMAN, LEADERSHIP)}
    return "".join(f"{role} = {emails}\n" for role, emails in named.items()).replace("'", '"')


def more_sessions(sessions: int, rows: int, file: Path) -> Path:
    """An export of sessions that the store does not hold yet, of its mentees, written to `file`."""
    folder = file.parent / "more"
    mentees = max(20, sessions // 50) if sessions else 180
    numbers = {"--sessions": rows, "--mentees": mentees, "--seed": SEED + 1}
    _mentorship("sample", "--out", str(folder), *(word for name, it in numbers.items() for word in (name, str(it))))
    text = (folder / "sessions.csv").read_text("utf-8")
    file.write_text(text.replace("\nS-", "\nL-"), "utf-8")
    return file
