"""`mentorship plan` as people and programs use it: from files and from a store, keys as promised, one sentence when
nothing was done."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from functools import partial

import pytest

from mentorship.actions.readings import choose_reading
from mentorship.cli import _status, app
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store
from tests.conftest import ROOT, SAMPLE
from tests.support.asking import OMBUDSMAN

pytestmark = pytest.mark.slow

SESSIONS = """session_id,held_on,mentee,activity,modality,minutes,mentor
S1,2026-03-03,ada,one_to_one,virtual,360,mia
S2,2026-03-04,ada,treatment,in_person,300,noor
S3,2026-03-05,ada,small_group,virtual,720,mia
S4,2026-03-05,ben,small_group,virtual,60,mia
"""
PEOPLE = """person,email,mentor_since,techniques_certified_on
ada,ada@example.org,,2026-12-01
mia,,2015-01-01,
noor,,,2012-01-01
cleo,,,
"""
KEYS = ["policy", "as_of", "data", "mentee", "tier", "status", "minutes", "cost", "in_person_days", "weeks",
        "hours_complete_on", "reached_on", "waits_for", "sessions", "binding", "why", "earliest"]  # fmt: skip
SESSION_KEYS = ["held_on", "activity", "modality", "minutes", "days", "event", "category", "credited_minutes"]


def run(*arguments):
    """(status, standard output, standard error) of a command, within this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = _status(partial(app, ["plan", *map(str, arguments)], standalone_mode=False))
    return status, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def nobody_s_settings(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("MENTORSHIP_") and name != "MENTORSHIP_TESTS_NEED_ALL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MENTORSHIP_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def files(tmp_path):
    """What names the files, the day and Ada."""
    (tmp_path / "sessions.csv").write_text(SESSIONS)
    (tmp_path / "people.csv").write_text(PEOPLE)
    return ["sessions.csv", "--people", "people.csv", "--as-of", "2026-11-15", "--mentee", "ada"]


def planned(*arguments):
    status, out, err = run(*arguments, "--format", "json")
    assert (status, err) == (0, "")
    return json.loads(out)


# --- JSON --------------------------------------------------------------------------------------------------------


def test_the_keys_are_the_ones_promised(files):
    plan = planned(*files, "--tier", "second")
    assert list(plan) == KEYS
    assert list(plan["policy"]) == ["id", "digest", "readings"]
    assert list(plan["data"]) == ["sessions", "newest_held_on", "digest"]
    assert plan["data"]["sessions"] == 4
    assert plan["data"]["newest_held_on"] == "2026-03-05"
    assert {tuple(session) for session in plan["sessions"]} == {tuple(SESSION_KEYS)}
    assert {tuple(row) for row in plan["binding"]} == {("categories", "required", "have", "short")}


def test_a_plan_says_when_the_hours_are_complete_and_when_the_tier_is_reached(files):
    plan = planned(*files, "--tier", "second")
    assert (plan["status"], plan["hours_complete_on"]) == ("possible", "2026-11-28")
    assert (plan["reached_on"], plan["waits_for"]) == ("2026-12-01", None)
    assert plan["why"].startswith(
        "25 sessions complete the hours for “Second 24 hours” on 28 Nov 2026; it is reached on"
    )


def test_one_treatment_is_missing(files):
    plan = planned(*files, "--tier", "first", "--price", "treatment=90.50")
    assert plan["sessions"] == [
        {"held_on": "2026-11-16", "activity": "treatment", "modality": "in_person", "minutes": 60, "days": None,
         "event": None, "category": "A", "credited_minutes": 60},
    ]  # fmt: skip
    assert (plan["minutes"], plan["cost"], plan["in_person_days"], plan["weeks"]) == (60, "90.50", 1, 1)
    assert plan["binding"] == [{"categories": ["A"], "required": 360, "have": 300, "short": 60}]
    assert (plan["earliest"], plan["reached_on"]) == (None, "2026-11-16")


def test_an_impossible_plan_is_an_answer_too(files):
    plan = planned(*files, "--tier", "second", "--by", "2026-11-20")
    assert (plan["status"], plan["earliest"], plan["sessions"]) == ("impossible", "2026-11-28", [])
    assert (plan["minutes"], plan["cost"], plan["hours_complete_on"]) == (0, None, None)


def test_a_tier_waits_for_a_certification(files):
    waits = planned(*files[:5], "--mentee", "ben", "--tier", "second")
    assert (waits["waits_for"], waits["reached_on"]) == ({"level": "techniques"}, None)
    assert waits["hours_complete_on"]


def test_somebody_without_sessions_plans_from_nothing(files):
    plan = planned(*files[:5], "--mentee", "cleo", "--tier", "first")
    assert (plan["mentee"], plan["minutes"]) == ("cleo", 1440)


@pytest.mark.parametrize("called", ["ada", "ADA", " ada@example.org", "Ada@Example.org"])
def test_a_mentee_is_named_by_id_or_e_mail(files, called):
    assert planned(*files[:5], "--mentee", called, "--tier", "first")["mentee"] == "ada"


def test_the_options_are_heard(files):
    plan = planned(
        *files, "--tier", "second", "--from", "2026-12-07", "--minimise", "finish", "--hours-per-week", "1.5",
        "--only", "virtual", "--without", "precepting", "--without", "intensive", "--length", "treatment=45",
        "--length", "one_to_one=45", "--price", "one_to_one=80",
    )  # fmt: skip
    assert {session["minutes"] for session in plan["sessions"]} == {45}
    assert min(session["held_on"] for session in plan["sessions"]) == "2026-12-07"
    assert {session["activity"] for session in plan["sessions"]} == {"treatment", "one_to_one"}
    assert 1 < len(plan["sessions"]) / plan["weeks"] <= 2


@pytest.mark.parametrize(("said", "meant"), [("hours", "minutes"), ("travel", "in_person_days")])
def test_other_words_for_what_is_kept_least(files, said, meant):
    one, other = (planned(*files, "--tier", "second", "--minimise", each) for each in (said, meant))
    assert one == other


def test_readings_and_amendments_change_the_plan(files, tmp_path):
    (tmp_path / "reform.toml").write_text(
        'title = "Shorter"\nsource = "a proposal"\nin_force_from = 2026-11-20\n[tiers.second]\nhours = 20\n'
        "minimum = { A = 10, C = 10 }\n"
    )
    strict = planned(*files, "--tier", "second", "--readings", "strict")
    assert strict["policy"]["readings"]["surplus_hours"] == "starts_after"
    one = planned(*files, "--tier", "second", "--reading", "surplus_hours=starts_after")
    reformed = planned(*files, "--tier", "second", "--amend", "reform.toml")
    assert reformed["minutes"] < planned(*files, "--tier", "second")["minutes"] <= one["minutes"]


# --- files and a store -------------------------------------------------------------------------------------------


def test_a_store_gives_the_same_plan_as_its_files(files, tmp_path):
    from_files = planned(*files, "--tier", "second")
    for file, kind in (("people.csv", "people"), ("sessions.csv", "sessions")):
        with contextlib.redirect_stdout(io.StringIO()):
            assert _status(partial(app, ["import", file, "--kind", kind], standalone_mode=False)) == 0
    assert planned("--as-of", "2026-11-15", "--mentee", "ada", "--tier", "second") == from_files
    there = ["--store", tmp_path / "store.duckdb"]
    assert planned(*there, "--as-of", "2026-11-15", "--mentee", "ada", "--tier", "second") == from_files


def test_how_the_text_is_read_in_a_store_holds_unless_said_otherwise(files, tmp_path):
    with contextlib.redirect_stdout(io.StringIO()):
        _status(partial(app, ["import", "sessions.csv"], standalone_mode=False))
    store = open_store(tmp_path / "store.duckdb")
    choose_reading(OMBUDSMAN, store, read_handbook(), "surplus_hours", "starts_after", "the board's", date(2026, 11, 1))
    store.close()
    ask = ["--as-of", "2026-11-15", "--mentee", "ada", "--tier", "first"]
    assert planned(*ask)["policy"]["readings"]["surplus_hours"] == "starts_after"
    assert planned(*ask, "--readings", "default")["policy"]["readings"]["surplus_hours"] == "carries_over"
    assert (
        planned(*ask, "--reading", "surplus_hours=carries_over")["policy"]["readings"]["surplus_hours"]
        == "carries_over"
    )


def test_rows_with_problems_are_left_out_and_said(files, tmp_path):
    (tmp_path / "sessions.csv").write_text(SESSIONS + "S5,2026-03-06,ada,one_to_one,virtual,soon,mia\n")
    status, out, err = run(*files, "--tier", "first", "--format", "json")
    assert status == 1
    assert json.loads(out)["data"]["sessions"] == 4
    assert err == "1 row had problems and was left out: `mentorship check` lists them.\n"


# --- what is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tier", "fourth"], "There is no tier 'fourth'."),
        (["--tier", "first", "--by", "soon"], "--by soon: expected a date such as 2027-03-31."),
        (["--tier", "first", "--from", "01.02.2027"], "--from 01.02.2027: expected a date"),
        (["--tier", "first", "--from", "2026-11-14"], "14 Nov 2026 is in the past"),
        (
            ["--tier", "first", "--minimise", "love"],
            "--minimise love: expected minutes, cost, in_person_days or finish.",
        ),
        (["--tier", "first", "--hours-per-week", "none"], "--hours-per-week none: expected a number"),
        (["--tier", "first", "--hours-per-week", "1,5"], "--hours-per-week 1,5: expected a number"),
        (["--tier", "first", "--hours-per-week", "0"], "more than 0 and at most 168"),
        (["--tier", "first", "--sessions-per-week", "1.5"], "--sessions-per-week 1.5: expected a whole number"),
        (["--tier", "first", "--sessions-per-week", "0"], "at least 1 session a week"),
        (["--tier", "first", "--only", "in_person"], "--only in_person: expected virtual."),
        (["--tier", "first", "--without", "treatmant"], "Did you mean treatment?"),
        (["--tier", "first", "--length", "treatment"], "--length treatment: expected a name and a value"),
        (["--tier", "first", "--length", "treatment=1:30"], "--length treatment=1:30: expected a whole number"),
        (["--tier", "first", "--length", "yoga=60"], "There is no activity 'yoga'."),
        (["--tier", "first", "--price", "treatment=free"], "--price treatment=free: expected a number"),
        (["--tier", "first", "--price", "treatment=-3"], "--price treatment=-3: expected a number"),
        (["--tier", "first", "--out", "plan.pdf"], "--out plan.pdf: expected a name ending in .ics"),
        (["--tier", "first", "--out", "nowhere/plan.ics"], "nowhere/plan.ics: this could not be done"),
        (["--tier", "first", "--mentee", "nobody"], "Nothing is on record for 'nobody'."),
        ([], "Missing option '--tier'."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(files, arguments, said):
    status, out, err = run(*files, *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_without_files_or_a_store_there_is_nothing_to_plan_from():
    status, out, err = run("--mentee", "ada", "--tier", "first")
    assert (status, out) == (2, "")
    assert err.startswith("There is no store yet: name files of sessions")
    status, _, err = run("--mentee", "ada", "--tier", "first", "--store", "none.duckdb")
    assert (status, err) == (2, "--store none.duckdb: there is no such store. Check the path.\n")


def test_people_without_sessions_are_not_enough(files):
    status, _, err = run("--people", "people.csv", "--mentee", "ada", "--tier", "first")
    assert status == 2
    assert err.startswith("People and contacts were named, but no sessions")


# --- for people --------------------------------------------------------------------------------------------------


def test_a_person_reads_a_sentence_and_a_calendar(files):
    status, out, _ = run(*files, "--tier", "second", "--sessions-per-week", "3", "--price", "one_to_one=80")
    assert status == 0
    sentence, much, free, _, heading, first, *_ = [line.rstrip() for line in out.splitlines()]
    assert sentence.startswith("25 sessions complete the hours for “Second 24 hours” on 11 Jan 2027")
    assert much == "That is 25 h in 9 weeks, 13 days in person, at a cost of 960."
    assert free == "No price was given for treatment: counted as free."
    assert heading.split() == ["Day", "Activity", "How", "Length", "Credit"]
    line = r"Mon 16 Nov 2026 (1x1 mentorship virtual 1 h 1 h of C|Treatment received in person 1 h 1 h of A)"
    assert re.fullmatch(line, " ".join(first.split()))


def test_a_plan_is_written_where_it_was_asked_for(files, tmp_path):
    status, out, _ = run(*files, "--tier", "first", "--out", tmp_path / "plan.ics")
    assert (status, out.splitlines()[-1]) == (0, f"Written to {tmp_path / 'plan.ics'}.")
    assert (tmp_path / "plan.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
    nothing = run(*files, "--tier", "first", "--without", "treatment", "--out", tmp_path / "none.csv")
    assert nothing[1].splitlines()[-1] == "There is nothing to write."
    assert not (tmp_path / "none.csv").exists()


def test_names_that_steer_a_terminal_are_made_harmless(files):
    _, _, err = run(*files[:5], "--mentee", "\x1b[31mred", "--tier", "first")
    assert "\x1b" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such library to load")
def test_nothing_but_the_answer_is_on_standard_output():
    """A line that a library written in C prints between, on standard output itself, does not spoil it."""
    stray = (
        "import ctypes, json; from mentorship.commands.output import keep_stdout_to_ourselves as keep\n"
        "keep(); ctypes.CDLL(None).puts(b'a stray line'); print(json.dumps({'answer': 'ü'}))"
    )
    done = subprocess.run([sys.executable, "-c", stray], check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    assert json.loads(done.stdout) == {"answer": "ü"}


def test_the_sample_s_plan_runs_as_a_program_of_its_own():
    arguments = [
        SAMPLE / "sessions.csv",
        "--people",
        SAMPLE / "people.csv",
        "--as-of",
        "2026-11-15",
        "--mentee",
        "P-1051",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "mentorship", "plan", *map(str, arguments), "--tier", "first", "--format", "json"],
        check=True, capture_output=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert list(json.loads(done.stdout)) == KEYS
