"""The uptake report once more in pandas, from what `check` says; and what is said to whom."""

import csv
import re
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from mentorship.answers.countries import country
from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.reports.uptake import Among, uptake
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.conftest import SAMPLE
from tests.support.asking import LEADERSHIP, OMBUDSMAN, check_json, request_to

YEAR_AGO = "2025-11-15"


def known(name):
    found = country(name)
    assert found is not None, name
    return found


@pytest.fixture(scope="module")
def report(sample_store, policy):
    def asked(viewer=OMBUDSMAN, **among):
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            return uptake(request, Among(**among))

    return asked


@pytest.fixture(scope="module")
def people():
    with (SAMPLE / "people.csv").open() as opened:
        return pd.DataFrame(csv.DictReader(opened)).set_index("person")


@pytest.fixture(scope="module")
def told(policy):
    return check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)["mentees"]


@pytest.fixture(scope="module")
def sessions(told):
    rows = [
        {"mentee": m["mentee"], "held_on": s["held_on"], "activity": s["activity"], "credited": s["credited_minutes"],
         "held": s["outcome"] != "planned" and not any(r["rule"].startswith("status") for r in s["reasons"])}
        for m in told for s in m["sessions"]
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _numbers(rows, *keys):
    return {tuple(row[key] for key in keys): row["people"] for row in rows if row["people"]}


def test_people_by_year(report, sessions, people):
    credited = sessions[sessions.credited > 0].assign(year=lambda each: each.held_on.str[:4].astype(int))
    found = _numbers(report().rows, "year", "measure")
    registered = people[people.registered_on != ""].registered_on.str[:4].astype(int).value_counts()
    expected = {(year, "registered"): number for year, number in registered.items()}
    expected |= {(year, "active"): number for year, number in credited.groupby("year").mentee.nunique().items()}
    started = credited.groupby("mentee").year.min().value_counts()
    expected |= {(year, "started"): number for year, number in started.items()}
    assert {key: n for key, n in found.items() if not key[1].startswith("tier")} == expected
    parts = {row["year"]: row["is_part_of_year"] for row in report().rows}
    assert [year for year, is_part in parts.items() if is_part] == [2026]


def test_active_people_by_quarter(report, sessions):
    credited = sessions[(sessions.credited > 0) & (sessions.held_on >= "2021-01-01")].copy()
    quarters = pd.to_datetime(credited.held_on).dt.to_period("Q")
    expected = credited.groupby(quarters).mentee.nunique()
    rows = report().parts["active"]
    assert {row["begins_on"]: row["people"] for row in rows} == {
        period.start_time.date(): number for period, number in expected.items()
    }
    assert [row["is_part"] for row in rows] == [False] * (len(rows) - 1) + [True]
    whole = [row["people"] for row in rows[:-1]]
    ranges = [abs(b - a) for a, b in pairwise(whole)]
    centre, mean_range = sum(whole) / len(whole), sum(ranges) / len(ranges)
    assert rows[0]["centre"] == pytest.approx(centre)
    assert rows[0]["upper"] == pytest.approx(centre + 2.66 * mean_range)


def test_the_path_with_its_waits(report, told, sessions, people):
    registered = people[people.registered_on != ""].registered_on
    first = sessions[sessions.held].groupby("mentee").held_on.min()
    funnel = {row["name"]: row for row in report().parts["funnel"]}
    assert funnel["registered"]["people"] == len(registered)
    assert funnel["started"]["people"] == len(first)
    both = pd.concat([registered, first], axis=1, keys=["r", "f"]).dropna().apply(pd.to_datetime)
    waits = (both.f - both.r).dt.days
    assert funnel["started"]["median_days"] == int(waits[waits >= 0].median())
    reached = [t for m in told for t in m["tiers"] if t["tier"] == "first" and t["reached_on"]]
    assert funnel["first"]["people"] == len(reached)
    assert funnel["first"]["share"] == pytest.approx(len(reached) / len(first))


def test_cohorts_add_up(report, people):
    rows = report().parts["cohorts"]
    registered = people[people.registered_on != ""].registered_on.str[:4].astype(int).value_counts().to_dict()
    assert {row["year"]: row["people"] for row in rows if row["name"] == "registered"} == registered
    for row in rows:
        assert row["people"] <= registered[row["year"]]


def test_groups(report, sessions, people):
    groups = _numbers(report().parts["groups"], "grouping", "value", "measure")
    mentees = set(sessions[sessions.held].mentee) | set(people[people.registered_on != ""].index)
    of = people[people.index.isin(mentees)]
    for name, number in of.country.map(lambda each: known(each).name).value_counts().items():
        assert groups["country", name, "in the programme"] == number
    for name, number in of.country.map(lambda each: known(each).region).value_counts().items():
        assert groups["region", name, "in the programme"] == number
    languages = of.languages.str.split(";").explode().str.strip().value_counts()
    for name, number in languages.items():
        assert groups["language", name or "Not in your data", "in the programme"] == number
    recent = sessions[(sessions.credited > 0) & (sessions.held_on > YEAR_AGO)]
    for kind, number in sessions[sessions.credited > 0].groupby("activity").mentee.nunique().items():
        assert groups["kind", kind, "in the programme"] == number
    assert sum(n for (g, _, m), n in groups.items() if g == "region" and m == "active") == recent.mentee.nunique()


def test_came_and_went(report, sessions):
    held = sessions[sessions.held].sort_values("held_on").drop_duplicates(["mentee", "held_on"])
    days = pd.to_datetime(held.held_on)
    gap = days.groupby(held.mentee).diff().dt.days
    came_back = held[(gap >= 365) & (held.held_on > YEAR_AGO)].mentee.nunique()
    last = held.groupby("mentee").held_on.max()
    found = {row["name"]: row["people"] for row in report().parts["came_and_went"]}
    assert found["came back"] == came_back
    assert found["away for a year"] == (last <= YEAR_AGO).sum()


def test_a_filter_shows_only_those_asked_about(report, people, sessions):
    europe = report(region="Europe").parts["funnel"][0]["people"]
    expected = [each for each in people[people.registered_on != ""].country if known(each).region == "Europe"]
    assert europe == len(expected)
    germany = report(country="Germany").parts["groups"]
    assert {row["value"] for row in germany if row["grouping"] == "country"} == {"Germany"}
    german = report(language="german").parts["funnel"][0]["people"]
    assert german == people[people.registered_on != ""].languages.str.lower().str.contains("german").sum()


@pytest.mark.parametrize("among", [{}, {"region": "Europe"}, {"region": "Oceania"}, {"country": "Germany"}])
def test_both_are_told_the_same(report, among):
    """The same claims, exact or vague: which direction, which step; a number only where the other one has one."""
    exact, vague = report(**among).answer, report(LEADERSHIP, **among).answer
    assert exact.split(".")[0] == vague.split(".")[0]
    step = re.search(r"Most stall between (.*?):", vague)
    if step:
        assert step[0] in exact
    assert not re.search(r"\d+%", vague)


def test_what_leadership_sees_of_the_chart_is_blurred(report):
    for row in report(LEADERSHIP).parts["active"]:
        for name in ("people", "began", "centre", "lower", "upper"):
            assert row[name] is None or row[name] % 5 == 0
        assert "people_true" not in row
    for row in report(LEADERSHIP).parts["curves"]:
        assert row["hidden"] or round(row["share"] * 100) % 5 == 0


def test_one_person_makes_a_report_for_both(policy, tmp_path):
    store = open_store(None)
    (tmp_path / "people.csv").write_text("person,registered_on,country\nada,2020-01-01,Österreich\n")
    import_file(store, tmp_path / "people.csv", policy)
    refresh(store, policy, date(2021, 1, 1))
    for viewer in (OMBUDSMAN, LEADERSHIP):
        with request_to(store, policy, date(2021, 1, 1), viewer) as request:
            found = uptake(request)
        assert found.answer
        if viewer is LEADERSHIP:
            assert not any(
                row["people"] for rows in (found.rows, *found.parts.values()) for row in rows if "people" in row
            )
            assert "Austria" not in repr(found)
    store.close()
