"""Mentees for tests of plans: records made of a few numbers, and plans asked for in one call."""

from datetime import date, timedelta

from mentorship.planning.plan import solve
from mentorship.planning.plan_options import PlanOptions
from mentorship.planning.plan_situation import Credited, Situation, TierStanding
from mentorship.policy.amendments import Amendment, amend
from mentorship.policy.loader import read_handbook
from mentorship.policy.readings import read_as
from mentorship.vocabulary import Level
from tests.support.oracle import Somebody, tiers

HANDBOOK = read_handbook()
AS_OF = date(2026, 11, 15)  # a Sunday
FIRST = date(2026, 11, 16)
ALL_B = frozenset({"small_group", "large_group", "study_group", "clinical_application", "recording", "conference",
                   "precepting", "intensive", "csir_call"})  # fmt: skip


def day(number):
    """The numbered day that a plan may use: 1 is the first, a Monday."""
    return AS_OF + timedelta(days=number)


def amended(changes, begin=None, policy=HANDBOOK):
    return amend(policy, Amendment("reform", "faq#credit", changes, begin))


def mentee(policy=HANDBOOK, techniques=None, diplomate=None, taken=(), titles=(), held_on=date(2026, 1, 5), **earned):
    """Somebody with so many minutes of each category on record, all earned on one day."""
    me = Somebody("ada", techniques=techniques, diplomate=diplomate)
    by_level = policy.interpretation.certification_timing.value == "before_hours"
    level = Level.NONE
    if by_level and techniques and techniques <= held_on:
        level = Level.TECHNIQUES
    if by_level and diplomate and diplomate <= held_on:
        level = Level.DIPLOMATE
    minutes = {(held_on, category, str(level)): number for category, number in earned.items()}
    standing = tiers(policy, minutes, me, AS_OF)
    return Situation(
        policy, AS_OF, "ada",
        tuple(Credited(held_on, (category, level), number) for category, number in earned.items()),
        tuple((name, TierStanding(tier.complete, tier.reached)) for name, tier in standing.items()),
        techniques, diplomate, frozenset(taken), frozenset(titles),
    )  # fmt: skip


def plan_for(somebody, tier="first", **options):
    return solve(somebody, tier, PlanOptions(**options))


def of(plan, activity):
    return [session for session in plan.sessions if session.activity == activity]


def read(**chosen):
    return read_as(HANDBOOK, chosen)
