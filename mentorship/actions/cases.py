"""Take a step in a case: look, check the data, talk, close; let it sleep, wake or reopen it; show it to the mentor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb

from mentorship.access import Viewer
from mentorship.actions import SQL
from mentorship.actions.action import Action, acting, attribution_of, author_of
from mentorship.credit import rulings
from mentorship.credit.rulings import Ruling
from mentorship.errors import ArgumentError
from mentorship.oversight import SQL as OVERSIGHT
from mentorship.oversight.casework import MAY_FOLLOW, Case, State, Step, StepTaken, state_after, words
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import records_of, run
from mentorship.wording import day

_REFUSED = {
    State.NEW: "Nobody has looked at this case yet: look first.",
    State.REOPENED: "This case was reopened: look at it again first.",
    State.LOOKING: "Check the data before you talk to anybody.",
    State.CHECKING: "The data of this case are already being checked.",
    State.TALKING: "This case is already in conversation.",
    State.ASLEEP: "This case is asleep: wake it first.",
    State.CLOSED: "This case is closed: reopen it first.",
}


@dataclass(frozen=True)
class Said:
    """What a step says beside its reason. Of closing: `outcome`, the rulings recorded with it, who is asked for a
    correction, and what the mentee who flagged reads as the answer."""

    sleeps_until: date | None = None
    outcome: str | None = None
    rulings: Sequence[Ruling] = field(default=())
    asked_of: str | None = None
    told_mentee: str | None = None
    told_mentor: str | None = None


def look(viewer: Viewer, store: Store, case: Case, found: str, on: date) -> int:
    """Somebody has looked, and says what was found. Returns the case's number. Raises AccessError, ArgumentError."""
    return _take(viewer, store, case, Step.LOOK, found, on)


def check_data(viewer: Viewer, store: Store, case: Case, found: str, on: date) -> int:
    """The records were checked. Raises AccessError, ArgumentError."""
    return _take(viewer, store, case, Step.CHECK_DATA, found, on)


def talk(viewer: Viewer, store: Store, case: Case, said: str, on: date) -> int:
    """Somebody was talked to. Raises AccessError; ArgumentError before the data were checked."""
    return _take(viewer, store, case, Step.TALK, said, on)


def sleep(viewer: Viewer, store: Store, case: Case, reason: str, on: date, until: date) -> int:
    """Let a case rest until a day, or until its facts change. Raises AccessError, ArgumentError."""
    if until <= on:
        raise ArgumentError(f"A case can sleep only until a day in the future; {day(until)} is not one.")
    return _take(viewer, store, case, Step.SLEEP, reason, on, Said(sleeps_until=until))


def wake(viewer: Viewer, store: Store, case: Case, reason: str, on: date) -> int:
    """Go on with a case that sleeps. Raises AccessError, ArgumentError."""
    return _take(viewer, store, case, Step.WAKE, reason, on)


def close(
    viewer: Viewer, store: Store, case: Case, reason: str, on: date, outcome: str, *, rulings: Sequence[Ruling] = (),
    asked_of: str | None = None, told_mentee: str | None = None,
) -> int:  # fmt: skip
    """Close a case, with the rulings that end it: all in one transaction. See their effect first with
    `planning.ruling_effect`. Raises AccessError; ArgumentError for an outcome that is none, or that its parts belie."""
    if outcome not in words().outcomes:
        raise ArgumentError(f"A case ends as one of {', '.join(words().outcomes)}; read {outcome}.")
    if (outcome == "ruled") != bool(rulings):
        raise ArgumentError("A case decided by a ruling needs one; a case closed in any other way has none.")
    if (outcome == "correction_asked") != bool((asked_of or "").strip()):
        raise ArgumentError("Say who is asked for the correction; leave it blank where none is asked for.")
    said = Said(outcome=outcome, rulings=rulings, asked_of=asked_of, told_mentee=told_mentee)
    return _take(viewer, store, case, Step.CLOSE, reason, on, said)


def reopen(viewer: Viewer, store: Store, case: Case, reason: str, on: date) -> int:
    """Open a closed case again. Raises AccessError, ArgumentError."""
    return _take(viewer, store, case, Step.REOPEN, reason, on)


def show_to_mentor(viewer: Viewer, store: Store, case: Case, told: str, reason: str, on: date) -> int:
    """From now on the mentor reads `told` of this case, and nothing else of it. Raises AccessError, ArgumentError."""
    if case.key.mentor is None:
        raise ArgumentError("This case is not about a mentor, so it cannot be shown to one.")
    if not told.strip():
        raise ArgumentError("Write what the mentor will read.")
    return _take(viewer, store, case, Step.SHOW_MENTOR, reason, on, Said(told_mentor=told.strip()))


def hide_from_mentor(viewer: Viewer, store: Store, case: Case, reason: str, on: date) -> int:
    """The mentor reads nothing of this case any more. Raises AccessError, ArgumentError."""
    return _take(viewer, store, case, Step.HIDE_MENTOR, reason, on)


def _take(viewer: Viewer, store: Store, case: Case, step: Step, reason: str, on: date, said: Said = Said()) -> int:
    """Record a step on the facts that the viewer saw, in the case that goes by these people's names now."""
    key = case.key
    action = Action(f"case_{step}", f"case {key.id} ({key.theme})", "A step in a case", reason)
    with acting(store, viewer, action) as cursor:
        if not reason.strip():
            raise ArgumentError("Each step needs a sentence: what was found, said or decided, and why.")
        steps = _steps(cursor, viewer, case)
        _check(step, steps, case.facts, on)
        case_no = steps[-1].case_no if steps else next_number(cursor, "case_file")
        if not steps:
            run(
                cursor, SQL / "case_add.sql", case_no=case_no, theme=key.theme, mentor=key.mentor, mentee=key.mentee,
                about=key.about, opened_on=on, opened_by=author_of(viewer),
            )  # fmt: skip
        attribution = attribution_of(viewer, reason, on)
        ruled = [rulings.rule(cursor, ruling, attribution) for ruling in said.rulings]
        run(
            cursor, SQL / "case_step_add.sql", case_no=case_no, step_no=len(steps) + 1,
            step=str(step), taken_on=on, author=author_of(viewer), reason=reason.strip(), facts=case.facts,
            sleeps_until=said.sleeps_until, outcome=said.outcome, rulings=ruled, asked_of=said.asked_of,
            told_mentee=(said.told_mentee or "").strip() or None, told_mentor=said.told_mentor,
        )  # fmt: skip
    return case_no


def _steps(cursor: duckdb.DuckDBPyConnection, viewer: Viewer, case: Case) -> list[StepTaken]:
    found = records_of(run(cursor, OVERSIGHT / "case_steps.sql", **viewer.values), StepTaken)
    return [each for each in found if each.key == case.key]


def _check(step: Step, steps: Sequence[StepTaken], facts: str, on: date) -> None:
    """Raises ArgumentError for a step that may not follow."""
    if steps and on < steps[-1].taken_on:
        raise ArgumentError(f"The last step was taken on {day(steps[-1].taken_on)}; this one cannot be earlier.")
    if step in (Step.SHOW_MENTOR, Step.HIDE_MENTOR):
        return
    state, _ = state_after(steps, facts, on)
    if step not in MAY_FOLLOW[state]:
        raise ArgumentError(_REFUSED[state])
