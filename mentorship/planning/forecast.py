"""How much credit will open tiers need in the next twelve months, against what is being given? (When one mentee will
finish: `reports/my_pace.py`.)

For each person the next year is drawn from what people like them did: somebody who, a year earlier, had earned about as
much in the year before (nothing yet, nothing that year, up to 6 h, up to 18 h, more). All of one draw come from the
same past year, so that good and bad years show in the interval. Nobody uses more of a category than their open tiers
can.
People who join later are in neither the forecast nor the back-test, which does the same a year earlier.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorship.access import Role, require
from mentorship.answers.definitions import A_YEAR
from mentorship.answers.report import ask
from mentorship.answers.request import Request
from mentorship.planning import SQL
from mentorship.policy.requirements import most_usable
from mentorship.vocabulary import CategoryName

Minutes = NDArray[np.int64]
#: The same data give the same forecast.
SEED = 20140501
DRAWS, PAST_YEARS = 200, 5
#: People read a forecast to the hour: what is less is no knowledge.
TO_READ = 60
#: Nine draws in ten lie between low and high.
LOW, HIGH = 0.05, 0.95
#: Up to how many minutes in the year before people are alike.
ALIKE = (0, 360, 1080)

ByCategory = dict[CategoryName, int]


@dataclass(frozen=True)
class Forecast:
    """Minutes by category. `needed`: the median of the draws for the next 12 months, `low` and `high` hold nine in ten;
    `given_last_12`: credited to anybody in the last; `predicted` and `happened`: the same forecast made a year ago, and
    what open tiers of the same people used."""

    needed: ByCategory
    low: ByCategory
    high: ByCategory
    given_last_12: ByCategory
    predicted: ByCategory
    predicted_low: ByCategory
    predicted_high: ByCategory
    happened: ByCategory


@dataclass(frozen=True)
class History:
    """`minutes[person, category, years back]`, credited; `years[person]`: whole years in the programme."""

    minutes: Minutes
    years: Minutes
    most: Minutes

    def present(self, back: int) -> NDArray[np.bool_]:
        """Who was in the programme so many years ago."""
        there: NDArray[np.bool_] = self.years >= back
        return there

    def open(self, back: int) -> Minutes:
        """What open tiers could still use then, by person and category."""
        left: Minutes = np.maximum(0, self.most - self.minutes[:, :, back:].sum(axis=2))
        return left

    def kind(self, back: int) -> Minutes:
        """How much each person had earned in the year before: alike people have the same number."""
        last, ever = self.minutes[:, :, back].sum(axis=1), self.minutes[:, :, back:].sum(axis=(1, 2))
        return np.where(ever == 0, -1, np.searchsorted(ALIKE, last, side="left"))


def to_read(minutes: int, step: int = TO_READ) -> int:
    """Forecast minutes as people read them."""
    return round(minutes / step) * step


def forecast(request: Request) -> Forecast:
    """The next twelve months from the day of the request on. Raises AccessError for all but the ombudsman."""
    require(request.viewer, (Role.OMBUDSMAN,), "The exact forecast of capacity")
    return forecast_exactly(request)


def forecast_exactly(request: Request) -> Forecast:
    """The same without asking who looks: for answers that blur it."""
    usable = most_usable(request.policy, request.as_of)
    rows = ask(request, SQL / "credit_by_year.sql", as_of=request.as_of, a_year=A_YEAR)
    history = history_of(
        [(row["mentee"], row["years"], row["category"], row["years_back"], row["minutes"]) for row in rows], usable
    )
    ahead, behind = drawn(history, 0), drawn(history, 1)
    used = np.minimum(history.minutes[:, :, 0], history.open(1))[history.present(1)].sum(axis=0)
    given = history.minutes[:, :, 0].sum(axis=0)

    def by_category(values: NDArray[Any]) -> ByCategory:
        return {name: round(float(value)) for name, value in zip(usable, values, strict=True)}

    needed, low, high = (by_category(np.quantile(ahead, at, axis=0)) for at in (0.5, LOW, HIGH))
    predicted, was_low, was_high = (by_category(np.quantile(behind, at, axis=0)) for at in (0.5, LOW, HIGH))
    return Forecast(needed, low, high, by_category(given), predicted, was_low, was_high, by_category(used))


def history_of(
    rows: Sequence[tuple[str, int, CategoryName | None, int | None, int | None]], usable: ByCategory
) -> History:
    """Rows (person, years, category, years back, minutes) as arrays; a row without category only says who is there."""
    place = {name: number for number, name in enumerate(usable)}
    people = {person: number for number, person in enumerate(dict.fromkeys(row[0] for row in rows))}
    longest = max((row[3] for row in rows if row[3] is not None), default=0)
    minutes = np.zeros((len(people), len(place), max(longest, PAST_YEARS + 1) + 1), dtype=np.int64)
    years = np.zeros(len(people), dtype=np.int64)
    for person, whole_years, category, back, earned in rows:
        years[people[person]] = whole_years
        if category in place and back is not None and earned is not None:
            minutes[people[person], place[category], back] = earned
    return History(minutes, years, np.array(list(usable.values()), dtype=np.int64))


def drawn(history: History, back: int) -> Minutes:
    """What the open tiers of everybody present so many years ago may use in the year after: draw by category."""
    generator = np.random.default_rng(SEED)
    present = history.present(back)
    opened, kind = history.open(back)[present], history.kind(back)[present]
    known = [then for then in range(back + 1, back + 1 + PAST_YEARS) if history.present(then).any()]
    if not known:
        return _nothing_to_go_by(history, back, opened)
    pools = {then: _pools(history, then) for then in known}
    totals = np.zeros((DRAWS, len(history.most)), dtype=np.int64)
    for draw in range(DRAWS):
        pool = pools[known[generator.integers(len(known))]]
        for each in np.unique(kind):
            alike = kind == each
            donors = pool.get(int(each))
            years_after = (
                history.minutes[present][alike][:, :, back]
                if donors is None
                else donors[generator.integers(len(donors), size=int(alike.sum()))]
            )
            totals[draw] += np.minimum(years_after, opened[alike]).sum(axis=0)
    return totals


def _pools(history: History, then: int) -> dict[int, Minutes]:
    """What people of each kind earned in the year after, so many years ago."""
    kinds, was_there = history.kind(then), history.present(then)
    after = history.minutes[:, :, then - 1]
    return {int(each): after[was_there & (kinds == each)] for each in np.unique(kinds[was_there])}


def _nothing_to_go_by(history: History, back: int, opened: Minutes) -> Minutes:
    """Without a past year: between nothing and all that is open, most likely as in the last year."""
    same = np.minimum(history.minutes[history.present(back)][:, :, back], opened).sum(axis=0)
    return np.array([np.zeros_like(same), same, opened.sum(axis=0)])
