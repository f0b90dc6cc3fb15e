"""What have I said is wrong with my record, and what came of it?"""

from mentorship.access import Role, require
from mentorship.answers.report import Report, Row, ask
from mentorship.answers.request import Request
from mentorship.errors import AccessError
from mentorship.reports import QUESTIONS
from mentorship.wording import count

#: What a mentee is told of how far a case is, and no more of it.
LABELS = {"received": "Received", "in_work": "Being looked at", "answered": "Answered"}


def my_flags(request: Request, mentee: str) -> Report:
    """`rows`: one per flag of a mentee that stands, the newest first: `flag_no`, `note`, `flagged_on`, `held_on`,
    `activity`, `is_missing`, `import_no`, `file` and `row` (None for a missing session), `state`, `state_label`,
    `answer` (what the mentee was told), `answered_on`. For the mentee and the ombudsman. Raises AccessError."""
    viewer = request.viewer
    require(viewer, (Role.MENTEE, Role.OMBUDSMAN), "What a mentee flagged")
    if viewer.role is Role.MENTEE and viewer.person != mentee:
        raise AccessError("There is no such mentee, or you may not see their record.")
    rows = [_row(each) for each in ask(request, QUESTIONS / "my_flags.sql", mentee=mentee)]
    waiting = sum(row["state"] != "answered" for row in rows)
    if not rows:
        return Report("Nothing is flagged.", rows)
    told = f"{count(waiting, 'flag')} being looked at" if waiting else "all answered"
    return Report(f"{count(len(rows), 'flag')}, {told}.", rows)


def _row(found: Row) -> Row:
    """How far it is, by the last step that says so: asleep, or reopened, it is still being looked at."""
    last, answer, closed_on = (found.pop(name) for name in ("last_step", "told_mentee", "closed_on"))
    state = "received" if last is None else "answered" if last == "close" else "in_work"
    told = (
        {"answer": answer, "answered_on": closed_on} if state == "answered" else {"answer": None, "answered_on": None}
    )
    return {**found, "state": state, "state_label": LABELS[state], **told}
