"""How a mentor's count would be distributed if the mentor were like all others.

Binomial and Poisson where chance alone is at work, and their conjugate mixtures, beta-binomial and gamma-Poisson
(negative binomial), where mentors differ by more than chance (`between`, the variance of the mentors' own values). A
mixture keeps counts exact after overdispersion: no normal limits that run below zero. Hypergeometric: a mentor's part
of what the programme has in all.

Each object stands for all mentors at once: `out_of` and what the methods return are arrays of one length, in the same
order. `scipy.special` rather than `scipy.stats`: the same functions, at half the time to load; and the beta-binomial of
`scipy.stats` sums one mentor after the other.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mentorship.statistics import special

Floats = NDArray[np.float64]


class Distribution(Protocol):
    """Of whole counts. Shapes: every array holds one entry per mentor."""

    @property
    def value(self) -> float:
        """The programme's value: a share of 1, or a rate per unit of `out_of`."""

    @property
    def greatest(self) -> float:
        """The greatest value possible: a share has one, a rate has none."""

    @property
    def out_of(self) -> Floats:
        """Sessions, relationships ..., or months."""

    def at_most(self, count: Floats) -> Floats:
        """P(X ≤ count); 0 for counts below zero."""

    def at_least(self, count: Floats) -> Floats:
        """P(X ≥ count); 1 for zero and less."""

    def quantile(self, probability: float) -> Floats:
        """The least count with P(X ≤ count) ≥ probability."""


@dataclass(frozen=True)
class Binomial:
    value: float
    out_of: Floats
    greatest: float = 1.0

    def at_most(self, count: Floats) -> Floats:
        inside = np.clip(count, 0, self.out_of)
        below = special.bdtr(inside, self.out_of.astype(np.int64), self.value)
        return np.where(count < 0, 0.0, np.where(count >= self.out_of, 1.0, below))

    def at_least(self, count: Floats) -> Floats:
        first = np.clip(count, 1, np.maximum(self.out_of, 1))
        above = special.betainc(first, np.maximum(self.out_of - first, 0) + 1, self.value)
        return np.where(count <= 0, 1.0, np.where(count > self.out_of, 0.0, above))

    def quantile(self, probability: float) -> Floats:
        return _least_count(self, probability, self.out_of)


@dataclass(frozen=True)
class Poisson:
    value: float
    out_of: Floats
    greatest: float = np.inf

    def at_most(self, count: Floats) -> Floats:
        return np.where(count < 0, 0.0, special.pdtr(np.maximum(count, 0), self.value * self.out_of))

    def at_least(self, count: Floats) -> Floats:
        return np.where(count <= 0, 1.0, special.gammainc(np.maximum(count, 1), self.value * self.out_of))

    def quantile(self, probability: float) -> Floats:
        return _least_count(self, probability, _doubled_until(self, probability, self.value * self.out_of))


@dataclass(frozen=True)
class GammaPoisson:
    """Mentors' rates are gamma with mean `value` and variance `between` (above 0): counts are negative binomial."""

    value: float
    between: float
    out_of: Floats
    greatest: float = np.inf

    @property
    def shape(self) -> float:
        return self.value**2 / self.between

    @property
    def stays(self) -> Floats:
        """The success probability of the negative binomial."""
        return self.value / (self.value + self.between * self.out_of)

    def at_most(self, count: Floats) -> Floats:
        below = special.betainc(self.shape, np.maximum(count, 0) + 1, self.stays)
        return np.where(count < 0, 0.0, below)

    def at_least(self, count: Floats) -> Floats:
        above = special.betainc(np.maximum(count, 1), self.shape, 1 - self.stays)
        return np.where(count <= 0, 1.0, above)

    def quantile(self, probability: float) -> Floats:
        return _least_count(self, probability, _doubled_until(self, probability, self.value * self.out_of))


@dataclass(frozen=True)
class _Tabulated(ABC):
    """Counts whose probabilities have no shorter form than their sum: one table for all mentors, made once.

    Every probability is a product of three factors: of what happened, of what did not, and of the whole.
    """

    out_of: Floats

    @abstractmethod
    def _factors(self, steps: Floats) -> tuple[Floats, Floats, Floats]:
        """Logarithms of the three factors, for what happened, what did not, and the whole being 0, 1, 2 …"""

    @cached_property
    def _table(self) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
        """P(X ≤ k) for k = 0 … n of each n that occurs, end to end; where each n begins; which n each mentor has."""
        sizes, mine = np.unique(self.out_of.astype(np.int64), return_inverse=True)
        starts = np.concatenate([[0], np.cumsum(sizes + 1)[:-1]])
        happened, did_not, whole = self._factors(np.arange(sizes[-1] + 1.0))
        each_n = np.repeat(sizes, sizes + 1)
        count = np.arange(each_n.size) - np.repeat(starts, sizes + 1)
        running = np.cumsum(np.exp(happened[count] + did_not[each_n - count] + whole[each_n]))
        before = np.repeat(np.concatenate([[0.0], running[starts[1:] - 1]]), sizes + 1)
        return np.minimum(running - before, 1.0), starts, mine

    def at_most(self, count: Floats) -> Floats:
        cumulative, starts, mine = self._table
        inside = np.clip(count, 0, self.out_of).astype(np.int64)
        return np.where(count < 0, 0.0, np.where(count >= self.out_of, 1.0, cumulative[starts[mine] + inside]))

    def at_least(self, count: Floats) -> Floats:
        return 1.0 - self.at_most(count - 1)

    def quantile(self, probability: float) -> Floats:
        cumulative, starts, mine = self._table
        below = np.add.reduceat((cumulative < probability).astype(np.int64), starts)[mine]
        return np.minimum(below, self.out_of).astype(np.float64)


@dataclass(frozen=True)
class BetaBinomial(_Tabulated):
    """Mentors' shares are beta with mean `value` and variance `between` (above 0, below value × (1 − value))."""

    value: float
    between: float
    greatest: float = 1.0

    @property
    def parameters(self) -> tuple[float, float]:
        """a and b of the beta distribution."""
        weight = self.value * (1 - self.value) / self.between - 1
        return self.value * weight, (1 - self.value) * weight

    def _factors(self, steps: Floats) -> tuple[Floats, Floats, Floats]:
        a, b = self.parameters
        happened = special.gammaln(steps + a) - special.gammaln(steps + 1) - special.gammaln(a)
        did_not = special.gammaln(steps + b) - special.gammaln(steps + 1) - special.gammaln(b)
        whole = special.gammaln(steps + 1) - special.gammaln(steps + a + b) + special.gammaln(a + b)
        return happened, did_not, whole


@dataclass(frozen=True)
class Hypergeometric(_Tabulated):
    """One mentor's share of all that was counted, if all mentors are alike: `counted` of `total` observations are dealt
    out at random, `out_of` to each mentor."""

    counted: float
    total: float
    greatest: float = 1.0

    @property
    def value(self) -> float:
        return self.counted / self.total

    def _factors(self, steps: Floats) -> tuple[Floats, Floats, Floats]:
        return (
            _ways(self.counted, steps),
            _ways(self.total - self.counted, steps),
            -_ways(self.total, steps),
        )


def _ways(of: float, steps: Floats) -> Floats:
    """Logarithm of the number of ways to choose 0, 1, 2 …; minus infinity where there are not so many."""
    return np.where(
        steps <= of,
        special.gammaln(of + 1) - special.gammaln(steps + 1) - special.gammaln(np.maximum(of - steps, 0) + 1),
        -np.inf,
    )


def distribution(kind: str, value: float, out_of: Floats, between: float = 0.0) -> Distribution:
    """The distribution of counts for "binomial" or "poisson"; a mixture where `between` is above 0."""
    if kind == "binomial":
        return BetaBinomial(out_of, value, between) if between > 0 else Binomial(value, out_of)
    return GammaPoisson(value, between, out_of) if between > 0 else Poisson(value, out_of)


def _least_count(counts: Distribution, probability: float, enough: Floats) -> Floats:
    """By bisection, for all mentors at once; `enough` is a count at which the probability is reached."""
    too_few, enough = np.full(enough.shape, -1.0), np.ceil(enough)
    while np.any(enough - too_few > 1):
        middle = np.floor((too_few + enough) / 2)
        reached = counts.at_most(middle) >= probability
        too_few, enough = np.where(reached, too_few, middle), np.where(reached, middle, enough)
    return enough


def _doubled_until(counts: Distribution, probability: float, mean: Floats) -> Floats:
    """A count at which the probability is reached, for counts without an upper end."""
    enough = np.ceil(mean) + 1
    while np.any(short := counts.at_most(enough) < probability):
        enough = np.where(short, 2 * enough, enough)
    return enough
