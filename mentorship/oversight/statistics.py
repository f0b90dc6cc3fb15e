"""One measure, put together: the programme's value, each mentor's value with its limits, estimate and verdict.

Pure functions on numbers. What is counted, out of what, and the words on screen are said elsewhere; here a measure has
a kind: "binomial" (a share), "poisson" (a rate per month) or "t" (a mean of ratings).

Order: `funnel` limits around the programme's value → `overdispersion` → `verdicts` after it, with what chance alone
would raise → `shrinkage` → `false_discovery`. Mentors come back by id, never by value: this is no ranking, and the
order in which they come in changes nothing, not even a last digit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

import numpy as np

from mentorship.oversight.distributions import Floats, distribution
from mentorship.oversight.false_discovery import q_values
from mentorship.oversight.funnel import Kind, Limits, Spread, count_limits, funnel_limits, mean_limits, standard_error
from mentorship.oversight.observations import RATINGS, Observed, check, pooled_spread
from mentorship.oversight.overdispersion import Overdispersion, overdispersion
from mentorship.oversight.shrinkage import Shrunken, shrunken_means, shrunken_rates, shrunken_shares
from mentorship.oversight.verdicts import (
    FEWEST,
    TAIL,
    Outside,
    Truths,
    Verdict,
    counts_outside,
    least_out_of_for_mean,
    least_out_of_for_share,
    means_outside,
    needs_more,
    verdicts,
)


@dataclass(frozen=True)
class Estimate:
    """Drawn towards the programme's value, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class MentorValue:
    """`limits` by name ("95", "99.8"), before overdispersion; infinite where a mean or rate has no observations.
    `verdict_limits`: the 99.8 % limits after it, the same where it is not used. `expected_flag`: how probable a flag
    was by chance alone, 0 where it is too early. `p_value` and `q_value` (two-sided, after overdispersion; q among
    those judged in this measure) are None where it is too early."""

    mentor: str
    counted: int | None
    out_of: float
    value: float | None
    limits: dict[str, tuple[float, float]]
    verdict_limits: tuple[float, float]
    shrunken: Estimate
    verdict: Verdict
    needs_more: int
    expected_flag: float
    p_value: float | None
    q_value: float | None

    @property
    def is_flagged(self) -> bool:
        return self.verdict in (Verdict.LOWER, Verdict.HIGHER)


@dataclass(frozen=True)
class Measure:
    """`value` is the programme's. `counted`: for means, the number of ratings. `spread`: for means only. The lines of
    the funnel are `funnel_limits(kind, value, out_of, spread=spread, between=0 or overdispersion.between)`."""

    kind: Kind
    value: float
    counted: int
    out_of: float
    overdispersion: Overdispersion
    spread: Spread | None
    mentors: tuple[MentorValue, ...]

    @property
    def judged(self) -> int:
        """Mentors for whom it is not too early."""
        return sum(each.verdict is not Verdict.TOO_EARLY for each in self.mentors)

    @property
    def flags(self) -> int:
        """Mentors outside the 99.8 % limits after overdispersion."""
        return sum(each.is_flagged for each in self.mentors)

    @property
    def expected_by_chance(self) -> float:
        """How many of the judged would be outside if all were alike (but for overdispersion, where it is used)."""
        return float(sum(each.expected_flag for each in self.mentors))


def flags(measures: Iterable[Measure]) -> int:
    """How many flags there are: one mentor may have one in each measure."""
    return sum(each.flags for each in measures)


def expected_by_chance(measures: Iterable[Measure]) -> float:
    """How many flags chance alone would raise: the sum of each judged mentor's exact probability, in each measure."""
    return float(sum(each.expected_by_chance for each in measures))


def measure(kind: Kind, observed: Iterable[Observed], *, scale: tuple[float, float] = RATINGS) -> Measure | None:
    """The measure over all mentors; None where nothing was observed of anybody (no column, no session): never a zero.

    `scale`: lowest and highest rating. Raises ValueError for what no count can be: a mentor twice, more counted than
    there were, a negative or infinite number, a share of part of a session.
    """
    mentors = sorted(observed, key=lambda each: each.mentor)
    check(kind, mentors)
    out_of = np.array([each.out_of for each in mentors], dtype=np.float64)
    if out_of.sum() == 0:
        return None
    if kind == "t":
        return _of_means(mentors, out_of, scale)
    return _of_counts(kind, mentors, out_of)


def _of_counts(kind: Kind, mentors: list[Observed], out_of: Floats) -> Measure:
    counted = np.array([each.counted for each in mentors], dtype=np.float64)
    value = float(counted.sum() / out_of.sum())
    single = value * (1 - value) if kind == "binomial" else value
    seen = np.where(out_of > 0, out_of, 1.0)
    values = np.where(out_of > 0, counted / seen, np.nan)
    dispersion = _dispersion(
        value, values, np.sqrt(single / seen), out_of, ceiling=single if kind == "binomial" else np.inf
    )
    between = dispersion.between
    least = least_out_of_for_share(value, between) if kind == "binomial" else FEWEST
    shrunken = (shrunken_shares if kind == "binomial" else shrunken_rates)(value, counted, out_of)
    own = distribution(kind, value, out_of, between)
    limits = funnel_limits(kind, value, out_of)
    table = _Table(out_of, values, limits, shrunken, counts_outside(own, counted), least)
    after = count_limits(own, TAIL) if between > 0 else limits["99.8"]
    total = float(out_of.sum())
    return Measure(kind, value, int(counted.sum()), total, dispersion, None, table.rows(mentors, after))


def _of_means(mentors: list[Observed], out_of: Floats, scale: tuple[float, float]) -> Measure:
    totals, squares = (np.array([getattr(each, name) for each in mentors]) for name in ("total", "squares"))
    value = float(totals.sum() / out_of.sum())
    spread = pooled_spread(value, out_of, totals, squares)
    means = np.where(out_of > 0, totals / np.where(out_of > 0, out_of, 1.0), np.nan)
    dispersion = _dispersion(value, means, standard_error(spread, out_of), out_of)
    between = dispersion.between
    least = least_out_of_for_mean(value, spread, between, scale)
    shrunken = shrunken_means(value, spread, means, out_of, scale)
    outside = means_outside(value, spread, out_of, means, between)
    table = _Table(out_of, means, funnel_limits("t", value, out_of, spread=spread), shrunken, outside, least)
    after = mean_limits(value, spread, out_of, TAIL, between)
    total = float(out_of.sum())
    return Measure("t", value, int(total), total, dispersion, spread, table.rows(mentors, after))


def _dispersion(
    value: float, values: Floats, standard_errors: Floats, out_of: Floats, ceiling: float = np.inf
) -> Overdispersion:
    """From mentors with five observations or more. `ceiling`: a variance that shares between 0 and 1 cannot reach."""
    enough = (out_of >= FEWEST) & (standard_errors > 0)
    found = overdispersion(values[enough] - value, standard_errors[enough])
    return Overdispersion(found.factor, found.used, min(found.between, 0.99 * ceiling))


@dataclass(frozen=True)
class _Table:
    """One entry per mentor in everything."""

    out_of: Floats
    values: Floats
    limits: dict[str, Limits]
    shrunken: Shrunken
    outside: Outside
    least: int

    def rows(self, mentors: list[Observed], after: Limits) -> tuple[MentorValue, ...]:
        early: Truths = self.out_of < self.least
        q: Floats = np.full(self.out_of.shape, np.nan)
        q[~early] = q_values(self.outside.p_value[~early])
        p = np.where(early, np.nan, self.outside.p_value)
        limits = [zip(each.low.tolist(), each.high.tolist(), strict=True) for each in self.limits.values()]
        estimates = (self.shrunken.value.tolist(), self.shrunken.low.tolist(), self.shrunken.high.tolist())
        columns = zip(
            mentors,
            _or_none(self.values),
            zip(*limits, strict=True),
            zip(after.low.tolist(), after.high.tolist(), strict=True),
            map(Estimate, *estimates),
            verdicts(self.outside, early),
            needs_more(self.out_of, self.least).tolist(),
            np.where(early, 0.0, self.outside.by_chance).tolist(),
            _or_none(p),
            _or_none(q),
            strict=True,
        )
        return tuple(
            MentorValue(
                each.mentor, each.counted, each.out_of, value, dict(zip(self.limits, pairs, strict=True)), *rest
            )
            for each, value, pairs, *rest in columns
        )


def _or_none(values: Floats) -> list[float | None]:
    return [None if isnan(each) else each for each in values.tolist()]
