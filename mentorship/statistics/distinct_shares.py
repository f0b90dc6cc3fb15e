"""Is one share really the lowest, or could chance have put it there?"""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


def is_clearly_lowest(shares: Sequence[tuple[int, int]]) -> int | None:
    """The position of the share (part, whole) that lies below every other one beyond chance; None where there is none.

    Two-sided test of two proportions, pooled, each at 5 % shared among the comparisons (Bonferroni)."""
    if len(shares) < 2 or any(whole <= 0 for _, whole in shares):
        return None
    place = min(range(len(shares)), key=lambda each: shares[each][0] / shares[each][1])
    limit = NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / 2 / (len(shares) - 1))
    others = [each for each in range(len(shares)) if each != place]
    return place if all(_distance(shares[place], shares[other]) > limit for other in others) else None


def _distance(low: tuple[int, int], high: tuple[int, int]) -> float:
    """How many standard errors the second share lies above the first."""
    pooled = (low[0] + high[0]) / (low[1] + high[1])
    error = sqrt(pooled * (1 - pooled) * (1 / low[1] + 1 / high[1]))
    return (high[0] / high[1] - low[0] / low[1]) / error if error else 0.0
