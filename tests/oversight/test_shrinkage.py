"""Estimates drawn towards the programme's value, against published ones, and where there is little to go by."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mentorship.oversight.funnel import Spread
from mentorship.oversight.shrinkage import shrunken_means, shrunken_rates, shrunken_shares
from tests.oversight import patiently

#: Efron and Morris (1975), JASA 70:311–319, and (1977), Scientific American 236(5):119–127: hits of 18 batters in 45.
HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7], dtype=float)

#: Surgical: deaths of babies in 12 hospitals, OpenBUGS Examples Volume I (Spiegelhalter, Thomas, Best, Gilks).
OPERATIONS = np.array([47, 148, 119, 810, 211, 196, 148, 215, 207, 97, 256, 360], dtype=float)
DEATHS = np.array([0, 18, 8, 46, 8, 13, 9, 31, 14, 8, 29, 24], dtype=float)
#: Posterior mean, 2.5 % and 97.5 % of its random effects model, as printed there.
SURGICAL = np.array(
    [
        (0.0528, 0.01808, 0.09351),
        (0.103, 0.06661, 0.1514),
        (0.07071, 0.03945, 0.1094),
        (0.05925, 0.04465, 0.07572),
        (0.05147, 0.02754, 0.07966),
        (0.06915, 0.04261, 0.1008),
        (0.06683, 0.03815, 0.1008),
        (0.1237, 0.08425, 0.1715),
        (0.06967, 0.04397, 0.1003),
        (0.07849, 0.04508, 0.1236),
        (0.1022, 0.07143, 0.1407),
        (0.06865, 0.04703, 0.093),
    ]
)


def test_batting_averages_of_efron_and_morris():
    """Their James-Stein estimates: 0.265 + 0.212 × (average − 0.265), from Clemente's 0.294 to Alvis's 0.242."""
    out_of = np.full(18, 45.0)
    published = 0.265 + 0.212 * (HITS / 45 - 0.265)
    assert shrunken_shares(HITS.sum() / 810, HITS, out_of).value == pytest.approx(published, abs=0.002)
    spread = Spread(np.sqrt(0.265 * 0.735), 10**6)
    assert shrunken_means(0.265, spread, HITS / 45, out_of, (0, 1)).value == pytest.approx(published, abs=0.002)


def test_hospitals_of_the_bugs_examples():
    """A logit-normal model by simulation there, a beta-binomial one here: the most extreme hospital differs by 0.007
    and its interval by 0.012, half of the hospitals by less than 0.001."""
    value = DEATHS.sum() / OPERATIONS.sum()
    estimate = shrunken_shares(value, DEATHS, OPERATIONS)
    assert estimate.value == pytest.approx(SURGICAL[:, 0], abs=0.008)
    assert np.median(np.abs(estimate.value - SURGICAL[:, 0])) < 0.001
    assert estimate.low == pytest.approx(SURGICAL[:, 1], abs=0.006)
    assert estimate.high == pytest.approx(SURGICAL[:, 2], abs=0.012)


def test_rare_deaths_as_a_rate_give_nearly_the_same():
    value = DEATHS.sum() / OPERATIONS.sum()
    assert shrunken_rates(value, DEATHS, OPERATIONS).value == pytest.approx(SURGICAL[:, 0], abs=0.01)


@pytest.mark.parametrize("apart", [0.02, 0.15])
@pytest.mark.parametrize(("mentors", "least"), [(4, 0.87), (40, 0.93)])
def test_intervals_hold_the_true_value_as_often_as_they_say(mentors, least, apart):
    """Mentors' true shares are beta about 0.3 with a standard deviation of `apart`; 300 programmes, standard error 1 %.
    Nineteen times in twenty where there are mentors enough to learn from how much they differ; with four mentors who
    differ widely nine times in ten, for the prior expects less difference than there is."""
    random = np.random.default_rng(3)
    size = 0.3 * 0.7 / apart**2 - 1
    held = []
    for _ in range(300):
        true = random.beta(0.3 * size, 0.7 * size, mentors)
        out_of = random.integers(5, 80, mentors).astype(float)
        counted = random.binomial(out_of.astype(int), true).astype(float)
        found = shrunken_shares(counted.sum() / out_of.sum(), counted, out_of)
        held.append((found.low <= true) & (true <= found.high))
    assert np.mean(held) > least


observed = st.lists(st.tuples(st.integers(0, 300), st.floats(0, 1)), min_size=1, max_size=12).filter(
    lambda each: sum(size for size, _ in each) > 0
)


def between(value, own, estimate):
    """An estimate lies between the mentor's value and the programme's, inside its interval."""
    own = np.where(np.isnan(own), value, own)
    slack = 1e-9 + 1e-9 * abs(value)
    assert (estimate.value >= np.minimum(own, value) - slack).all()
    assert (estimate.value <= np.maximum(own, value) + slack).all()
    assert (estimate.low <= estimate.value).all()
    assert (estimate.value <= estimate.high).all()


@patiently
@given(observed)
def test_a_share_lies_between_the_mentors_and_the_programmes(mentors):
    out_of = np.array([float(size) for size, _ in mentors])
    counted = np.array([float(round(size * share)) for size, share in mentors])
    value = counted.sum() / out_of.sum()
    own = np.divide(counted, out_of, out=np.full(out_of.shape, np.nan), where=out_of > 0)
    estimate = shrunken_shares(value, counted, out_of)
    between(value, own, estimate)
    assert (estimate.low >= 0).all()
    assert (estimate.high <= 1).all()


@patiently
@given(observed)
def test_a_rate_lies_between_the_mentors_and_the_programmes(mentors):
    out_of = np.array([float(size) / 7 for size, _ in mentors])
    counted = np.array([float(round(size * share)) for size, share in mentors])
    value = counted.sum() / out_of.sum()
    own = np.divide(counted, out_of, out=np.full(out_of.shape, np.nan), where=out_of > 0)
    estimate = shrunken_rates(value, counted, out_of)
    between(value, own, estimate)
    assert (estimate.low >= 0).all()
    assert np.isfinite(estimate.high).all()


@patiently
@given(observed, st.just(0.0) | st.floats(0.001, 2))
def test_a_mean_lies_between_the_mentors_and_the_programmes(mentors, deviation):
    out_of = np.array([float(size) for size, _ in mentors])
    means = np.array([1 + 4 * share if size else np.nan for size, share in mentors])
    value = float(np.nansum(means * out_of) / out_of.sum())
    estimate = shrunken_means(value, Spread(deviation, 30), means, out_of, (1, 5))
    between(value, means, estimate)
    assert (estimate.low >= 1 - 1e-9).all()
    assert (estimate.high <= 5 + 1e-9).all()


def test_more_observations_are_drawn_in_less():
    out_of = np.array([5.0, 50.0, 500.0, 45.0, 40.0])
    estimate = shrunken_shares(0.3, 0.6 * out_of, out_of)
    assert estimate.value[0] < estimate.value[1] < estimate.value[2] < 0.6
    assert (estimate.high - estimate.low)[0] > (estimate.high - estimate.low)[1] > (estimate.high - estimate.low)[2]


def test_one_mentor_is_as_uncertain_as_the_mentors_own_observations():
    """There is nobody to compare with: the interval is about that of a proportion of 12 in 40 on its own."""
    estimate = shrunken_shares(0.3, np.array([12.0]), np.array([40.0]))
    low, high = stats.beta.ppf([0.025, 0.975], 12.5, 28.5)
    assert (estimate.value[0], estimate.low[0], estimate.high[0]) == pytest.approx((0.3, low, high), abs=0.02)


def test_mentors_who_are_all_the_same_keep_a_width():
    estimate = shrunken_shares(0.25, np.full(6, 5.0), np.full(6, 20.0))
    assert estimate.value == pytest.approx(np.full(6, 0.25))
    assert (estimate.high - estimate.low > 0.1).all()


def test_nobody_and_everybody_reach_inwards_from_the_end():
    """Jeffreys' interval for 0 of 10: up to 0.217; for 10 of 10: from 0.783 (Brown, Cai, DasGupta 2001, one-sided)."""
    none, every = (shrunken_shares(value, np.full(3, 10 * value), np.full(3, 10.0)) for value in (0.0, 1.0))
    assert (none.value[0], none.low[0], none.high[0]) == pytest.approx((0, 0, 0.217), abs=0.001)
    assert (every.value[0], every.low[0], every.high[0]) == pytest.approx((1, 0.783, 1), abs=0.001)
