"""Which sessions may be planned on a day, and what each would earn, take and cost.

A planned session stands on its own: it is an event of its own, on a day that no record names for its activity. So what
it earns depends on its day alone, and days between two changes of the rules are alike.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from mentorship.planning.plan_options import USUAL_MINUTES, PlanOptions
from mentorship.planning.plan_situation import Situation
from mentorship.policy.activity import Activity
from mentorship.policy.requirements import Bucket, counts_by_level
from mentorship.policy.timeline import Timeline
from mentorship.vocabulary import ActivityCode, Basis, Modality, Per

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Offer:
    """Activities of which a session is alike: it earns `credit` minutes in `bucket`, takes `minutes` and costs `price`
    (in units of `PlanOptions.price_unit`). Each may be held once a day."""

    activities: tuple[ActivityCode, ...]
    bucket: Bucket
    credit: int
    minutes: int
    price: int
    in_person: bool


class Offers:
    """What may be planned, day by day."""

    def __init__(self, situation: Situation, options: PlanOptions) -> None:
        self._situation, self._options = situation, options
        self._known: dict[date, tuple[Offer, ...]] = {}

    @cached_property
    def changes(self) -> list[date]:
        """The days on which what may be planned can differ from the day before."""
        certified = (self._situation.techniques_on, self._situation.diplomate_on)
        found = {day for day in certified if day and counts_by_level(self._situation.policy)}
        for activity in self._situation.policy.activities.values():
            for timeline in _timelines(activity):
                found |= {dated.in_force_from for dated in timeline}
            found |= {dated.value for dated in activity.counts_from}
            found |= {dated.value + A_DAY for dated in activity.counts_until if dated.value and dated.value < date.max}
        for _, day in self._situation.taken:
            found |= {day, day + A_DAY}
        return sorted(found)

    def on(self, day: date) -> tuple[Offer, ...]:
        """What may be planned on a day, in the order of the handbook."""
        if day not in self._known:
            self._known[day] = tuple(self._offers(day))
        return self._known[day]

    def _offers(self, day: date) -> Iterator[Offer]:
        alike: dict[tuple[Any, ...], list[ActivityCode]] = defaultdict(list)
        for code, activity in self._situation.policy.activities.items():
            if terms := self._terms(code, activity, day):
                alike[terms].append(code)
        found = [Offer(tuple(codes), *terms) for terms, codes in alike.items()]
        virtual = {offer.bucket for offer in found if not offer.in_person}
        for offer in found:
            if not (self._options.only_virtual and offer.in_person and offer.bucket in virtual):
                yield offer

    def _terms(self, code: ActivityCode, activity: Activity, day: date) -> tuple[Bucket, int, int, int, bool] | None:
        """Bucket, credit, minutes, price and whether it must be in person; None where a session would earn nothing or
        is not wanted."""
        earns, category = credit_of(code, activity, day, self._options), activity.category.on(day)
        begins, until = activity.counts_from.on(day), activity.counts_until.on(day)
        if code in self._options.without or (code, day) in self._situation.taken or not (earns and category):
            return None
        if (begins and day < begins) or (until and day > until):
            return None
        minutes = length_of(code, activity, day, self._options) or earns
        if self._options.minutes_per_week is not None and minutes > self._options.minutes_per_week:
            return None
        bucket = (category, self._situation.bucket_level(day))
        return bucket, earns, minutes, self._options.price_in_units(code), must_be_in_person(activity, day)


def length_of(code: ActivityCode, activity: Activity, day: date, options: PlanOptions) -> int | None:
    """The length of a planned session in minutes; None where credit does not go by it and none was given."""
    credit = activity.credit.on(day)
    by_duration = credit is not None and credit.basis is Basis.DURATION
    return options.lengths.get(code, USUAL_MINUTES if by_duration else None)


def credit_of(code: ActivityCode, activity: Activity, day: date, options: PlanOptions) -> int:
    """The minutes that one planned session would earn: a whole one, of one day, and an event of its own."""
    credit, cap = activity.credit.on(day), activity.cap.on(day)
    if credit is None:
        return 0
    worth = length_of(code, activity, day, options) if credit.basis is Basis.DURATION else credit.minutes
    return min(worth or 0, cap.minutes) if cap else worth or 0


def must_be_in_person(activity: Activity, day: date) -> bool:
    return Modality.VIRTUAL not in (activity.modality.on(day) or ())


def is_per_day(activity: Activity, day: date) -> bool:
    credit = activity.credit.on(day)
    return credit is not None and credit.basis is Basis.PER_DAY


def _timelines(activity: Activity) -> list[Timeline[Any]]:
    return [activity.category, activity.credit, activity.cap, activity.modality, activity.counts_from,
            activity.counts_until]  # fmt: skip


def needs_title(activity: Activity, day: date) -> bool:
    """Whether sessions are told apart by the title of their event: where it has a cap, or counts once."""
    cap = activity.cap.on(day)
    return (cap is not None and cap.per is Per.EVENT) or activity.repeats.on(day) == "once_per_event"
