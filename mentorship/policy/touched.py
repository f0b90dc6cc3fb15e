"""What an amendment can touch: which activities' sessions, whether tiers, from which day on.

Compared is what the rules say on each day, not how it is written: a value dated again, but the same, touches nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.policy.activity import Activity
from mentorship.policy.model import Policy, Tier
from mentorship.policy.timeline import Perhaps, Timeline
from mentorship.vocabulary import ActivityCode

#: Timelines that decide nothing: they are shown, and asked about.
_SHOWN = ("usual_size",)


@dataclass(frozen=True)
class Touched:
    """`activities`: whose terms differ; `tiers`: whether what tiers ask differs; `reading`: whether the text is read
    otherwise. `first_day`: the first day on which the rules differ; None: from the beginning, or not at all."""

    activities: frozenset[ActivityCode]
    tiers: bool
    reading: bool
    first_day: date | None

    @property
    def nothing(self) -> bool:
        return not (self.activities or self.tiers or self.reading)


def touched(before: Policy, after: Policy) -> Touched:
    """What differs between two policies, of which the second amends the first."""
    activities = {
        code: _first_of_activity(before.activities.get(code), after.activities.get(code))
        for code in before.activities.keys() | after.activities.keys()
    }
    tiers = [
        _first_of_tier(before.tiers.get(name), after.tiers.get(name))
        for name in before.tiers.keys() | after.tiers.keys()
    ]
    reading = {name: each.value for name, each in before.interpretation} != {
        name: each.value for name, each in after.interpretation
    }
    days = [day for day in (*activities.values(), *tiers, date.min if reading else None) if day is not None]
    first = min(days, default=date.min)
    return Touched(
        frozenset(code for code, day in activities.items() if day is not None),
        any(day is not None for day in tiers),
        reading,
        None if first == date.min else first,
    )


def _first_of_activity(was: Activity | None, now: Activity | None) -> date | None:
    """The first day on which the terms of an activity differ; None: never."""
    if was is None or now is None:
        return _begins((was or now).credit) if was or now else None  # type: ignore[union-attr]
    return _earliest(_first_difference(one, other) for one, other in _pairs(was, now))


def _first_of_tier(was: Tier | None, now: Tier | None) -> date | None:
    if was is None or now is None:
        new = was or now
        return None if new is None else new.awarded_from or _begins(new.minutes)
    if was.order != now.order or was.awarded_from != now.awarded_from:
        return date.min
    minimums = [
        _first_difference(was.minimum.get(each, _ZERO), now.minimum.get(each, _ZERO))
        for each in was.minimum.keys() | now.minimum.keys()
    ]
    return _earliest([*minimums, *(_first_difference(one, other) for one, other in _pairs(was, now))])


def _pairs(was: Activity | Tier, now: Activity | Tier) -> Iterator[tuple[Timeline[Any], Timeline[Any]]]:
    for name in type(was).model_fields:
        one, other = getattr(was, name), getattr(now, name)
        if isinstance(one, Timeline) and name not in _SHOWN:
            yield one, other


#: A minimum that is not named is none.
_ZERO: Timeline[Any] = Perhaps(())


def _first_difference(was: Timeline[Any], now: Timeline[Any]) -> date | None:
    """The first day on which two timelines say different things; `date.min`: from the beginning; None: never."""
    begins = {dated.in_force_from for timeline in (was, now) for dated in list(timeline)[1:]}
    for day in (date.min, *sorted(begins)):
        if _plain(was.on(day)) != _plain(now.on(day)):
            return day
    return None


def _plain(value: Any) -> Any:
    """A value as it is compared: the order in which categories or modalities are named is no rule."""
    if isinstance(value, tuple):
        return sorted(value)
    return 0 if value is None else value


def _begins(timeline: Timeline[Any]) -> date:
    """The day from which something new is there; what always was, from the beginning."""
    return next(iter(timeline)).in_force_from


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
