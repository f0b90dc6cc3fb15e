"""The counts of a mentor who is like all others, against scipy.stats."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mentorship.oversight.distributions import BetaBinomial, Binomial, GammaPoisson, Hypergeometric, Poisson
from tests.oversight import patiently

TAILS = (0.001, 0.025, 0.5, 0.975, 0.999)
sizes = st.lists(st.integers(1, 400), min_size=1, max_size=8).map(lambda each: np.array(each, dtype=float))
months = st.lists(st.floats(0.03, 120), min_size=1, max_size=8).map(np.array)
shares = st.floats(0.001, 0.999)
rates = st.floats(0.01, 60)


def assert_agrees(ours, theirs, highest):
    """Probabilities everywhere, and quantiles: the least count that reaches the probability, so one less does not."""
    for count in {0, 1, highest // 2, highest}:
        here = np.minimum(count, ours.out_of) if ours.greatest == 1 else np.full(ours.out_of.shape, float(count))
        assert ours.at_most(here) == pytest.approx(theirs.cdf(here), abs=1e-9)
        assert ours.at_least(here) == pytest.approx(theirs.sf(here - 1), abs=1e-9)
    for tail in TAILS:
        quantile = ours.quantile(tail)
        assert (theirs.cdf(quantile) >= tail - 1e-9).all()
        assert (theirs.cdf(quantile - 1) < tail + 1e-9).all()


@patiently
@given(shares, sizes)
def test_binomial(share, out_of):
    assert_agrees(Binomial(share, out_of), stats.binom(out_of, share), int(out_of.max()))


@patiently
@given(rates, months)
def test_poisson(rate, out_of):
    assert_agrees(Poisson(rate, out_of), stats.poisson(rate * out_of), int(3 * rate * out_of.max()))


@patiently
@given(rates, st.floats(0.05, 2), months)
def test_gamma_poisson_is_negative_binomial(rate, apart, out_of):
    """`apart`: standard deviation of the mentors' own rates, in means."""
    between = (apart * rate) ** 2
    theirs = stats.nbinom(rate**2 / between, rate / (rate + between * out_of))
    assert_agrees(GammaPoisson(rate, between, out_of), theirs, int(3 * rate * out_of.max()))


@settings(patiently, max_examples=40)
@given(shares, st.floats(0.001, 0.9), sizes)
def test_beta_binomial(share, apart, out_of):
    """`apart`: variance of the mentors' own shares, in parts of the greatest there can be."""
    ours = BetaBinomial(out_of, share, apart * share * (1 - share))
    assert_agrees(ours, stats.betabinom(out_of, *ours.parameters), int(out_of.max()))


@settings(patiently, max_examples=40)
@given(sizes, st.floats(0, 1))
def test_hypergeometric(out_of, share):
    total = out_of.sum()
    counted = round(share * total)
    assert_agrees(Hypergeometric(out_of, counted, total), stats.hypergeom(total, counted, out_of), int(out_of.max()))


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_what_always_or_never_happens_has_one_count(share):
    counts = Binomial(share, np.array([1.0, 7.0]))
    for tail in TAILS:
        assert counts.quantile(tail) == pytest.approx(share * counts.out_of)


def test_no_rate_no_sessions():
    assert Poisson(0.0, np.array([3.0, 0.0])).quantile(0.999) == pytest.approx([0, 0])
