"""The days of a plan, cut so that nothing changes within a piece: what may be planned is the same on each of its days.

Without a weekly limit a piece is as long as it stays alike. With one, weeks are kept apart; those alike that follow one
another are taken together, so that two years of weeks are one piece.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from mentorship.planning.integer_program import NotSolvedError
from mentorship.planning.plan_offers import Offer, Offers
from mentorship.planning.plan_options import WeeklyLimits

A_DAY, WEEK = timedelta(days=1), timedelta(days=7)
#: Weeks are taken one by one where there are more ways than this to fill one.
MOST_FILLINGS = 2000
#: How many weeks can be taken one by one.
MOST_WEEKS_APART = 520


@dataclass(frozen=True)
class Filling:
    """A week filled to its limits: `sessions` of each of `lengths`, those in person on so many days."""

    sessions: tuple[int, ...]
    in_person_days: int

    def most(self, offer: Offer) -> int:
        """The most sessions of a kind in a week filled this way, as far as days go."""
        return len(offer.activities) * (self.in_person_days if offer.in_person else 7)


@dataclass(frozen=True)
class Piece:
    """Days from `first` that are alike: `days` of them in a row, or as many whole `weeks` in a row."""

    first: date
    days: int
    weeks: int
    offers: tuple[Offer, ...]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days * self.weeks - 1)

    @property
    def monday(self) -> date:
        return self.first - timedelta(days=self.first.weekday())


def pieces(first: date, last: date, offers: Offers, bounds: Iterable[date], limits: WeeklyLimits) -> list[Piece]:
    """The days from `first` to `last` in order, also cut at every day of `bounds`."""
    if last < first:
        return []
    cuts = sorted({first} | {day for day in (*offers.changes, *bounds) if first < day <= last})
    found: list[Piece] = []
    for begin, end in pairwise([*cuts, last + A_DAY]):
        if limits:
            found += _by_week(begin, end, offers.on(begin), limits)
        else:
            found.append(Piece(begin, (end - begin).days, 1, offers.on(begin)))
    return found


def _by_week(begin: date, end: date, offers: tuple[Offer, ...], limits: WeeklyLimits) -> Iterator[Piece]:
    """The days from `begin` to before `end`: the part of a week, whole weeks, the part of a week."""
    monday = min(end, begin + timedelta(days=-begin.weekday() % 7))
    weeks = (end - monday).days // 7
    if begin < monday:
        yield Piece(begin, (monday - begin).days, 1, offers)
    if weeks and len(fillings(offers, limits)) <= MOST_FILLINGS:
        yield Piece(monday, 7, weeks, offers)
    elif weeks > MOST_WEEKS_APART:
        raise NotSolvedError(
            f"There are too many ways to fill {weeks:,} weeks. Ask for fewer lengths, or name a day to finish by."
        )
    else:
        yield from (Piece(monday + place * WEEK, 7, 1, offers) for place in range(weeks))
    if rest := (end - monday).days % 7:
        yield Piece(end - timedelta(days=rest), rest, 1, offers)


def lengths(offers: tuple[Offer, ...], limits: WeeklyLimits) -> list[int]:
    """The lengths that fillings tell apart: all where a week has a limit in minutes, else one stands for all."""
    if limits.minutes is None:
        return [0]
    return sorted({offer.minutes for offer in offers})


def share_days(offers: tuple[Offer, ...]) -> bool:
    """Whether a day in person can hold several sessions, so that a filling must say how many such days it has."""
    return sum(len(offer.activities) for offer in offers if offer.in_person) > 1


@lru_cache(maxsize=256)
def fillings(offers: tuple[Offer, ...], limits: WeeklyLimits) -> list[Filling]:
    """The ways to fill a week to its limits. More than MOST_FILLINGS are not listed to the end."""
    counts = _counts(offers, limits)
    if not share_days(offers):
        return [Filling(each, 7) for each in counts]
    in_person = [
        any(offer.in_person for offer in offers if limits.minutes is None or offer.minutes == size)
        for size in lengths(offers, limits)
    ]
    most = [sum(count for count, here in zip(each, in_person, strict=True) if here) for each in counts]
    return [Filling(each, days) for each, all_ in zip(counts, most, strict=True) for days in range(min(7, all_) + 1)]


def _counts(offers: tuple[Offer, ...], limits: WeeklyLimits) -> list[tuple[int, ...]]:
    """How many sessions of each of `lengths` fill a week, so that no further one fits."""
    sizes = lengths(offers, limits)
    most = [
        7 * sum(len(offer.activities) for offer in offers if limits.minutes is None or offer.minutes == size)
        for size in sizes
    ]
    listed: list[tuple[int, ...]] = []

    def fill(chosen: tuple[int, ...], minutes: float, sessions: float) -> None:
        place = len(chosen)
        if place < len(sizes) and len(listed) <= MOST_FILLINGS:
            room = int(min(most[place], sessions, minutes // sizes[place] if sizes[place] else most[place]))
            for count in range(room, -1, -1):
                fill((*chosen, count), minutes - count * sizes[place], sessions - count)
        elif place == len(sizes) and not any(
            count < limit and sessions >= 1 and size <= minutes
            for count, limit, size in zip(chosen, most, sizes, strict=True)
        ):
            listed.append(chosen)

    fill((), *(float("inf") if limit is None else limit for limit in (limits.minutes, limits.sessions)))
    return listed
