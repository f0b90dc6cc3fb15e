"""What does this mentor's work look like?"""

from dataclasses import fields

from mentorship.access import Role, require
from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.credit.explain import activity_label, why
from mentorship.credit.outcomes import SessionCredit
from mentorship.errors import AccessError
from mentorship.oversight.signals.current import signals
from mentorship.reports import QUESTIONS
from mentorship.reports.attention import cases_about
from mentorship.reports.dossier_parts import feedback, mix, standing, strip, timeline
from mentorship.reports.mentor_activity import STATES, mentor_rows, span
from mentorship.wording import count, day

WHO = (Role.OMBUDSMAN, Role.MENTOR)
_SESSION = {each.name for each in fields(SessionCredit)} - {"uses"}


def mentor_dossier(request: Request, mentor: str) -> Report:
    """`rows`: the sessions a mentor led, the newest first, each with why it earned what it earned. Parts:

    `about` (one row: certifications, languages, state, last contact), `standing` (certified from … until …), `timeline`
    (sessions by day, contacts, certifications: the newest first), `strip` (24 months by kind, with overlaps),
    `mentees`, `mix` (kinds beside similar mentors), `deducted` (refused and reduced sessions), `feedback` (one row),
    `contacts`, `shown` (what the mentor reads of cases), and for the ombudsman `cases`.

    A mentor sees the own one: without cases, what was said in contacts, how far mentees got, and who gave which rating.
    Notes are in none
    (`notes_on`). Raises AccessError for a mentor whom the viewer may not look at."""
    require(request.viewer, WHO, "A mentor's dossier")
    about = _about(request, mentor)
    sessions = ask(request, QUESTIONS / "sessions_led.sql", mentor=mentor)
    rows = [_session(request, row) for row in sessions]
    contacts = ask(request, QUESTIONS / "contacts_with.sql", mentor=mentor, as_of=request.as_of)
    is_ombudsman = request.viewer.role is Role.OMBUDSMAN
    raised = [each for each in signals(request) if each.mentor == mentor] if is_ombudsman else []
    parts: dict[str, Rows] = {
        "about": [about],
        "standing": standing(about),
        "timeline": timeline(rows, contacts, about, request.as_of),
        "strip": strip(request, rows, raised),
        "mentees": ask(request, QUESTIONS / "mentees_of.sql", mentor=mentor),
        "mix": mix(request, mentor),
        "deducted": [row for row in rows if row["outcome"] in ("refused", "reduced")],
        "feedback": [feedback(request, mentor, rows)],
        "contacts": contacts,
        "shown": ask(request, QUESTIONS / "shown_to_mentor.sql", mentor=mentor),
    }
    if is_ombudsman:
        parts["cases"] = cases_about(request, mentor)
    for row in rows if not is_ombudsman else ():
        row["rating"] = None
    return Report(_answer(request, about), rows, parts, _gaps(parts["feedback"][0]))


def notes_on(request: Request, mentor: str) -> Rows:
    """The ombudsman's notes on a mentor, the newest first: note_no, note, author, written_on. In no other report, no
    export and no document. Raises AccessError for anybody else."""
    require(request.viewer, (Role.OMBUDSMAN,), "Notes on a mentor")
    return ask(request, QUESTIONS / "notes_on.sql", mentor=mentor)


#: What a page says beside the notes.
NOTES_ARE = (
    "Notes are for you alone: nobody else reads them, and they are in no download. Do not write down here what "
    "somebody told you in treatment, diagnoses, or anything you would not say to the mentor yourself."
)


def _about(request: Request, mentor: str) -> Row:
    found = {row["mentor"]: row for row in mentor_rows(request, span(request, "All years"))}
    if mentor not in found:
        raise AccessError("There is no such mentor, or you may not see their record.")
    facts = ask(request, QUESTIONS / "mentor_facts.sql", mentor=mentor)
    row = found[mentor]
    return {**(facts[0] if facts else {}), **row, "state_label": STATES[row["state"]]}


def _session(request: Request, row: Row) -> Row:
    credit = SessionCredit(**{name: value for name, value in row.items() if name in _SESSION})
    label = activity_label(request.policy, credit.activity)
    return {**row, "label": label, "why": why(request.policy, credit)}


def _gaps(answered: Row) -> list[str]:
    return [] if answered["asked"] else ["Not in your data: column `rating`."]


def _answer(request: Request, about: Row) -> str:
    """The mentor in a sentence or two."""
    own = request.viewer.role is Role.MENTOR
    who, have = ("You", "have") if own else (about["name"], "has")
    if not about["sessions"]:
        return f"No sessions led by {'you' if own else who} are on record."
    led = f"{who} {have} led {count(about['sessions'], 'session')} with {count(about['mentees'], 'mentee')}"
    said = [f"{led}, the latest on {day(about['last_session'])}"]
    if about["mentor_since"]:
        until = f" until {day(about['mentor_until'])}" if about["mentor_until"] else ""
        said.append(f"certified from {day(about['mentor_since'])}{until}")
    contact = about["last_contact"]
    spoke = f" Last contact with the ombudsman on {day(contact)}." if contact else ""
    return f"{'; '.join(said)}.{spoke}"
