"""The best plan against every plan there is, on calendars small enough to try them all."""

from dataclasses import replace

import pytest

from mentorship.planning.plan import Status, solve
from tests.planning.brute_force import BruteForce
from tests.planning.situations import random_case

pytestmark = pytest.mark.slow

SEEDS = range(300)
BATCHES = [SEEDS[place::6] for place in range(6)]


def came_to(plan, options):
    """What a plan comes to, in the order asked for; None for an impossible one."""
    if plan.status is Status.IMPOSSIBLE:
        return None
    worth = {
        "minutes": plan.minutes,
        "cost": plan.cost or 0,
        "in_person_days": plan.in_person_days,
        "finish": plan.standing.hours_complete_on.toordinal(),
    }
    return [worth[criterion] for criterion in options.criteria]


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"from {seeds[0]}")
def test_no_plan_is_better(seeds):
    """Small random tiers, all readings, amendments on the way, weekly limits, lengths and prices."""
    outcomes = set()
    for seed in seeds:
        situation, tier, options, horizon = random_case(seed, most=11)
        if situation.standing(tier).hours_complete_on:
            continue
        plan = solve(situation, tier, options)
        found, best = came_to(plan, options), BruteForce(situation, tier, options, horizon).best()
        within = found is not None and plan.standing.hours_complete_on <= horizon
        if within or options.by:
            assert found == best, f"seed {seed}"
        else:
            # A plan that goes on after the days that were tried is better than all within them.
            assert best is None or found < best, f"seed {seed}"
        outcomes.add((plan.status, within))
    assert {(Status.POSSIBLE, True), (Status.IMPOSSIBLE, False)} <= outcomes


@pytest.mark.parametrize("seeds", BATCHES[:2], ids=lambda seeds: f"from {seeds[0]}")
def test_a_day_earlier_is_too_early(seeds):
    """Where a plan is impossible by a day, `earliest` is possible and the day before is not."""
    for seed in seeds:
        situation, tier, options, horizon = random_case(seed, most=11)
        plan = solve(situation, tier, options)
        if plan.earliest is None or plan.earliest > horizon:
            continue
        assert plan.earliest > options.by
        assert BruteForce(situation, tier, replace(options, by=plan.earliest), horizon).best() is not None, (
            f"seed {seed}"
        )
        before = plan.earliest.fromordinal(plan.earliest.toordinal() - 1)
        assert BruteForce(situation, tier, replace(options, by=before), horizon).best() is None, f"seed {seed}"
