"""On how few mentors does mentoring rest, and whom would one mentor's stopping leave without any?"""

from collections import defaultdict

from mentorship.access import Role, require
from mentorship.answers.definitions import year_before
from mentorship.answers.report import Report, Rows, ask
from mentorship.answers.request import Request
from mentorship.reports import QUESTIONS
from mentorship.reports.mentor_activity import Span, mentor_rows
from mentorship.reports.uptake_figures import TOP_MENTORS, top_share
from mentorship.wording import count

#: The category of 1x1 mentorship.
CATEGORY = "C"


def concentration(request: Request) -> Report:
    """Of the last year. `rows`: one per mentor who is the only one of somebody, by name: `stranded` (mentees) and their
    names. Part `top`: one row, the share of Category C credit of the three who gave most, and who they are, by name.

    For the ombudsman. Raises AccessError."""
    require(request.viewer, (Role.OMBUDSMAN,), "On whom mentoring rests")
    last_year = Span(year_before(request.as_of), request.as_of, "last 12 months")
    called = {row["mentor"]: row["name"] for row in mentor_rows(request, last_year)}
    only: dict[str, Rows] = defaultdict(list)
    for row in ask(request, QUESTIONS / "stranded.sql", after=last_year.after, until=last_year.until):
        only[row["mentor"]].append(row)
    rows = [
        {
            "mentor": mentor, "name": called.get(mentor, mentor), "stranded": len(mentees),
            "mentees": [each["mentee_name"] for each in mentees], "mentee_ids": [each["mentee"] for each in mentees],
        }
        for mentor, mentees in only.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["name"].casefold(), row["mentor"]))
    given = ask(request, QUESTIONS / "concentration.sql", category=CATEGORY, after=last_year.after, as_of=request.as_of)
    top = [row["mentor"] for row in given if row["mentor"] is not None][:TOP_MENTORS]
    share = top_share(request, CATEGORY)
    names = sorted(called.get(mentor, mentor) for mentor in top)
    return Report(_answer(share, len(top), rows), rows, {"top": [{"share": share, "mentors": names}]})


def _answer(share: float, top: int, rows: Rows) -> str:
    if not top:
        return "Nobody gave credit for 1x1 in the last 12 months."
    said = f"{share:.0%} of the credit for 1x1 in the last 12 months comes from {count(top, 'mentor')}."
    stranded = sum(row["stranded"] for row in rows)
    if not stranded:
        return f"{said} Everybody under way has more than one mentor."
    have = "has" if stranded == 1 else "have"
    return f"{said} {count(stranded, 'mentee')} under way {have} sessions with one mentor only."
