"""What the overview shows to whom: lists that need the ombudsman, numbers and steps, and a mentor's own months."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import streamlit as st

from mentorship.answers.disclosure import too_few
from mentorship.answers.report import Report, Row, Rows
from mentorship.answers.request import Request
from mentorship.charts.mentor_dossier import month_strip
from mentorship.reports.mentor_dossier import mentor_dossier
from mentorship.reports.overview import arrived
from mentorship.wording import count, day, listed
from pages.parts import dossier, notices, pictures, resources, standing_alone, visits

#: How the way to each list is called.
WAYS = {
    "cases": "Open the queue", "no_contact": "See whom to call", "uncertified": "See who led uncertified",
    "not_started": "See who has not started", "waiting": "See who is waiting", "within_reach": "See who is close",
    "unverified": "See whose credit it is", "problems": "See the rows to fix",
}  # fmt: skip
#: For so many days, where nobody knows when somebody was here last.
LATELY = 30
MOST_ARRIVALS = 3


def answer(lists: Rows) -> str:
    """'6 lists need a look. First: 19 cases are open.'"""
    if not lists:
        return "Nothing is waiting for you."
    first = lists[0]["said"]
    said = f"{count(len(lists), 'list needs', 'lists need')} a look"
    return f"{said}. First: {first}" if len(lists) > 1 else f"{said}: {first}"


def lists(rows: Rows) -> None:
    """Each list as a count with the names under it, and the way to exactly these."""
    if not rows:
        st.success("Nothing is waiting for you.", icon=":material/check_circle:")
    for pair in [rows[place : place + 2] for place in range(0, len(rows), 2)]:
        for column, row in zip(st.columns(2), pair, strict=False):
            with column.container(border=True, key=f"list_{row['list']}", height="stretch"):
                _list(row)


def _list(row: Row) -> None:
    number, rest = row["said"].split(" ", 1)
    st.markdown(f"### {number} \n{notices.escape(rest)}", anchors=False)
    names: Sequence[str] = row["names"]
    if names:
        more = f" and {row['more']:,} more" if row["more"] else ""
        st.caption(notices.escape(f"{', '.join(names)}{more}"))
    notices.link(row["page"], WAYS[row["list"]], **({"view": row["view"]} if row["view"] else {}))


def arrivals(request: Request) -> None:
    """What came in since the last visit, the newest first; lately, where the browser remembers no visit."""
    last = visits.last_visit(st.context.cookies.to_dict())
    since = last or datetime.combine(request.as_of - timedelta(days=LATELY), time.min)
    rows = resources.once(request, arrived, since=since)
    when = f"since your last visit on {day(last.date())}" if last else f"in the last {LATELY} days"
    if not rows:
        if last:
            st.caption(f"Nothing has arrived {when}.")
        return
    told = [_arrival(row) for row in rows[:MOST_ARRIVALS]]
    rest = f", and {count(len(rows) - MOST_ARRIVALS, 'more import')}" if len(rows) > MOST_ARRIVALS else ""
    st.markdown(f"**Arrived {when}:** {notices.escape(listed(told) if not rest else ', '.join(told))}{rest}.")
    notices.link("session_exports", "See every import")


def _arrival(row: Row) -> str:
    return f"{row['file_name']} on {day(row['imported_at'])} ({count(row['accepted'] + row['replaced'], 'row')})"


def numbers(report: Report) -> None:
    """Figures with their names; one that so few are behind that it would tell of them is not told."""
    found = report.parts.get("numbers", [])
    for column, number in zip(st.columns(max(1, len(found))), found, strict=False):
        column.metric(number["name"], too_few() if number["people"] is None else f"{number['people']:,}")


def own(request: Request, report: Report) -> None:
    """A mentor's own months, what the ombudsman shows, and the latest sessions."""
    found = resources.once(request, mentor_dossier, mentor=request.viewer.person)
    dossier.shown(found, True)
    if any(row["sessions"] for row in found.parts["strip"]):
        strip = pictures.drawn(month_strip, found.parts["strip"], pictures.theme())
        standing_alone.picture(request, strip, "own_months", "Sessions by month", report.answer)
    dossier.latest(request, found)
    notices.link("mentor_dossier", "My full dossier", ":material/badge:")
