"""Do mentors differ by more than chance, and how much room does that leave before one of them stands out?

Spiegelhalter DJ (2005), Handling over-dispersion of performance indicators, Quality and Safety in Health Care
14:347–351, with its appendix: z-scores are winsorised (the outermost 10 % at each end are drawn in to the 10th and the
90th percentile, so that one outlier does not hide itself or others), and the factor is the mean of their squares.

*Additive*, not multiplicative. Mentors' own values are taken to vary around the programme's with a variance
(`between`). A multiplicative factor would widen the limits of a mentor with ten sessions as much as those of one with a
thousand; differences between people do not work like that. The paper finds the additive form to have the stronger
foundation; NHS SHMI and the Care Quality Commission use it.

The variance is the one that brings the factor down to 1: Paule and Mandel (1982, Journal of Research of the National
Bureau of Standards 87:377–385), of which DerSimonian and Laird's estimate, which the paper takes, is the first step
(DerSimonian and Kacker 2007, Contemporary Clinical Trials 28:105–114). The first step alone falls short where mentors
have very different numbers of sessions, because then winsorising takes away just those who show the variance best.

*Rescaled.* Winsorising takes variance away even where nothing but chance is at work: of a standard normal z, 0.679 is
left. The mean square is divided by that, as is usual for robust scales, so that a factor of 1 means "as much as
chance". Without it the limits after overdispersion would be up to 18 % too narrow, to the cost of those they judge.

*Used* only if the factor exceeds 1 by more than chance would in one programme of twenty (normal approximation to the
mean of winsorised squares). Otherwise limits stay as they are. With fewer than three mentors it is not estimated.
"""

from dataclasses import dataclass
from math import exp, pi, sqrt
from statistics import NormalDist

import numpy as np

from mentorship.oversight.distributions import Floats
from mentorship.statistics import special

#: Share of z-scores drawn in at each end.
WINSORISED = 0.1
#: How rarely chance alone would pass for overdispersion.
FALSE_ALARM = 0.05
#: Fewest mentors it can be estimated from.
FEWEST = 3


@dataclass(frozen=True)
class Overdispersion:
    """`factor`: variance of mentors' z-scores against what chance explains; 1 is chance alone, or not estimated.
    `used`: the verdicts allow for it. `between`: variance of mentors' own values, in squared units of the measure; 0
    where it is not used."""

    factor: float
    used: bool
    between: float


def winsorised(z: Floats) -> Floats:
    """The z-scores with the outermost tenth at each end drawn in; percentiles interpolated as in R and numpy."""
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return np.clip(z, low, high)


def overdispersion(distances: Floats, standard_errors: Floats) -> Overdispersion:
    """From each mentor's distance from the programme's value and its standard error under chance alone.

    Pass those only who have enough observations for a z-score to mean something.
    """
    mentors = distances.size
    if mentors < FEWEST:
        return Overdispersion(1.0, False, 0.0)
    factor = _factor(distances, standard_errors, 0.0)
    by_chance = 1 + special.ndtri(1 - FALSE_ALARM) * SCATTER / LEFT / sqrt(mentors)
    if factor <= by_chance:
        return Overdispersion(factor, False, 0.0)
    return Overdispersion(factor, True, _between(distances, standard_errors))


def _factor(distances: Floats, standard_errors: Floats, between: float) -> float:
    """Variance of z-scores that allow for a variance between mentors, against what chance would leave."""
    return float(np.mean(winsorised(distances / np.sqrt(standard_errors**2 + between)) ** 2)) / LEFT


def _between(distances: Floats, standard_errors: Floats) -> float:
    """The variance between mentors that brings the factor down to 1, by bisection to one part in a million."""
    too_little, enough = 0.0, float(np.max(distances**2)) / LEFT
    while enough - too_little > 1e-6 * enough:
        middle = (too_little + enough) / 2
        too_much = _factor(distances, standard_errors, middle) < 1
        too_little, enough = (too_little, middle) if too_much else (middle, enough)
    return enough


def _moments_left() -> tuple[float, float]:
    """Of a standard normal z: the mean square that winsorising leaves, and its standard deviation for one mentor.

    The percentiles move with the data, which adds to the scatter of the square (its influence function, Huber 1981).
    """
    cut, outside = -NormalDist().inv_cdf(WINSORISED), 2 * WINSORISED
    density = exp(-cut * cut / 2) / sqrt(2 * pi)
    square = 1 - outside - 2 * cut * density + outside * cut**2
    fourth = 3 * (1 - outside) - 2 * cut * density * (3 + cut**2) + outside * cut**4
    moves = outside * cut / density
    with_percentiles = 2 * moves * outside * (cut**2 - square) + moves**2 * outside * (1 - outside)
    return square, sqrt(fourth - square**2 + with_percentiles)


LEFT, SCATTER = _moments_left()
