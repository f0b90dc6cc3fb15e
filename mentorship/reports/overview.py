"""What is going on, and what needs me now? Differs by who looks."""

from datetime import date

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.policy.model import Policy
from mentorship.reports.my_progress import my_progress
from mentorship.reports.report import (
    GROUPS,
    QUESTIONS,
    Report,
    Row,
    Rows,
    ask,
    gaps_of_small_groups,
    led_by_mentors,
    people_said,
)
from mentorship.store.sql_files import run
from mentorship.wording import count, day, listed


def overview(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    """`rows`: what to look at next, a sentence and the page that has more. Part `numbers`: figures with their names."""
    answers = {
        Role.OMBUDSMAN: _for_ombudsman,
        Role.LEADERSHIP: _for_leadership,
        Role.MENTEE: _for_mentee,
        Role.MENTOR: _for_mentor,
    }
    return answers[viewer.role](viewer, cursor, policy, as_of)


def totals(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Row:
    """The programme in numbers; None where too few people are behind one."""
    require(viewer, GROUPS, "The programme in numbers")
    run(cursor, QUESTIONS / "small_cells.sql")
    return ask(cursor, "totals", viewer, led_by_mentors=led_by_mentors(policy), as_of=as_of)[0]


def _numbers(found: Row) -> Rows:
    names = {
        "registered": "Registered",
        "active": "Active, last 12 months",
        "mentors": "Mentors, last 12 months",
        "reached": "Reached a tier",
    }
    return [{"name": name, "people": found[key]} for key, name in names.items()]


def _programme_answer(viewer: Viewer, found: Row) -> str:
    """What is going on, in one sentence."""
    if found["registered"] is None:
        return "Fewer than five people are registered so far."
    if not found["registered"]:
        return "Nobody is registered yet."
    said = [f"{people_said(viewer, found['registered'])} registered"]
    if found["active"] is not None:
        said.append(f"{found['active']:,} earned credit in the last twelve months")
    if found["mentors"] is not None:
        said.append(f"{count(found['mentors'], 'mentor')} led sessions")
    if found["reached"] is not None:
        said.append(f"{found['reached']:,} have reached a tier so far")
    answer = f"{listed(said)}."
    return answer[0].upper() + answer[1:]


def _next(*steps: tuple[str, str, bool]) -> Rows:
    """Sentences with the page that has more, those that apply."""
    return [{"next": sentence, "page": page} for sentence, page, applies in steps if applies]


def _for_ombudsman(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    needs = ask(cursor, "needs_attention", viewer, led_by_mentors=led_by_mentors(policy), as_of=as_of)[0]
    silent, lapsed = needs["mentors_without_contact"], needs["mentors_not_certified"]
    waiting, unverified, problems = needs["mentees_waiting"], needs["unverified_sessions"], needs["problem_rows"]
    steps = _next(
        (
            f"{count(silent, 'active mentor')} without contact for a year or longer.",
            "mentor_activity",
            bool(silent and needs["contacts"]),
        ),
        (
            f"{count(lapsed, 'mentor')} led sessions in the last twelve months without being certified that day.",
            "mentor_activity",
            lapsed > 0,
        ),
        (
            f"{count(waiting, 'mentee has', 'mentees have')} all hours for the next tier and "
            f"{'waits' if waiting == 1 else 'wait'} for something else.",
            "mentee_progress",
            waiting > 0,
        ),
        (
            f"{count(unverified, 'session')} counted although our data lack the certification behind.",
            "mentor_activity",
            unverified > 0,
        ),
        (f"{count(problems, 'row')} of the exports could not be taken in.", "session_exports", problems > 0),
    )
    gaps = [] if needs["contacts"] else ["Not in your data: contacts with mentors."]
    found = totals(viewer, cursor, policy, as_of)
    return Report(_programme_answer(viewer, found), steps, {"numbers": _numbers(found)}, gaps)


def _for_leadership(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    steps = _next(
        ("How many register, take part and reach tiers, year by year.", "uptake", True),
        ("How virtual mentoring has become, against what the rules allow.", "modality_mix", True),
        ("How many people stand where across the three tiers.", "mentee_progress", True),
    )
    found = totals(viewer, cursor, policy, as_of)
    numbers = [{**number, "hidden": number["people"] is None} for number in _numbers(found)]
    return Report(_programme_answer(viewer, found), steps, {"numbers": numbers}, gaps_of_small_groups(viewer, numbers))


def _for_mentee(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    progress = my_progress(viewer, cursor, policy, as_of, viewer.person or "")
    steps = _next(
        ("See every session and what it counts for.", "my_progress", True),
        ("Try out what your next sessions would do.", "credit_what_if", True),
        ("Read what the rules say.", "rules_in_force", True),
    )
    return Report(progress.answer, steps, {"filled": progress.parts["filled"]})


def _for_mentor(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    own = ask(cursor, "mentor_activity", viewer, led_by_mentors=led_by_mentors(policy), as_of=as_of, since=None)
    steps = _next(("Read what the rules say.", "rules_in_force", True))
    if not own or not own[0]["sessions"]:
        return Report("No session that you led is on record yet.", steps)
    found = own[0]
    last = found["last_contact"]
    contact = f" Your last contact with the ombudsman was on {day(last)}." if last else ""
    led = f"{count(found['sessions'], 'session')} for {count(found['mentees'], 'mentee')}"
    return Report(f"You have led {led}, the latest on {day(found['last_session'])}.{contact}", steps)
