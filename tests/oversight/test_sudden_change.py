"""A change of pace is asked about when it is clear and new; mentors who mentor as ever are asked about rarely."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from mentorship.oversight.signals.definitions import parameters
from mentorship.oversight.sudden_change import BY_CHANCE, Month, When, chart_of, sudden_change
from mentorship.statistics.control_chart_rules import Rule, Side

AS_OF = date(2026, 1, 31)
WHEN = When(**parameters("sudden_change", AS_OF))


def months(counts, under_way=None):
    """Whole months from January 2020 on, and perhaps one that is not over."""
    some = [Month(date(2020 + place // 12, place % 12 + 1, 1), count, True) for place, count in enumerate(counts)]
    if under_way is not None:
        place = len(counts)
        some.append(Month(date(2020 + place // 12, place % 12 + 1, 1), under_way, False))
    return some


def change(some):
    """The sudden change in months in which there is one."""
    found = sudden_change(some, WHEN)
    assert found is not None
    return found


CLEAR = {
    "three times as many": ([4] * 20 + [12], Side.HIGH, 1),
    "a few become many": ([1, 2, 1, 1, 2, 1, 1, 1, 2, 1, 1, 8], Side.HIGH, 1),
    "stopped two months ago": ([5, 4, 6, 5, 4, 5, 6, 5, 4, 5, 5, 6, 4, 5, 0, 0], Side.LOW, 2),
    "fewer for eight months": ([5] * 16 + [1] * 8, Side.LOW, 8),
    "two months ago, and back": ([3] * 18 + [12, 3, 3], Side.HIGH, 1),
}


@pytest.mark.parametrize("name", CLEAR)
def test_a_clear_change_of_the_latest_months_is_asked_about(name):
    counts, side, length = CLEAR[name]
    found = change(months(counts))
    assert (found.side, found.months) == (side, length)
    inside = counts[-length:] if name != "two months ago, and back" else [12]
    assert found.sessions == sum(inside)
    assert found.usual == pytest.approx((sum(counts) - sum(inside)) / (len(counts) - length))
    assert found.by_chance * WHEN.rarer_than_once_in <= 1


QUIET = {
    "as ever": [3, 4, 2, 3, 3, 4, 2, 3, 4, 3, 2, 3, 4],
    "the same each month": [2] * 24,
    "nobody at all": [0] * 24,
    "one month without": [2] * 20 + [0],
    "long ago": [2] * 6 + [14] + [2] * 20,
    "too few months": [2] * 10 + [20],
    "began long ago and went on": [1] * 15 + [4] * 18,
}


@pytest.mark.parametrize("name", QUIET)
def test_what_is_usual_or_old_or_too_short_is_not(name):
    assert sudden_change(months(QUIET[name]), WHEN) is None


def test_twelve_months_are_enough_and_eleven_are_not():
    counts = [2, 3, 2, 2, 3, 2, 2, 3, 2, 2, 3, 12]
    assert change(months(counts)).rule is Rule.OUTSIDE
    assert sudden_change(months(counts[1:]), WHEN) is None


def test_only_the_last_three_years_say_what_is_usual():
    assert sudden_change(months([30] * 24 + [2] * 36), WHEN) is None
    assert change(months([30] * 24 + [2] * 35 + [12])).usual == pytest.approx(2)


def test_the_month_under_way_counts_once_it_is_above_the_limits_and_never_below():
    found = change(months([2, 3] * 10, under_way=11))
    assert (found.first_month, found.sessions) == (date(2021, 9, 1), 11)
    assert sudden_change(months([2, 3] * 10, under_way=0), WHEN) is None
    assert sudden_change(months([2, 3] * 10, under_way=3), WHEN) is None


def test_after_a_recorded_decision_the_months_before_it_are_none_of_it():
    counts = [2] * 20 + [7] * 14
    assert sudden_change(months([2] * 20 + [7] * 8), WHEN) is not None
    assert sudden_change(months(counts), WHEN, [date(2021, 9, 1)]) is None
    chart = chart_of(months(counts), WHEN.most_points, [date(2021, 9, 1)])
    assert chart is not None
    assert [(each.first, each.last, each.centre) for each in chart.segments] == [(0, 19, 2), (20, 33, 7)]


def test_the_chance_is_that_of_so_many_sessions_in_one_of_all_months():
    """Counts as evenly spread as chance has them: the binomial of scipy."""
    found = change(months([4] * 20 + [12]))
    assert found.by_chance == pytest.approx(stats.binom.sf(11, 92, 1 / 21))
    stopped = change(months([5] * 20 + [0, 0]))
    assert stopped.by_chance == pytest.approx(stats.binom.cdf(0, 100, 2 / 22))


def test_sessions_that_come_in_bursts_are_no_change():
    """Groups of eight once in two months: one more of them is nothing new."""
    assert sudden_change(months([0, 8] * 14 + [8]), WHEN) is None
    assert sudden_change(months([0, 8] * 14 + [40]), WHEN) is not None


@pytest.mark.parametrize("number", [12, 24, 36])
@pytest.mark.parametrize("mean", [0.2, 1, 4, 12])
def test_of_mentors_who_mentor_as_ever_about_one_in_fifty_is_asked_about(number, mean):
    random = np.random.default_rng(number)
    asked = sum(
        sudden_change(months([int(each) for each in counts]), WHEN) is not None
        for counts in random.poisson(mean, (1500, number))
    )
    assert asked <= 2 * BY_CHANCE * 1500
