"""Do mentors differ by more than chance? Winsorised squares, their rescaling, and the variance they give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from mentorship.oversight.overdispersion import LEFT, SCATTER, overdispersion, winsorised
from tests.oversight import patiently


def test_winsorising_draws_in_a_tenth_at_each_end():
    """Spiegelhalter (2005), Quality and Safety in Health Care 14:347, appendix: the number of z-scores stays, the
    lowest 10 % become the 10th percentile, the highest 10 % the 90th. R: quantile(0:10, c(.1, .9)) is 1 and 9."""
    assert winsorised(np.arange(11.0)) == pytest.approx([1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9])


def test_one_outlier_changes_nothing():
    z = np.array([-1.2, -0.9, -0.5, -0.3, -0.1, 0.1, 0.2, 0.4, 0.6, 0.8, 1.1])
    far = np.where(z == 1.1, 40.0, z)
    assert winsorised(far) == pytest.approx(winsorised(z))


def test_the_rescaling_is_what_winsorising_leaves_of_a_normal():
    """By numerical integration: E[min(|z|, c)²] with c the 90th percentile, 1.2816."""
    cut = stats.norm.ppf(0.9)
    left = integrate.quad(lambda z: min(abs(z), cut) ** 2 * stats.norm.pdf(z), -10, 10, points=[-cut, cut])[0]
    assert pytest.approx(left) == LEFT
    assert pytest.approx(0.679, abs=0.0005) == LEFT


@pytest.mark.parametrize("mentors", [10, 25, 100])
def test_mentors_who_are_all_alike_pass_for_overdispersed_once_in_twenty(mentors):
    """4,000 programmes of standard normal z about their mean. Standard error of the share: 0.0034; the approximation is
    held to 0.035–0.065. Its scatter is that of the simulated factors but for the skewness of few mentors."""
    z = np.random.default_rng(11).standard_normal((4000, mentors))
    z -= z.mean(axis=1, keepdims=True)
    found = [overdispersion(each, np.ones(mentors)) for each in z]
    assert 0.035 < np.mean([each.used for each in found]) < 0.065
    factors = np.array([each.factor for each in found])
    assert factors.mean() == pytest.approx(1, abs=1.5 / mentors)
    assert factors.std() == pytest.approx(SCATTER / LEFT / np.sqrt(mentors), rel=0.07)


@pytest.mark.parametrize("apart", [1.0, 3.0])
def test_the_variance_between_mentors_is_found_again(apart):
    """2,000 mentors with very different numbers of sessions: their own values vary by `apart` typical standard errors.
    The moment estimate of the published first step would fall short by about a fifth here."""
    random = np.random.default_rng(12)
    errors = 1 / np.sqrt(random.gamma(1.5, 1, 2000) + 0.05)
    found = overdispersion(random.normal(0, apart, 2000) + random.normal(0, errors), errors)
    assert found.used
    assert found.between == pytest.approx(apart**2, rel=0.15)


@pytest.mark.parametrize("size", [0.01, 1, 1000])
def test_units_do_not_matter(size):
    distances = np.array([-3.0, -2, -1, 0, 1, 2, 3, 4])
    found, other = (overdispersion(unit * distances, unit * np.ones(8)) for unit in (1.0, size))
    assert other.factor == pytest.approx(found.factor)
    assert other.between == pytest.approx(size**2 * found.between, rel=1e-5)


@patiently
@given(st.lists(st.floats(-30, 30), min_size=3, max_size=60))
def test_allowing_for_it_brings_the_factor_down_to_one(z):
    found = overdispersion(np.array(z), np.ones(len(z)))
    if found.used:
        again = overdispersion(np.array(z) / np.sqrt(1 + found.between), np.ones(len(z)))
        assert again.factor == pytest.approx(1, abs=1e-4)
    else:
        assert found.between == 0


def test_two_mentors_are_too_few_to_tell():
    found = overdispersion(np.array([-50.0, 50.0]), np.ones(2))
    assert (found.factor, found.used, found.between) == (1, False, 0)
