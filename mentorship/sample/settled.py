"""What chance puts together and life would not: sorted out, so that only what is planted gives reason to ask.

Chance books people twice at one hour, and lets mentors go on after their certification. Here they get another hour or
another mentor, by the order of their sessions and never by chance: the same seed gives the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from mentorship.sample.held import Held
from mentorship.sample.paces import LED, is_certified, paced
from mentorship.sample.people import Person

GROUPS = ("small_group", "large_group")
#: Held at an hour that everybody of an event shares.
SHARED = ("clinical_application", "conference", "csir_call")
#: Hours that a session may be moved to: from seven to half past eight, every quarter of an hour.
HOURS = range(7 * 60, 20 * 60 + 31, 15)
#: The most a mentor leads on one day, in minutes.
MOST_A_DAY = 480
A_YEAR = timedelta(days=365)


def settled(held: Iterable[Held], planted: list[Held], mentors: list[Person]) -> list[Held]:
    """The sessions that nobody planted, each at an hour when its people are free, led by somebody certified."""
    certified = [_led(each, mentors) for each in held]
    places = {each.person: place for place, each in enumerate(mentors)}
    rows = [_reported(_on_known_courses(each), places) for each in paced(certified, planted, mentors)]
    diary = _Diary()
    for each in planted:
        diary.enter(each)
    days = defaultdict(list)
    for each in rows:
        days[each.held_on].append(each)
    return [each for day in sorted(days) for each in _one_day(days[day], diary)]


def spare_examiners(held: Iterable[Held], mentors: list[Person]) -> None:
    """Of the mentors at large nobody examines who mentored somebody in the year before that person's certification."""
    ours = {each.person for each in mentors}
    for each in held:
        leader, mentee = each.mentor, each.mentee
        if leader and leader.person in ours and each.activity in LED and each.status == "completed":
            certified = [day for day in (mentee.techniques, mentee.diplomate) if day]
            if any(each.held_on <= day <= each.held_on + A_YEAR for day in certified):
                leader.examiner = False


def _led(each: Held, mentors: list[Person]) -> Held:
    """By somebody who is certified that day."""
    if each.activity not in LED or each.mentor is None or is_certified(each.mentor, each.held_on):
        return each
    certified = [mentor for mentor in mentors if is_certified(mentor, each.held_on)]
    return replace(each, mentor=certified[each.held_on.toordinal() % len(certified)]) if certified else each


def _on_known_courses(each: Held) -> Held:
    return each if not each.topic_course or each.topic_course in each.mentee.courses else replace(each, topic_course="")


def _reported(each: Held, places: dict[str, int]) -> Held:
    """Of each mentor one side reports: of the first ten the mentees (of the sixth an office), then in turn."""
    if each.activity not in LED or not each.mentor or each.mentor.person not in places:
        return each
    place = places[each.mentor.person]
    by = "organiser" if place == 5 else "mentee" if place < 10 or place % 2 else "mentor"
    return replace(each, reported_by=by)


class _Diary:
    """When people are busy, in minutes of a day: a mentee with anything, a mentor with what is led."""

    def __init__(self) -> None:
        self._busy: dict[tuple[int, date], list[tuple[int, int, str]]] = defaultdict(list)

    def is_free(self, person: Person, day: date, begin: int, minutes: int, meeting: str = "") -> bool:
        return all(
            end <= begin or begin + minutes <= start or (meeting and meeting == other)
            for start, end, other in self._busy[id(person), day]
        )

    def led_on(self, person: Person, day: date) -> int:
        return sum(end - start for start, end, _ in self._busy[id(person), day])

    def enter(self, each: Held, meeting: str = "") -> None:
        if each.starts_at and each.minutes and each.status == "completed":
            busy = (_minute(each.starts_at), _minute(each.starts_at) + each.minutes, meeting)
            people = [each.mentee, *([each.mentor] if each.mentor and each.activity in LED else [])]
            for person in people:
                if busy not in self._busy[id(person), each.held_on]:
                    self._busy[id(person), each.held_on].append(busy)


def _one_day(rows: list[Held], diary: _Diary) -> list[Held]:
    """Events first, then groups, then what two people can move between them."""
    found = [each for each in rows if each.activity in SHARED or not each.starts_at or each.status != "completed"]
    kept = [each for each in found if _can_come(each, diary)]
    groups: dict[tuple[int, str, str], list[Held]] = defaultdict(list)
    others = []
    for each in rows:
        if each in found:
            continue
        if each.activity in GROUPS:
            groups[id(each.mentor), each.activity, each.starts_at].append(each)
        else:
            others.append(each)
    for own in groups.values():
        kept += _group(own, diary)
    for each in others:
        kept += _alone(each, diary)
    return kept


def _can_come(each: Held, diary: _Diary) -> bool:
    """Whoever is at one event does not come to another one at the same hour."""
    if each.status != "completed" or not each.starts_at or not each.minutes:
        return True
    free = diary.is_free(each.mentee, each.held_on, _minute(each.starts_at), each.minutes)
    if free:
        diary.enter(each)
    return free


def _group(rows: list[Held], diary: _Diary) -> list[Held]:
    """All of a group at one hour when the mentor is free; whoever is busy then stays away."""
    first = rows[0]
    mentor, minutes = first.mentor, max(each.minutes or 0 for each in rows)
    if mentor is None:
        return rows
    begin = next((at for at in _nearby(first.starts_at) if diary.is_free(mentor, first.held_on, at, minutes)), None)
    if begin is None:
        return []
    name = f"{first.activity} {begin}"
    came = [each for each in rows if diary.is_free(each.mentee, each.held_on, begin, minutes)]
    moved = [replace(each, starts_at=_clock(begin)) for each in came]
    for each in moved:
        diary.enter(each, name)
    return moved


def _alone(each: Held, diary: _Diary) -> list[Held]:
    """Mentee and mentor at an hour when both are free, the nearest one; none is left on a day that is full."""
    minutes, is_led = each.minutes or 0, each.activity in LED and each.mentor is not None
    if is_led and each.mentor and diary.led_on(each.mentor, each.held_on) + minutes > MOST_A_DAY:
        return []
    people = [each.mentee, *([each.mentor] if is_led and each.mentor else [])]
    for begin in _nearby(each.starts_at):
        if all(diary.is_free(person, each.held_on, begin, minutes) for person in people):
            moved = replace(each, starts_at=_clock(begin))
            diary.enter(moved)
            return [moved]
    return []


@cache
def _nearby(starts_at: str) -> tuple[int, ...]:
    """The hour itself, then the hours around it, the nearest first."""
    own = _minute(starts_at)
    return own, *sorted(HOURS, key=lambda at: (abs(at - own), at))


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
