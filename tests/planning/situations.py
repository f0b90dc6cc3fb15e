"""Random situations and options for plans: small tiers, all readings, dated amendments that change rules on the way."""

import random
from datetime import date, timedelta
from decimal import Decimal

from mentorship.errors import HandbookError
from mentorship.planning.plan_options import Minimise, PlanOptions
from mentorship.planning.plan_situation import Credited, Situation, TierStanding
from mentorship.policy.amendments import Amendment, amend
from mentorship.policy.loader import read_handbook
from mentorship.policy.readings import read_as
from mentorship.vocabulary import Level
from tests.support.oracle import Somebody, tiers

HANDBOOK = read_handbook()
AS_OF = date(2026, 11, 12)  # a Thursday
ACTIVITIES = list(HANDBOOK.activities)
SOURCE = "faq#credit"


def small_tiers(rng, count=None):
    """Tiers of a few hours, as an amendment of what the handbook says of tiers."""
    changed = {}
    for name in ("first", "second", "third")[: count or 3]:
        least = {category: rng.choice([0, 0, 0.5, 1]) for category in "ABC"}
        counted = sorted(rng.sample("ABC", rng.choice([1, 2, 2, 3, 3])))
        least = {category: hours if category in counted else 0 for category, hours in least.items()}
        hours = max(0.5, sum(least.values()) + rng.choice([0, 0, 0.5, 1]))
        changed[name] = {"hours": hours, "counts": counted, "minimum": least,
                         "prerequisite": rng.choice(["none", "none", "techniques", "diplomate"])}  # fmt: skip
    return changed


def random_policy(rng, horizon):
    """The handbook with small tiers, some readings, and perhaps a dated change of tiers and of what sessions earn."""
    chosen = {name: rng.choice(sorted(reading.alternatives)) for name, reading in HANDBOOK.readings.items()}
    policy = amend(HANDBOOK, Amendment("small", SOURCE, {"tiers": small_tiers(rng)}))
    policy = read_as(policy, chosen)
    for _ in range(rng.choice([0, 0, 1, 2])):
        begin = AS_OF + timedelta(days=rng.randint(1, (horizon - AS_OF).days))
        changes = {}
        if rng.random() < 0.5:
            changes["tiers"] = small_tiers(rng, rng.randint(1, 3))
        if rng.random() < 0.7:
            changes["activities"] = {code: _terms(rng, begin) for code in rng.sample(ACTIVITIES, 4)}
        if changes:
            try:
                policy = amend(policy, Amendment("later", SOURCE, changes, begin))
            except HandbookError:
                continue
    return policy


def _terms(rng, begin):
    terms = {
        "category": rng.choice("ABC"),
        "credit": rng.choice(
            [{"basis": "duration"}, {"basis": "fixed", "hours": 0.5}, {"basis": "per_day", "hours": 1.5}]
        ),
        "cap": rng.choice(
            [{"hours": 0.5, "per": "event"}, {"hours": 1, "per": "session"}, {"hours": 0, "per": "event"}]
        ),
        "modality": rng.choice([["in_person"], ["virtual"], ["in_person", "virtual"]]),
        "counts_until": begin + timedelta(days=rng.randint(0, 3)),
        "repeats": "once_per_event",
    }
    return {name: terms[name] for name in rng.sample(sorted(terms), rng.randint(1, 2))}


def random_options(rng, horizon, activities):
    """Options under which at most some activities may be planned."""
    days = (horizon - AS_OF).days
    return PlanOptions(
        by=rng.choice([None, horizon, horizon, AS_OF + timedelta(days=rng.randint(1, days))]),
        from_=rng.choice([None, AS_OF, AS_OF + timedelta(days=rng.randint(0, 2))]),
        minimise=rng.choice(list(Minimise)),
        minutes_per_week=rng.choice([None, None, None, 60, 90, 100, 150, 210]),
        sessions_per_week=rng.choice([None, None, None, 1, 2, 3, 4]),
        only_virtual=rng.random() < 0.2,
        without=frozenset(ACTIVITIES) - frozenset(activities),
        lengths={
            code: rng.choice([30, 45, 60, 75, 90]) for code in rng.sample(activities, rng.randint(0, len(activities)))
        },
        prices={
            code: Decimal(rng.choice(["0", "5", "7.5", "10"]))
            for code in rng.sample(activities, rng.choice([0, len(activities)]))
        },
    )  # fmt: skip


def random_situation(rng, policy):
    """A record of up to six sessions of up to an hour, certifications before and after today, days named already."""
    certified = [
        None,
        date(2020, 1, 1),
        AS_OF - timedelta(days=3),
        AS_OF + timedelta(days=2),
        AS_OF + timedelta(days=5),
    ]
    me = Somebody("ada", techniques=rng.choice(certified), diplomate=rng.choice(certified))
    by_level = policy.interpretation.certification_timing.value == "before_hours"
    earned = {}
    for _ in range(rng.randint(0, 6)):
        day = AS_OF - timedelta(days=rng.choice([0, 1, 2, 30, 31, 400]))
        level = "none"
        if by_level:
            level = "diplomate" if me.diplomate and me.diplomate <= day else level
            level = "techniques" if level == "none" and me.techniques and me.techniques <= day else level
        earned[day, rng.choice("ABC"), level] = rng.choice([30, 60])
    standing = tiers(policy, earned, me, AS_OF)
    taken = {
        (rng.choice(ACTIVITIES), AS_OF + timedelta(days=rng.randint(0, 2))) for _ in range(rng.choice([0, 0, 1, 2]))
    }
    return Situation(
        policy, AS_OF, "ada",
        tuple(Credited(day, (category, Level(level)), minutes) for (day, category, level), minutes in earned.items()),
        tuple((name, TierStanding(tier.complete, tier.reached)) for name, tier in standing.items()),
        me.techniques, me.diplomate, frozenset(taken),
    )  # fmt: skip


def random_case(seed, most=12):
    """(situation, tier, options, horizon) of which every plan can be tried: at most `most` sessions could be held."""
    rng = random.Random(seed)
    days = rng.choice([3, 4, 4, 5, 6, 10])
    horizon = AS_OF + timedelta(days=days)
    policy = random_policy(rng, horizon)
    number = max(1, most // (days + 1))
    activities = ["treatment", "one_to_one", rng.choice(ACTIVITIES[1:-1])]
    activities += rng.sample(sorted(set(ACTIVITIES) - set(activities)), 8)
    activities = activities[:number] if rng.random() < 0.7 else rng.sample(ACTIVITIES, number)
    options = random_options(rng, horizon, activities)
    return random_situation(rng, policy), rng.choice(["first", "second", "second", "third"]), options, horizon
