"""What is going on, and what needs me now? Differs by who looks."""

from datetime import datetime

from mentorship.access import Role, Viewer, require
from mentorship.answers.definitions import year_before
from mentorship.answers.disclosure import GROUPS, gaps_of_small_groups, load_disclosure, people_in_words, too_few
from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.reports import QUESTIONS
from mentorship.reports.mentor_activity import mentor_activity, mentor_rows, span
from mentorship.reports.overview_lists import overview_lists
from mentorship.wording import capitalised, count, day, listed

#: Pages that a step may open.
_PAGES = ("mentor_activity", "mentee_progress", "session_exports")


def overview(request: Request) -> Report:
    """`rows`: what to look at next, a sentence and the page that has more. Part `numbers`: figures with their names.

    For all but mentees, who start at their progress. Raises AccessError."""
    require(request.viewer, (*GROUPS, Role.MENTOR), "The overview")
    answers = {
        Role.OMBUDSMAN: _for_ombudsman,
        Role.LEADERSHIP: _for_leadership,
        Role.MENTOR: _for_mentor,
    }
    return answers[request.viewer.role](request)


def totals(request: Request) -> Row:
    """The programme in numbers; None where too few people are behind one."""
    require(request.viewer, GROUPS, "The programme in numbers")
    load_disclosure(request.cursor)
    return ask(request, QUESTIONS / "totals.sql", year_before=year_before(request.as_of))[0]


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
    if not any(found.values()):
        unknown = any(number is None for number in found.values())
        return f"{capitalised(too_few())} people take part so far." if unknown else "Nobody is registered yet."
    registered, active, mentors, reached = (found[name] or 0 for name in ("registered", "active", "mentors", "reached"))
    parts = {
        f"{people_in_words(viewer, registered)} registered": registered,
        f"{active:,} earned credit in the last twelve months": active,
        f"{count(mentors, 'mentor')} led sessions": mentors,
        f"{reached:,} have reached a tier so far": reached,
    }
    answer = f"{listed(words for words, number in parts.items() if number)}."
    return capitalised(answer)


def _next(*steps: tuple[str, str, bool]) -> Rows:
    """Sentences with the page that has more, those that apply."""
    return [{"next": sentence, "page": page} for sentence, page, applies in steps if applies]


def _for_ombudsman(request: Request) -> Report:
    """`rows` are the lists whose page is there already; part `lists`: all of them, with names and views."""
    lists = overview_lists(request)
    steps = [{"next": row["said"], "page": row["page"]} for row in lists if row["page"] in _PAGES]
    found = totals(request)
    gaps = [each for each in mentor_activity(request).gaps if "contacts" in each]
    return Report(_programme_answer(request.viewer, found), steps, {"numbers": _numbers(found), "lists": lists}, gaps)


def _for_leadership(request: Request) -> Report:
    steps = _next(
        ("How many register, take part and reach tiers, year by year.", "uptake", True),
        ("How virtual mentoring has become, against what the rules allow.", "modality_mix", True),
        ("How many people are at each stage of the three tiers.", "mentee_progress", True),
    )
    viewer, found = request.viewer, totals(request)
    numbers = [{**number, "hidden": number["people"] is None} for number in _numbers(found)]
    return Report(_programme_answer(viewer, found), steps, {"numbers": numbers}, gaps_of_small_groups(viewer, numbers))


def _for_mentor(request: Request) -> Report:
    """In a sentence: how much, how recently; part `numbers`: the last year; part `shown`: what the ombudsman shows."""
    steps = _next(("Read what the rules say.", "rules_in_force", True))
    rows = mentor_rows(request, span(request, "All years"))
    if not rows or not rows[0]["sessions"]:
        return Report("No sessions led by you are on record yet.", steps)
    found, person = rows[0], request.viewer.person
    year = mentor_rows(request, span(request, "Last 12 months"))[0]
    last = found["last_contact"]
    spoke = f" You last spoke with the ombudsman on {day(last)}." if last else ""
    led = f"{count(found['sessions'], 'session')} with {count(found['mentees'], 'mentee')}"
    names = {"sessions": "Sessions, last 12 months", "mentees": "Mentees", "new_mentees": "New mentees"}
    numbers = [{"name": name, "people": year[key]} for key, name in names.items()]
    parts = {"numbers": numbers, "shown": ask(request, QUESTIONS / "shown_to_mentor.sql", mentor=person)}
    return Report(f"You have led {led}, the latest on {day(found['last_session'])}.{spoke}", steps, parts)


def arrived(request: Request, since: datetime) -> Rows:
    """What came in since somebody last looked: one row per import, the newest first. For the ombudsman."""
    require(request.viewer, (Role.OMBUDSMAN,), "What came in")
    return ask(request, QUESTIONS / "arrived.sql", since=since)
