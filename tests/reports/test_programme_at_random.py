"""Every figure of leadership's three pages once more, for random programmes, one of one person, and an empty one.

The figures come from what `check` says of the same files, under other rules for a rule change: no report is asked.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest

from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.planning.rule_change import rule_change
from mentorship.policy.amendments import amend
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.uptake import uptake
from mentorship.sample.export import write_sample
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import Store, open_store
from tests.support.amendments import amending
from tests.support.asking import OMBUDSMAN, check_json, request_to

pytestmark = pytest.mark.slow

SESSIONS = "session_id,held_on,mentee,activity,modality,minutes,mentor\n"
PEOPLE = "person,registered_on,mentor_since\n"
ONE = (
    PEOPLE + "ada,2024-02-01,\nmia,,2015-01-01\n",
    SESSIONS + "S1,2025-01-05,ada,one_to_one,virtual,90,mia\nS2,2025-03-05,ada,one_to_one,in_person,30,mia\n",
)
CHANGES = [
    ({"tiers.first.minimum.A": 2}, None), ({"tiers.first.hours": 30}, None),
    ({"tiers.second.minimum.C": 6}, date(2020, 1, 1)),
    ({"activities.one_to_one.cap": {"hours": 1, "per": "session"}}, date(2022, 1, 1)),
]  # fmt: skip


@dataclass
class Programme:
    store: Store
    files: tuple[list[Path], list[Path]]
    told: list[dict[str, Any]]
    people: pd.DataFrame


@pytest.fixture(scope="module", params=["random 1", "random 2", "one person", "nobody"])
def programme(request, policy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("programme")
    if request.param.startswith("random"):
        write_sample(folder, 500, 45, int(request.param[-1]))
    else:
        people, sessions = ONE if request.param == "one person" else (PEOPLE, SESSIONS)
        (folder / "people.csv").write_text(people)
        (folder / "sessions.csv").write_text(sessions)
    files = ([folder / "sessions.csv"], [folder / "people.csv"])
    store = open_store(None)
    if request.param != "nobody":
        for kind in ("people", "sessions"):
            import_file(store, folder / f"{kind}.csv", policy)
    refresh(store, policy, EXPORTED_ON)
    told = check_json(*files, policy, EXPORTED_ON)["mentees"] if request.param != "nobody" else []
    people = pd.read_csv(folder / "people.csv", dtype=str, keep_default_na=False).set_index("person")
    yield Programme(store, files, told, people)
    store.close()


@pytest.fixture(scope="module")
def growth(programme, policy):
    with request_to(programme.store, policy, EXPORTED_ON) as request:
        return uptake(request)


@pytest.fixture(scope="module")
def mix(programme, policy):
    with request_to(programme.store, policy, EXPORTED_ON) as request:
        return modality_mix(request)


@pytest.fixture(scope="module")
def credited(programme):
    """One row per credited session: mentee and day."""
    rows = [
        {"mentee": mentee["mentee"], "held_on": pd.Timestamp(session["held_on"])}
        for mentee in programme.told
        for session in mentee["sessions"]
        if session["credited_minutes"] > 0
    ]
    return pd.DataFrame(rows, columns=["mentee", "held_on"]).astype({"held_on": "datetime64[ns]"})


def _quarters(days):
    days = pd.to_datetime(pd.Series(list(days), dtype="datetime64[ns]"))
    found = days[days >= "2021-01-01"].dt.to_period("Q").value_counts()
    return {each.start_time.date(): number for each, number in found.items()}


def _shown(rows):
    return {row["begins_on"]: row["people"] for row in rows if row["people"]}


def test_active_new_and_registered_by_quarter(programme, growth, credited):
    days = [each for each in programme.people.registered_on if each and each <= str(EXPORTED_ON)]
    assert _shown(growth.parts["registered"]) == _quarters(days)
    assert _shown(growth.parts["new"]) == _quarters(credited.groupby("mentee").held_on.min())
    once = credited.assign(quarter=credited.held_on.dt.to_period("Q")).drop_duplicates(["mentee", "quarter"])
    assert _shown(growth.parts["active"]) == _quarters(once.held_on)
    for part in ("active", "new", "registered"):
        assert [row["is_part"] for row in growth.parts[part]] == [False] * 23 + [True]


def test_the_path_and_its_waits(programme, growth):
    steps = {row["name"]: row for row in growth.parts["funnel"]}
    registered = {name: day for name, day in programme.people.registered_on.items() if day}
    assert steps["registered"]["people"] == len(registered)
    reached: defaultdict[str, dict[str, pd.Timestamp]] = defaultdict(dict)
    for mentee in programme.told:
        for tier in mentee["tiers"]:
            if tier["reached_on"]:
                reached[tier["tier"]][mentee["mentee"]] = pd.Timestamp(tier["reached_on"])
    for tier, before in (("second", "first"), ("third", "second")):
        assert steps[tier]["people"] == len(reached[tier])
        waits = [
            (day - reached[before][mentee]).days
            for mentee, day in reached[tier].items()
            if mentee in reached[before] and reached[before][mentee] <= day
        ]
        if waits:
            assert abs(steps[tier]["median_days"] - median(waits)) <= 0.5
        else:
            assert steps[tier]["median_days"] is None


def test_cohorts(programme, growth):
    registered = Counter(day[:4] for day in programme.people.registered_on if day)
    found = {str(row["year"]): row["people"] for row in growth.parts["cohorts"] if row["name"] == "registered"}
    assert found == registered
    years = programme.people.registered_on.str[:4].to_dict()
    first = Counter(
        years[mentee["mentee"]]
        for mentee in programme.told
        for tier in mentee["tiers"]
        if tier["tier"] == "first" and tier["reached_on"] and years.get(mentee["mentee"])
    )
    shown = {
        str(row["year"]): row["people"] for row in growth.parts["cohorts"] if row["name"] == "first" and row["people"]
    }
    assert shown == first


def test_the_share_after_whole_years_is_that_of_the_curve(growth):
    """At each whole year the curve of days has reached what the table of years says."""
    for row in growth.parts["by_year"]:
        steps = [each for each in growth.parts["curves"] if each["tier"] == row["tier"] and each["days"] <= row["days"]]
        assert row["share"] == pytest.approx(steps[-1]["share"])
        assert row["at_risk"] <= steps[-1]["at_risk"]


def test_virtual_hours_by_year_category_and_country(programme, mix, policy):
    with programme.store.cursor() as cursor:
        held = dict(cursor.execute("select session_id, modality from current_session").fetchall())
    by_year: defaultdict[tuple[int, str], int] = defaultdict(int)
    by_group: defaultdict[tuple[str, str, int, str], int] = defaultdict(int)
    for mentee in programme.told:
        for session in mentee["sessions"]:
            minutes = sum(part["minutes"] for part in session["allocated"])
            year, modality = int(session["held_on"][:4]), held[session["session_id"]]
            by_year[year, modality] += minutes
            by_group["category", session["category"], year, modality] += minutes
            by_group["activity", session["activity"], year, modality] += minutes
    for row in mix.parts["share"]:
        virtual, in_person = by_year[row["year"], "virtual"], by_year[row["year"], "in_person"]
        assert (row["virtual"], row["in_person"]) == (virtual, in_person)
        assert row["share"] == pytest.approx(virtual / (virtual + in_person))
    assert {row["year"] for row in mix.parts["share"]} == {year for (year, _), minutes in by_year.items() if minutes}
    found = {
        (row["grouping"], row["value"], row["year"], row["modality"]): row["minutes"]
        for row in mix.parts["groups"]
        if row["grouping"] != "country"
    }
    assert found == {key: minutes for key, minutes in by_group.items() if minutes}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change[0])))
def test_a_rule_change_is_the_difference_of_two_assessments(programme, policy, change):
    amendment = amending(policy, *change)
    with request_to(programme.store, policy, EXPORTED_ON) as request:
        report = rule_change(request, [amendment])
    sessions, people = programme.files
    then = check_json(sessions, people, amend(policy, amendment), EXPORTED_ON)["mentees"] if programme.told else []
    before, after = ({each["mentee"]: each for each in told} for told in (programme.told, then))
    counted: dict[str, Counter[str]] = {tier: Counter() for tier in policy.tiers}
    for mentee, now in before.items():
        for was, will in zip(now["tiers"], after[mentee]["tiers"], strict=True):
            own, days = counted[was["tier"]], (was["reached_on"], will["reached_on"])
            own["before"] += days[0] is not None
            own["after"] += days[1] is not None
            own[_happens(*days)] += 1
    for row in report.rows:
        for what in ("before", "after", "gained", "lost", "earlier", "later"):
            assert row[what] == counted[row["tier"]][what], (row["tier"], what)
    moved = Counter(
        _sign(sum(after[mentee]["credited_minutes"].values()) - sum(now["credited_minutes"].values()))
        for mentee, now in before.items()
        if now["credited_minutes"] != after[mentee]["credited_minutes"]
    )
    bands = report.parts["distribution"]
    assert sum(row["people"] for row in bands if row["band"] < 4) == moved[-1]
    assert sum(row["people"] for row in bands if row["band"] > 4) == moved[1]
    assert report.parts["difference"]


def _happens(was, will):
    if was == will:
        return "nothing"
    if was is None or will is None:
        return "gained" if was is None else "lost"
    return "earlier" if will < was else "later"


def _sign(number):
    return (number > 0) - (number < 0)


def test_an_answer_is_given_whoever_is_there(programme, growth, mix, policy):
    assert growth.answer
    assert mix.answer
    with request_to(programme.store, policy, EXPORTED_ON, OMBUDSMAN) as request:
        assert rule_change(request, []).answer == "The rules stay as they are, so nothing changes."
