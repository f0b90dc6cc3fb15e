"""What follows from the policy: requirement rows, most usable hours, the virtual ceiling, slack.

Ours are those of programme.md; an amended policy's change with it; random policies' agree with linear programs, which
know nothing of requirement rows.
"""

import copy
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mentorship.policy.amendments import amend, parse_amendment
from mentorship.policy.checking import policy_from
from mentorship.policy.loader import read_handbook
from mentorship.policy.readings import read_as
from mentorship.policy.requirements import (
    most_usable,
    requirement_eras,
    requirement_rows,
    slack,
    virtual_ceiling,
)
from tests.support import oracle

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
TODAY = date(2026, 11, 15)
ALWAYS = 'title = "x"\nsource = "the board"\nin_force_from = "always"\n'


def amended(text):
    return amend(HANDBOOK, parse_amendment(ALWAYS + text))


def rows(policy, tier, when=TODAY, implied=False):
    """Categories → minutes of a tier's rows, either those that follow from others or those that do not."""
    return {
        "".join(row.categories): row.minutes
        for row in requirement_rows(policy, when)
        if row.tier == tier and row.implied is implied
    }


def in_hours(minutes):
    return {name: each / 60 for name, each in minutes.items()}


# --- ours, as programme.md has them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("first", {"A": 360, "B": 360, "C": 360, "ABC": 1440}),
        ("second", {"A": 1080, "B": 360, "C": 1080, "ABC": 2880}),
        ("third", {"A": 1800, "B": 360, "C": 1800, "ABC": 4320}),
    ],
)
def test_the_table_of_rows(tier, expected):
    assert rows(HANDBOOK, tier) == expected


def test_rows_that_follow_from_others_are_there_and_flagged():
    assert rows(HANDBOOK, "first", implied=True) == {"AB": 720, "AC": 720, "BC": 720}
    assert rows(HANDBOOK, "second", implied=True) == {"AB": 1440, "AC": 2160, "BC": 1440}
    assert rows(HANDBOOK, "third", implied=True) == {"AB": 2160, "AC": 3600, "BC": 2160}


def test_most_usable():
    assert in_hours(most_usable(HANDBOOK, TODAY)) == {"A": 36, "B": 12, "C": 36}


def test_the_virtual_ceiling():
    ceiling = virtual_ceiling(HANDBOOK, TODAY)
    assert {tier: reachable / total for tier, (reachable, total) in ceiling.items()} == {
        "first": 0.75,
        "second": 0.5,
        "third": 0.5,
    }
    reachable, total = (sum(parts) for parts in zip(*ceiling.values(), strict=True))
    assert (reachable, total) == (42 * 60, 72 * 60)
    assert round(100 * reachable / total, 1) == 58.3


def test_tiers_two_and_three_have_no_slack():
    assert in_hours(slack(HANDBOOK, TODAY)) == {"first": 6, "second": 0, "third": 0}


def test_the_rules_of_the_tiers_have_not_changed_yet():
    assert list(requirement_eras(HANDBOOK)) == [(date.min, date.max)]


# --- amended --------------------------------------------------------------------------------------------------------


def test_a_lower_minimum_gives_slack_and_a_row_of_its_own():
    policy = amended("[tiers.second.minimum]\nA = 11")
    assert rows(policy, "second") == {"A": 1020, "B": 360, "C": 1080, "AC": 2160, "ABC": 2880}
    assert in_hours(slack(policy, TODAY)) == {"first": 6, "second": 1, "third": 0}
    assert in_hours(most_usable(policy, TODAY)) == {"A": 36, "B": 12, "C": 37}
    assert virtual_ceiling(policy, TODAY)["second"] == (13 * 60, 24 * 60)


def test_counting_b_without_slack_changes_nothing():
    policy = amended('[tiers.second]\ncounts = ["A", "B", "C"]')
    assert requirement_rows(policy, TODAY) == requirement_rows(HANDBOOK, TODAY)
    assert most_usable(policy, TODAY) == most_usable(HANDBOOK, TODAY)


def test_counting_b_with_slack_makes_room_for_it():
    policy = amended('[tiers.second]\ncounts = ["A", "B", "C"]\n[tiers.second.minimum]\nA = 11')
    assert rows(policy, "second") == {"A": 1020, "B": 360, "C": 1080, "ABC": 2880}
    assert in_hours(most_usable(policy, TODAY)) == {"A": 36, "B": 13, "C": 37}


def test_a_minimum_of_b_in_tier_two_asks_for_more_of_it():
    policy = amended('[tiers.second]\ncounts = ["A", "B", "C"]\n[tiers.second.minimum]\nA = 10\nB = 2')
    assert rows(policy, "second") == {"A": 960, "B": 480, "C": 1080, "ABC": 2880}
    assert rows(policy, "third") == {"A": 1680, "B": 480, "C": 1800, "ABC": 4320}


def test_longer_hours_with_the_same_minimums():
    policy = amended("[tiers.third]\nhours = 30")
    assert rows(policy, "third") == {"A": 1800, "B": 360, "C": 1800, "AC": 3960, "ABC": 4680}
    assert in_hours(slack(policy, TODAY))["third"] == 6
    assert in_hours(most_usable(policy, TODAY)) == {"A": 42, "B": 12, "C": 42}


def test_a_category_that_no_tier_counts_cannot_be_used():
    policy = amended('[tiers.first]\ncounts = ["A", "C"]\n[tiers.first.minimum]\nB = 0')
    assert rows(policy, "first") == {"A": 360, "C": 360, "AC": 1440}
    assert in_hours(most_usable(policy, TODAY)) == {"A": 42, "B": 0, "C": 42}


def test_virtual_treatments_lift_the_ceiling():
    policy = amended('[activities.treatment]\nmodality = ["in_person", "virtual"]')
    assert set(virtual_ceiling(policy, TODAY).values()) == {(1440, 1440)}


def test_a_tier_of_nothing_but_treatments_cannot_be_virtual():
    policy = amended('[tiers.second]\ncounts = ["A"]\n[tiers.second.minimum]\nA = 12\nC = 0')
    assert virtual_ceiling(policy, TODAY)["second"] == (0, 1440)


def test_another_order_adds_up_otherwise():
    tables = copy.deepcopy(HANDBOOK._data)
    tables["tiers"]["first"]["order"], tables["tiers"]["second"]["order"] = 2, 1
    policy = policy_from(tables, "reordered")
    assert rows(policy, "second") == {"A": 720, "C": 720}
    assert rows(policy, "first") == rows(HANDBOOK, "second")


def test_rows_change_on_the_day_the_rules_do():
    reform = ALWAYS.replace('"always"', "2027-01-01") + "[tiers.first]\nhours = 20"
    policy = amend(HANDBOOK, parse_amendment(reform))
    new_year = date(2027, 1, 1)
    assert list(requirement_eras(policy)) == [(date.min, new_year), (new_year, date.max)]
    assert rows(policy, "first") == rows(HANDBOOK, "first")
    assert rows(policy, "first", new_year) == {"A": 360, "B": 360, "C": 360, "ABC": 1200}


def test_where_tiers_start_one_after_the_other_each_asks_for_its_own_hours():
    policy = read_as(HANDBOOK, {"surplus_hours": "starts_after"})
    assert rows(policy, "first") == rows(HANDBOOK, "first")
    assert rows(policy, "second") == rows(policy, "third") == {"A": 720, "C": 720}
    assert rows(policy, "second", implied=True) == {"AC": 1440}


def test_where_hours_come_after_certification_rows_say_which():
    policy = read_as(HANDBOOK, {"certification_timing": "before_hours"})
    third = [row for row in requirement_rows(policy, TODAY) if row.tier == "third" and not row.implied]
    of_a = {row.levels.get("A", "none"): row.minutes for row in third if row.categories == ["A"]}
    assert of_a == {"diplomate": 720, "techniques": 1440, "none": 1800}
    assert [row.minutes for row in third if row.categories == ["B"]] == [360]
    assert max(row.minutes for row in third) == 4320


# --- random policies --------------------------------------------------------------------------------------------------

CATEGORIES = "ABCD"


@st.composite
def policies(draw):
    """Up to three tiers of a few minutes, so that random hours lie close to what is asked."""
    tables = copy.deepcopy(HANDBOOK._data)
    tables["categories"]["D"] = {"label": "D", "plain": "d"}
    tables["interpretation"]["certification_timing"]["value"] = draw(st.sampled_from(["at_award", "before_hours"]))
    tables["interpretation"]["surplus_hours"]["value"] = draw(st.sampled_from(["carries_over", "starts_after"]))
    tables["tiers"] = {f"tier {place}": draw(tiers(place)) for place in range(1, draw(st.integers(1, 3)) + 1)}
    return policy_from(tables, "random")


@st.composite
def tiers(draw, place):
    counts = draw(st.lists(st.sampled_from(CATEGORIES), min_size=1, unique=True))
    minimum = draw(st.dictionaries(st.sampled_from(counts), st.integers(0, 6)))
    total = max(1, sum(minimum.values()) + draw(st.integers(0, 6)))
    return {
        "order": place,
        "label": f"tier {place}",
        "hours": _dated(f"{total} min"),
        "counts": _dated(counts),
        "prerequisite": _dated(draw(st.sampled_from(oracle.LEVELS))),
        "minimum": {category: _dated(f"{minutes} min") for category, minutes in minimum.items()},
    }


def _dated(value):
    return [{"value": value, "in_force_from": date(2014, 5, 1), "source": "faq#credit"}]


def hours_of(policy):
    """Random minutes by category and level held."""
    levels = oracle.LEVELS if policy.interpretation.certification_timing.value == "before_hours" else ["none"]
    buckets = [(category, level) for category in CATEGORIES for level in levels]
    return st.fixed_dictionaries({bucket: st.integers(0, 12) for bucket in buckets})


def asking(policy, tier):
    """The tiers whose demands a tier's rows hold."""
    order = [name for name, _ in policy.tiers_in_order]
    alone = policy.interpretation.surplus_hours.value == "starts_after"
    return [tier] if alone else order[: order.index(tier) + 1]


patiently = settings(deadline=None, max_examples=150, derandomize=True)


@patiently
@given(data=st.data())
def test_rows_ask_for_exactly_what_splitting_the_hours_takes(data):
    policy = data.draw(policies())
    have = data.draw(hours_of(policy))
    earned = {(TODAY, *bucket): minutes for bucket, minutes in have.items()}
    for tier in policy.tiers:
        missing = oracle._missing(policy, asking(policy, tier), earned, TODAY, TODAY)
        own = [row for row in requirement_rows(policy, TODAY) if row.tier == tier]
        short = {row: max(0, row.minutes - sum(have[bucket] for bucket in row.buckets)) for row in own}
        assert max(short.values()) == missing
        assert any(short[row] for row in own if not row.implied) == (missing > 0)


@patiently
@given(policy=policies())
def test_a_row_is_flagged_exactly_when_the_others_imply_it(policy):
    for tier in policy.tiers:
        own = [row for row in requirement_rows(policy, TODAY) if row.tier == tier]
        needed = [row for row in own if not row.implied]
        for row in own:
            others = [other for other in needed if other is not row]
            assert (_least(row, others) >= row.minutes) == row.implied


def _least(row, others):
    """The fewest minutes in a row's buckets with which all other rows can be met: a linear program."""
    buckets = sorted({bucket for each in [row, *others] for bucket in each.buckets})
    cost = [bucket in row.buckets for bucket in buckets]
    met = np.array([[-1.0 * (bucket in other.buckets) for bucket in buckets] for other in others])
    if not others:
        return 0
    solved = linprog(cost, A_ub=met, b_ub=[-other.minutes for other in others], method="highs")
    assert solved.status == 0, solved.message
    return round(solved.fun, 6)


@patiently
@given(policy=policies())
def test_most_usable_and_the_ceiling_are_what_fits_into_the_tiers(policy):
    for category, minutes in most_usable(policy, TODAY).items():
        assert minutes == sum(_most(policy, tier, {category}) for tier in policy.tiers)
    for tier, (reachable, total) in virtual_ceiling(policy, TODAY).items():
        assert reachable == _most(policy, tier, {"B", "C"})  # D has no activity, so none that may be virtual
        assert total == _most(policy, tier, set(CATEGORIES))


def _most(policy, tier, wanted):
    """The most minutes of some categories in a tier whose every demand is met: a linear program."""
    demands = [({category for category, _ in served}, minutes)
               for served, minutes in oracle._demands(policy, policy.tiers[tier], TODAY)]  # fmt: skip
    served = [(category, place) for place, (by, _) in enumerate(demands) for category in sorted(by)]
    met = np.array([[float(place == number) for _, place in served] for number in range(len(demands))])
    gain = [-1.0 * (category in wanted) for category, _ in served]
    solved = linprog(gain, A_eq=met, b_eq=[minutes for _, minutes in demands], method="highs")
    assert solved.status == 0, solved.message
    return round(-solved.fun)
