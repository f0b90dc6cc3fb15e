"""How long does it take, when many are still on their way? Kaplan–Meier, with limits by the log-log transformation.

Whoever has not arrived is *censored*: all we know is that it took longer than so far (Kaplan and Meier 1958, Journal of
the American Statistical Association 53:457–481; limits after Kalbfleisch and Prentice 2002, section 1.4). Where nobody,
or everybody, has arrived by a day, the limits are the share itself: there is no variance to go by.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Arrived:
    """By a day: `at_risk` had not arrived before it and were still followed; `share` has arrived."""

    days: int
    at_risk: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """Shares that have arrived, by day. `people`: all who are followed; `arrived`: those who have."""

    people: int
    arrived: int
    steps: tuple[Arrived, ...]

    def median(self) -> int | None:
        """The first day by which half have arrived; None: not yet, as far as anybody was followed."""
        return next((each.days for each in self.steps if each.share >= 0.5), None)


def curve(days: Sequence[int], has_arrived: Sequence[bool], at: Sequence[int] | None = None) -> Curve:
    """The curve at some days; without any, at 0 and each day on which somebody arrived.

    `days`: from the beginning to the arrival, or to the day of judging for those under way. Days below zero count as 0.
    """
    lengths = np.maximum(np.asarray(days, dtype=np.int64), 0)
    arrived = np.asarray(has_arrived, dtype=bool)
    if at is None:
        at = [0, *(int(each) for each in np.unique(lengths[arrived]) if each)]
    if not len(lengths):
        return Curve(0, 0, tuple(Arrived(int(day), 0, 0.0, 0.0, 1.0) for day in at))
    share, low, high = _shares(lengths, arrived, np.asarray(at))
    steps = [
        Arrived(int(day), int((lengths >= day).sum()), float(s), float(lo), float(hi))
        for day, s, lo, hi in zip(at, share, low, high, strict=True)
    ]
    return Curve(len(lengths), int(arrived.sum()), tuple(steps))


def _shares(lengths: NDArray[np.int64], arrived: NDArray[np.bool_], at: NDArray[np.int64]) -> tuple[Floats, ...]:
    from scipy import stats  # takes half a second to load, which every command would wait for

    data = stats.CensoredData(uncensored=lengths[arrived], right=lengths[~arrived])
    staying = stats.ecdf(data).sf
    share = 1 - staying.evaluate(at)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # nobody left, or nobody gone: there are no limits, which is seen to below
        limits = staying.confidence_interval(CONFIDENCE, method="log-log")
    low, high = 1 - limits.high.evaluate(at), 1 - limits.low.evaluate(at)
    known = np.isfinite(low) & np.isfinite(high) & (share > 0) & (share < 1)
    return share, np.where(known, np.clip(low, 0, 1), share), np.where(known, np.clip(high, 0, 1), share)
