"""What it takes to complete a tier, computed from the policy: demands, requirement rows, ceilings.

The hours of a tier are complete when credited minutes can be split among tiers so that each gets its hours
and its minimums. Splitting is a transport problem, and Hall's condition solves it: list every demand (each
minimum, and each tier's remainder, its *flexible* minutes) with the buckets that may serve it; then for every
union X of such sets, the minutes in X must be at least the sum of the demands whose set lies inside X.
Each union is one requirement row. A bucket is a category and, where hours must come after certification,
the level held on the day.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from mentorship.policy.model import Policy
from mentorship.policy.timeline import Timeline, eras
from mentorship.vocabulary import CategoryName, Level, Modality, TierName

Bucket = tuple[CategoryName, Level]


@dataclass(frozen=True)
class Demand:
    """Minutes that a tier asks of some buckets. `category` names the minimum; None for flexible minutes."""

    tier: TierName
    category: CategoryName | None
    buckets: frozenset[Bucket]
    minutes: int


@dataclass(frozen=True)
class RequirementRow:
    """`minutes` at least must lie in `buckets` for the tier. An *implied* row follows from others of its tier."""

    tier: TierName
    buckets: frozenset[Bucket]
    minutes: int
    implied: bool

    @property
    def categories(self) -> list[CategoryName]:
        return sorted({category for category, _ in self.buckets})

    @property
    def levels(self) -> dict[CategoryName, Level]:
        """The least certification level of each category's hours in this row, where one is asked for."""
        least = {each: min((level for c, level in self.buckets if c == each), key=lambda level: level.rank)
                 for each in self.categories}  # fmt: skip
        return {category: level for category, level in least.items() if level is not Level.NONE}


def counts_by_level(policy: Policy) -> bool:
    """Whether hours are told apart by the certification held on their day."""
    return policy.interpretation.certification_timing.value == "before_hours"


def buckets(policy: Policy) -> list[Bucket]:
    """Every bucket that a session's minutes can fall into."""
    levels = list(Level) if counts_by_level(policy) else [Level.NONE]
    return [(category, level) for category in sorted(policy.categories) for level in levels]


def demands(policy: Policy, when: date) -> list[Demand]:
    """What the tiers ask on a day: tier by tier, minimums before flexible minutes. Demands of zero are left out."""
    listed: list[Demand] = []
    for name, tier in policy.tiers_in_order:
        counted, total = tier.counts.on(when) or (), tier.minutes.on(when) or 0
        least = {category: timeline.on(when) or 0 for category, timeline in sorted(tier.minimum.items())}
        asked = tier.prerequisite.on(when) or Level.NONE
        levels = [level for level in Level if level.rank >= asked.rank] if counts_by_level(policy) else [Level.NONE]

        def served_by(categories: tuple[CategoryName, ...], levels: list[Level] = levels) -> frozenset[Bucket]:
            return frozenset((category, level) for category in categories for level in levels)

        listed += [Demand(name, each, served_by((each,)), minutes) for each, minutes in least.items()]
        listed.append(Demand(name, None, served_by(counted), total - sum(least.values())))
    return [demand for demand in listed if demand.minutes]


def requirement_rows(policy: Policy, when: date) -> tuple[RequirementRow, ...]:
    """The requirement rows of every tier in force on a day.

    Where hours carry over, a tier's rows hold its own demands and those of the tiers before it;
    where a tier starts after the one before it was reached, only its own.
    """
    return _rows_from(policy, max(begin for begin, _ in requirement_eras(policy) if begin <= when))


@lru_cache(maxsize=256)
def _rows_from(policy: Policy, when: date) -> tuple[RequirementRow, ...]:
    """The same once for all days of an era."""
    cumulative = policy.interpretation.surplus_hours.value == "carries_over"
    wanted = demands(policy, when)
    order = [name for name, _ in policy.tiers_in_order]
    rows: list[RequirementRow] = []
    for place, name in enumerate(order):
        asking = order[: place + 1] if cumulative else [name]
        rows += _rows_of(name, [demand for demand in wanted if demand.tier in asking])
    return tuple(rows)


def _rows_of(tier: TierName, wanted: list[Demand]) -> list[RequirementRow]:
    unions: set[frozenset[Bucket]] = set()
    for served in {demand.buckets for demand in wanted}:
        unions |= {served} | {served | union for union in unions}
    least = {union: sum(d.minutes for d in wanted if d.buckets <= union) for union in unions}
    shortest_first = sorted(unions, key=lambda union: (len(union), sorted(union)))
    return [RequirementRow(tier, union, least[union], _is_implied(union, least)) for union in shortest_first]


def _is_implied(union: frozenset[Bucket], least: dict[frozenset[Bucket], int]) -> bool:
    """Whether smaller rows, disjoint ones added up, already ask for as much. Two are enough: sums only grow."""
    inside = [each for each in least if each < union]
    return any(least[each] >= least[union] for each in inside) or any(
        least[one] + least[other] >= least[union] for one in inside for other in inside if not one & other
    )


@lru_cache(maxsize=256)
def requirement_eras(policy: Policy) -> tuple[tuple[date, date], ...]:
    """The spans [from, until) within which no tier changes."""
    timelines: list[Timeline[Any]] = []
    for _, tier in policy.tiers_in_order:
        timelines += [tier.minutes, tier.counts, tier.prerequisite, *tier.minimum.values()]
    return tuple(eras(timelines))


def most_usable(policy: Policy, when: date) -> dict[CategoryName, int]:
    """The most minutes of each category that all tiers together can use. What is above is *beyond use*."""
    most = dict.fromkeys(sorted(policy.categories), 0)
    for _, tier in policy.tiers_in_order:
        least = {category: timeline.on(when) or 0 for category, timeline in tier.minimum.items()}
        for category in tier.counts.on(when) or ():
            others = sum(minutes for other, minutes in least.items() if other != category)
            most[category] += (tier.minutes.on(when) or 0) - others
    return most


def in_person_only(policy: Policy, when: date) -> list[CategoryName]:
    """Categories none of whose activities may be virtual."""
    virtual = {
        activity.category.on(when)
        for activity in policy.activities.values()
        if Modality.VIRTUAL in (activity.modality.on(when) or ())
    }
    return sorted(set(policy.categories) - {category for category in virtual if category})


def virtual_ceiling(policy: Policy, when: date) -> dict[TierName, tuple[int, int]]:
    """For each tier: the most of its minutes that can be virtual, and its minutes."""
    bound = set(in_person_only(policy, when))
    ceiling: dict[TierName, tuple[int, int]] = {}
    for name, tier in policy.tiers_in_order:
        total = tier.minutes.on(when) or 0
        in_person = sum(timeline.on(when) or 0 for category, timeline in tier.minimum.items() if category in bound)
        reachable = total - in_person if set(tier.counts.on(when) or ()) - bound else 0
        ceiling[name] = (reachable, total)
    return ceiling


def slack(policy: Policy, when: date) -> dict[TierName, int]:
    """For each tier: the minutes that no minimum has spoken for."""
    flexible = {demand.tier: demand.minutes for demand in demands(policy, when) if demand.category is None}
    return {name: flexible.get(name, 0) for name, _ in policy.tiers_in_order}
