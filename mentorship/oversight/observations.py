"""What is known of each mentor before any statistics: counts, or ratings added up, and whether they can be true."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from mentorship.oversight.distributions import Floats
from mentorship.oversight.funnel import Kind, Spread

#: The ends of the scale of ratings.
RATINGS = (1.0, 5.0)


@dataclass(frozen=True)
class Observed:
    """One mentor. Shares and rates: `counted` of `out_of`. Means: `out_of` ratings with their `total` and the total of
    their squares, which a database adds up where the ratings are."""

    mentor: str
    counted: int | None
    out_of: float
    total: float = 0.0
    squares: float = 0.0

    @classmethod
    def of_ratings(cls, mentor: str, ratings: Sequence[float]) -> "Observed":
        return cls(mentor, None, len(ratings), float(sum(ratings)), float(sum(each * each for each in ratings)))


def check(kind: Kind, mentors: Sequence[Observed]) -> None:
    """ValueError for what no count can be: a mistake of the caller, said before it becomes a verdict on a person."""
    twice = [mentor for mentor, times in Counter(each.mentor for each in mentors).items() if times > 1]
    if twice:
        raise ValueError(f"{twice[0]} comes twice: one entry per mentor is expected.")
    for each in mentors:
        if not 0 <= each.out_of < inf:
            raise ValueError(f"{each.mentor}: read out of {each.out_of}, expected a number from 0.")
        if kind != "poisson" and each.out_of != int(each.out_of):
            raise ValueError(f"{each.mentor}: read out of {each.out_of}, expected a whole number.")
        most = each.out_of if kind == "binomial" else inf
        if kind != "t" and (each.counted is None or not 0 <= each.counted <= most):
            raise ValueError(f"{each.mentor}: read {each.counted} counted, expected 0 to {most}.")


def pooled_spread(value: float, out_of: Floats, totals: Floats, squares: Floats) -> Spread:
    """Of single ratings, pooled within mentors, so that differences between mentors do not pass for chance.

    Around the programme's mean (`value`) where that says nothing: each mentor has one rating, or always the same.
    """
    seen = out_of > 0
    within = float(np.sum(squares[seen] - totals[seen] ** 2 / out_of[seen]))
    freedom = int(out_of.sum()) - int(seen.sum())
    rounding = 1e-12 * float(squares.sum())
    if freedom < 1 or within <= rounding:
        within, freedom = float(squares.sum() - value * totals.sum()), max(int(out_of.sum()) - 1, 1)
    return Spread(sqrt(within / freedom) if within > rounding else 0.0, freedom)
