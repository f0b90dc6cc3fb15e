"""Weeks taken together, however they are filled, against the same weeks one by one."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from mentorship.planning import plan_calendar
from mentorship.planning.plan import solve
from tests.planning.situations import ACTIVITIES, AS_OF, random_options, random_policy, random_situation

pytestmark = pytest.mark.slow


def a_case(seed):
    """Small tiers at a slow pace, so that weeks alike follow one another; several activities in person at times."""
    rng = random.Random(seed)
    horizon = AS_OF + timedelta(days=rng.choice([20, 40, 70]))
    policy = random_policy(rng, horizon)
    activities = ["treatment", "one_to_one", *rng.sample(ACTIVITIES[1:-1], rng.choice([1, 2, 3]))]
    options = random_options(rng, horizon, activities)
    options = replace(options, by=rng.choice([None, None, options.by]))
    if not options.weekly:
        options = replace(options, sessions_per_week=rng.choice([1, 2, 3]))
    return random_situation(rng, policy), rng.choice(["first", "second", "third", "third"]), options


def came_to(plan):
    standing = plan.standing.hours_complete_on
    return plan.status, plan.minutes, plan.cost, plan.in_person_days, standing, plan.earliest


@pytest.mark.parametrize("seeds", [range(0, 25), range(25, 50)], ids=str)
def test_weeks_taken_together_come_to_the_same(seeds, monkeypatch):
    for seed in seeds:
        case = a_case(seed)
        together = solve(*case)
        with monkeypatch.context() as patch:
            patch.setattr(plan_calendar, "MOST_FILLINGS", -1)
            apart = solve(*case)
        assert came_to(together) == came_to(apart), f"seed {seed}"
