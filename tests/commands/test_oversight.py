"""`mentorship oversight`: the contract's JSON over files or the store, and plain sentences for people."""

import json
import re

import pytest

from mentorship.oversight.measures import definitions
from mentorship.oversight.signals.definitions import CODES
from tests.commands.test_commands import DAY, mentorship, misfit, nobody_s_settings, refusal  # noqa: F401 - a fixture
from tests.conftest import SAMPLE

pytestmark = pytest.mark.slow

SAMPLE_FILES = [SAMPLE / "sessions.csv", "--people", SAMPLE / "people.csv", "--contacts", SAMPLE / "contacts.csv"]
LIMITS = [(float, None)]
OVERSIGHT = {
    "policy": {"id": str, "digest": str, "readings": dict},
    "as_of": DAY,
    "data": {"sessions": int, "newest_held_on": (DAY, None), "digest": str},
    "measures": [{
        "measure": re.compile("|".join(definitions().measures)), "definition": str, "value": float, "counted": int,
        "out_of": float, "overdispersion": {"factor": float, "used": bool},
        "mentors": [{
            "mentor": str, "counted": (int, None), "out_of": float, "value": (float, None),
            "limits": {"95": LIMITS, "99.8": LIMITS}, "shrunken": {"value": float, "low": float, "high": float},
            "verdict": re.compile("too_early|as_expected|lower|higher"), "needs_more": int,
        }],
    }],
    "expected_by_chance": {"flags": float},
    "flags": int,
    "signals": [{
        "signal": re.compile("|".join(CODES)), "mentor": (str, None), "mentee": (str, None),
        "sessions": [{"file": str, "row": int}], "question": str, "since": (DAY, None), "minutes_at_stake": int,
    }],
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    done = mentorship("oversight", *SAMPLE_FILES, "--as-of", "2026-11-15", "--format", "json")
    assert (done.status, done.err) == (0, "")
    return done.json


def test_it_is_as_the_contract_says(found):
    assert misfit(found, OVERSIGHT) is None
    assert [each["measure"] for each in found["measures"]] == list(definitions().measures)


def test_every_measure_names_each_mentor_once_in_order_and_judges_by_the_limits(found):
    for measure in found["measures"]:
        mentors = [each["mentor"] for each in measure["mentors"]]
        assert mentors == sorted(set(mentors))
        for each in measure["mentors"]:
            assert (each["value"] is None) == (each["out_of"] == 0)
            assert (each["counted"] is None) == (measure["measure"] == "rating")
            assert (each["needs_more"] > 0) == (each["verdict"] == "too_early")
            low, high = each["limits"]["99.8"]
            if each["verdict"] in ("lower", "higher") and not measure["overdispersion"]["used"]:
                assert each["value"] < low or each["value"] > high
            inner, outer = each["limits"]["95"], each["limits"]["99.8"]
            assert inner[0] is None or outer[0] is None or outer[0] <= inner[0] + 1e-9
            assert each["shrunken"]["low"] <= each["shrunken"]["value"] <= each["shrunken"]["high"]


def test_flags_are_the_verdicts_outside_and_chance_would_raise_fewer(found):
    outside = [each for measure in found["measures"] for each in measure["mentors"]
               if each["verdict"] in ("lower", "higher")]  # fmt: skip
    assert found["flags"] == len(outside)
    assert 0 < found["expected_by_chance"]["flags"] < 1


def test_signals_come_in_the_order_of_the_contract_with_rows_that_are_there(found):
    places = [CODES.index(each["signal"]) for each in found["signals"]]
    assert places == sorted(places)
    lines = len((SAMPLE / "sessions.csv").read_text("utf-8").splitlines())
    for each in found["signals"]:
        assert each["question"].endswith("?")
        assert all(session["file"] == "sessions.csv" and 2 <= session["row"] <= lines for session in each["sessions"])
        assert each["mentor"] or each["mentee"]


def test_files_and_the_store_give_the_same(found):
    for name in ("people", "sessions", "contacts"):
        assert mentorship("import", SAMPLE / f"{name}.csv").status == 0
    done = mentorship("oversight", "--as-of", "2026-11-15", "--format", "json")
    assert (done.status, done.err) == (0, "")
    assert done.json == found


def test_what_is_printed_for_people_asks_and_ranks_nobody(found):
    done = mentorship("oversight", *SAMPLE_FILES, "--as-of", "2026-11-15")
    assert (done.status, done.err) == (0, "")
    for measure in definitions().measures.values():
        assert measure.called in done.out
    assert "A group booked as 1x1: 4 questions" in done.out
    assert (
        "Gideon Falk (P-1054): 5 mentees have 1x1 with this mentor on 7 Mar 2022 at 19:30: was it a group?" in done.out
    )
    assert not re.search(r"\b(best|worst|rank|top|violat|fraud|cheat)\w*", done.out, re.IGNORECASE)
    for signal in {each["signal"] for each in found["signals"]}:
        own = [each["question"] for each in found["signals"] if each["signal"] == signal]
        assert any(question[:40] in done.out for question in own), signal


@pytest.mark.parametrize("since", ["2026-13-01", "soon", "2026"])
def test_a_day_that_is_none_is_refused_in_a_sentence(since):
    said = refusal(mentorship("oversight", *SAMPLE_FILES, "--since", since))
    assert said == f"--since {since}: expected a date such as 2026-03-31."


def test_a_period_that_begins_after_its_end_is_refused():
    said = refusal(mentorship("oversight", *SAMPLE_FILES, "--since", "2026-11-16", "--as-of", "2026-11-15"))
    assert said.startswith("The period begins on 16 Nov 2026")


def test_rows_with_problems_are_left_out_and_said(tmp_path):
    file = tmp_path / "s.csv"
    file.write_text("held_on,mentee,mentor,activity,modality,minutes\n2025-01-02,ada,mia,one_to_one,virtual,60\n"
                    "soon,ada,mia,one_to_one,virtual,60\n", "utf-8")  # fmt: skip
    done = mentorship("oversight", file, "--as-of", "2025-06-01", "--format", "json")
    assert done.status == 1
    assert done.err == "1 row had problems and was left out: `mentorship check` lists them.\n"
    assert misfit(done.json, OVERSIGHT) is None
    assert done.json["signals"] == [], "without contacts nothing is asked about contacts"


def test_nothing_to_measure_is_said_and_no_error(tmp_path):
    file = tmp_path / "s.csv"
    file.write_text(
        "held_on,mentee,mentor,activity,modality,minutes\n2025-01-02,ada,mia,treatment,in_person,60\n", "utf-8"
    )
    done = mentorship("oversight", file, "--as-of", "2025-06-01")
    assert (done.status, done.err) == (0, "")
    assert "No sessions led by a mentor are on record in this period." in done.out
    empty = mentorship("oversight", file, "--as-of", "2025-06-01", "--format", "json").json
    assert (empty["measures"], empty["flags"], empty["expected_by_chance"]) == ([], 0, {"flags": 0.0})


def test_names_that_are_markup_or_steer_the_terminal_are_printed_as_text(tmp_path):
    file = tmp_path / "s.csv"
    name = "[red]Mia[/red] \x1b[31m=1+1"
    rows = "".join(f'2025-01-02,10:00,{mentee},mia,"{name}",one_to_one,virtual,60\n' for mentee in ("ada", "ben"))
    file.write_text("held_on,starts_at,mentee,mentor,mentor_name,activity,modality,minutes\n" + rows, "utf-8")
    done = mentorship("oversight", file, "--as-of", "2025-06-01")
    assert done.status == 0
    assert "[red]Mia[/red] \ufffd[31m=1+1 (mia): 2 mentees have 1x1" in done.out
    assert "\x1b" not in done.out
    assert json.loads(mentorship("oversight", file, "--as-of", "2025-06-01", "--format", "json").out)
