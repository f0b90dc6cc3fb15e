"""Which mentors, sessions and records need a look, and how far is each case? Steps and order of cases:
`oversight/casework.py`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from mentorship.access import Role, require
from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.errors import ArgumentError
from mentorship.oversight import items as made_of
from mentorship.oversight.casework import Case, State, Step, StepTaken, cases, words
from mentorship.oversight.items import CaseKey, Item
from mentorship.oversight.measures import Measured, measured
from mentorship.oversight.names import names
from mentorship.oversight.signals.current import SessionOf, gaps, signals
from mentorship.reports import QUESTIONS
from mentorship.reports.session_exports import doubtful_rows
from mentorship.wording import count, hours, listed

#: Views with a name: which states they show.
VIEWS = {
    "open": tuple(State(each) for each in State if each not in (State.ASLEEP, State.CLOSED)),
    "asleep": (State.ASLEEP,),
    "closed": (State.CLOSED,),
}


def attention(request: Request, view: str = "open") -> Report:
    """`rows`: one per case of the view, by credit at stake and age. Part `views`: each with its count; `items`: the
    questions of these cases, by case. For the ombudsman. Raises AccessError; ArgumentError for no such view."""
    require(request.viewer, (Role.OMBUDSMAN,), "The queue of cases")
    if view not in VIEWS:
        raise ArgumentError(f"There is no view {view}. Use one of {listed(VIEWS)}.")
    found, gap = all_cases(request)
    shown = [each for each in found if each.state in VIEWS[view]]
    called = names(request, _people(shown))
    views = [{"view": name, "cases": sum(each.state in states for each in found)} for name, states in VIEWS.items()]
    parts = {
        "views": views,
        "items": [_item_row(case, item, called) for case in shown for item in case.items],
    }
    rows = [_case_row(each, called, request.as_of) for each in shown]
    return Report(_answer(found), rows, parts, gap)


def attention_case(request: Request, case_id: str) -> Report:
    """One case in full. `rows`: its questions. Parts: `case` (one row), `sessions` (each once, with what it earned),
    `steps` (oldest first), `related` (cases about the same sessions). Raises AccessError, ArgumentError."""
    case, found = _found(request, case_id)
    places = [(each.import_no, each.row) for each in _sessions(case.items)]
    related = [each for each in found if each is not case and _shares_a_session(each, case)]
    called = names(request, _people([case, *related]))
    parts = {
        "case": [_case_row(case, called, request.as_of)],
        "sessions": ask(
            request, QUESTIONS / "sessions_named.sql", imports=[place[0] for place in places],
            lines=[place[1] for place in places],
        ),
        "steps": [_step_row(each) for each in case.steps],
        "related": [_case_row(each, called, request.as_of) for each in related],
    }  # fmt: skip
    return Report(_title(case.key, called), [_item_row(case, item, called) for item in case.items], parts)


def case_named(request: Request, case_id: str) -> Case:
    """A case as actions take it. For the ombudsman. Raises AccessError, ArgumentError."""
    case, _ = _found(request, case_id)
    return case


def cases_about(request: Request, mentor: str) -> Rows:
    """The cases about a mentor, closed ones too: rows as of `attention`. For the ombudsman. Raises AccessError."""
    require(request.viewer, (Role.OMBUDSMAN,), "Cases about a mentor")
    found = [each for each in all_cases(request)[0] if each.key.mentor == mentor]
    called = names(request, _people(found))
    return [_case_row(each, called, request.as_of) for each in found]


def all_cases(request: Request) -> tuple[list[Case], list[str]]:
    """Every case, and what the data cannot say."""
    values = measured(request)
    items = [
        *made_of.of_signals(signals(request)), *made_of.of_measures(values), *made_of.of_flags(request),
        *_of_doubts(request), *made_of.of_readings(request),
    ]  # fmt: skip
    return cases(request, items), [*gaps(request), *_gaps(values)]


def _found(request: Request, case_id: str) -> tuple[Case, list[Case]]:
    require(request.viewer, (Role.OMBUDSMAN,), "A case")
    found, _ = all_cases(request)
    for each in found:
        if each.key.id == case_id:
            return each, found
    raise ArgumentError("There is no such case. Its facts may have changed: open the queue again.")


def _gaps(values: Iterable[Measured]) -> list[str]:
    return [each.gap for each in values if each.gap]


def _of_doubts(request: Request) -> list[Item]:
    """Records that can be read and still look doubtful, but for what signals ask anyway."""
    items = []
    for row in doubtful_rows(request, of_signals_too=False):
        mentor, mentee = row["mentor_is"], row["mentee_is"]
        key = CaseKey("records", mentor, None if mentor else mentee)
        session = (SessionOf(row["import_no"], row["row"], row["file"]),)
        facts = f"{row['code']} {row['content']}"
        items.append(Item(key, row["code"], row["question"], facts, mentor, mentee, session, row["held_on"]))
    return items


def _people(found: Iterable[Case]) -> set[str | None]:
    keys = {person for each in found for person in (each.key.mentor, each.key.mentee)}
    return keys | {person for each in found for item in each.items for person in (item.mentor, item.mentee)}


def _sessions(items: Iterable[Item]) -> list[SessionOf]:
    return list(dict.fromkeys(session for item in items for session in item.sessions))


def _shares_a_session(one: Case, other: Case) -> bool:
    return bool(set(_sessions(one.items)) & set(_sessions(other.items)))


def _answer(found: list[Case]) -> str:
    """How many cases are open, and what hangs on them."""
    still = [each for each in found if each.state in VIEWS["open"]]
    if not still:
        return "Nothing is waiting for you."
    stake = sum(each.minutes_at_stake for each in still)
    fresh = sum(each.state is State.NEW for each in still)
    back = sum(each.state is State.REOPENED or each.woke for each in still)
    if fresh == len(still):
        told = [f"and nobody has looked at {'it' if fresh == 1 else 'any of them'} yet"]
    else:
        told = [f"{fresh} that nobody has looked at yet"] if fresh else []
    told += [f"{back} back because something changed or the day has come"] if back else []
    said = f"{count(len(still), 'case is', 'cases are')} open"
    said += f", {listed(told)}" if told else ""
    return f"{said}. {hours(stake)} of credit depend on them." if stake else f"{said}."


def _title(key: CaseKey, called: dict[str, str]) -> str:
    """'How sessions were booked: Gideon Falk'; 'An open reading of the rules: small group size'."""
    if key.theme == "reading" and key.about:
        return f"{words().themes[key.theme]}: {key.about.replace('_', ' ')}"
    who = listed(called.get(person, person) for person in (key.mentor, key.mentee) if person)
    return f"{words().themes[key.theme]}: {who}" if who else words().themes[key.theme]


def _case_row(case: Case, called: dict[str, str], as_of: date) -> Row:
    key, last = case.key, case.steps[-1] if case.steps else None
    return {
        "case": key.id, "case_no": case.steps[0].case_no if case.steps else None, "theme": key.theme,
        "title": _title(key, called), "mentor": key.mentor, "mentor_name": called.get(key.mentor or "", key.mentor),
        "mentee": key.mentee, "mentee_name": called.get(key.mentee or "", key.mentee), "about": key.about,
        "state": str(case.state), "state_label": words().states[case.state], "woke": case.woke,
        "is_asked": case.is_asked, "questions": len(case.items),
        "question": case.items[0].question if case.items else "The data no longer give any reason to ask.",
        "sessions": len(_sessions(case.items)), "minutes_at_stake": case.minutes_at_stake, "since": case.since,
        "age_days": (as_of - case.since).days if case.since else None, "sleeps_until": case.sleeps_until,
        "last_step": last and last.step, "last_step_on": last and last.taken_on,
        "shown_to_mentor": case.shown_to_mentor,
    }  # fmt: skip


def _item_row(case: Case, item: Item, called: dict[str, str]) -> Row:
    return {
        "case": case.key.id, "code": item.code, "question": item.question, "mentor": item.mentor,
        "mentor_name": called.get(item.mentor or "", item.mentor), "mentee": item.mentee,
        "mentee_name": called.get(item.mentee or "", item.mentee), "since": item.since,
        "sessions": len(item.sessions), "minutes_at_stake": item.minutes_at_stake,
    }  # fmt: skip


def _step_row(each: StepTaken) -> dict[str, Any]:
    known = {Step.LOOK, Step.CHECK_DATA, Step.TALK, Step.CLOSE}
    label = (
        words().steps[each.step].partition(":")[0] if each.step in known else each.step.replace("_", " ").capitalize()
    )
    return {
        "step": each.step, "label": label, "taken_on": each.taken_on, "author": each.author, "reason": each.reason,
        "sleeps_until": each.sleeps_until, "outcome": each.outcome and words().outcomes[each.outcome],
        "rulings": each.rulings or [], "asked_of": each.asked_of, "told_mentee": each.told_mentee,
        "told_mentor": each.told_mentor,
    }  # fmt: skip


def sessions_of_case(request: Request, case_id: str) -> Rows:
    """The sessions of a case, for a download. For the ombudsman. Raises AccessError, ArgumentError."""
    return attention_case(request, case_id).parts["sessions"]
