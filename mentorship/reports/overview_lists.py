"""What needs the ombudsman now: each with how many, their names, and the page and view that show exactly these."""

from collections.abc import Iterable

from mentorship.access import Role, require
from mentorship.answers.report import Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.reports import QUESTIONS
from mentorship.reports.attention import attention
from mentorship.reports.mentee_progress import mentees_of_views
from mentorship.reports.mentor_activity import VIEWS as MENTORS
from mentorship.reports.mentor_activity import mentor_activity
from mentorship.wording import count

#: So many names stand under a count; `more` says how many do not.
NAMES = 5


def overview_lists(request: Request) -> Rows:
    """One row per list that is not empty: `list`, `said` (a sentence), `count`, `names`, `more`, `page`, `view`. That
    page shows exactly these in that view. For the ombudsman. Raises AccessError."""
    require(request.viewer, (Role.OMBUDSMAN,), "What needs the ombudsman")
    found = [_cases(request), *_mentors(request), *_mentees(request), _problems(request)]
    return [row for row in found if row["count"]]


def _cases(request: Request) -> Row:
    rows = attention(request).rows
    said = f"{count(len(rows), 'case is', 'cases are')} open."
    return _list("cases", said, [row["title"] for row in rows], "attention", "open")


def _mentors(request: Request) -> Rows:
    """Of the last twelve months, by the views of the page."""
    rows = mentor_activity(request).rows
    told = {
        "no_contact": ("mentor is", "mentors are", "certified and active, and a year or longer without contact"),
        "uncertified": ("mentor", "mentors", "led sessions in the last twelve months without being certified that day"),
        "not_started": ("mentor is", "mentors are", "certified and led no session yet"),
    }
    lists = []
    for view, (one, many, what) in told.items():
        names = [row["name"] for row in rows if MENTORS[view].shows(row)]
        lists.append(_list(view, f"{count(len(names), one, many)} {what}.", names, "mentor_activity", view))
    return lists


def _mentees(request: Request) -> Rows:
    told = {
        "waiting": ("mentee has", "mentees have", "all the hours for the next tier and still no credit for it"),
        "within_reach": ("mentee is", "mentees are", "within six hours of the next tier"),
        "unverified": ("mentee has", "mentees have", "credit that counts although nobody knows of a certification"),
    }
    lists = []
    for view, rows in mentees_of_views(request, told).items():
        one, many, what = told[view]
        names = [row["name"] for row in rows]
        lists.append(_list(view, f"{count(len(names), one, many)} {what}.", names, "mentee_progress", view))
    return lists


def _problems(request: Request) -> Row:
    number = ask(request, QUESTIONS / "problem_rows.sql")[0]["rows_to_fix"]
    said = f"{count(number, 'row')} of the exports could not be imported."
    return _list("problems", said, [], "session_exports", None) | {"count": number}


def _list(name: str, said: str, names: Iterable[str], page: str, view: str | None) -> Row:
    every = list(names)
    return {
        "list": name, "said": said, "count": len(every), "names": every[:NAMES],
        "more": max(0, len(every) - NAMES), "page": page, "view": view,
    }  # fmt: skip
