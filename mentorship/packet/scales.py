"""Axes for drawings: where the ticks stand, and how a value is said beside them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from mentorship.answers.tables import Shows
from mentorship.wording import hours

#: The distances between ticks that people count in, largest last; hours are minutes inside.
STEPS = (1.0, 2.0, 5.0, 10.0)
HOUR_STEPS = (15.0, 30.0, 60.0, 120.0, 300.0)


@dataclass(frozen=True)
class Scale:
    """A straight axis from `low` to `high`, with its ticks; positions are fractions of its length."""

    low: float
    high: float
    ticks: tuple[float, ...]
    shows: Shows

    def at(self, value: float) -> float:
        """Where a value stands: 0 at the low end, 1 at the high one; what lies outside stands at the end."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    @property
    def labels(self) -> list[dict[str, object]]:
        """Ticks as a template takes them."""
        step = self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else 1.0
        return [{"at": round(self.at(each), 5), "label": said(each, self.shows, step)} for each in self.ticks]


def scale(values: Iterable[float | None], shows: Shows = Shows.NUMBER, ticks: int = 5, from_zero: bool = True) -> Scale:
    """An axis that holds all the values, and zero where asked, in round numbers, with about so many ticks."""
    known = [each for each in values if each is not None and math.isfinite(each)]
    zero = [0.0] if from_zero or not known else []
    low, high = min([*zero, *known]), max([*zero, *known])
    step = _step((high - low or 1.0) / ticks, shows)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    marks = tuple(place * step for place in range(first, last + 1))
    return Scale(marks[0], marks[-1], marks, shows)


def said(value: float, shows: Shows, step: float = 0.0) -> str:
    """A value in a drawing: '7 h 30', '58%', '1,204', '−3.5'. `step` is the distance between ticks, if it is one."""
    match shows:
        case Shows.HOURS:
            return hours(round(value))
        case Shows.SHARE:
            return f"{value:.1%}" if step and step < 0.01 else f"{value:.0%}"
        case Shows.NUMBER:
            text = f"{value:,.0f}"
        case _:
            text = f"{value:,.{_places(step) if step else 1}f}"
    return text.replace("-", "−")


def _step(least: float, shows: Shows) -> float:
    """The smallest round distance of at least this much; numbers are counts, and between two of them is nothing."""
    if shows is Shows.NUMBER:
        least = max(1.0, least)
    if shows is Shows.HOURS and least <= HOUR_STEPS[-1]:
        return next(each for each in HOUR_STEPS if each >= least - 1e-9)
    unit = 60.0 if shows is Shows.HOURS else 1.0
    power = 10.0 ** math.floor(math.log10(least / unit) + 1e-9)
    return unit * power * next(each for each in STEPS if each * power * unit >= least - 1e-9 * power)


def _places(step: float) -> int:
    return max(0, -math.floor(math.log10(step) + 1e-9))
