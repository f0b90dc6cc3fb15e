"""The signals as everybody asks for them: kept with the assessment, or found anew; those of contacts always anew."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.access import Role, require
from mentorship.answers.report import ask
from mentorship.answers.request import Request
from mentorship.oversight import SQL
from mentorship.oversight.signals import HERE
from mentorship.oversight.signals.definitions import CODES, conditions_digest, definition, parameters
from mentorship.oversight.signals.find import NOT_KEPT, find_signals
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run
from mentorship.wording import count, day, hours, month_of, time_of_day


@dataclass(frozen=True)
class SessionOf:
    """One session that a signal asks about: its import and row, and the file's name."""

    import_no: int
    row: int
    file: str


@dataclass(frozen=True)
class Signal:
    """One question. `since`: the day from which there is reason to ask; `minutes_at_stake`: credited minutes that hang
    on the answer; `facts`: a digest of what it rests on, the same when the same file comes in again."""

    signal: str
    mentor: str | None
    mentee: str | None
    sessions: tuple[SessionOf, ...]
    question: str
    since: date | None
    minutes_at_stake: int
    facts: str

    @property
    def theme(self) -> str:
        return definition(self.signal).theme


def signals(request: Request) -> list[Signal]:
    """Every signal, by code, mentor and day. For the ombudsman. Raises AccessError."""
    require(request.viewer, (Role.OMBUDSMAN,), "Questions about sessions")
    cursor, as_of = request.cursor, request.as_of
    kept = run(
        cursor, SQL / "signals_kept.sql", digest=request.policy.digest, as_of=as_of, conditions=conditions_digest()
    ).fetchone()
    if kept != (True,):
        find_signals(cursor, request.policy, as_of)
    for signal in NOT_KEPT:
        run(cursor, HERE / f"{signal}.sql", as_of=as_of, **parameters(signal, as_of))
    found = [_signal(request.policy, row) for row in ask(request, SQL / "signals_listed.sql")]
    return sorted(found, key=_order)


def gaps(request: Request) -> list[str]:
    """Signals that lack a column, each once: what the data cannot say."""
    require(request.viewer, (Role.OMBUDSMAN,), "Questions about sessions")
    there = ask(request, SQL / "columns_there.sql")[0]
    return [
        f"{definition(signal).called}: not in your data: {_CALLED.get(column, f'column `{column}`')}."
        for signal in CODES
        for column in definition(signal).needs
        if not there[column]
    ]


def _order(each: Signal) -> tuple[Any, ...]:
    place = CODES.index(each.signal)
    first = (each.sessions[0].file, each.sessions[0].row) if each.sessions else ("", 0)
    return place, each.mentor is None, each.mentor or "", each.since or date.min, each.mentee or "", first


def _signal(policy: Policy, row: dict[str, Any]) -> Signal:
    sessions = tuple(SessionOf(each["import_no"], each["row"], each["file"]) for each in row["sessions"])
    question = _question(policy, row["signal"], json.loads(row["said"]))
    return Signal(
        row["signal"],
        row["mentor"],
        row["mentee"],
        sessions,
        question,
        row["since"],
        row["minutes_at_stake"],
        row["facts"],
    )


def _question(policy: Policy, signal: str, said: dict[str, Any]) -> str:
    """The question of a signal with what it speaks of in words."""
    asks = definition(signal)
    never = asks.question_never is not None and said.get("day") is None
    template = asks.question_never if never and asks.question_never else asks.question
    words = {name: _WORDS.get(name, str)(value) for name, value in said.items() if value is not None}
    if label := said.get("activity"):
        words["activity"] = policy.activities[label].label.lower() if label in policy.activities else label
    if "last_day" in said:
        words["when"] = _when(said["day"], said["last_day"])
    if "first_month" in said:
        words["months"] = _months(said["first_month"], said["last_month"])
    asked = template.format(**words)
    return asked[0].upper() + asked[1:]


def _when(first: str, last: str) -> str:
    return f"on {_day(first)}" if first == last else f"from {_day(first)} to {_day(last)}"


def _months(first: str, last: str) -> str:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if begin == end:
        return f"in {month_of(begin)}"
    return f"from {month_of(begin)} to {month_of(end)}"


def _day(text: str) -> str:
    return day(date.fromisoformat(text))


_CALLED = {"contacts": "contacts with mentors"}
_WORDS: dict[str, Callable[[Any], str]] = {
    "day": _day,
    "clock": time_of_day,
    "minutes": hours,
    "usual": lambda number: f"{number:.1f}",
    "sessions": lambda number: count(number, "session") if number else "no sessions",
    "meetings": lambda number: count(number, "session"),
    "mentees": lambda number: count(number, "mentee"),
    "people": lambda number: count(number, "person", "people"),
}  # fmt: skip
