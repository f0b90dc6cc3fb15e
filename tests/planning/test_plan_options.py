"""What nobody can mean is refused in a sentence that says what to do; the rest is taken as it is."""

import re
from datetime import date
from decimal import Decimal

import pytest

from mentorship.errors import ArgumentError
from mentorship.planning.plan_options import Minimise, PlanOptions
from tests.planning.mentees import AS_OF, HANDBOOK

BAD = [
    ({"from_": date(2026, 11, 14)}, "14 Nov 2026 is in the past: plan from 15 Nov 2026 on."),
    ({"minutes_per_week": 0}, "more than 0 and at most 168"),
    ({"minutes_per_week": 10081}, "more than 0 and at most 168"),
    ({"sessions_per_week": 0}, "at least 1 session a week"),
    ({"lengths": {"treatment": 0}}, "A session of treatment lasts 1 to 1,440 minutes, not 0."),
    ({"lengths": {"treatment": 1441}}, "A session of treatment lasts 1 to 1,440 minutes, not 1,441."),
    ({"lengths": {"treatmant": 60}}, "There is no activity 'treatmant'. Did you mean treatment?"),
    ({"without": frozenset({"1x1 session"})}, "There is no activity '1x1 session'. Use treatment, small_group"),
    ({"prices": {"treatment": Decimal(-1)}}, "an amount such as 90 or 12.50, not -1"),
    ({"prices": {"treatment": Decimal("nan")}}, "an amount such as 90 or 12.50"),
    ({"prices": {"treatment": Decimal("0.00001")}}, "an amount such as 90 or 12.50"),
    ({"prices": {"yoga": Decimal(1)}}, "There is no activity 'yoga'."),
]


@pytest.mark.parametrize(("options", "said"), BAD)
def test_what_nobody_can_mean_is_refused_in_a_sentence(options, said):
    with pytest.raises(ArgumentError, match=re.escape(said)):
        PlanOptions(**options).check(HANDBOOK, "first", AS_OF)


def test_a_tier_that_there_is_not_is_refused():
    with pytest.raises(ArgumentError, match="There is no tier 'forth'"):
        PlanOptions().check(HANDBOOK, "forth", AS_OF)


@pytest.mark.parametrize(
    "options",
    [
        {"from_": AS_OF},
        {"minutes_per_week": 1},
        {"minutes_per_week": 10080},
        {"lengths": {"treatment": 1440}},
        {"prices": {"treatment": Decimal("0.0001")}},
        {"by": date(2020, 1, 1)},
    ],
)
def test_what_lies_at_a_limit_is_taken(options):
    PlanOptions(**options).check(HANDBOOK, "first", AS_OF)


def test_what_was_asked_for_comes_first_and_the_others_follow_in_their_order():
    assert [str(each) for each in PlanOptions(minimise=Minimise.IN_PERSON_DAYS).criteria] == [
        "in_person_days", "minutes", "cost", "finish",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("price", "unit", "whole"), [("80", "1", 80), ("12.50", "0.1", 125), ("0.25", "0.01", 25), ("0", "1", 0)]
)
def test_prices_are_whole_numbers_of_the_smallest_amount_needed(price, unit, whole):
    options = PlanOptions(prices={"treatment": Decimal(price)})
    assert (options.price_unit, options.price_in_units("treatment")) == (Decimal(unit), whole)
