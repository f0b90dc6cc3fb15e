"""Kaplan–Meier: against lifelines on random data, and against a published table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from mentorship.statistics.survival import curve

pytestmark = pytest.mark.slow

#: Freireich et al. 1963, remission in weeks under 6-mercaptopurine, as in Kalbfleisch and Prentice, table 1.1;
#: + is censored. The estimate at 6, 7, 10, 13, 16, 22 and 23 weeks is in Lee and Wang, example 4.2.
FREIREICH = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0),
             (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}

people = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=60)


def test_it_is_the_published_curve():
    days, arrived = zip(*FREIREICH, strict=True)
    found = curve(days, [bool(each) for each in arrived])
    assert {each.days: round(1 - each.share, 3) for each in found.steps if each.days} == pytest.approx(
        PUBLISHED, abs=1e-3
    )
    assert {each.days: each.at_risk for each in found.steps} == {
        0: 21,
        6: 21,
        7: 17,
        10: 15,
        13: 12,
        16: 11,
        22: 7,
        23: 6,
    }
    assert found.median() == 23


@settings(deadline=None, max_examples=60)
@given(people)
def test_it_is_the_curve_of_lifelines(followed):
    days, arrived = zip(*followed, strict=True)
    fitted = KaplanMeierFitter(alpha=0.05).fit(days, arrived)
    for each in curve(days, arrived).steps:
        assert 1 - each.share == pytest.approx(fitted.survival_function_at_times(each.days).iloc[0])
        if 0 < each.share < 1:
            row = fitted.confidence_interval_[fitted.confidence_interval_.index <= each.days].iloc[-1]
            assert (1 - each.high, 1 - each.low) == pytest.approx(tuple(row), abs=1e-6)
        assert each.low <= each.share <= each.high
        assert each.at_risk == sum(day >= each.days for day in days)


def test_days_before_the_beginning_count_as_the_beginning():
    assert curve([-10, 5], [True, False]).steps[0].share == 0.5


def test_nobody_says_nothing():
    (step,) = curve([], [], at=[365]).steps
    assert (step.at_risk, step.share, step.low, step.high) == (0, 0.0, 0.0, 1.0)


def test_beyond_the_last_day_the_share_stays():
    found = curve([10, 20, 30], [True, False, False], at=[10, 1826])
    assert found.steps[1].share == found.steps[0].share == pytest.approx(1 / 3)
    assert found.steps[1].at_risk == 0


def test_limits_are_wider_with_fewer_people():
    few, many = (curve([10] * n + [20] * n, [True] * n + [False] * n, at=[15]).steps[0] for n in (5, 500))
    assert few.high - few.low > 5 * (many.high - many.low)
    assert np.isclose(few.share, many.share)
