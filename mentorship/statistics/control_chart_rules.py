"""The four rules that tell a change from chance on a control chart.

1. A point outside the limits.
2. A run of eight points on one side of the centre. A point on the centre ends it.
3. A trend: six points, each higher (or each lower) than the one before.
4. Near a limit: of three points on one side of the centre, two in the outer third, but not outside.

The rules are those of NHS England's Making Data Count (as the R package NHSRplotthedots has them), with the lengths of
Provost and Murray (2011), The Health Care Data Guide, chapter 4: eight and six. The R package asks for seven and seven;
a run of seven comes about by chance twice as often as one of eight, and here each signal is a question to a person.

How often chance alone raises a signal grows with the chart: somewhere among 36 monthly counts of about four in one
chart of four, at one of the latest three points in one of thirty. Ask about the latest points, and about rare events in
a g chart: with one event in two months, half of all XmR charts have a point outside.

Every point that takes part in a run, a trend or a pair is marked, not the last alone. Rules never reach across a change
point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

RUN = 8
TREND = 6


class Rule(StrEnum):
    OUTSIDE = "outside"
    RUN = "run"
    TREND = "trend"
    NEAR = "near"


class Side(StrEnum):
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class Signal:
    rule: Rule
    side: Side


@dataclass(frozen=True)
class Lines:
    """Of one stretch of a chart. `middle` is what runs are counted about: the centre, or the median of what is skew.
    `warning`: where the outer third begins, below and above. Limits are None where one point alone gives none."""

    middle: float
    limits: tuple[float, float] | None
    warning: tuple[float, float] | None


def signals(values: Sequence[float], lines: Lines) -> list[tuple[Signal, ...]]:
    """What each point takes part in, in the order of the rules; () where chance explains it."""
    found: list[list[Signal]] = [[] for _ in values]
    for rule, mark in ((Rule.OUTSIDE, _outside), (Rule.RUN, _runs), (Rule.TREND, _trends), (Rule.NEAR, _near)):
        for place, side in enumerate(mark(values, lines)):
            if side:
                found[place].append(Signal(rule, Side.HIGH if side > 0 else Side.LOW))
    return [tuple(each) for each in found]


def _sides(values: Sequence[float], low: float, high: float) -> list[int]:
    """1 above, −1 below, 0 between."""
    return [(value > high) - (value < low) for value in values]


def _outside(values: Sequence[float], lines: Lines) -> list[int]:
    return _sides(values, *lines.limits) if lines.limits else [0] * len(values)


def _runs(values: Sequence[float], lines: Lines) -> list[int]:
    return _stretches(_sides(values, lines.middle, lines.middle), RUN)


def _trends(values: Sequence[float], lines: Lines) -> list[int]:
    """Steps first, one fewer than points; a point belongs to a trend by the step that leads to it or the first away."""
    steps = [(b > a) - (b < a) for a, b in pairwise(values)]
    long = _stretches(steps, TREND - 1)
    return [to or away for to, away in zip([0, *long], [*long, 0], strict=True)]


def _near(values: Sequence[float], lines: Lines) -> list[int]:
    marks = [0] * len(values)
    if not (lines.limits and lines.warning):
        return marks
    sides = _sides(values, lines.middle, lines.middle)
    outside = _sides(values, *lines.limits)
    outer = [0 if out else far for out, far in zip(outside, _sides(values, *lines.warning), strict=True)]
    for first in range(len(values) - 2):
        three = range(first, first + 3)
        side = sides[first]
        if side and all(sides[place] == side for place in three) and sum(outer[place] == side for place in three) >= 2:
            for place in three:
                marks[place] = marks[place] or outer[place]
    return marks


def _stretches(sides: Sequence[int], least: int) -> list[int]:
    """The sides, where the same one comes so often in a row; elsewhere 0."""
    marks, first = [0] * len(sides), 0
    for place in range(1, len(sides) + 1):
        if place == len(sides) or sides[place] != sides[first]:
            if sides[first] and place - first >= least:
                marks[first:place] = sides[first:place]
            first = place
    return marks
