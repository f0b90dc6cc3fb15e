"""What a plan is asked for and what it may use: a person's own wishes and limits, checked before any search."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from mentorship.errors import ArgumentError
from mentorship.policy.model import Policy
from mentorship.vocabulary import ActivityCode, TierName
from mentorship.wording import day, listed, nearest

#: How long a session lasts where credit is by duration and nothing else was said.
USUAL_MINUTES = 60
#: The longest session that can be planned: a day.
MOST_MINUTES = 24 * 60
#: No plan begins after this day.
LAST_DAY = date(9000, 12, 31)
#: What a week holds, in minutes.
WEEK_MINUTES = 7 * MOST_MINUTES


class Minimise(StrEnum):
    """What a plan keeps least. Ties are broken by the others, in this order."""

    MINUTES = "minutes"
    COST = "cost"
    IN_PERSON_DAYS = "in_person_days"
    FINISH = "finish"


@dataclass(frozen=True)
class WeeklyLimits:
    """The most that planned sessions may take from Monday to Sunday; None: no limit."""

    minutes: int | None = None
    sessions: int | None = None

    def __bool__(self) -> bool:
        return self.minutes is not None or self.sessions is not None


@dataclass(frozen=True)
class PlanOptions:
    """`by`: the last day on which the hours may be complete. `from_`: the first day that may be used; None: the day
    after the one judged. `minutes_per_week`, `sessions_per_week`: the most that planned sessions may take in a week
    from Monday to Sunday. `only_virtual`: in person only where nothing else earns that category. `without`: activities
    left out. `lengths`: minutes of one session. `prices`: money for one session; without a price it is free."""

    by: date | None = None
    from_: date | None = None
    minimise: Minimise = Minimise.MINUTES
    minutes_per_week: int | None = None
    sessions_per_week: int | None = None
    only_virtual: bool = False
    without: frozenset[ActivityCode] = frozenset()
    lengths: Mapping[ActivityCode, int] = field(default_factory=dict)
    prices: Mapping[ActivityCode, Decimal] = field(default_factory=dict)

    @property
    def criteria(self) -> list[Minimise]:
        """What is kept least, the most important first."""
        return [self.minimise, *(each for each in Minimise if each is not self.minimise)]

    @property
    def weekly(self) -> WeeklyLimits:
        return WeeklyLimits(self.minutes_per_week, self.sessions_per_week)

    @property
    def price_unit(self) -> Decimal:
        """The smallest amount in which every price is a whole number: 0.01 where one has cents."""
        exponents = [price.normalize().as_tuple().exponent for price in self.prices.values() if price]
        return Decimal(1).scaleb(min([0, *(each for each in exponents if isinstance(each, int))]))

    def price_in_units(self, activity: ActivityCode) -> int:
        return int(self.prices.get(activity, Decimal(0)) / self.price_unit)

    def first_day(self, as_of: date) -> date:
        """The first day that may be used."""
        return self.from_ or as_of + timedelta(days=1)

    def check(self, policy: Policy, tier: TierName, as_of: date) -> None:
        """Raises ArgumentError for what nobody can mean, in a sentence that says what to do."""
        _known("tier", [tier], policy.tiers)
        for names in (self.without, self.lengths, self.prices):
            _known("activity", names, policy.activities)
        if self.from_ and self.from_ < as_of:
            raise ArgumentError(f"{day(self.from_)} is in the past: plan from {day(as_of)} on.")
        if max(as_of, self.from_ or as_of) > LAST_DAY:
            raise ArgumentError(f"{day(self.from_ or as_of)} is too far ahead for a plan to begin.")
        if self.minutes_per_week is not None and not 0 < self.minutes_per_week <= WEEK_MINUTES:
            raise ArgumentError("Hours per week must be more than 0 and at most 168, such as 3 or 1.5.")
        if self.sessions_per_week is not None and self.sessions_per_week < 1:
            raise ArgumentError("A plan needs at least 1 session a week.")
        for activity, minutes in self.lengths.items():
            if not 0 < minutes <= MOST_MINUTES:
                raise ArgumentError(f"A session of {activity} lasts 1 to {MOST_MINUTES:,} minutes, not {minutes:,}.")
        for activity, price in self.prices.items():
            if not price.is_finite() or not 0 <= price < Decimal(10**6) or price != round(price, 4):
                raise ArgumentError(f"The price of {activity} is an amount such as 90 or 12.50, not {price}.")


def _known(what: str, names: Iterable[str], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"Did you mean {near}?" if near else f"Use {listed(known, 'or')}."
            raise ArgumentError(f"There is no {what} {name!r}. {hint}")
