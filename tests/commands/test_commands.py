"""The commands as people and programs use them: exit statuses, JSON as the contract has it, one sentence when nothing
was done."""

import contextlib
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from mentorship.cli import _status, app
from mentorship.policy.loader import OUR_HANDBOOK
from mentorship.store.connection import open_store
from tests.conftest import ROOT, SAMPLE

pytestmark = pytest.mark.slow

HEADINGS = "session_id,held_on,mentee,activity,modality,minutes,mentor"
GOOD = "S1,2025-03-03,ada,one_to_one,virtual,60,mia"
WHOLE = [SAMPLE / "sessions.csv", "--people", SAMPLE / "people.csv", "--as-of", "2026-11-15"]


@dataclass(frozen=True)
class Done:
    """How a command ended: its status, what it printed, what it said on standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def mentorship(*arguments: object) -> Done:
    """A command, as `python -m mentorship` runs it, within this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = _status(partial(app, [str(each) for each in arguments], standalone_mode=False))
    return Done(status, out.getvalue(), err.getvalue())


def on_its_own(*arguments: object, **environment: str) -> Done:
    """A command as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "mentorship", *map(str, arguments)],
        check=False, capture_output=True, encoding="utf-8", cwd=ROOT, env=os.environ | environment, timeout=60,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def refusal(done: Done) -> str:
    """The one sentence of a command that did nothing."""
    assert done.status == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    (line,) = done.err.splitlines()
    assert line.endswith((".", "?"))
    assert len(line) > 20
    return line


@pytest.fixture(autouse=True)
def nobody_s_settings(tmp_path, monkeypatch):
    """No settings of the person who runs the tests, and a store of the test's own."""
    for name in [name for name in os.environ if name.startswith("MENTORSHIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MENTORSHIP_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def good(tmp_path):
    (tmp_path / "good.csv").write_text(f"{HEADINGS}\n{GOOD}\nS2,2025-03-04,ben,treatment,in_person,90,noor\n")
    return tmp_path / "good.csv"


@pytest.fixture
def mixed(tmp_path):
    """Two good rows and two with problems."""
    rows = ["S3,2025-03-05,ada,one_to_one,virtual,soon,mia", "S4,03/04/2025,ada,séance,virtual,60,mia"]
    (tmp_path / "mixed.csv").write_text("\n".join([HEADINGS, GOOD, *rows, GOOD.replace("S1", "S5")]))
    return tmp_path / "mixed.csv"


# --- the shapes of the contract ----------------------------------------------------------------------------------

DAY = re.compile(r"\d{4}-\d\d-\d\d")
CATEGORY = re.compile("[ABC]")
TIER = re.compile("first|second|third")
PROBLEM = {"file": str, "row": int, "column": (str, None), "read": (str, None), "expected": str, "message": str}
IMPORT = {
    "import_id": (str, None), "kind": re.compile("sessions|people|contacts"), "profile": str, "rows": int,
    "accepted": int, "replaced": int, "unchanged": int, "problems": [PROBLEM],
}  # fmt: skip
MINUTES = {"A": int, "B": int, "C": int}
CHECK = {
    "policy": {"id": str, "digest": str, "readings": dict},
    "as_of": DAY,
    "problems": [PROBLEM],
    "mentees": [{
        "mentee": str,
        "recorded_minutes": int,
        "credited_minutes": MINUTES,
        "beyond_use_minutes": MINUTES,
        "tiers": [{
            "tier": TIER,
            "reached_on": (DAY, None),
            "hours_complete_on": (DAY, None),
            "prerequisite": ({"level": re.compile("techniques|diplomate"), "held_on": (DAY, None)}, None),
            "minutes_short": int,
            "needs": [{"categories": [CATEGORY], "required": int, "have": int, "short": int}],
        }],
        "sessions": [{
            "file": str, "row": int, "session_id": (str, None), "held_on": DAY, "activity": str, "category": CATEGORY,
            "recorded_minutes": int, "credited_minutes": int,
            "outcome": re.compile("credited|reduced|refused|planned"),
            "reasons": [{"rule": str, "text": str}],
            "unverified": [str],
            "allocated": [{"tier": TIER, "minutes": int}],
        }],
    }],
}  # fmt: skip
FIRST_WORDS = {"window", "modality", "standing", "endorsement", "counted_once", "cap", "fixed_credit", "status",
               "group_size"}  # fmt: skip


def misfit(value: Any, shape: Any, place: str = "") -> str | None:
    """Where a value is not of a shape, in words; None where it is. Keys and their order must be the shape's."""
    match shape:
        case None:
            fits = value is None
        case type():
            fits = type(value) is shape
        case re.Pattern():
            fits = isinstance(value, str) and shape.fullmatch(value) is not None
        case tuple():
            fits = any(misfit(value, each) is None for each in shape)
        case [each]:
            if not isinstance(value, list):
                return f"{place}: no list"
            found = (misfit(one, each, f"{place}[{number}]") for number, one in enumerate(value))
            return next((wrong for wrong in found if wrong), None)
        case dict():
            if not isinstance(value, dict) or list(value) != list(shape):
                return f"{place}: {list(value) if isinstance(value, dict) else value}"
            found = (misfit(value[name], each, f"{place}.{name}") for name, each in shape.items())
            return next((wrong for wrong in found if wrong), None)
    return None if fits else f"{place}: {value!r}"


def test_the_shapes_can_be_missed():
    """The measure itself: a wrong type, a lacking key, a key too many, a boolean for a number are all seen."""
    right = {"rule": "cap.event", "text": "At most 6 h."}
    shape = {"rule": str, "text": str}
    assert misfit(right, shape) is None
    mistaken: tuple[object, ...] = ({"rule": 1, "text": ""}, {"rule": ""}, {**right, "more": ""}, [], None)
    for wrong in mistaken:
        assert misfit(wrong, shape)
    assert misfit([1, True], [int]) == "[1]: True"


# --- check -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def assessed():
    done = mentorship("check", *WHOLE, "--format", "json")
    assert (done.status, done.err) == (0, "")
    return done.json


def test_check_is_as_the_contract_says(assessed):
    assert misfit(assessed, CHECK) is None
    assert assessed["as_of"] == "2026-11-15"
    assert len(assessed["mentees"]) > 150
    assert set(assessed["policy"]["readings"]) == {
        "standing_unknown", "certification_timing", "treatment_provider", "repeat_recording", "csir_call_credit",
        "small_group_size", "surplus_hours",
    }  # fmt: skip


def test_check_is_in_order(assessed):
    mentees = [mentee["mentee"] for mentee in assessed["mentees"]]
    assert mentees == sorted(set(mentees))
    for mentee in assessed["mentees"]:
        places = [(each["held_on"], each["file"], each["row"]) for each in mentee["sessions"]]
        assert places == sorted(places)
        assert [tier["tier"] for tier in mentee["tiers"]] == ["first", "second", "third"]


def test_check_says_by_its_outcomes_what_was_credited(assessed):
    seen: Counter[str] = Counter()
    for mentee in assessed["mentees"]:
        for session in mentee["sessions"]:
            recorded, credited, outcome = (
                session[name] for name in ("recorded_minutes", "credited_minutes", "outcome")
            )
            seen[outcome] += 1
            if outcome != "planned":
                expected = "refused" if credited == 0 else "reduced" if credited < recorded else "credited"
                assert outcome == expected, session
            assert outcome != "planned" or credited == 0
            assert session["held_on"] <= assessed["as_of"] or outcome in ("planned", "refused")
            assert session["reasons"] or (outcome == "credited" and credited == recorded), session
            assert {reason["rule"].partition(".")[0] for reason in session["reasons"]} <= FIRST_WORDS
            assert all(reason["text"].endswith(".") for reason in session["reasons"])
    assert set(seen) == {"credited", "reduced", "refused", "planned"}


def test_check_adds_up(assessed):
    for mentee in assessed["mentees"]:
        sums: Counter[str] = Counter()
        given: Counter[str] = Counter()
        recorded = 0
        for session in mentee["sessions"]:
            sums[session["category"]] += session["credited_minutes"]
            missed = {"status.cancelled", "status.no_show"} & {reason["rule"] for reason in session["reasons"]}
            recorded += 0 if missed or session["outcome"] == "planned" else session["recorded_minutes"]
            assert sum(part["minutes"] for part in session["allocated"]) <= session["credited_minutes"]
            given.update({part["tier"]: part["minutes"] for part in session["allocated"]})
        assert mentee["credited_minutes"] == {name: sums[name] for name in "ABC"}
        assert mentee["recorded_minutes"] == recorded
        for tier in mentee["tiers"]:
            assert (tier["minutes_short"] == 0) == (tier["hours_complete_on"] is not None)
            assert tier["minutes_short"] == max(need["short"] for need in tier["needs"])
            assert all(need["short"] == max(0, need["required"] - need["have"]) for need in tier["needs"])
            assert not tier["hours_complete_on"] or given[tier["tier"]] == 24 * 60
            assert not tier["reached_on"] or tier["reached_on"] >= tier["hours_complete_on"]


def test_check_with_problems(mixed):
    done = mentorship("check", mixed, "--format", "json")
    assert (done.status, done.err) == (1, "")
    assert misfit(done.json, CHECK) is None
    where = [(each["file"], each["row"], each["column"], each["read"]) for each in done.json["problems"]]
    assert where == [
        ("mixed.csv", 3, "minutes", "soon"), ("mixed.csv", 4, "activity", "séance"),
        ("mixed.csv", 4, "held_on", "03/04/2025"),
    ]  # fmt: skip
    assert [session["row"] for session in done.json["mentees"][0]["sessions"]] == [2, 5]
    said = mentorship("check", mixed)
    assert said.status == 1
    assert "mixed.csv, row 4, activity: “séance” is not an activity in the rulebook." in said.out


def test_check_of_several_files(good, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text(f"{HEADINGS}\nS9,2025-03-03,Ada,one_to_one,virtual,30,mia\n,2025-03-03,ada,seance,virtual,1,mia\n")
    report = mentorship("check", good, other, good, other, "--as-of", "2026-01-01", "--format", "json").json
    ada = report["mentees"][0]
    assert [(each["file"], each["row"]) for each in ada["sessions"]] == [("good.csv", 2), ("other.csv", 2)]
    assert len(report["problems"]) == 1, "a file that is named twice is read once"


def test_check_for_people(assessed):
    """In a pipe, too, each line names its mentee and ends where it ends."""
    done = mentorship("check", *WHOLE)
    assert (done.status, done.err) == (0, "")
    for mentee in assessed["mentees"]:
        (line,) = [line for line in done.out.splitlines() if line.split()[:1] == [mentee["mentee"]]]
        assert "…" not in line
    assert f"{len(assessed['mentees'])} mentees, as of 15 Nov 2026, under rules iahe-cmp" in done.out


def test_check_without_people_marks_what_it_cannot_verify(good):
    report = mentorship("check", good, "--format", "json").json
    assert [mentee["sessions"][0]["unverified"] for mentee in report["mentees"]] == [["standing"], ["standing"]]


def test_as_of(good, monkeypatch):
    def credited(*more):
        report = mentorship("check", good, *more, "--format", "json").json
        return report["as_of"], [mentee["sessions"][0]["outcome"] for mentee in report["mentees"]]

    assert credited("--as-of", "2025-03-03") == ("2025-03-03", ["credited", "planned"])
    assert credited("--as-of", "2025-03-04") == ("2025-03-04", ["credited", "credited"])
    monkeypatch.setenv("MENTORSHIP_AS_OF", "2025-03-02")
    assert credited() == ("2025-03-02", ["planned", "planned"])
    assert credited("--as-of", "2025-03-03") == ("2025-03-03", ["credited", "planned"])


def test_readings(tmp_path):
    rows = [f",2025-03-0{day},ada,recording,virtual,60,,Endings" for day in (3, 4)]
    rows += [",2025-03-03,ada,csir_call,virtual,90,,", ",2025-03-03,ada,one_to_one,virtual,60,who,"]
    file = tmp_path / "r.csv"
    file.write_text("\n".join([f"{HEADINGS},event", *rows]))

    def read(*more):
        done = mentorship("check", file, "--as-of", "2026-01-01", *more, "--format", "json")
        assert done.status == 0, done.err
        return done.json["policy"], done.json["mentees"][0]["credited_minutes"]

    usual, credited = read()
    assert credited == {"A": 0, "B": 150, "C": 60}
    assert read("--readings", "strict")[1] == {"A": 0, "B": 120, "C": 0}
    assert read("--readings", "generous")[1] == {"A": 0, "B": 210, "C": 60}
    each, credited = read("--reading", "repeat_recording=each")
    assert credited == {"A": 0, "B": 210, "C": 60}
    assert each["readings"] == {**usual["readings"], "repeat_recording": "each"}
    assert each["digest"] != usual["digest"]
    both, credited = read("--readings", "strict", "--reading", "repeat_recording=each", "--reading",
                          "standing_unknown=credit")  # fmt: skip
    assert credited == {"A": 0, "B": 180, "C": 60}, "a single reading goes before the set"
    assert both["readings"]["csir_call_credit"] == "one_hour"


def test_readings_of_the_whole_sample(assessed):
    def total(report):
        return sum(sum(mentee["credited_minutes"].values()) for mentee in report["mentees"])

    strict, generous = (mentorship("check", *WHOLE, "--readings", name, "--format", "json").json
                        for name in ("strict", "generous"))  # fmt: skip
    assert total(strict) < total(assessed) < total(generous)


def test_set_and_dates(tmp_path):
    file = tmp_path / "report.csv"
    file.write_text("Mentee,Held on,Minutes,Mentor\nada,03/04/2025,60,mia\n")
    filled = ["--set", "activity=one_to_one", "--set", "modality = virtual"]
    done = mentorship("check", file, *filled, "--format", "json")
    assert (done.status, done.json["problems"][0]["column"]) == (1, "held_on")
    for order, day in (("day-first", "2025-04-03"), ("month-first", "2025-03-04")):
        done = mentorship("check", file, *filled, "--dates", order, "--format", "json")
        assert done.json["mentees"][0]["sessions"][0]["held_on"] == day


@pytest.mark.parametrize("name", [" p-1045 ", "HARRIET.AMES.1045@example.org"])
def test_one_mentee(assessed, name):
    report = mentorship("check", *WHOLE, "--mentee", name, "--format", "json").json
    assert report["mentees"] == [each for each in assessed["mentees"] if each["mentee"] == "P-1045"]


def test_one_mentee_for_people():
    done = mentorship("check", *WHOLE, "--mentee", "P-1049")
    assert done.status == 0
    assert "P-1049" in done.out
    assert "in person only" in done.out, "the reasons are told"


# --- import and what came of it ------------------------------------------------------------------------------------


def test_import_is_as_the_contract_says(good, mixed):
    expected = {"import_id": "1", "kind": "sessions", "profile": "canonical", "rows": 2, "accepted": 2, "replaced": 0,
                "unchanged": 0, "problems": []}  # fmt: skip
    done = mentorship("import", good, "--format", "json")
    assert (done.status, done.err) == (0, "")
    assert done.json == expected
    again = mentorship("import", good, "--format", "json")
    assert (again.status, again.json) == (0, {**expected, "import_id": None, "accepted": 0, "unchanged": 2})
    done = mentorship("import", mixed, "--format", "json")
    assert done.status == 1
    assert misfit(done.json, IMPORT) is None
    counted = [done.json[name] for name in ("import_id", "rows", "accepted", "replaced", "unchanged")]
    assert counted == ["2", 4, 1, 0, 1]
    assert {problem["row"] for problem in done.json["problems"]} == {3, 4}


def test_import_of_several_files(good, mixed):
    done = mentorship("import", SAMPLE / "people.csv", good, "missing.csv", SAMPLE / "contacts.csv", "--format", "json")
    assert done.status == 1, "done, but not all of it"
    assert done.err.count("\n") == 1
    assert "missing.csv: cannot be opened" in done.err
    assert misfit(done.json, [IMPORT]) is None
    assert [(each["kind"], each["import_id"]) for each in done.json] == [
        ("people", "1"), ("sessions", "2"), ("contacts", "3"),
    ]  # fmt: skip


def test_import_for_people(mixed):
    done = mentorship("import", mixed)
    assert (done.status, done.err) == (1, "")
    assert (
        "Import 1: 4 rows of sessions: 2 accepted, 0 replaced, 0 unchanged, 2 with problems." in done.out.splitlines()
    )
    assert "mixed.csv, row 3, minutes: “soon” is not a number of whole minutes." in done.out


def test_a_dry_run_stores_nothing(good):
    done = mentorship("import", good, "--dry-run", "--format", "json")
    assert (done.status, done.json["import_id"], done.json["accepted"]) == (0, None, 2)
    assert "Nothing was stored: 2 rows" in mentorship("import", good, "--dry-run").out
    assert mentorship("imports", "--format", "json").json == []


def test_import_as_another_kind(tmp_path):
    file = tmp_path / "e.csv"
    file.write_text("mentor,email,contacted_on\nmia,mia@example.org,2025-03-03\n")
    assert mentorship("import", file, "--kind", "people", "--format", "json").json["kind"] == "people"
    assert mentorship("imports", "undo", "1").status == 0
    assert mentorship("import", file, "--format", "json").json["kind"] == "contacts"


def test_import_with_set_and_dates(tmp_path):
    file = tmp_path / "report.csv"
    file.write_text("Mentee,Held on,Minutes,Mentor\nada,03/04/2025,60,mia\n")
    filled = ["--set", "activity=one_to_one", "--set", "modality=virtual"]
    assert mentorship("import", file, *filled, "--dates", "day-first").status == 0
    again = refusal(mentorship("import", file, *filled, "--dates", "month-first"))
    assert "mentorship imports undo 1" in again
    store = open_store(tmp_path / "store.duckdb")
    with store.cursor() as cursor:
        found = cursor.execute("select held_on::varchar, activity, modality from current_session").fetchall()
    store.close()
    assert found == [("2025-04-03", "one_to_one", "virtual")]


def test_a_sample_goes_into_an_empty_store_only(good):
    assert mentorship("import", "--sample", good).status == 0
    assert "sample would mix" in refusal(mentorship("import", "--sample", SAMPLE / "people.csv"))


def test_imports_and_undo(good, mixed, tmp_path):
    assert "Nothing has been imported yet" in mentorship("imports").out
    mentorship("import", good, mixed)
    rows = mentorship("imports", "--format", "json").json
    assert [(row["import_no"], row["file_name"], row["row_count"], row["problem_rows"]) for row in rows] == [
        (2, "mixed.csv", 4, 2), (1, "good.csv", 2, 0),
    ]  # fmt: skip
    done = mentorship("imports", "undo", "2")
    assert (done.status, done.err) == (0, "")
    assert "Import 2 (mixed.csv) is undone" in done.out
    assert [bool(row["undone_at"]) for row in mentorship("imports", "--format", "json").json] == [True, False]
    listed = mentorship("imports").out
    assert "undone" in listed
    assert "good.csv" in listed
    assert "was already undone" in refusal(mentorship("imports", "undo", "2"))
    elsewhere = refusal(mentorship("imports", "--store", tmp_path / "other.duckdb", "undo", "1"))
    assert "after “undo”" in elsewhere, "never the usual store instead of the one that was named"


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "plain", "a=b"]


def test_problems_to_mend(tmp_path):
    file, out = tmp_path / "s.csv", tmp_path / "mend.csv"
    with file.open("w", newline="") as opened:
        csv.writer(opened).writerows([
            ["held_on", "mentee", "activity", "modality", "minutes", "mentor", "notes"],
            *(["someday", "=ada", "one_to_one", "virtual", "60", "mia", f"{each}|"] for each in DANGEROUS),
        ])  # fmt: skip
    assert mentorship("import", file).status == 1
    done = mentorship("imports", "problems", "1", "--out", out)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"{len(DANGEROUS)} rows written to {out}.")
    with out.open(encoding="utf-8-sig", newline="") as opened:
        heads, *rows = csv.reader(opened)
    assert heads[-3:] == ["notes", "problem_of", "problem"]
    assert all(cell[:1] not in ("=", "+", "-", "@", "\t", "\r") for row in rows for cell in row)
    assert [row[1] for row in rows] == ["'=ada"] * len(DANGEROUS)
    assert [row[6].strip("'|") for row in rows] == [each.strip() for each in DANGEROUS]
    assert all(row[8] == "held_on: “someday” is not a valid date. Write it as year-month-day."
               for row in rows)  # fmt: skip


# --- sample, doctor, help --------------------------------------------------------------------------------------------


def test_sample(tmp_path):
    done = mentorship("sample", "--out", tmp_path / "new" / "folder", "--sessions", "4000", "--mentees", "160")
    assert (done.status, done.err) == (0, "")
    written = {file.name for file in (tmp_path / "new" / "folder").iterdir()}
    assert written == {"sessions.csv", "people.csv", "contacts.csv", "appointments.csv"}
    assert "sessions of some 160 mentees" in done.out


def test_doctor(good, tmp_path):
    before = mentorship("doctor", "--format", "json")
    assert (before.status, before.err) == (0, "")
    assert "not created yet" in before.json["store"]
    assert not (tmp_path / "store.duckdb").exists(), "looking makes nothing"
    mentorship("import", good, SAMPLE / "people.csv", SAMPLE / "contacts.csv")
    found = mentorship("doctor", "--format", "json").json
    assert set(found) == {"program", "python", "libraries", "store", "store_version", "counts", "rules", "wrong"}
    assert set(found["libraries"]) >= {"duckdb", "streamlit", "plotly", "pydantic"}
    counts = found["counts"]
    assert (counts["imports"], counts["sessions"], counts["mentees"]) == (3, 2, 2)
    assert counts["people"] == len((SAMPLE / "people.csv").read_text("utf-8").splitlines()) - 1
    assert found["wrong"] == []
    assert mentorship("doctor").out.splitlines()[-1] == "Nothing is wrong."


def test_doctor_says_what_is_wrong(tmp_path):
    (tmp_path / "text.duckdb").write_text("hello")
    done = mentorship("doctor", "--store", tmp_path / "text.duckdb", "--policy", tmp_path / "none", "--format", "json")
    assert done.status == 2
    assert len(done.json["wrong"]) == 2
    assert "is not a store" in " ".join(done.json["wrong"])
    said = mentorship("doctor", "--store", tmp_path / "text.duckdb")
    assert said.status == 2
    assert "Wrong: " in said.out


@pytest.mark.parametrize("command", ["", "check", "import", "imports", "imports undo", "imports problems", "sample",
                                     "doctor"])  # fmt: skip
def test_help(command):
    done = mentorship(*command.split(), "--help")
    assert (done.status, done.err) == (0, "")
    assert "--help" in done.out


# --- what cannot be done ---------------------------------------------------------------------------------------------

#: Arguments (GOOD stands for a good file, BAD for a folder that cannot be written) and words of the sentence.
WRONG = {
    "check missing.csv": "missing.csv: cannot be opened",
    "check": "Missing argument",
    "check GOOD --as-of tomorrow": "--as-of tomorrow: expected a date such as",
    "check GOOD --as-of 2026-02-30": "--as-of 2026-02-30: expected a date such as",
    "check GOOD --as-of=": "expected a date such as",
    "check GOOD --readings lenient": "Use strict, default or generous",
    "check GOOD --reading repeat_recordings=once": "There is no reading 'repeat_recordings'",
    "check GOOD --reading repeat_recording=never": "Use once or each",
    "check GOOD --reading repeat_recording": "expected a name and a value",
    "check GOOD --set minute=60": "Did you mean minutes?",
    "check GOOD --set minutes=60": "--set fills only columns a file lacks",
    "check GOOD --set notes=": "--set notes: expected a value",
    "check GOOD --set notes": "expected a name and a value",
    "check GOOD --dates sideways": "'--dates'",
    "check GOOD --format xml": "'--format'",
    "check GOOD --mentee nobody": "No session of nobody was found",
    "check GOOD --policy BAD/none": "expected a folder with the handbook's .toml files",
    "check GOOD --people missing.csv": "missing.csv: cannot be opened",
    "check GOOD --people GOOD": "expected a column person",
    "check GOOD --colour": "No such option: --colour.",
    "import missing.csv": "missing.csv: cannot be opened",
    "import GOOD --kind sesions": "'--kind'",
    "import GOOD --kind people": "expected a column person",
    "import GOOD --set minute=60": "Did you mean minutes?",
    "import GOOD --dates 1": "'--dates'",
    "import GOOD --store BAD/x/y.duckdb": "cannot be created",
    "import BAD": "cannot be opened",
    "imports undo 7": "There is no import 7. List them with: mentorship imports.",
    "imports undo": "Missing argument",
    "imports problems 7 --out BAD.csv": "There is no import 7",
    "imports problems 1": "Missing option '--out'",
    "imports frobnicate": "frobnicate",
    "imports --format yaml": "'--format'",
    "sample": "Missing option '--out'",
    "sample --out GOOD": "could not be done",
    "sample --out BAD/x": "could not be done",
    "sample --out x --sessions 0": "'--sessions'",
    "sample --out x --mentees many": "'--mentees'",
    "doctor --format yaml": "'--format'",
    "frobnicate": "No such command 'frobnicate'",
    "chek": "No such command 'chek'. Did you mean 'check'? Run",
}


@pytest.mark.parametrize("line", WRONG)
def test_wrong_arguments(tmp_path, good, line):
    (tmp_path / "bad").write_text("A file where a folder would be needed, which even root cannot write into.")
    words = line.replace("GOOD", str(good)).replace("BAD", str(tmp_path / "bad")).split(" ")
    if "import BAD" in line:
        (tmp_path / "bad").unlink()
        (tmp_path / "bad").mkdir()
    assert WRONG[line] in refusal(mentorship(*words))


def test_a_place_that_cannot_be_written_to(good, mixed, tmp_path):
    mentorship("import", mixed)
    for out in (good / "x.csv", tmp_path, tmp_path / "none" / "x.csv"):
        assert "could not be done" in refusal(mentorship("imports", "problems", "1", "--out", out))


def test_settings_that_mean_nothing(good, monkeypatch):
    monkeypatch.setenv("MENTORSHIP_AS_OF", "yesterday")
    assert "MENTORSHIP_AS_OF" in refusal(mentorship("check", good))
    monkeypatch.delenv("MENTORSHIP_AS_OF")
    monkeypatch.setenv("MENTORSHIP_MEMORY_LIMIT", "a lot")
    assert "cannot be opened" in refusal(mentorship("imports"))


def test_a_failure_without_words(good, monkeypatch):
    """Even an error that has nothing to say ends in a sentence."""

    def fails(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("mentorship.commands.importing.import_file", fails)
    assert refusal(mentorship("import", good)) == "This could not be done: MemoryError."


# --- as a program of its own ---------------------------------------------------------------------------------------


def test_the_program_itself(tmp_path, mixed):
    """Statuses and streams, as a shell sees them; names in any alphabet, whatever the terminal's."""
    mixed.write_text(mixed.read_text("utf-8").replace("ada", "Łucja"), "utf-8")
    done = on_its_own("check", mixed, "--format", "json", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.status, done.err) == (1, "")
    assert [mentee["mentee"] for mentee in done.json["mentees"]] == ["Łucja"]
    assert "Łucja" in on_its_own("check", mixed, PYTHONIOENCODING="ascii").out
    missing = on_its_own("check", tmp_path / "ł.csv", PYTHONIOENCODING="ascii")
    assert refusal(missing).startswith("ł.csv: cannot be opened")


def test_without_a_command_it_says_what_it_can():
    done = on_its_own()
    assert done.status == 2
    assert "import" in done.out
    assert done.err == "No command was given. Run the command with --help to see what it takes.\n"


def test_a_reader_that_leaves_early_is_no_error(good):
    program = subprocess.Popen(
        [sys.executable, "-m", "mentorship", "check", *map(str, WHOLE), "--format", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert program.stdout and program.stderr
    assert program.stdout.read(10) == b'{"policy":'
    program.stdout.close()
    program.wait(60)
    assert b"Traceback" not in program.stderr.read()
    program.stderr.close()


def test_another_handbook(good, tmp_path):
    ours, broken = (shutil.copytree(OUR_HANDBOOK, tmp_path / name) for name in ("ours", "broken"))
    programme = (ours / "programme.toml").read_text("utf-8")
    (ours / "programme.toml").write_text(programme.replace('id = "iahe-cmp"', 'id = "ours"'), "utf-8")
    done = mentorship("check", good, "--policy", ours, "--format", "json")
    assert (done.status, done.json["policy"]["id"]) == (0, "ours")
    (broken / "tiers.toml").write_text("nonsense", "utf-8")
    assert "tiers.toml" in refusal(mentorship("check", good, "--policy", broken))


# --- kinds of exports ----------------------------------------------------------------------------------------


def test_profiles_are_listed_and_shown_as_their_file(tmp_path, monkeypatch):
    folder = tmp_path / "profiles"
    folder.mkdir()
    monkeypatch.setenv("MENTORSHIP_PROFILES", str(folder))
    shown = mentorship("profiles", "show", "attendance")
    assert shown.status == 0
    (folder / "our_form.toml").write_text(shown.out, "utf-8")
    assert mentorship("profiles", "show", "our_form").out == shown.out, "what is shown can be kept, and says the same"
    listed = mentorship("profiles", "--format", "json").json
    assert {row["profile"]: bool(row["saved"]) for row in listed} == {
        "attendance": False, "scheduler_appointments": False, "scheduler_meetings": False, "our_form": True,
        "meet_attendance": False, "teams_attendance": False,
    }  # fmt: skip
    assert "our_form" in mentorship("profiles").out
    assert "Did you mean our_form" in refusal(mentorship("profiles", "show", "ourform"))


def test_a_heading_is_ignored_when_told(good):
    done = mentorship("import", good, "--ignore", "session_id", "--format", "json")
    assert (done.status, done.json["accepted"]) == (0, 2)
    assert "--ignore room: good.csv has no such heading" in refusal(mentorship("import", good, "--ignore", "room"))


def test_the_programme_s_time_zone_decides_the_day(tmp_path, monkeypatch):
    (tmp_path / "s.csv").write_text(f"{HEADINGS}\n{GOOD.replace('2025-03-03', '2025-03-03T23:30Z')}\n", "utf-8")
    monkeypatch.setenv("MENTORSHIP_TIME_ZONE", "Europe/Berlin")
    (session,) = mentorship("check", tmp_path / "s.csv", "--format", "json").json["mentees"][0]["sessions"]
    assert session["held_on"] == "2025-03-04"
    monkeypatch.setenv("MENTORSHIP_TIME_ZONE", "Berlin")
    assert "MENTORSHIP_TIME_ZONE is 'Berlin'" in refusal(mentorship("check", tmp_path / "s.csv"))


# --- who is who -------------------------------------------------------------------------------------------------


def test_two_records_are_merged_with_the_effect_said_first_and_parted_again(tmp_path):
    (tmp_path / "p.csv").write_text("person,name,mentor_since\nP-1,Ana Müller,\nmia,Mia,2010-01-01\n", "utf-8")
    rows = f"{HEADINGS},mentee_name\nS1,2025-03-03,P-1,one_to_one,virtual,60,mia,\n"
    (tmp_path / "s.csv").write_text(f"{rows}S2,2025-03-04,a@b.c,one_to_one,virtual,90,mia,Anna Muller\n", "utf-8")
    assert mentorship("import", "p.csv", "s.csv").status == 0
    (pair,) = mentorship("people", "--format", "json").json["alike"]
    assert (pair["one"], pair["other"], pair["evidence"]) == ("a@b.c", "P-1", "spelt almost alike")
    tried = mentorship("people", "merge", "a@b.c", "P-1", "--dry-run")
    assert "Ana Müller (P-1): credited 1 h before, 2 h 30 after" in tried.out
    assert "Nothing was changed." in tried.out
    assert "Give a reason" in refusal(mentorship("people", "merge", "a@b.c", "P-1"))
    done = mentorship("people", "merge", "a@b.c", "P-1", "--because", "She told me.")
    assert done.out.replace("Recorded", "") == tried.out.replace("Nothing was changed", "")
    assert "a@b.c is the same person as P-1" in mentorship("people").out
    assert "2 h 30 before, 1 h after" in mentorship("people", "separate", "a@b.c", "P-1", "--because", "No.").out
    assert mentorship("people", "--format", "json").json["alike"] == []
    assert "neither the people data" in refusal(mentorship("people", "merge", "P-1", "P-9", "--because", "Yes."))


def test_names_without_an_id_are_suggested_and_told(tmp_path):
    (tmp_path / "p.csv").write_text("person,name,mentor_since\nP-1,Ana Müller,\nmia,Mia,2010-01-01\n", "utf-8")
    row = "S1,2025-03-03,Anna Muller,one_to_one,virtual,60,mia"
    (tmp_path / "s.csv").write_text(HEADINGS.replace("mentee", "mentee_name") + f"\n{row}\n", "utf-8")
    mentorship("import", "p.csv")
    assert "--match-names" in refusal(mentorship("import", "s.csv"))
    asked = mentorship("import", "s.csv", "--match-names", "--dry-run")
    assert asked.status == 1
    assert "Perhaps Ana Müller (spelt almost alike): --person 'Anna Muller=P-1'" in asked.out
    assert mentorship("import", "s.csv", "--person", "Anna Muller=P-1", "--format", "json").json["accepted"] == 1


def test_text_from_exports_does_not_steer_the_terminal(tmp_path):
    row = "S1,2025-03-03,\x1b]0;title\x07ada,\x1b[31mred,virtual,60,mia"
    (tmp_path / "s.csv").write_text(f"{HEADINGS}\n{row}\n{row.replace(chr(27) + '[31mred', 'one_to_one')}\n", "utf-8")
    for command in ("check", "import"):
        done = mentorship(command, "s.csv")
        assert done.status == 1
        assert not {"\x1b", "\x07"} & set(done.out + done.err), command
    (tmp_path / "\x1b[31mnone.csv").write_text("a\n1\n", "utf-8")
    assert "\x1b" not in refusal(mentorship("import", "\x1b[31mnone.csv"))


def test_a_path_that_cannot_be_written_is_named(mixed, tmp_path):
    mentorship("import", mixed)
    said = refusal(mentorship("imports", "problems", "1", "--out", tmp_path / "nowhere" / "mend.csv"))
    assert (
        said
        == f"{tmp_path / 'nowhere' / 'mend.csv'}: this could not be done (No such file or directory). Check the path."
    )
