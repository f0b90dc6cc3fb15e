"""Control charts against published worked examples; segments, trial limits, icons."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mentorship.statistics.control_chart_rules import Rule, Side
from mentorship.statistics.control_charts import Assurance, Variation, g_chart, t_chart, xmr_chart
from tests.oversight import patiently

pytestmark = pytest.mark.slow

#: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
#: Wheeler, Understanding Variation: monthly US trade deficits of 1987 and 1988, in thousand millions of dollars.
DEFICITS = [10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6]
DEFICITS += [10.0, 11.4, 7.9, 9.5, 8.0, 11.8, 10.5, 11.2, 9.2, 10.1, 10.4, 10.5]
#: Montgomery, Introduction to Statistical Quality Control, table 7.14: hours between failures of a valve.
FAILURES = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]


def test_flow_rates_of_the_nist_handbook():
    """Centre 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041 (with 3/1.128 for 2.66), moving ranges to
    6.1349 (with 3.267 for 3.27), nothing outside."""
    chart = xmr_chart(FLOW)
    (segment,) = chart.segments
    assert segment.centre == pytest.approx(50.81)
    assert segment.mean_moving_range == pytest.approx(1.8778, abs=0.0001)
    assert (segment.lower, segment.upper) == pytest.approx((45.8159, 55.8041), abs=0.001)
    assert segment.moving_range_limit == pytest.approx(6.1349, abs=0.006)
    assert not any(point.signals for point in chart.points)


def test_an_outlier_as_the_tools_of_making_data_count_treat_it():
    """NHSRplotthedots, vignette "Deviations from Excel defaults": upper limit 6.95, mean 1.94, lower limit −3.06 where
    no moving range is screened out; the fifth point is a special cause, improvement when high is good."""
    chart = xmr_chart([1, 2, 1, 2, 10, *[1, 2] * 6, 1], improvement="up")
    (segment,) = chart.segments
    assert (segment.upper, segment.centre, segment.lower) == pytest.approx((6.95, 1.94, -3.06), abs=0.005)
    assert [point.position for point in chart.points if point.signals] == [4]
    assert [point.position for point in chart.points if point.moving_range_is_high] == [4, 5]
    assert chart.variation is Variation.COMMON


def test_trade_deficits_of_wheeler():
    """1987: twelve points about 12.75, mean moving range 1.66 (sum 18.3 of 11), limits 12.75 ± 2.66 × 1.66 = 8.32 and
    17.18: no month says anything. Both years in one: the second half of 1988 has a run below, the first a run above."""
    (first,) = xmr_chart(DEFICITS[:12]).segments
    assert (first.lower, first.centre, first.upper) == pytest.approx((8.32, 12.75, 17.18), abs=0.01)
    assert not any(point.signals for point in xmr_chart(DEFICITS[:12]).points)
    both = xmr_chart(DEFICITS)
    runs = [p.position for p in both.points if any(signal.rule is Rule.RUN for signal in p.signals)]
    assert runs == list(range(1, 11))
    parts = xmr_chart(DEFICITS, change_points=[12])
    assert parts.segments[0] == first
    assert parts.segments[1].centre == pytest.approx(sum(DEFICITS[12:]) / 12)
    assert parts.points[12].moving_range is None


def test_failures_of_a_valve():
    """To the power 0.2777 his hours are 4.80986, 6.70903, 5.72650, 3.81367, 6.43541 … with a mean of 5.386: the centre
    is that mean, taken back to hours. Every failure is within the limits."""
    chart = t_chart(FAILURES)
    (segment,) = chart.segments
    assert segment.centre**0.2777 == pytest.approx(5.386, abs=0.01)
    assert segment.lower == 0
    assert not any(point.signals for point in chart.points)


@patiently
@given(st.lists(st.integers(0, 400), min_size=2, max_size=40).filter(any))
def test_a_g_chart_lies_about_the_geometric_distribution(between):
    """Benneyan (2001): mean ± 3 √(mean × (mean + 1)), which is three standard deviations of the geometric distribution
    with that mean, from zero; runs about its median, log 2 of the mean for rare events."""
    (segment,) = g_chart(between).segments
    mean = sum(between) / len(between)
    assert segment.centre == pytest.approx(mean)
    theirs = stats.geom(1 / (mean + 1), loc=-1)
    assert segment.upper == pytest.approx(theirs.mean() + 3 * theirs.std())
    assert segment.lower == 0
    assert segment.run_centre == pytest.approx(theirs.median(), abs=1)


def test_eight_short_times_in_a_row_are_a_run_on_a_g_chart():
    between = [30, 55, 20, 80, 41, 66, 25, 90, *[12] * 8]
    chart = g_chart(between, improvement="up")
    assert chart.variation is Variation.CONCERN
    assert {signal.rule for signal in chart.points[-1].signals} == {Rule.RUN}


@pytest.mark.parametrize(("points", "trial"), [(11, True), (12, False)])
def test_fewer_than_twelve_points_give_trial_limits(points, trial):
    assert xmr_chart(DEFICITS[:points]).segments[0].is_trial is trial


def test_each_segment_has_its_own_lines_and_rules_do_not_reach_across():
    """Seven above the mean before the change and seven after it are no run."""
    values = [1, 1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 5, 5]
    whole, parts = xmr_chart([*values, *values]), xmr_chart([*values, *values], change_points=[7, 14, 21])
    assert len(parts.segments) == 4
    assert all(not point.signals for point in parts.points)
    assert all(segment.lower == segment.centre == segment.upper for segment in parts.segments)
    assert [point.segment for point in parts.points] == sorted([0, 1, 2, 3] * 7)
    assert whole.segments[0].is_trial is False


@pytest.mark.parametrize("wrong", [[0], [12], [5, 3], [4, 4], [-1]])
def test_change_points_lie_within_the_chart_and_rise(wrong):
    with pytest.raises(ValueError, match="change points"):
        xmr_chart(DEFICITS[:12], change_points=wrong)


@pytest.mark.parametrize("values", [[], [1.0, float("nan")], [inf, 2.0]])
def test_what_is_no_number_is_refused(values):
    with pytest.raises(ValueError, match="number"):
        xmr_chart(values)


def test_rare_events_do_not_come_before_themselves():
    with pytest.raises(ValueError, match="expected a number from 0"):
        g_chart([3, -1])
    with pytest.raises(ValueError, match="expected one above 0"):
        t_chart([3.0, 0.0])


def test_one_point_has_no_limits():
    (segment,) = xmr_chart([7.0], target=3, improvement="up").segments
    assert (segment.centre, segment.lower, segment.upper) == (7.0, None, None)
    assert xmr_chart([7.0], target=3, improvement="up").assurance is None


@pytest.mark.parametrize(
    ("latest", "improvement", "variation", "side"),
    [
        (9, "up", Variation.IMPROVEMENT, Side.HIGH),
        (9, "down", Variation.CONCERN, Side.HIGH),
        (9, None, Variation.NEITHER, Side.HIGH),
        (-6, "up", Variation.CONCERN, Side.LOW),
        (-6, "down", Variation.IMPROVEMENT, Side.LOW),
        (2, "up", Variation.COMMON, None),
    ],
)
def test_the_variation_icon_is_about_the_latest_point(latest, improvement, variation, side):
    chart = xmr_chart([*[1, 2] * 8, latest], improvement=improvement)
    assert (chart.variation, chart.side) == (variation, side)


def test_where_rules_point_both_ways_outside_comes_first():
    """After a jump the latest point is far above the limit, and the last of six falling ones."""
    chart = xmr_chart([*[0, 1] * 15, 20, 19, 18, 17, 16, 15], improvement="up")
    found = {(signal.rule, signal.side) for signal in chart.points[-1].signals}
    assert found == {(Rule.OUTSIDE, Side.HIGH), (Rule.TREND, Side.LOW)}
    assert (chart.variation, chart.side) == (Variation.IMPROVEMENT, Side.HIGH)


@pytest.mark.parametrize(
    ("target", "improvement", "assurance"),
    [
        (40, "up", Assurance.PASSES),
        (60, "up", Assurance.FAILS),
        (40, "down", Assurance.FAILS),
        (60, "down", Assurance.PASSES),
        (51, "up", Assurance.HIT_OR_MISS),
        (51, None, None),
        (None, "up", None),
    ],
)
def test_the_assurance_icon_is_about_the_limits_and_the_target(target, improvement, assurance):
    assert xmr_chart(FLOW, target=target, improvement=improvement).assurance is assurance


def test_limits_stop_where_values_cannot_go():
    (segment,) = xmr_chart([0, 1, 0, 2, 0, 1], bounds=(0, inf)).segments
    assert segment.lower == 0


@patiently
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_no_point_is_lost_and_limits_hold_the_centre(values):
    chart = xmr_chart(values)
    assert [point.value for point in chart.points] == values
    (segment,) = chart.segments
    if len(values) > 1:
        assert segment.lower is not None and segment.upper is not None
        assert segment.lower <= segment.centre <= segment.upper
