"""Uptake's figures once more in plain Python, from what `check` says of everybody."""

import csv
import statistics
from collections import defaultdict
from datetime import date, timedelta

import pytest

from mentorship.access import Role, Viewer
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.intake.importer import import_file
from mentorship.reports.uptake_figures import MARKS, uptake_figures
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.conftest import SAMPLE
from tests.support.asking import LEADERSHIP, check_json, request_to

#: What each tier asks together with those before it, in minutes: of A, B, C and in all (programme.md).
NEEDS = {"first": (360, 360, 360, 1440), "second": (1080, 360, 1080, 2880), "third": (1800, 360, 1800, 4320)}
COUNTS = {"first": "ABC", "second": "AC", "third": "AC"}


@pytest.fixture(scope="module")
def figures(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        return uptake_figures(request)


@pytest.fixture(scope="module")
def told(policy):
    return check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)["mentees"]


@pytest.fixture(scope="module")
def registered():
    with (SAMPLE / "people.csv").open() as opened:
        rows = [row for row in csv.DictReader(opened) if row["registered_on"]]
    return {row["person"]: date.fromisoformat(row["registered_on"]) for row in rows}


def _first_held(mentee):
    """`check` marks what was cancelled, missed or is still to come."""
    held = [s["held_on"] for s in mentee["sessions"] if s["outcome"] != "planned"
            and not any(r["rule"].startswith("status") for r in s["reasons"])]  # fmt: skip
    return date.fromisoformat(min(held)) if held else None


def test_counts(figures, told, registered):
    started = {mentee["mentee"] for mentee in told if _first_held(mentee)}
    assert figures.counts.registered == len(registered)
    assert figures.counts.started == len(started)
    assert figures.counts.never_started == len(registered.keys() - started)


@pytest.mark.parametrize("tier", NEEDS)
def test_curves(figures, told, registered, tier):
    """Kaplan–Meier by hand: of those still under way on a day, the share that arrives."""
    begins = {m["mentee"]: registered.get(m["mentee"], _first_held(m)) for m in told} | registered
    reached = {m["mentee"]: t["reached_on"] for m in told for t in m["tiers"] if t["tier"] == tier}
    spans = []
    for person, begin in begins.items():
        arrived = reached.get(person)
        end = date.fromisoformat(arrived) if arrived else EXPORTED_ON
        if begin:
            spans.append((max(0, (end - begin).days), arrived is not None))
    curve = figures.curves[tier]
    assert (curve.people, curve.arrived) == (len(spans), sum(arrived for _, arrived in spans))
    assert figures.reached[tier] == curve.arrived
    for step, mark in zip(curve.steps, MARKS, strict=True):
        staying = 1.0
        for when in sorted({days for days, arrived in spans if arrived and days <= mark}):
            at_risk = sum(days >= when for days, _ in spans)
            staying *= 1 - sum(days == when and arrived for days, arrived in spans) / at_risk
        assert step.days == mark
        assert step.at_risk == sum(days >= mark for days, _ in spans)
        assert step.share == pytest.approx(1 - staying)
        assert 0 <= step.low <= step.share <= step.high <= 1


def _short(have, tier):
    return [max(0, need - h) for need, h in zip(NEEDS[tier][:3], have, strict=True)]


def _least(have, tier):
    return max(sum(_short(have, tier)), NEEDS[tier][3] - sum(have))


def _missing(have, tier):
    """The categories in which one more minute would help."""
    help_ = []
    for place, category in enumerate("ABC"):
        more = [h + (place == each) for each, h in enumerate(have)]
        if _least(more, tier) < _least(have, tier):
            help_.append(category)
    return help_


def _stuck(mentee):
    """(tier, only missing, days), or None: the record replayed day by day."""
    tiers = mentee["tiers"]
    place = next((n for n, t in enumerate(tiers) if t["hours_complete_on"] is None), None)
    if place is None:
        return None
    tier, have, days = tiers[place]["tier"], [0, 0, 0], []
    by_day: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for session in mentee["sessions"]:
        if session["credited_minutes"]:
            by_day[session["held_on"]]["ABC".index(session["category"])] += session["credited_minutes"]
    for when in sorted(by_day):
        have = [h + more for h, more in zip(have, by_day[when], strict=True)]
        days.append((when, list(have)))
    only = _missing(have, tier)
    if set(only) >= set(COUNTS[tier]) or not only:
        return None
    since = None
    for when, then in days:
        short = dict(zip("ABC", _short(then, tier), strict=True))
        inside = sum(short[c] for c in only)
        if inside >= NEEDS[tier][3] - sum(then) and not sum(short[c] for c in "ABC" if c not in only):
            since = when
            break
    assert since is not None
    before = tiers[place - 1]["hours_complete_on"] if place else None
    return tier, tuple(only), (EXPORTED_ON - date.fromisoformat(max(since, before or since))).days


def test_who_is_stuck_and_for_how_long(figures, told):
    groups = defaultdict(list)
    for mentee in told:
        if found := _stuck(mentee):
            groups[found[:2]].append(found[2])
    got = {(each.tier, tuple(each.only)): (each.mentees, each.median_days) for each in figures.stuck}
    assert got == {key: (len(days), int(statistics.median(days))) for key, days in groups.items()}
    assert len(got) > 4


def test_the_share_of_the_top_three(figures, policy):
    since = (EXPORTED_ON - timedelta(days=365)).isoformat()
    by_mentor: defaultdict[str, int] = defaultdict(int)
    with (SAMPLE / "sessions.csv").open() as opened:
        mentors = {row["session_id"]: row["mentor"] for row in csv.DictReader(opened)}
    told = check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)["mentees"]
    for mentee in told:
        for session in mentee["sessions"]:
            if session["category"] == "C" and session["held_on"] > since:
                by_mentor[mentors[session["session_id"]]] += session["credited_minutes"]
    top = sorted(by_mentor.values(), reverse=True)[:3]
    assert figures.top_three_share_of_c == pytest.approx(sum(top) / sum(by_mentor.values()))


@pytest.fixture
def small(tmp_path, policy):
    """A programme of its own: rows of sessions and people."""
    store = open_store(None)

    def made(sessions, people=""):
        for name, text in (("people", people), ("sessions", sessions)):
            if text.strip():
                (tmp_path / f"{name}.csv").write_text(text)
                import_file(store, tmp_path / f"{name}.csv", policy)
        refresh(store, policy, EXPORTED_ON)
        with request_to(store, policy, EXPORTED_ON) as request:
            return uptake_figures(request)

    yield made
    store.close()


def test_an_empty_programme_has_no_figures_and_no_errors(small):
    found = small("", "")
    assert vars(found.counts) == {"registered": 0, "started": 0, "never_started": 0}
    assert found.stuck == []
    assert found.top_three_share_of_c == 0
    assert [step.at_risk for step in found.curves["first"].steps] == [0, 0, 0, 0]


def test_a_programme_of_one_person_who_never_started(small):
    found = small("", "person,registered_on\nada,2020-01-01\nben,2027-01-01\n")
    assert vars(found.counts) == {"registered": 1, "started": 0, "never_started": 1}, (
        "who registers later is not in yet"
    )
    assert [step.at_risk for step in found.curves["first"].steps] == [1, 1, 1, 1]
    assert [step.share for step in found.curves["first"].steps] == [0, 0, 0, 0]


def test_somebody_who_is_not_registered_begins_with_the_first_session(small):
    found = small("held_on,mentee,activity,modality,minutes,mentor\n2025-11-15,ada,one_to_one,virtual,60,mia\n")
    assert vars(found.counts) == {"registered": 0, "started": 1, "never_started": 0}
    assert found.curves["first"].people == 1
    assert found.curves["first"].steps[0].at_risk == 1
    assert found.curves["first"].steps[1].at_risk == 0


def test_stuck_on_treatment_since_the_day_the_rest_was_there(small):
    rows = ["held_on,mentee,activity,modality,minutes,mentor", "2024-01-10,ada,one_to_one,virtual,800,mia",
            "2024-03-01,ada,small_group,virtual,400,mia", "2024-05-05,ada,small_group,virtual,300,mia"]  # fmt: skip
    (found,) = small("\n".join(rows)).stuck
    assert (found.tier, found.only, found.mentees) == ("first", ["A"], 1)
    # 800 + 400 of 1080 minutes that are not treatment are there on 1 March.
    assert found.median_days == (EXPORTED_ON - date(2024, 3, 1)).days


@pytest.mark.parametrize("viewer", [LEADERSHIP, Viewer(Role.MENTEE, "P-1051"), Viewer(Role.MENTOR, "P-1001")])
def test_exact_figures_are_for_the_ombudsman(sample_store, policy, viewer):
    with request_to(sample_store, policy, EXPORTED_ON, viewer) as request, pytest.raises(AccessError):
        uptake_figures(request)
