"""The flags that chance alone raises are as many as the page says: simulated programmes of mentors who are all alike.

Flags are rare, so their number is Poisson: with F expected, the standard error of seen ÷ expected is 1/√F. Where the
method is exact, three of them are allowed. Whether overdispersion is used is decided on the same numbers; a programme
with an odd mentor is the likeliest to pass for overdispersed, its limits widen, and the flag goes. So among 25 mentors
rather fewer flags are seen than expected: 0.9 to 1 times as many, and three standard errors.
"""

import numpy as np
import pytest

from mentorship.oversight.by_chance import mean_is_outside
from mentorship.oversight.distributions import Binomial, Poisson
from mentorship.oversight.observations import Observed
from mentorship.oversight.overdispersion import LEFT, SCATTER
from mentorship.oversight.statistics import measure
from mentorship.oversight.verdicts import counts_outside, least_out_of_for_share

pytestmark = pytest.mark.slow

PROGRAMMES = 10_000
MENTORS = 25

#: The measures of the page with values as they may be; out_of differs from mentor to mentor.
ALIKE = [("binomial", 0.05), ("binomial", 0.2), ("binomial", 0.9), ("poisson", 0.4), ("poisson", 3.0)]


def simulated(kind, value):
    random = np.random.default_rng(2024)
    if kind == "binomial":
        out_of = random.integers(5, 120, MENTORS)
        return out_of.astype(float), random.binomial(out_of, value, (PROGRAMMES, MENTORS)).astype(float)
    months = random.uniform(5, 36, MENTORS)
    return months, random.poisson(value * months, (PROGRAMMES, MENTORS)).astype(float)


class Limits:
    """Of programmes that pass for not overdispersed: all with the same total have the same."""

    def __init__(self, kind, out_of):
        self.kind, self.out_of, self.known = kind, out_of, {}

    def of(self, total):
        """(lowest, highest) count inside, and the flags expected; nobody is outside who is too early."""
        if total not in self.known:
            counts = (Binomial if self.kind == "binomial" else Poisson)(total / self.out_of.sum(), self.out_of)
            least = least_out_of_for_share(counts.value, 0.0) if self.kind == "binomial" else 5
            counted = np.zeros(MENTORS)
            counted[0] = total
            judged = self.out_of >= least
            expected = counts_outside(counts, counted).by_chance[judged].sum()
            low = np.where(judged, counts.quantile(0.001), -1)
            self.known[total] = low, np.where(judged, counts.quantile(0.999), np.inf), expected
        return self.known[total]


@pytest.mark.parametrize(("kind", "value"), ALIKE)
def test_without_regard_to_overdispersion_the_number_is_exact(kind, value):
    out_of, counted = simulated(kind, value)
    limits = Limits(kind, out_of)
    of_each = [limits.of(total) for total in counted.sum(axis=1)]
    low, high = (np.array([each[side] for each in of_each]) for side in (0, 1))
    flags, expected = ((counted < low) | (counted > high)).sum(), sum(each[2] for each in of_each)
    assert flags / expected == pytest.approx(1, abs=3 / np.sqrt(expected))


def as_on_the_page(kind, out_of, counted):
    """Flags and flags expected of one programme."""
    found = measure(
        kind, [Observed(f"{i:02}", int(x), n) for i, (x, n) in enumerate(zip(counted, out_of.tolist(), strict=True))]
    )
    assert found is not None
    return found.flags, found.expected_by_chance


def passes_for_overdispersed(kind, out_of, counted):
    """What `overdispersion` decides, for all programmes at once."""
    value = counted.sum(axis=1, keepdims=True) / out_of.sum()
    z = (counted / out_of - value) / np.sqrt((value * (1 - value) if kind == "binomial" else value) / out_of)
    low, high = np.quantile(z, [0.1, 0.9], axis=1)[:, :, np.newaxis]
    factors = (np.clip(z, low, high) ** 2).mean(axis=1) / LEFT
    return factors > 1 + 1.6449 * SCATTER / LEFT / np.sqrt(MENTORS)


@pytest.mark.parametrize(("kind", "value"), ALIKE[::2])
def test_as_the_page_shows_them_there_are_no_more_than_it_says(kind, value):
    """The whole measure for every programme that passes for overdispersed, the known limits for all others."""
    out_of, counted = simulated(kind, value)
    limits, seen, said = Limits(kind, out_of), 0.0, 0.0
    for each, overdispersed in zip(counted, passes_for_overdispersed(kind, out_of, counted), strict=True):
        if overdispersed:
            flags, expected = as_on_the_page(kind, out_of, each)
        else:
            low, high, expected = limits.of(each.sum())
            flags = ((each < low) | (each > high)).sum()
        seen, said = seen + flags, said + expected
    assert 0.9 - 3 / np.sqrt(said) < seen / said < 1 + 3 / np.sqrt(said)
    assert said / PROGRAMMES / MENTORS < 0.002


@pytest.mark.parametrize(("kind", "value"), ALIKE)
def test_the_short_cut_is_the_whole_measure(kind, value):
    out_of, counted = simulated(kind, value)
    limits = Limits(kind, out_of)
    for each, overdispersed in zip(counted[:200], passes_for_overdispersed(kind, out_of, counted[:200]), strict=True):
        found = as_on_the_page(kind, out_of, each)
        if not overdispersed:
            low, high, expected = limits.of(each.sum())
            assert found == (((each < low) | (each > high)).sum(), pytest.approx(expected))


def test_means_of_ratings():
    """Normal ratings, spread pooled within mentors: exact. 10,000 programmes of 12 mentors."""
    random = np.random.default_rng(8)
    out_of = random.integers(5, 60, 12)
    first = np.concatenate([[0], np.cumsum(out_of)[:-1]])
    ratings = random.normal(4, 0.8, (PROGRAMMES, out_of.sum()))
    totals = np.add.reduceat(ratings, first, axis=1)
    freedom = int(out_of.sum()) - 12
    within = (ratings**2).sum(axis=1) - (totals**2 / out_of).sum(axis=1)
    distance = totals / out_of - ratings.mean(axis=1, keepdims=True)
    t = distance / np.sqrt(within[:, np.newaxis] / freedom / out_of)
    reach = 3.2
    expected = PROGRAMMES * mean_is_outside(freedom, out_of.astype(float), reach).sum()
    assert (np.abs(t) > reach).sum() / expected == pytest.approx(1, abs=3 / np.sqrt(expected))


def test_one_mentor_is_never_outside_the_own_programme():
    assert as_on_the_page("binomial", np.array([40.0]), np.array([12.0])) == (0, 0)
    assert as_on_the_page("poisson", np.array([12.0]), np.array([30.0])) == (0, 0)
