"""Funnel limits: how far from the programme's value chance alone carries a mentor, at a given number of observations.

Spiegelhalter DJ (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24:1185–1202,
appendix A.1.1: with r the least count for which P(X ≤ r) reaches p, and

    alpha = (P(X ≤ r) − p) / (P(X ≤ r) − P(X ≤ r − 1)),      limit = (r − alpha) / out_of,

which interpolates the quantile, so that the lines run smoothly. The same for Poisson counts, where `out_of` is an
exposure (months) and may be fractional. Means of ratings: value ± t × spread / √out_of.

Whether a mentor is *outside* is decided by the exact quantiles themselves, not by the interpolated line. The line runs
up to one count below the upper quantile r, so that the count r lies above it although chance alone reaches r more often
than 1 − p: where nine sessions in ten record goals, 59 % of all mentors would be "outside 99.8 %" after five of five.
Counting r itself as inside keeps the probability of lying outside to p at most, on both sides. Manktelow and Seaton
(2012), PLoS ONE 7(9): e45723, compare ways to interpolate and their probabilities; only one of three keeps below p.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from mentorship.oversight.distributions import Distribution, Floats, distribution
from mentorship.statistics import special

Kind = Literal["binomial", "poisson", "t"]

#: Probability beyond either limit, by the name of the limits.
TAILS = {"95": 0.025, "99.8": 0.001}


@dataclass(frozen=True)
class Spread:
    """Standard deviation of single ratings within mentors, and its degrees of freedom."""

    deviation: float
    freedom: int


@dataclass(frozen=True)
class Limits:
    """Lower and upper limit, arrays of one entry per mentor (or point of a line), in units of the measure's value."""

    low: Floats
    high: Floats


def count_limits(counts: Distribution, tail: float) -> Limits:
    """Interpolated limits of a share or a rate, never beyond what is possible, and never without the value itself.

    Where nothing was observed (`out_of` 0) everything is possible: 0 to 1, or 0 to infinity.
    """
    seen = counts.out_of > 0
    size = np.where(seen, counts.out_of, 1.0)
    low = np.clip(_interpolated(counts, tail) / size, 0.0, counts.value)
    high = np.maximum(_interpolated(counts, 1 - tail) / size, counts.value)
    return Limits(np.where(seen, low, 0.0), np.where(seen, high, counts.greatest))


def mean_limits(value: float, spread: Spread, out_of: Floats, tail: float, between: float = 0.0) -> Limits:
    """Limits of a mean of ratings. They may run beyond the scale of ratings; infinite where nothing was observed."""
    reach = float(special.stdtrit(spread.freedom, 1 - tail)) * standard_error(spread, out_of, between)
    return Limits(value - reach, value + reach)


def standard_error(spread: Spread, out_of: Floats, between: float = 0.0) -> Floats:
    """Of a mean of `out_of` ratings, with the variance between mentors where it is allowed for."""
    with np.errstate(divide="ignore"):
        sampling = np.where(out_of > 0, spread.deviation**2 / np.where(out_of > 0, out_of, 1.0), np.inf)
    return np.sqrt(sampling + between)


def funnel_limits(
    kind: Kind, value: float, out_of: Floats, *, spread: Spread | None = None, between: float = 0.0
) -> dict[str, Limits]:
    """The limits named "95" and "99.8" at each `out_of`: for mentors, or for the points of a line to draw.

    `between` is the variance between mentors (`Overdispersion.between`); 0 gives the limits before overdispersion.
    """
    if kind == "t":
        if spread is None:
            raise ValueError("Limits of a mean of ratings need the spread of the ratings.")
        return {name: mean_limits(value, spread, out_of, tail, between) for name, tail in TAILS.items()}
    counts = distribution(kind, value, out_of, between)
    return {name: count_limits(counts, tail) for name, tail in TAILS.items()}


def _interpolated(counts: Distribution, probability: float) -> Floats:
    """Spiegelhalter's r − alpha."""
    quantile = counts.quantile(probability)
    reached, before = counts.at_most(quantile), counts.at_most(quantile - 1)
    step = reached - before
    return quantile - np.where(step > 0, (reached - probability) / np.where(step > 0, step, 1.0), 0.0)
