"""The page's view of a rule change: the same as `simulate` for the ombudsman, blurred and nameless for leadership."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.rule_scenarios import keep_scenario, withdraw_scenario
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError, ArgumentError
from mentorship.planning.rule_change import grandfathering_in_words, reproduce, rule_change
from mentorship.planning.rule_scenarios import rule_scenarios
from mentorship.planning.simulate import simulate
from mentorship.policy.amendments import amend, parse_amendment
from mentorship.policy.loader import read_handbook
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.support.amendments import amending
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to

HANDBOOK = read_handbook()
LESS_A = amending(HANDBOOK, {"tiers.first.minimum.A": 4}, None, "Less A")
SHORT_CLASSES = amending(
    HANDBOOK, {"activities.clinical_application.cap": {"hours": 3, "per": "event"}}, date(2018, 1, 1), "Short classes"
)
BOTH = [LESS_A, SHORT_CLASSES]
WHAT = ("gained", "lost", "earlier", "later")


def asked(store, amendments, viewer=OMBUDSMAN):
    with request_to(store, HANDBOOK, EXPORTED_ON, viewer) as request:
        return rule_change(request, amendments)


@pytest.fixture(scope="module")
def simulated(sample_store):
    with request_to(sample_store, HANDBOOK, EXPORTED_ON) as request:
        return simulate(request, amend(amend(HANDBOOK, LESS_A), SHORT_CLASSES))


def test_tiers_are_those_of_simulate(sample_store, simulated):
    rows = asked(sample_store, BOTH).rows
    assert [[row[what] for what in ("before", "after", *WHAT)] for row in rows] == [
        [each.reached_before, each.reached_after, each.gained, each.lost, each.earlier, each.later]
        for each in simulated.tiers
    ]


def test_groups_add_up_to_the_people_of_simulate(sample_store, simulated):
    report = asked(sample_store, BOTH)
    touched = defaultdict(set)
    for each in simulated.changed:
        for tier in each.tiers:
            match (tier.reached_before, tier.reached_after):
                case (None, None):
                    continue
                case (None, _):
                    touched["gained"].add(each.mentee)
                case (_, None):
                    touched["lost"].add(each.mentee)
                case (before, after) if before != after:
                    touched["earlier" if after < before else "later"].add(each.mentee)
    by_country: Counter[str] = Counter()
    for row in report.parts["groups"]:
        if row["grouping"] == "country":
            by_country[row["what"]] += row["people"]
    assert by_country == {what: len(people) for what, people in touched.items()}
    differ = sum(each.before != each.after for each in simulated.changed)
    assert sum(row["people"] for row in report.parts["distribution"]) == differ


def test_changed_sessions_say_why(sample_store):
    (row,) = asked(sample_store, [SHORT_CLASSES]).parts["sessions"]
    assert row["label"] == "Clinical Application class"
    assert row["rules_after"] == "cap.event"
    assert row["minutes"] < 0


def test_each_amendment_is_told_by_itself_and_all_together(sample_store):
    report = asked(sample_store, BOTH)
    for amendment in BOTH:
        alone = asked(sample_store, [amendment]).rows
        told = [row for row in report.parts["alone"] if row["title"] == amendment.title]
        assert [[row[what] for what in WHAT] for row in told] == [[row[what] for what in WHAT] for row in alone]


def test_leadership_sees_no_name_and_no_small_number(sample_store):
    report = asked(sample_store, BOTH, LEADERSHIP)
    assert not report.parts.keys() & {"people", "lost"}
    for row in report.rows:
        for what in WHAT:
            assert row[what] is None or (row[what] >= 5 and row[what] % 5 == 0)
    text = repr(report)
    with sample_store.cursor() as cursor:
        people = cursor.execute("select person, name from person").fetchall()
    assert not [word for row in people for word in row if word in text]


def test_what_is_said_to_both_is_the_same(sample_store):
    for amendments in ([LESS_A], BOTH, [SHORT_CLASSES]):
        exact, vague = (asked(sample_store, amendments, viewer) for viewer in (OMBUDSMAN, LEADERSHIP))
        assert exact.parts["grandfathering"] == vague.parts["grandfathering"]
        for words in ("nobody would lose", "no longer be reached", "Some would lose what"):
            assert (words in exact.answer) == (words in vague.answer)
        numbers = [int(number) for number in re.findall(r"\d+", vague.answer.replace("24 hours", ""))]
        assert all(number >= 5 and number % 5 == 0 for number in numbers), "too few for an exact number"


def test_without_a_change_it_says_so_and_means_it(sample_store):
    same = parse_amendment('title = "t"\nsource = "s"\nin_force_from = 2020-01-01\n[tiers.first]\nhours = 24')
    report = asked(sample_store, [same])
    assert report.answer == "The rules stay as they are, so nothing changes."
    assert not any(row[what] for row in report.rows for what in WHAT)
    assert grandfathering_in_words(report.parts["grandfathering"][0]) == "Nobody loses what was earned so far."


def test_it_can_be_reproduced(sample_store, tmp_path):
    with request_to(sample_store, HANDBOOK, EXPORTED_ON) as request:
        found = reproduce(request, BOTH)
    policy = HANDBOOK
    for text in found.files.values():
        policy = amend(policy, parse_amendment(text))
    assert (found.rules_before, found.rules_after) == (HANDBOOK.digest, policy.digest)
    assert all(f"--amend {file}" in found.command for file in found.files)


def test_the_effect_on_those_under_way_is_told_in_days(sample_store):
    rows = {row["tier"]: row for row in asked(sample_store, [LESS_A]).parts["under_way"]}
    assert rows["first"]["days_after"] < rows["first"]["days_before"]


def test_a_rule_change_is_kept_and_withdrawn(policy):
    store = open_store(None)
    number = keep_scenario(OMBUDSMAN, store, "  Less\n A ", BOTH, EXPORTED_ON)
    refresh(store, policy, EXPORTED_ON)
    with request_to(store, policy, EXPORTED_ON, LEADERSHIP) as request:
        (kept,) = rule_scenarios(request)
    assert (kept.name, kept.author) == ("Less A", "ombudsman")
    assert [amend(policy, each).digest for each in kept.amendments] == [amend(policy, each).digest for each in BOTH]
    withdraw_scenario(OMBUDSMAN, store, number, EXPORTED_ON)
    with request_to(store, policy, EXPORTED_ON) as request:
        assert rule_scenarios(request) == []
    with pytest.raises(ArgumentError):
        withdraw_scenario(OMBUDSMAN, store, number, EXPORTED_ON)
    with pytest.raises(ArgumentError):
        keep_scenario(OMBUDSMAN, store, " ", BOTH, EXPORTED_ON)
    with pytest.raises(AccessError):
        keep_scenario(LEADERSHIP, store, "x", BOTH, EXPORTED_ON)
    store.close()


@pytest.mark.parametrize("viewer", [Viewer(Role.MENTEE, "P-1051"), Viewer(Role.MENTOR, "P-1001")])
def test_mentees_and_mentors_do_not_see_it(sample_store, viewer):
    with pytest.raises(AccessError):
        asked(sample_store, [LESS_A], viewer)
