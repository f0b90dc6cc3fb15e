"""Each of the four rules, at its limit and just below."""

import pytest

from mentorship.statistics.control_chart_rules import Lines, Rule, Side, Signal, signals

#: About 0, limits at 3, the outer third from 2.
LINES = Lines(0.0, (-3.0, 3.0), (-2.0, 2.0))


def fired(values, rule):
    """Positions and sides where the rule fired."""
    found = signals(values, LINES)
    return {place: each.side for place, here in enumerate(found) for each in here if each.rule is rule}


@pytest.mark.parametrize(("value", "side"), [(3.01, Side.HIGH), (-3.01, Side.LOW), (3.0, None), (-3.0, None)])
def test_outside_is_beyond_a_limit_not_on_it(value, side):
    assert fired([0.5, value, -0.5], Rule.OUTSIDE) == ({1: side} if side else {})


def test_eight_points_on_one_side_are_a_run_and_all_are_marked():
    assert fired([-1, *[0.5] * 8, -1], Rule.RUN) == dict.fromkeys(range(1, 9), Side.HIGH)
    assert fired([1, *[-0.5] * 9], Rule.RUN) == dict.fromkeys(range(1, 10), Side.LOW)


def test_seven_points_are_none_and_a_point_on_the_centre_ends_a_run():
    assert fired([-1, *[0.5] * 7, -1], Rule.RUN) == {}
    assert fired([*[0.5] * 5, 0, *[0.5] * 5], Rule.RUN) == {}


def test_six_rising_points_are_a_trend():
    assert fired([0, -1, -0.6, -0.2, 0.2, 0.6, 1, 0.9], Rule.TREND) == dict.fromkeys(range(1, 7), Side.HIGH)
    assert fired([1, 0.6, 0.2, -0.2, -0.6, -1], Rule.TREND) == dict.fromkeys(range(6), Side.LOW)


def test_five_rising_points_are_none_and_equal_points_end_a_trend():
    assert fired([0, -0.6, -0.2, 0.2, 0.6, 1, 0.9], Rule.TREND) == {}
    assert fired([-1, -0.6, -0.2, -0.2, 0.2, 0.6, 1], Rule.TREND) == {}


def test_two_of_three_in_the_outer_third_are_marked_the_third_is_not():
    assert fired([-1, 2.5, 0.5, 2.1, -1], Rule.NEAR) == {1: Side.HIGH, 3: Side.HIGH}
    assert fired([1, -2.5, -2.1, -0.5, 1], Rule.NEAR) == {1: Side.LOW, 2: Side.LOW}


def test_points_on_both_sides_or_outside_are_no_pair():
    """As in NHSRplotthedots: all three on one side of the centre, neither of the two beyond the limit."""
    assert fired([2.5, -0.5, 2.5], Rule.NEAR) == {}
    assert fired([2.5, 0.5, -2.5], Rule.NEAR) == {}
    assert fired([2.5, 0.5, 3.5], Rule.NEAR) == {}
    assert fired([2.5, 0.5, 0.5, 2.5], Rule.NEAR) == {}


def test_a_point_may_take_part_in_several_rules():
    found = signals([0.5, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 3.5], LINES)
    assert found[-1] == tuple(Signal(rule, Side.HIGH) for rule in (Rule.OUTSIDE, Rule.RUN, Rule.TREND))


def test_without_limits_only_runs_and_trends_remain():
    assert signals([5.0], Lines(5.0, None, None)) == [()]
