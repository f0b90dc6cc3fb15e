"""Of the mentors who stand out, how many would be expected to do so by chance?

Limits of 99.8 % hold for one mentor. Where hundreds are looked at, some lie outside by chance alone; Benjamini and
Hochberg (1995, Journal of the Royal Statistical Society B 57:289–300) bound the share of such among those named. Used
for comparing institutions by Jones, Ohlssen and Spiegelhalter (2008, Journal of Clinical Epidemiology 61:232–240).
"""

import numpy as np

from mentorship.oversight.distributions import Floats


def q_values(p_values: Floats) -> Floats:
    """Adjusted p-values: of all those named with q ≤ 0.05, at most 5 % are expected to be there by chance.

    The same as `scipy.stats.false_discovery_control(…, method="bh")`, without loading `scipy.stats` for four lines.
    """
    if p_values.size == 0:
        return p_values
    order = np.argsort(p_values)[::-1]
    position = np.arange(p_values.size, 0, -1)
    q = np.empty_like(p_values)
    q[order] = np.minimum(np.minimum.accumulate(p_values[order] * p_values.size / position), 1.0)
    return q
