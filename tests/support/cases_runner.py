"""Runs the rule cases of `tests/cases/*.toml`: every case a mentee of its own, all of them through the whole path
from a CSV file to the JSON of `mentorship check`."""

import csv
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as
from tests.support.asking import check_json

CASES = Path(__file__).parent.parent / "cases"
AS_OF = date(2026, 11, 15)
SESSION = ("held_on", "mentee", "activity", "modality", "minutes", "starts_at", "mentor", "event", "days", "attendees",
           "status", "endorsed", "reported_by")  # fmt: skip
PERSON = ("person", "mentor_since", "mentor_until", "techniques_certified_on", "diplomate_certified_on")
LEADERS = [
    {"person": "mentor", "mentor_since": "2010-01-01", "techniques_certified_on": "2008-01-01"},
    {"person": "lapsing", "mentor_since": "2016-03-01", "mentor_until": "2019-06-30"},
    {"person": "blank"},
    {"person": "techniques", "techniques_certified_on": "2016-03-01"},
    {"person": "diplomate", "diplomate_certified_on": "2016-03-01"},
]
EARNED_BY = {"A": "treatment", "B": "small_group", "C": "one_to_one"}

Case = dict[str, Any]


def all_cases() -> list[Case]:
    """Every case of every file, with the file and its number as the mentee's name."""
    found = []
    for file in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1):
            found.append({**case, "mentee": f"{file.stem}-{number:02d}"})
    return found


def run(cases: list[Case], policy: Policy, folder: Path) -> dict[str, Any]:
    """Judge cases, those with the same readings together; mentee → what the engine says of this mentee."""
    together: dict[tuple[tuple[str, str], ...], list[Case]] = defaultdict(list)
    for case in cases:
        together[tuple(sorted(case.get("readings", {}).items()))].append(case)
    judged: dict[str, Any] = {}
    for place, (readings, group) in enumerate(together.items()):
        sessions, people = folder / f"sessions-{place}.csv", folder / f"people-{place}.csv"
        write_exports(group, sessions, people)
        report = check_json([sessions], [people], read_as(policy, dict(readings)), AS_OF)
        assert report["problems"] == []
        judged |= {mentee["mentee"]: mentee for mentee in report["mentees"]}
    return judged


def write_exports(cases: list[Case], sessions: Path, people: Path) -> None:
    """The sessions of cases, and the people in them, as exports."""
    _write(sessions, SESSION, [row for case in cases for row in session_rows(case)])
    _write(people, PERSON, LEADERS + [{"person": case["mentee"], **case.get("me", {})} for case in cases])


def session_rows(case: Case) -> list[dict[str, Any]]:
    """The rows of a case, with what is usual where it says nothing."""
    rows = [dict(session) for session in case.get("sessions", [])]
    for day in case.get("earned", []):
        for category, activity in EARNED_BY.items():
            if category in day:
                rows.append({"held_on": day["on"], "activity": activity, "minutes": day[category]})
    usual = {"mentee": case["mentee"], "mentor": "mentor", "status": "completed"}
    return [{**usual, "modality": _usual_modality(row["activity"]), **row} for row in rows]


def _usual_modality(activity: str) -> str:
    return "in_person" if activity == "treatment" else "virtual"


def _write(file: Path, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def disagreements(case: Case, judged: dict[str, Any]) -> list[str]:
    """What a case says otherwise than the engine, in sentences; none when they agree."""
    found: list[str] = []
    by_row = sorted(judged["sessions"], key=lambda session: session["row"])
    for said, session in zip(case.get("sessions", []), by_row, strict=False):
        found += _session_disagreements(said, session)
    for tier in judged["tiers"]:
        for key, name in (("complete", "hours_complete_on"), ("reached", "reached_on")):
            said_day = case.get("tiers", {}).get(tier["tier"])
            if said_day is not None and tier[name] != (str(said_day[key]) if key in said_day else None):
                found.append(f"{tier['tier']} {key}: {tier[name]}, not {said_day.get(key)}")
        said_tier = case.get("tiers", {}).get(tier["tier"], {})
        if "short" in said_tier and tier["minutes_short"] != said_tier["short"]:
            found.append(f"{tier['tier']} short: {tier['minutes_short']}, not {said_tier['short']}")
    if "beyond" in case and judged["beyond_use_minutes"] != case["beyond"]:
        found.append(f"beyond use: {judged['beyond_use_minutes']}, not {case['beyond']}")
    return found


def _session_disagreements(said: dict[str, Any], session: dict[str, Any]) -> list[str]:
    where = f"{session['activity']} of {session['held_on']}"
    rules = [reason["rule"] for reason in session["reasons"]]
    found = []
    if session["credited_minutes"] != said["credited"]:
        found.append(f"{where}: credited {session['credited_minutes']}, not {said['credited']}")
    if "rule" in said and said["rule"] not in rules:
        found.append(f"{where}: rules {rules}, not {said['rule']}")
    if "outcome" in said and session["outcome"] != said["outcome"]:
        found.append(f"{where}: {session['outcome']}, not {said['outcome']}")
    if bool(session["unverified"]) != said.get("unverified", False):
        found.append(f"{where}: unverified {session['unverified']}")
    return found
