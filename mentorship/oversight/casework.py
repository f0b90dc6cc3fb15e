"""Each question followed to its end: look → check the data → talk → close.

A case is worked out each time from what is asked (`items.py`) and from the steps people took, which are all that is
stored. It reopens by itself when its facts are others than those on which it was closed, and wakes when its day has
come or its facts change. Nothing is ever deleted. What a mentor sees of a case is what somebody decided to show, at
first nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256

from mentorship.answers.report import ask_records
from mentorship.answers.request import Request
from mentorship.oversight import HERE, SQL
from mentorship.oversight.items import CaseKey, Item
from mentorship.oversight.parameters import read_toml
from mentorship.policy.timeline import Strict


class Step(StrEnum):
    """What somebody did in a case."""

    LOOK = "look"
    CHECK_DATA = "check_data"
    TALK = "talk"
    SLEEP = "sleep"
    WAKE = "wake"
    CLOSE = "close"
    REOPEN = "reopen"
    SHOW_MENTOR = "show_mentor"
    HIDE_MENTOR = "hide_mentor"


class State(StrEnum):
    """Where a case is."""

    NEW = "new"
    LOOKING = "looking"
    CHECKING = "checking"
    TALKING = "talking"
    ASLEEP = "asleep"
    CLOSED = "closed"
    REOPENED = "reopened"


#: What may follow. Nobody is talked to before the data were checked; without a look nothing is closed.
MAY_FOLLOW: dict[State, frozenset[Step]] = {
    State.NEW: frozenset({Step.LOOK}),
    State.REOPENED: frozenset({Step.LOOK, Step.SLEEP}),
    State.LOOKING: frozenset({Step.CHECK_DATA, Step.SLEEP, Step.CLOSE}),
    State.CHECKING: frozenset({Step.TALK, Step.SLEEP, Step.CLOSE}),
    State.TALKING: frozenset({Step.TALK, Step.SLEEP, Step.CLOSE}),
    State.ASLEEP: frozenset({Step.WAKE}),
    State.CLOSED: frozenset({Step.REOPEN}),
}
_LEADS_TO = {Step.LOOK: State.LOOKING, Step.CHECK_DATA: State.CHECKING, Step.TALK: State.TALKING}
_SHOWN = (Step.SHOW_MENTOR, Step.HIDE_MENTOR)


@dataclass(frozen=True)
class StepTaken:
    """One step, as it was taken."""

    case_no: int
    theme: str
    mentor: str | None
    mentee: str | None
    about: str | None
    step_no: int
    step: str
    taken_on: date
    author: str
    reason: str
    facts: str
    sleeps_until: date | None
    outcome: str | None
    rulings: list[int] | None
    asked_of: str | None
    told_mentee: str | None
    told_mentor: str | None

    @property
    def key(self) -> CaseKey:
        return CaseKey(self.theme, self.mentor, self.mentee, self.about)


@dataclass(frozen=True)
class Case:
    """One case as it is on a day. `is_asked`: the data still give reason to ask."""

    key: CaseKey
    items: tuple[Item, ...]
    steps: tuple[StepTaken, ...]
    state: State
    woke: bool

    @property
    def facts(self) -> str:
        """A digest of all that is asked."""
        return facts_of(self.items)

    @property
    def is_asked(self) -> bool:
        return bool(self.items)

    @property
    def is_open(self) -> bool:
        return self.state is not State.CLOSED

    @property
    def minutes_at_stake(self) -> int:
        """Credited minutes that hang on it: each session once, however many questions are about it."""
        most: dict[tuple[int, int], float] = {}
        rest = 0.0
        for each in self.items:
            share = each.minutes_at_stake / len(each.sessions) if each.sessions else 0
            rest += 0 if each.sessions else each.minutes_at_stake
            for session in each.sessions:
                place = (session.import_no, session.row)
                most[place] = max(most.get(place, 0), share)
        return round(sum(most.values()) + rest)

    @property
    def since(self) -> date | None:
        """The day from which there is reason to ask, of the oldest question."""
        return min((each.since for each in self.items if each.since), default=None)

    @property
    def sleeps_until(self) -> date | None:
        return self.steps[-1].sleeps_until if self.state is State.ASLEEP and self.steps else None

    @property
    def shown_to_mentor(self) -> str | None:
        """What the mentor reads of it."""
        shown = [each for each in self.steps if each.step in _SHOWN]
        return shown[-1].told_mentor if shown else None


class CaseWords(Strict):
    """Titles of themes, steps, outcomes and states; see `casework.toml`."""

    themes: dict[str, str]
    steps: dict[str, str]
    outcomes: dict[str, str]
    states: dict[str, str]


@cache
def words() -> CaseWords:
    """How cases are spoken of on screen. Raises HandbookError."""
    return read_toml(HERE / "casework.toml", CaseWords)


def facts_of(items: Iterable[Item]) -> str:
    """A digest of what a case rests on; empty where nothing is asked any more."""
    told = sorted(f"{each.code} {each.facts}" for each in items)
    return sha256("\n".join(told).encode()).hexdigest()[:16] if told else ""


def steps_taken(request: Request) -> dict[CaseKey, tuple[StepTaken, ...]]:
    """Every step, by case, in order. For the ombudsman; for anybody else there is none."""
    found: dict[CaseKey, list[StepTaken]] = defaultdict(list)
    for each in ask_records(request, SQL / "case_steps.sql", StepTaken):
        found[each.key].append(each)
    return {key: tuple(steps) for key, steps in found.items()}


def cases(request: Request, items: Iterable[Item]) -> list[Case]:
    """Every case that is asked about or was begun: by credit at stake, then by age, the oldest first."""
    asked: dict[CaseKey, list[Item]] = defaultdict(list)
    for each in items:
        asked[each.key].append(each)
    steps = steps_taken(request)
    found = [_case(key, asked.get(key, ()), steps.get(key, ()), request.as_of) for key in {*asked, *steps}]
    return sorted(found, key=_order)


def _order(each: Case) -> tuple[int, date, str]:
    return -each.minutes_at_stake, each.since or date.max, each.key.id


def _case(key: CaseKey, items: Sequence[Item], steps: tuple[StepTaken, ...], as_of: date) -> Case:
    state, woke = state_after(steps, facts_of(items), as_of)
    return Case(key, tuple(sorted(items, key=_by_age)), steps, state, woke)


def _by_age(each: Item) -> tuple[date, str, str, str]:
    return each.since or date.max, each.code, each.mentee or "", each.question


def state_after(steps: Sequence[StepTaken], facts: str, as_of: date) -> tuple[State, bool]:
    """Where a case is after its steps, given what is asked today; and whether it woke by itself."""
    state, before, slept = State.NEW, State.NEW, None
    for each in steps:
        match each.step:
            case Step.SLEEP:
                before, slept, state = state, each, State.ASLEEP
            case Step.WAKE:
                state = before
            case Step.CLOSE:
                state = State.CLOSED
            case Step.REOPEN:
                state = State.REOPENED
            case Step.LOOK | Step.CHECK_DATA | Step.TALK:
                state = _LEADS_TO[Step(each.step)]
    last = next((each for each in reversed(steps) if each.step not in _SHOWN), None)
    changed = bool(facts) and last is not None and facts != last.facts
    if state is State.CLOSED and changed:
        return State.REOPENED, False
    if state is State.ASLEEP and slept and (changed or (slept.sleeps_until or as_of) <= as_of):
        return before, True
    return state, False
