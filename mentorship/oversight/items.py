"""What a case is made of: questions of any origin (a signal, a mentee, a record, a reading, a measure) in one shape."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mentorship.answers.report import ask
from mentorship.answers.request import Request
from mentorship.oversight import SQL
from mentorship.oversight.measures import Measured
from mentorship.oversight.signals.current import SessionOf, Signal
from mentorship.oversight.verdicts import Verdict


@dataclass(frozen=True)
class CaseKey:
    """What a case is about: its theme and the mentor; where there is none, the mentee; and what else tells it apart."""

    theme: str
    mentor: str | None = None
    mentee: str | None = None
    about: str | None = None

    @property
    def id(self) -> str:
        """A short name for addresses that names nobody."""
        told = "\x1f".join(each or "" for each in (self.theme, self.mentor, self.mentee, self.about))
        return hashlib.sha256(told.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Item:
    """One question. `code` says what asks: a signal's code, a measure, `flag`, `reading` or what is doubted of a
    record. `facts`: a digest of what it rests on."""

    key: CaseKey
    code: str
    question: str
    facts: str
    mentor: str | None = None
    mentee: str | None = None
    sessions: tuple[SessionOf, ...] = ()
    since: date | None = None
    minutes_at_stake: int = 0


def of_signals(signals: Iterable[Signal]) -> list[Item]:
    """Signals, by mentor where there is one."""
    return [
        Item(
            _key(each.theme, each.mentor, each.mentee), each.signal, each.question, each.facts, each.mentor,
            each.mentee, each.sessions, each.since, each.minutes_at_stake,
        )
        for each in signals
    ]  # fmt: skip


def of_measures(measured: Iterable[Measured]) -> list[Item]:
    """Mentors outside what chance explains. What a mentor is asked about stays the same while the verdict does."""
    items = []
    for each in measured:
        for mentor in each.found.mentors if each.found else ():
            if mentor.is_flagged:
                asks = each.asks.question if mentor.verdict is Verdict.HIGHER else each.asks.question_lower
                key = CaseKey(each.asks.theme, mentor.mentor)
                facts = f"{each.measure} {mentor.verdict}"
                items.append(Item(key, each.measure, f"{each.called}: {asks}", facts, mentor.mentor))
    return items


def of_flags(request: Request) -> list[Item]:
    """What mentees flagged and did not withdraw: each is a case of its own, since somebody waits for an answer."""
    items = []
    for row in ask(request, SQL / "flags.sql"):
        key = CaseKey("flag", row["flagged_mentor"], row["mentee"], str(row["flag_no"]))
        asks = (row["note"], row["facts"], row["mentor"], row["mentee"], _sessions(row))
        items.append(Item(key, "flag", *asks, row["flagged_on"], row["minutes_at_stake"]))
    return items


def of_readings(request: Request) -> list[Item]:
    """Readings of the rules that nobody has chosen yet. Sessions credited without proof hang on one of them."""
    chosen = {row["reading"] for row in ask(request, SQL / "chosen_readings.sql")}
    unverified = ask(request, SQL / "unverified_minutes.sql")[0]["minutes"]
    return [
        Item(
            CaseKey("reading", about=name), "reading", reading.question, name,
            minutes_at_stake=unverified if name == "standing_unknown" else 0,
        )
        for name, reading in request.policy.readings.items()
        if name not in chosen
    ]  # fmt: skip


def _key(theme: str, mentor: str | None, mentee: str | None) -> CaseKey:
    return CaseKey(theme, mentor, None if mentor else mentee)


def _sessions(row: dict[str, object]) -> tuple[SessionOf, ...]:
    match row:
        case {"import_no": int(import_no), "row": int(line), "file": str(file)}:
            return (SessionOf(import_no, line, file),)
    return ()
