"""Is this mentor as expected, or too early to tell, and if so, how many more until it is not?

*Outside* means beyond the exact 99.8 % quantiles of the mentor's own distribution, after overdispersion: P < 0.001 on
either side, never more (see `funnel`).

*Too early*: fewer than five observations, or not even the most extreme possible value would be outside.
- A share: that value is none or all. One of the two outside is enough. Where 2 % of sessions are refused, five refused
  of five would be news and none refused of two hundred would not: such a mentor can turn out higher, not yet lower.
- A mean of ratings: either end of the scale, in the same way.
- A rate per month: zero is the least, but no count is the greatest, and in any time at all enough sessions would be
  outside. So a rate is too early only below five months.

Where mentors differ so much that nobody could stand out with any number of observations within reach, waiting changes
nothing, and from five observations on a mentor is as expected.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mentorship.oversight.by_chance import count_is_outside, mean_is_outside, rate_is_outside, share_is_outside
from mentorship.oversight.distributions import Binomial, Distribution, Floats, Poisson, distribution
from mentorship.oversight.funnel import TAILS, Spread, standard_error
from mentorship.statistics import special

Truths = NDArray[np.bool_]

#: Fewest observations (or months) anyone is judged on.
FEWEST = 5
#: More observations than anyone will have.
OUT_OF_REACH = 10_000
#: Chance beyond either limit.
TAIL = TAILS["99.8"]


class Verdict(StrEnum):
    TOO_EARLY = "too_early"
    AS_EXPECTED = "as_expected"
    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True)
class Outside:
    """One entry per mentor: is the value below or above the 99.8 % limits, how probable was that by chance, and the
    two-sided p-value (twice the smaller tail, at most 1)."""

    lower: Truths
    higher: Truths
    by_chance: Floats
    p_value: Floats


def counts_outside(counts: Distribution, counted: Floats) -> Outside:
    """For shares and rates, each mentor's count in its distribution."""
    lowest, highest = counts.quantile(TAIL), counts.quantile(1 - TAIL)
    total = float(counted.sum())
    if isinstance(counts, Binomial):
        by_chance = share_is_outside(total, counts.out_of, lowest, highest)
    elif isinstance(counts, Poisson):
        by_chance = rate_is_outside(total, counts.out_of, lowest, highest)
    else:
        by_chance = count_is_outside(counts, lowest, highest)
    p_value = np.minimum(1.0, 2 * np.minimum(counts.at_most(counted), counts.at_least(counted)))
    return Outside(counted < lowest, counted > highest, by_chance, p_value)


def means_outside(value: float, spread: Spread, out_of: Floats, means: Floats, between: float) -> Outside:
    """For means of ratings; a mean of no ratings (NaN) is not outside."""
    error = standard_error(spread, out_of, between)
    distance = np.where(out_of > 0, means, value) - value
    t = np.where(distance == 0, 0.0, distance / np.where(error > 0, error, np.finfo(float).tiny))
    reach = float(special.stdtrit(spread.freedom, 1 - TAIL))
    by_chance = np.full(out_of.shape, 2 * TAIL) if between > 0 else mean_is_outside(spread.freedom, out_of, reach)
    return Outside(t < -reach, t > reach, by_chance, 2 * special.stdtr(spread.freedom, -np.abs(t)))


def verdicts(outside: Outside, early: Truths) -> list[Verdict]:
    """A verdict per mentor; `early` says for whom it is too early to tell."""
    chosen = np.select([early, outside.lower, outside.higher], [0, 2, 3], default=1)
    every = list(Verdict)
    return [every[place] for place in chosen]


def needs_more(out_of: Floats, least: int) -> NDArray[np.int64]:
    """The least whole number which, added to `out_of`, reaches `least`; 0 where it is reached."""
    missing = np.maximum(np.ceil(least - out_of), 0.0)
    one_too_many = (missing > 0) & (out_of + (missing - 1) >= least)
    fewest: NDArray[np.int64] = (missing - one_too_many).astype(np.int64)
    return fewest


def least_out_of_for_share(value: float, between: float) -> int:
    """With how many observations the most extreme share, none or all, is outside the 99.8 % limits; 5 at the least."""

    def extremes_are_outside(size: int) -> bool:
        counts = distribution("binomial", value, np.array([float(size)]), between)
        return bool(counts.quantile(TAIL)[0] > 0 or counts.quantile(1 - TAIL)[0] < size)

    return _least(extremes_are_outside)


def least_out_of_for_mean(value: float, spread: Spread, between: float, scale: tuple[float, float]) -> int:
    """With how many ratings a mean at either end of the scale is outside the 99.8 % limits; 5 at the least."""
    reach = float(special.stdtrit(spread.freedom, 1 - TAIL))
    furthest = max(value - scale[0], scale[1] - value)

    def extremes_are_outside(size: int) -> bool:
        return bool(furthest > reach * standard_error(spread, np.array([float(size)]), between)[0])

    return _least(extremes_are_outside)


def _least(extremes_are_outside: Callable[[int], bool]) -> int:
    """By bisection: with more observations limits only narrow. 5 where nothing within reach is enough."""
    if extremes_are_outside(FEWEST) or not extremes_are_outside(OUT_OF_REACH):
        return FEWEST
    too_few, enough = FEWEST, OUT_OF_REACH
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        too_few, enough = (too_few, middle) if extremes_are_outside(middle) else (middle, enough)
    return enough
