"""False discovery control, against scipy and against what it promises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mentorship.oversight.false_discovery import q_values
from tests.oversight import patiently

pytestmark = pytest.mark.slow

#: Benjamini and Hochberg (1995), section 4.1: p-values of 15 comparisons of two treatments after a heart attack.
PUBLISHED = np.array(
    [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
)


def test_the_example_of_benjamini_and_hochberg():
    """They reject the four smallest at a rate of 0.05."""
    assert list(q_values(PUBLISHED) <= 0.05) == [True] * 4 + [False] * 11


@patiently
@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_agrees_with_scipy_in_any_order(p_values):
    p = np.array(p_values)
    assert q_values(p) == pytest.approx(stats.false_discovery_control(p, method="bh"))


def test_no_mentors_no_values():
    assert q_values(np.array([])).size == 0


def test_of_those_named_few_are_there_by_chance():
    """2,000 times 40 mentors, 10 of whom do differ (z about 3.5): of the named, 30/40 of 0.05 are false on average;
    standard error 0.002."""
    random = np.random.default_rng(5)
    z = random.standard_normal((2000, 40)) + np.where(np.arange(40) < 10, 3.5, 0)
    named = np.array([q_values(each) <= 0.05 for each in 2 * stats.norm.sf(np.abs(z))])
    share = named[:, 10:].sum(axis=1) / np.maximum(named.sum(axis=1), 1)
    assert share.mean() == pytest.approx(0.05 * 30 / 40, abs=0.006)
