"""As expected, lower, higher or too early to tell, and how many more until it is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mentorship.oversight.distributions import Binomial, Poisson, distribution
from mentorship.oversight.funnel import Spread
from mentorship.oversight.verdicts import (
    OUT_OF_REACH,
    Verdict,
    counts_outside,
    least_out_of_for_mean,
    least_out_of_for_share,
    means_outside,
    needs_more,
    verdicts,
)
from tests.oversight import patiently

pytestmark = pytest.mark.slow


@patiently
@given(st.floats(0.01, 0.99), st.integers(5, 500))
def test_outside_is_what_chance_exceeds_less_than_once_in_a_thousand(share, size):
    """On either side: P(X ≤ x) < 0.001 is lower, P(X ≥ x) ≤ 0.001 is higher, nothing else is."""
    counted = np.arange(size + 1.0)
    found = counts_outside(Binomial(share, np.full(counted.shape, float(size))), counted)
    theirs = stats.binom(size, share)
    assert list(found.lower) == list(theirs.cdf(counted) < 0.001)
    assert list(found.higher) == list(theirs.cdf(counted - 1) >= 0.999)


def test_all_five_of_five_are_nothing_special_where_nine_in_ten_are_usual():
    """The interpolated line runs just below 1 there; the chance of five of five is 0.59."""
    found = counts_outside(Binomial(0.9, np.array([5.0])), np.array([5.0]))
    assert not found.higher[0]


@pytest.mark.parametrize(
    ("share", "least"),
    [
        (0.05, 5),  # 0.05³ < 0.001, but five at the least
        (0.3, 6),  # 0.3⁵ = 0.0024, 0.3⁶ = 0.0007
        (0.5, 10),  # 0.5⁹ = 0.0020, 0.5¹⁰ = 0.00098
        (0.7, 6),  # the other way round
        (0.0, 5),
        (1.0, 5),
    ],
)
def test_a_share_is_settled_when_none_or_all_would_be_outside(share, least):
    assert least_out_of_for_share(share, 0.0) == least


def extremes_are_outside(share, between, size):
    counts = distribution("binomial", share, np.array([size, size], dtype=float), between)
    found = counts_outside(counts, np.array([0.0, size]))
    return found.lower[0] or found.higher[1]


@patiently
@given(st.floats(0.001, 0.999), st.sampled_from([0.0, 0.01, 0.1]))
def test_needs_more_is_the_least_number_for_a_share(share, apart):
    """With it, none or all would be outside; with one fewer neither would, unless five are the least anyway."""
    between = apart * share * (1 - share)
    least = least_out_of_for_share(share, between)
    assert extremes_are_outside(share, between, least)
    assert least == 5 or not extremes_are_outside(share, between, least - 1)


@patiently
@given(st.floats(1, 5), st.floats(0.05, 2), st.integers(4, 200))
def test_needs_more_is_the_least_number_for_a_mean(value, deviation, freedom):
    spread = Spread(deviation, freedom)

    def ends_are_outside(size):
        found = means_outside(value, spread, np.full(2, float(size)), np.array([1.0, 5.0]), 0.0)
        return found.lower[0] or found.higher[1]

    least = least_out_of_for_mean(value, spread, 0.0, (1.0, 5.0))
    assert ends_are_outside(least)
    assert least == 5 or not ends_are_outside(least - 1)


@patiently
@given(st.floats(0, 60), st.integers(5, 60))
def test_needs_more_is_the_least_whole_number(out_of, least):
    (more,) = needs_more(np.array([out_of]), least)
    assert out_of + more >= least
    assert more == 0 or out_of + more - 1 < least


def test_rounding_asks_for_none_too_many():
    """5 − 3.9999999999999996 rounds to a little more than 1, yet one month more is five."""
    assert needs_more(np.array([3.9999999999999996]), 5) == [1]


def test_where_mentors_differ_without_end_waiting_changes_nothing():
    """Half of the mentors do it always, half never: no number of sessions within reach makes all or none remarkable."""
    between = 0.9 * 0.25
    assert not extremes_are_outside(0.5, between, OUT_OF_REACH)
    assert least_out_of_for_share(0.5, between) == 5


def test_ratings_that_hardly_differ_are_settled_sooner():
    """0.001 of t with 40 degrees of freedom is 3.307: 3.2 points below 4.2 need (3.307 × deviation / 3.2)² ratings."""
    assert least_out_of_for_mean(4.2, Spread(0.5, 40), 0.0, (1, 5)) == 5
    assert least_out_of_for_mean(4.2, Spread(3.0, 40), 0.0, (1, 5)) == 10  # (3.307 × 3 / 3.2)² = 9.6


def test_a_rate_can_be_higher_before_it_can_be_lower():
    """Half a session a month: six months without one are no news (0.05), eight in six months are."""
    found = counts_outside(Poisson(0.5, np.array([6.0, 6.0, 14.0])), np.array([0.0, 11.0, 0.0]))
    assert list(found.lower) == [False, False, True]  # e⁻⁷ < 0.001
    assert list(found.higher) == [False, True, False]


def test_too_early_comes_before_any_verdict():
    found = counts_outside(Binomial(0.1, np.array([4.0, 40.0, 40.0])), np.array([4.0, 20.0, 4.0]))
    early = np.array([True, False, False])
    assert verdicts(found, early) == [Verdict.TOO_EARLY, Verdict.HIGHER, Verdict.AS_EXPECTED]


def test_a_p_value_is_twice_the_smaller_tail():
    """Binomial test of 9 in 10 against 1/2, one-sided P(≥ 9) = 11/1024; of 5 in 10 it cannot exceed 1."""
    found = counts_outside(Binomial(0.5, np.full(2, 10.0)), np.array([9.0, 5.0]))
    assert found.p_value == pytest.approx([22 / 1024, 1])


def test_ratings_that_are_all_the_same_are_nothing_special():
    found = means_outside(5.0, Spread(0.0, 30), np.array([6.0, 0.0]), np.array([5.0, np.nan]), 0.0)
    assert not (found.lower | found.higher).any()
    assert found.p_value == pytest.approx([1, 1])
