"""How many flags would there be if all mentors were alike? Told beside how many there are.

The limits lie around the programme's value, and that value comes from the same mentors: whoever has a tenth of all
sessions makes up a tenth of it. So the chance of a flag is taken given what the programme has in all:
- shares: what was counted is dealt out at random over all observations (hypergeometric);
- rates: each session falls to a mentor in proportion to the mentor's months (binomial);
- means: the distance of a mean from the mean it is part of (t, with 1/n − 1/N for 1/n).

That needs no true value. Taking the programme's value for the true one would promise about twice as many flags among
ten mentors. Where overdispersion is allowed for, mentors are not alike, and the chance is that of the mixture the
limits come from.
"""

import numpy as np

from mentorship.oversight.distributions import Distribution, Floats, Hypergeometric
from mentorship.statistics import special


def share_is_outside(counted: float, out_of: Floats, lowest: Floats, highest: Floats) -> Floats:
    """P(below lowest or above highest) for each mentor, given that `counted` of all observations were counted."""
    return count_is_outside(Hypergeometric(out_of, counted, float(out_of.sum())), lowest, highest)


def rate_is_outside(counted: float, out_of: Floats, lowest: Floats, highest: Floats) -> Floats:
    """The same for sessions over months."""
    part, sessions = out_of / out_of.sum(), np.full(out_of.shape, int(counted))
    below = np.where(lowest > 0, special.bdtr(np.clip(lowest - 1, 0, sessions), sessions, part), 0.0)
    possible = highest < sessions
    first = np.where(possible, highest + 1, 1)
    above = special.betainc(first, np.where(possible, sessions - highest, 1), part)
    return below + np.where(possible, above, 0.0)


def mean_is_outside(freedom: int, out_of: Floats, reach: float) -> Floats:
    """The same for means of ratings beyond `reach` standard errors."""
    rest = 1 - out_of / out_of.sum()
    both: Floats = 2 * special.stdtr(freedom, -reach / np.sqrt(np.maximum(rest, np.finfo(float).tiny)))
    return both


def count_is_outside(counts: Distribution, lowest: Floats, highest: Floats) -> Floats:
    """The same from a distribution, such as the mixture of mentors who differ."""
    return counts.at_most(lowest - 1) + counts.at_least(highest + 1)
