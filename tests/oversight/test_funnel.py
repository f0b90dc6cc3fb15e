"""Funnel limits: printed tables worked through by hand, scipy, and what must hold of any funnel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mentorship.oversight.funnel import Spread, funnel_limits
from tests.oversight import patiently

sizes = st.integers(1, 2000)
shares = st.floats(0, 1)
rates = st.floats(0, 60)


def one(kind, value, out_of, **more):
    limits = funnel_limits(kind, value, np.array([float(out_of)]), **more)
    return {name: (each.low[0], each.high[0]) for name, each in limits.items()}


def test_binomial_limits_from_a_printed_table():
    """n = 20, share 0.1. Cumulative probabilities as printed in any table, such as Lindley and Scott (1984), table 1:
    P(≤ 4) 0.9568, P(≤ 5) 0.9887, P(≤ 6) 0.9976, P(≤ 7) 0.9996. Spiegelhalter (2005), A.1.1: r = 5,
    alpha = (0.9887 − 0.975) / (0.9887 − 0.9568) = 0.429; r = 7, alpha = (0.9996 − 0.999) / (0.9996 − 0.9976) = 0.3.
    P(0) = 0.1216 is above either lower tail: the lower limit is 0."""
    limits = one("binomial", 0.1, 20)
    assert limits["95"] == pytest.approx((0, (5 - 0.429) / 20), abs=0.0005)
    assert limits["99.8"] == pytest.approx((0, (7 - 0.3) / 20), abs=0.002)


def test_poisson_limits_from_a_printed_table():
    """Mean 10 (2.5 a month, 4 months): P(≤ 3) 0.0103, P(≤ 4) 0.0293, P(≤ 16) 0.9730, P(≤ 17) 0.9857.
    r = 4, alpha = (0.0293 − 0.025) / 0.0190 = 0.226; r = 17, alpha = (0.9857 − 0.975) / 0.0127 = 0.843."""
    assert one("poisson", 2.5, 4)["95"] == pytest.approx(((4 - 0.226) / 4, (17 - 0.843) / 4), abs=0.002)


def test_limits_of_a_mean_from_a_printed_table():
    """Student's t with 20 degrees of freedom: 2.086 for 2.5 %, 3.552 for 0.1 % on either side (any printed table)."""
    limits = one("t", 4.2, 16, spread=Spread(0.8, 20))
    assert limits["95"] == pytest.approx((4.2 - 2.086 * 0.2, 4.2 + 2.086 * 0.2), abs=0.0005)
    assert limits["99.8"] == pytest.approx((4.2 - 3.552 * 0.2, 4.2 + 3.552 * 0.2), abs=0.0005)


def interpolated(theirs, tail):
    """Spiegelhalter's formula over a scipy distribution, as in R. Wicklin, Funnel plots for proportions (SAS, 2011)."""
    r = theirs.ppf(tail)
    return r - (theirs.cdf(r) - tail) / (theirs.cdf(r) - theirs.cdf(r - 1))


@patiently
@given(st.floats(0.001, 0.999), sizes)
def test_binomial_limits_agree_with_scipy(share, out_of):
    theirs = stats.binom(out_of, share)
    for name, tail in (("95", 0.025), ("99.8", 0.001)):
        low, high = one("binomial", share, out_of)[name]
        assert low == pytest.approx(min(max(interpolated(theirs, tail) / out_of, 0), share), abs=1e-6)
        assert high == pytest.approx(max(interpolated(theirs, 1 - tail) / out_of, share), abs=1e-6)


@patiently
@given(st.floats(0.01, 60), st.floats(0.1, 120))
def test_poisson_limits_agree_with_scipy(rate, months):
    theirs = stats.poisson(rate * months)
    for name, tail in (("95", 0.025), ("99.8", 0.001)):
        low, high = one("poisson", rate, months)[name]
        assert low == pytest.approx(min(max(interpolated(theirs, tail) / months, 0), rate), rel=1e-6, abs=1e-6)
        assert high == pytest.approx(max(interpolated(theirs, 1 - tail) / months, rate), rel=1e-6, abs=1e-6)


kinds = st.one_of(
    st.tuples(st.just("binomial"), shares, sizes),
    st.tuples(st.just("poisson"), rates, st.floats(0.01, 120)),
    st.tuples(st.just("t"), st.floats(1, 5), sizes),
)


def limits_of(kind, value, out_of, **more):
    return one(kind, value, out_of, **({"spread": Spread(0.9, 40)} if kind == "t" else {}), **more)


@patiently
@given(kinds)
def test_limits_hold_the_value_and_the_wider_hold_the_narrower(case):
    _, value, _ = case
    limits = limits_of(*case)
    (low, high), (lowest, highest) = limits["95"], limits["99.8"]
    assert lowest <= low <= value <= high <= highest


@patiently
@given(kinds)
def test_a_share_or_a_rate_has_no_limit_that_is_impossible(case):
    kind, *_ = case
    for low, high in limits_of(*case).values():
        if kind != "t":
            assert low >= 0
        if kind == "binomial":
            assert high <= 1


@patiently
@given(st.floats(0.02, 0.98), st.integers(5, 500))
def test_limits_of_a_share_widen_with_fewer_observations(share, out_of):
    """A quarter of the observations: from one number to the next, interpolated limits of a discrete count may waver."""
    for few, many in zip(
        one("binomial", share, out_of).values(), one("binomial", share, 4 * out_of).values(), strict=True
    ):
        assert few[0] <= many[0]
        assert few[1] >= many[1] or share**out_of > 0.0005


@patiently
@given(st.floats(0.2, 60), st.floats(1, 60))
def test_limits_of_a_rate_widen_with_fewer_months(rate, months):
    for few, many in zip(one("poisson", rate, months).values(), one("poisson", rate, 4 * months).values(), strict=True):
        assert few[0] <= many[0]
        assert few[1] >= many[1]


@patiently
@given(st.integers(1, 2000))
def test_limits_of_a_mean_widen_with_fewer_ratings(out_of):
    for few, many in zip(limits_of("t", 4, out_of).values(), limits_of("t", 4, out_of + 1).values(), strict=True):
        assert few[0] < many[0] < many[1] < few[1]


@patiently
@given(st.floats(0.05, 0.95), st.integers(20, 500))
def test_differences_between_mentors_widen_limits(share, out_of):
    plain, wide = one("binomial", share, out_of), one("binomial", share, out_of, between=0.3 * share * (1 - share))
    assert wide["99.8"][0] <= plain["99.8"][0]
    assert wide["99.8"][1] >= plain["99.8"][1] - 1 / out_of  # at the upper end both may reach all of them


def test_where_nothing_was_observed_everything_is_possible():
    assert one("binomial", 0.3, 0)["95"] == (0, 1)
    assert one("poisson", 2.0, 0)["99.8"] == (0, np.inf)
    assert limits_of("t", 4.0, 0)["95"] == (-np.inf, np.inf)


def test_a_mean_without_a_spread_is_refused():
    with pytest.raises(ValueError, match="spread"):
        funnel_limits("t", 4.0, np.array([3.0]))
