"""Has a mentor’s number of sessions a month changed of late, beyond chance?

A control chart of a mentor’s months (`control_charts.xmr_chart`) with the four usual rules. Monthly counts of mentors
are few and skew: of charts with one session in two months, half have a point outside the limits by chance. So a rule
alone does not ask; the months it marks must be rare, too, if all sessions of the chart had fallen on its months alike
(binomial, given how many there are). The limits follow how much this mentor’s months vary; the second test holds where
counts are too small for limits. Of mentors who mentor as ever about one in fifty is asked about: `BY_CHANCE` (tested).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from math import inf
from typing import Any

from mentorship.statistics import special
from mentorship.statistics.control_chart_rules import Rule, Side
from mentorship.statistics.control_charts import ControlChart, xmr_chart

#: Of charts on which nothing has changed, about this share is asked about in any month; never more than twice as many.
BY_CHANCE = 0.02


@dataclass(frozen=True)
class Month:
    """One calendar month of a mentor. `is_whole`: it is over, and the mentor was certified until its end."""

    month: date
    sessions: int
    is_whole: bool


@dataclass(frozen=True)
class When:
    """How much is looked at, and how rare it must be. See `signals/sudden_change.toml`."""

    least_points: int
    most_points: int
    latest: int
    begun_within: int
    rarer_than_once_in: int


@dataclass(frozen=True)
class Change:
    """The months that are asked about: how many sessions there were, and how many there usually are in such a month."""

    first_month: date
    last_month: date
    months: int
    side: Side
    rule: Rule
    sessions: int
    usual: float
    by_chance: float


def chart_of(months: Sequence[Month], most_points: int, rebased: Iterable[date] = ()) -> ControlChart | None:
    """The control chart of a mentor’s whole months, with new limits from each month in `rebased`; None without any."""
    whole = [each for each in months if each.is_whole][-most_points:]
    if not whole:
        return None
    places = {each.month: place for place, each in enumerate(whole)}
    change_points = sorted({places[month] for month in rebased if places.get(month, 0) > 0})
    return _charted(tuple(each.sessions for each in whole), tuple(change_points))


@lru_cache(maxsize=8192)
def _charted(values: tuple[int, ...], change_points: tuple[int, ...]) -> ControlChart:
    return xmr_chart(values, change_points=change_points, bounds=(0, inf))


def sudden_change(months: Sequence[Month], when: When, rebased: Iterable[date] = ()) -> Change | None:
    """The change of the latest months that chance explains least, if chance does not explain it. Months in order."""
    whole = [each for each in months if each.is_whole][-when.most_points :]
    begin = max((month for month in rebased if whole and month <= whole[-1].month), default=date.min)
    whole = [each for each in whole if each.month >= begin]
    if len(whole) < when.least_points:
        return None
    chart = _charted(tuple(each.sessions for each in whole), ())
    oldest = len(whole) - when.begun_within
    found = [
        _change(whole, places, rule, side)
        for rule, side, places in _marked(chart, when.latest)
        if places.start >= oldest
    ]
    under_way = [each for each in months if not each.is_whole][-1:]
    upper = chart.segments[-1].upper
    if under_way and upper is not None and under_way[0].sessions > upper:
        together = [*whole, under_way[0]]
        found.append(_change(together, range(len(whole), len(together)), Rule.OUTSIDE, Side.HIGH))
    rare = [each for each in found if each.by_chance * when.rarer_than_once_in <= 1]
    return min(rare, key=lambda each: each.by_chance, default=None)


def _marked(chart: ControlChart, latest: int) -> list[tuple[Rule, Side, range]]:
    """Every rule that speaks of one of the latest points, with the points it marks together with it."""
    first_of_latest = max(0, len(chart.points) - latest)
    spoken = {each for point in chart.points[first_of_latest:] for each in point.signals}
    found = []
    for each in sorted(spoken, key=lambda signal: (signal.rule, signal.side)):
        marked = [each in point.signals for point in chart.points]
        reach = 2 if each.rule is Rule.NEAR else 1
        for run in _stretches(marked, reach):
            # What was usual for most of the time is not the change, however the rest makes it look.
            if run.stop > first_of_latest and 2 * len(run) <= len(marked):
                found.append((each.rule, each.side, run))
    return found


def _stretches(marked: Sequence[bool], reach: int) -> list[range]:
    """Runs of marked points; with a reach of two, one point between two of them may be unmarked."""
    places = [place for place, mark in enumerate(marked) if mark]
    runs: list[range] = []
    for place in places:
        if runs and place - runs[-1].stop < reach:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs


def _change(months: Sequence[Month], places: range, rule: Rule, side: Side) -> Change:
    counts = [each.sessions for each in months]
    inside, others = counts[places.start : places.stop], counts[: places.start] + counts[places.stop :]
    return Change(
        months[places.start].month, months[places.stop - 1].month, len(places), side, rule, sum(inside),
        sum(others) / len(others), _by_chance(inside, others, side),
    )  # fmt: skip


def _by_chance(inside: Sequence[int], others: Sequence[int], side: Side) -> float:
    """P(so many, or so few, of all sessions in these months), where sessions come in bursts as in the other months.

    Sessions that come in bursts of so many at once are as rare as bursts, not as sessions: counts are divided by the
    dispersion of the other months (quasi-Poisson; McCullagh and Nelder 1989, Generalized Linear Models, chapter 6)."""
    share, mean = len(inside) / (len(inside) + len(others)), sum(others) / len(others)
    spread = sum((each - mean) ** 2 for each in others) / max(1, len(others) - 1)
    burst = max(1.0, spread / mean) if mean else 1.0
    some, rest = sum(inside) / burst, sum(others) / burst
    if side is Side.HIGH:
        return float(special.betainc(some, rest + 1, share)) if some else 1.0
    return 1.0 - float(special.betainc(some + 1, rest, share)) if rest else 1.0


def by_mentor(rows: Iterable[dict[str, Any]]) -> dict[str, list[Month]]:
    """Rows of `monthly_sessions.sql`, in its order, as each mentor’s months."""
    return {
        mentor: [Month(row["month"], row["sessions"], row["is_whole"]) for row in own]
        for mentor, own in groupby(rows, key=lambda row: row["mentor"])
    }
