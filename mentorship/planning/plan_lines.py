"""A what-if as lines: a kind of session, how long, and how often. Their text stands in an address, so that it can be
kept, sent and opened again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mentorship.errors import ArgumentError
from mentorship.planning.credit_what_if import Planned
from mentorship.policy.model import Policy
from mentorship.vocabulary import ActivityCode, Modality
from mentorship.wording import count, day, hours

#: The most lines of a plan, and the most sessions of a line.
MOST_LINES, MOST_TIMES = 40, 120


class Every(StrEnum):
    """How often a line is repeated."""

    ONCE = "once"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"

    @property
    def in_words(self) -> str:
        return {"once": "once", "week": "every week", "fortnight": "every two weeks", "month": "every month"}[self]


@dataclass(frozen=True)
class Line:
    """`times` sessions of one kind from `first` on, `every` so often. `minutes` each where credit is by the length,
    `days` where it is by the day, neither where each earns the same."""

    activity: ActivityCode
    modality: Modality
    first: date
    minutes: int | None = None
    days: int | None = None
    every: Every = Every.ONCE
    times: int = 1

    def sessions(self) -> list[Planned]:
        """The sessions of the line, by day. Raises ArgumentError for days beyond the calendar."""
        try:
            return [Planned(each, self.activity, self.modality, self.minutes, self.days) for each in self._days()]
        except (OverflowError, ValueError):
            raise ArgumentError(f"Sessions from {day(self.first)} on would run past the end of the calendar.") from None

    def _days(self) -> Iterator[date]:
        for place in range(self.times):
            if self.every is Every.MONTH:
                yield _months_later(self.first, place)
            else:
                yield self.first + timedelta(days=place * {Every.WEEK: 7, Every.FORTNIGHT: 14}.get(self.every, 0))

    def in_words(self, policy: Policy) -> str:
        """'3 × 1x1 mentoring, 1 h 30, virtual, every week from 3 Dec 2026'."""
        length = hours(self.minutes) if self.minutes else count(self.days, "day") if self.days else ""
        label = policy.activities[self.activity].label
        what = ", ".join(filter(None, (label, length, self.modality.in_words)))
        if self.times == 1:
            return f"{what}, {day(self.first)}"
        return f"{self.times} × {what}, {self.every.in_words} from {day(self.first)}"


def _months_later(first: date, months: int) -> date:
    """The same day of a later month; the last of a month that is too short for it."""
    year, month = divmod(first.month - 1 + months, 12)
    following = date(first.year + year + (month == 11), (month + 1) % 12 + 1, 1)
    last = following - timedelta(days=1)
    return last.replace(day=min(first.day, last.day))


_LINE = re.compile(
    r"(?P<activity>\w+)\.(?P<modality>virtual|in_person)\.(?:(?P<minutes>\d{1,5})m|(?P<days>\d{1,2})d)?\."
    r"(?P<first>\d{4}-\d{2}-\d{2})(?:\.(?P<every>week|fortnight|month)\.(?P<times>\d{1,3}))?"
)


def as_text(lines: Sequence[Line]) -> str:
    """Lines as they stand in an address: 'one_to_one.virtual.90m.2026-12-03.week.3~study_group.virtual.…'."""
    return "~".join(map(_line_as_text, lines))


def _line_as_text(line: Line) -> str:
    length = f"{line.minutes}m" if line.minutes else f"{line.days}d" if line.days else ""
    repeated = f".{line.every}.{line.times}" if line.times > 1 else ""
    return f"{line.activity}.{line.modality}.{length}.{line.first.isoformat()}{repeated}"


def lines_of(text: str, policy: Policy) -> list[Line]:
    """The lines of a text. Raises ArgumentError, with the part that cannot be read."""
    parts = [part for part in text.split("~") if part]
    if len(parts) > MOST_LINES:
        raise ArgumentError(f"A plan has at most {MOST_LINES} lines; this one has {len(parts):,}.")
    return [_line_of(part, policy) for part in parts]


def _line_of(part: str, policy: Policy) -> Line:
    found = _LINE.fullmatch(part)
    if found is None or found["activity"] not in policy.activities:
        raise ArgumentError(f"{part[:60]!r} in the address is not a line of a plan. Add it again.")
    try:
        first = date.fromisoformat(found["first"])
    except ValueError:
        raise ArgumentError(
            f"{found['first']} in the address is not a day of the calendar. Add the line again."
        ) from None
    times = int(found["times"] or 1)
    if not 1 <= times <= MOST_TIMES:
        raise ArgumentError(f"A line has 1 to {MOST_TIMES} sessions; this one has {times}.")
    return Line(
        ActivityCode(found["activity"]), Modality(found["modality"]), first,
        int(found["minutes"]) if found["minutes"] else None, int(found["days"]) if found["days"] else None,
        Every(found["every"] or "once"), times,
    )  # fmt: skip


def sessions_of(lines: Sequence[Line]) -> list[Planned]:
    """Every session of a plan, by day."""
    return sorted((session for line in lines for session in line.sessions()), key=lambda each: each.held_on)


def lines_for(sessions: Sequence[Planned]) -> list[Line]:
    """Sessions as lines, those of a kind that follow each other at the same interval together."""
    lines: list[Line] = []
    for each in sorted(sessions, key=lambda each: each.held_on):
        joined = next((place for place, line in enumerate(lines) if _continues(line, each)), None)
        if joined is None:
            lines.append(Line(each.activity, each.modality, each.held_on, each.minutes, each.days))
        else:
            lines[joined] = _continued(lines[joined], each)
    return lines


def _continued(line: Line, session: Planned) -> Line:
    every = line.every if line.times > 1 else _interval(line.first, session.held_on) or Every.ONCE
    return Line(line.activity, line.modality, line.first, line.minutes, line.days, every, line.times + 1)


def _continues(line: Line, session: Planned) -> bool:
    same = (line.activity, line.modality, line.minutes, line.days) == (
        session.activity, session.modality, session.minutes, session.days,
    )  # fmt: skip
    if not same or line.times >= MOST_TIMES:
        return False
    if line.times == 1:
        return _interval(line.first, session.held_on) is not None
    longer = Line(line.activity, line.modality, line.first, every=line.every, times=line.times + 1)
    return longer.sessions()[-1].held_on == session.held_on


def _interval(one: date, other: date) -> Every | None:
    return {7: Every.WEEK, 14: Every.FORTNIGHT}.get((other - one).days)
