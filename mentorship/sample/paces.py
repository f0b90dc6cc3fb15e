"""How many sessions a mentor leads in a month: of late the same as before, each at an own pace.

Careers that begin and end by chance, and groups that meet for a year, would have half of all mentors change their pace
at once. From three years before the export on, pairs and groups go to whichever mentor's months have room for them, as
a whole, so that a mentee stays with one mentor.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from mentorship.sample.held import EXPORTED_ON, Held
from mentorship.sample.people import Person

LED = ("small_group", "large_group", "one_to_one")
STEADY_FROM = date(EXPORTED_ON.year - 3, EXPORTED_ON.month, 1)
#: How many of a group are on record, of late.
OF_A_GROUP = 2
#: Of many mentors so many are looked at.
CANDIDATES = 30
#: How many sessions all mentors together lead in a month, at the most: so much of what is usual.
ALL_TOGETHER = 1.15


@dataclass
class _Unit:
    """What stays together: a mentee with a mentor, or a group."""

    mentor: Person
    sessions: list[Held] = field(default_factory=list)

    @property
    def months(self) -> Counter[int]:
        return Counter(_month(each.held_on) for each in self.sessions)


def paced(held: Iterable[Held], planted: Iterable[Held], mentors: list[Person]) -> list[Held]:
    """The same sessions, some pairs and groups with another mentor; of a group not everybody is on record. What is
    planted stays as it is, and counts."""
    kept: list[Held] = []
    units: dict[tuple[object, ...], _Unit] = {}
    ours = {each.person for each in mentors}
    met: Counter[tuple[str, str, int]] = Counter()
    members: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    for each in held:
        if each.held_on < STEADY_FROM or each.activity not in LED or not each.mentor or each.mentor.person not in ours:
            kept.append(each)
            continue
        key = _key(each, met)
        if each.mentee not in members[key]:
            members[key].append(each.mentee)
        if members[key].index(each.mentee) < OF_A_GROUP:
            units.setdefault(key, _Unit(each.mentor)).sessions.append(each)
    return kept + _placed(_within_reach(list(units.values())), planted, mentors)


def _within_reach(units: list[_Unit]) -> list[_Unit]:
    """Of months fuller than usual (in the first two years of these) the sessions of the latest pairs fall away."""
    months = Counter(_month(each.held_on) for unit in units for each in unit.sessions)
    usual = sum(months[_month(STEADY_FROM) + place] for place in range(24)) / 24
    left: dict[int, float] = defaultdict(lambda: usual * ALL_TOGETHER)
    for unit in sorted(units, key=lambda it: min(each.held_on for each in it.sessions)):
        kept = []
        for each in unit.sessions:
            left[_month(each.held_on)] -= 1
            if left[_month(each.held_on)] >= 0:
                kept.append(each)
        unit.sessions = kept
    return [unit for unit in units if unit.sessions]


def _key(each: Held, met: Counter[tuple[str, str, int]]) -> tuple[object, ...]:
    """What a session stays together with: the pair (but for more than three in a month), or the group."""
    mentor = each.mentor.person if each.mentor else ""
    if each.activity != "one_to_one":
        return mentor, each.activity, each.starts_at
    pair = mentor, each.mentee.person, _month(each.held_on)
    met[pair] += 1
    return *pair[:2], (met[pair] - 1) // 3


def is_certified(mentor: Person, day: date) -> bool:
    """Whether somebody is certified as a mentor on a day."""
    since, until = mentor.mentor_since, mentor.mentor_until
    return bool(since and since <= day and (not until or day <= until))


def _placed(units: list[_Unit], planted: Iterable[Held], mentors: list[Person]) -> list[Held]:
    """Each unit, the largest first, with the mentor whose months it fills most evenly, if not the own one."""
    led: dict[tuple[str, int], int] = defaultdict(int)
    places = {each.person: place for place, each in enumerate(mentors)}
    for each in planted:
        if each.mentor and each.activity in LED:
            led[each.mentor.person, _month(each.held_on)] += 1
    held: list[Held] = []
    for unit in sorted(units, key=lambda it: -len(it.sessions)):
        first, last = (each(it.held_on for it in unit.sessions) for each in (min, max))
        step = max(1, len(mentors) // CANDIDATES)
        some = [unit.mentor, *mentors[first.toordinal() % step :: step]]
        able = [each for each in some if is_certified(each, first) and is_certified(each, last)]
        months = unit.months
        costs = {
            each.person: _crowding(led, each, months, places[each.person]) - 0.5 * (each is unit.mentor)
            for each in able
        }
        leader = min(able, key=lambda each: costs[each.person], default=unit.mentor)
        for month, sessions in months.items():
            led[leader.person, month] += sessions
        held += [replace(each, mentor=leader) for each in unit.sessions]
    return held


def _crowding(led: dict[tuple[str, int], int], mentor: Person, months: Counter[int], place: int) -> float:
    """How much fuller a mentor's months become: squares, so that full ones fill last. Some take on more than others."""
    pace = 1 + place % 3
    return sum(
        ((led[mentor.person, month] + more) ** 2 - led[mentor.person, month] ** 2) / pace
        for month, more in months.items()
    )


def _month(day: date) -> int:
    return day.year * 12 + day.month
