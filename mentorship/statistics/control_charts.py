"""Has something changed over time, or is it the usual up and down? Two answers, variation and assurance.

*XmR*, for a value per month: limits lie 2.66 mean moving ranges from the mean, and a moving range is unusual above 3.27
times their mean (Wheeler, Understanding Variation, appendix). All moving ranges count, as in the tools of NHS England's
Making Data Count; none is screened out.

*g*, for rare events: how many sessions (or days) lie between two of them. Limits are three standard deviations of the
geometric distribution from the mean (Benneyan 2001, Health Care Management Science 4:305–318). Runs are counted about
its median, 0.693 of the mean (Provost and Murray 2011, The Health Care Data Guide, p. 228): nearly two values in three
of so skew a distribution lie below its mean.

*t*, for the time between rare events, where two never fall together: an XmR chart of the time to the power 1/3.6, which
is nearly normal (Nelson 1994, Journal of Quality Technology 26, no. 3), its lines taken back to time.

Limits from fewer than twelve points are trial limits. They come from all points between two change points, and a change
point is only what the caller hands in: a recorded decision. Nothing is ever re-based by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import inf, isfinite, log, sqrt
from typing import Literal

from mentorship.statistics.control_chart_rules import Lines, Rule, Side, Signal, signals

LIMITS = 2.66
MOVING_RANGE_LIMIT = 3.27
#: Fewer points than this give trial limits.
ENOUGH = 12
#: What a time between events is raised to, to be nearly normal.
NEARLY_NORMAL = 1 / 3.6

Improvement = Literal["up", "down"]


class Variation(StrEnum):
    """Of the latest point: chance, or a special cause that is good, bad, or (where neither is said) just there."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEITHER = "neither"


class Assurance(StrEnum):
    """Will the target be met, as things are? Always, never, or now and then."""

    PASSES = "passes"
    FAILS = "fails"
    HIT_OR_MISS = "hit_or_miss"


@dataclass(frozen=True)
class Point:
    """`moving_range`: distance from the point before, None at the beginning of a segment."""

    position: int
    value: float
    segment: int
    moving_range: float | None
    moving_range_is_high: bool
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Segment:
    """What lies between two change points, positions `first` to `last`. `run_centre`: what runs are counted about.
    Limits are None for a single point; those of moving ranges for g charts too."""

    first: int
    last: int
    centre: float
    run_centre: float
    lower: float | None
    upper: float | None
    mean_moving_range: float | None
    moving_range_limit: float | None
    is_trial: bool


@dataclass(frozen=True)
class ControlChart:
    """`side`: of the latest point's special cause, None where there is none. `assurance`: None without a target."""

    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    variation: Variation
    side: Side | None
    assurance: Assurance | None


@dataclass(frozen=True)
class _Stretch:
    """Lines of one segment, as a kind of chart draws them."""

    centre: float
    lines: Lines
    mean_moving_range: float | None = None


def xmr_chart(
    values: Sequence[float],
    *,
    change_points: Sequence[int] = (),
    improvement: Improvement | None = None,
    target: float | None = None,
    bounds: tuple[float, float] = (-inf, inf),
) -> ControlChart:
    """`change_points`: positions (from 0) of the first points of new segments. `bounds`: what values cannot go beyond
    (0 for counts, 0 and 1 for shares); limits stop there."""
    return _chart(values, lambda part: _xmr(part, bounds), change_points, improvement, target)


def g_chart(
    between: Sequence[int],
    *,
    change_points: Sequence[int] = (),
    improvement: Improvement | None = None,
    target: float | None = None,
) -> ControlChart:
    """`between`: sessions (or days) without an event between one event and the next, from 0."""
    if any(each < 0 for each in between):
        raise ValueError(f"Read {min(between)} between two events, expected a number from 0.")
    return _chart(between, _g, change_points, improvement, target)


def t_chart(
    times: Sequence[float],
    *,
    change_points: Sequence[int] = (),
    improvement: Improvement | None = None,
    target: float | None = None,
) -> ControlChart:
    """`times`: from one event to the next, above 0; for days, which may be 0, take the g chart."""
    if any(each <= 0 for each in times):
        raise ValueError(f"Read a time of {min(times)} between two events, expected one above 0.")
    return _chart(times, _t, change_points, improvement, target)


def _xmr(values: Sequence[float], bounds: tuple[float, float] = (-inf, inf)) -> _Stretch:
    centre = sum(values) / len(values)
    if len(values) == 1:
        return _Stretch(centre, Lines(centre, None, None))
    mean_range = sum(abs(b - a) for a, b in pairwise(values)) / (len(values) - 1)
    reach = LIMITS * mean_range
    limits = max(centre - reach, bounds[0]), min(centre + reach, bounds[1])
    return _Stretch(centre, Lines(centre, limits, (centre - reach * 2 / 3, centre + reach * 2 / 3)), mean_range)


def _g(values: Sequence[float]) -> _Stretch:
    centre = sum(values) / len(values)
    deviation = sqrt(centre * (centre + 1))
    limits = max(0.0, centre - 3 * deviation), centre + 3 * deviation
    return _Stretch(centre, Lines(log(2) * centre, limits, (centre - 2 * deviation, centre + 2 * deviation)))


def _t(values: Sequence[float]) -> _Stretch:
    nearly_normal = _xmr([value**NEARLY_NORMAL for value in values], bounds=(0.0, inf))
    lines = nearly_normal.lines
    back = _back_to_time(nearly_normal.centre)
    return _Stretch(back, Lines(back, _pair_back_to_time(lines.limits), _pair_back_to_time(lines.warning)))


def _back_to_time(value: float) -> float:
    return float(max(value, 0.0) ** (1 / NEARLY_NORMAL))


def _pair_back_to_time(pair: tuple[float, float] | None) -> tuple[float, float] | None:
    return (_back_to_time(pair[0]), _back_to_time(pair[1])) if pair else None


def _chart(
    values: Sequence[float],
    stretch: Callable[[Sequence[float]], _Stretch],
    change_points: Sequence[int],
    improvement: Improvement | None,
    target: float | None,
) -> ControlChart:
    if not values or not all(map(isfinite, values)):
        raise ValueError("A control chart needs at least one value, and every value must be a number.")
    if list(change_points) != sorted({each for each in change_points if 0 < each < len(values)}):
        raise ValueError(f"Read change points {list(change_points)}, expected rising positions within the chart.")
    points: list[Point] = []
    segments: list[Segment] = []
    for first, end in pairwise([0, *change_points, len(values)]):
        part = values[first:end]
        drawn = stretch(part)
        segments.append(_segment(drawn, first, end - 1))
        points += _points(part, drawn, segments[-1], len(segments) - 1)
    side = _side(points[-1].signals)
    return ControlChart(
        tuple(points),
        tuple(segments),
        _variation(side, improvement),
        side,
        _assurance(segments[-1], improvement, target),
    )


def _segment(drawn: _Stretch, first: int, last: int) -> Segment:
    lower, upper = drawn.lines.limits or (None, None)
    mean = drawn.mean_moving_range
    limit = None if mean is None else MOVING_RANGE_LIMIT * mean
    trial = last - first + 1 < ENOUGH
    return Segment(first, last, drawn.centre, drawn.lines.middle, lower, upper, mean, limit, trial)


def _points(values: Sequence[float], drawn: _Stretch, segment: Segment, number: int) -> list[Point]:
    ranges = [None, *(abs(b - a) for a, b in pairwise(values))]
    limit = inf if segment.moving_range_limit is None else segment.moving_range_limit
    return [
        Point(segment.first + place, value, number, moved, moved is not None and moved > limit, found)
        for place, (value, moved, found) in enumerate(zip(values, ranges, signals(values, drawn.lines), strict=True))
    ]


def _side(found: Sequence[Signal]) -> Side | None:
    """Where rules point both ways: outside first, then a trend, then near a limit, then a run (as NHSRplotthedots)."""
    order = (Rule.OUTSIDE, Rule.TREND, Rule.NEAR, Rule.RUN)
    return min(found, key=lambda signal: order.index(signal.rule)).side if found else None


def _variation(side: Side | None, improvement: Improvement | None) -> Variation:
    if side is None:
        return Variation.COMMON
    if improvement is None:
        return Variation.NEITHER
    return Variation.IMPROVEMENT if (side is Side.HIGH) == (improvement == "up") else Variation.CONCERN


def _assurance(latest: Segment, improvement: Improvement | None, target: float | None) -> Assurance | None:
    """None, too, where nobody said which way is better, or one point gives no limits."""
    if target is None or improvement is None or latest.lower is None or latest.upper is None:
        return None
    if latest.lower <= target <= latest.upper:
        return Assurance.HIT_OR_MISS
    return Assurance.PASSES if (target < latest.lower) == (improvement == "up") else Assurance.FAILS
