"""Who is mentoring, how much, how recently?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.definitions import PERIODS
from mentorship.answers.report import Report
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.charts.mentor_activity import mentor_bands
from mentorship.reports.mentor_activity import STATES, VIEWS, mentor_activity
from pages.parts import (
    activity,
    beside,
    comparing,
    filters,
    nothing_yet,
    notices,
    period_out,
    pictures,
    records,
    resources,
    standing_alone,
)
from pages.parts.gate import show

GROUPS = [
    Column("sessions", "Sessions led"),
    Column("mentors", "Mentors", Shows.NUMBER),
    Column("credited_minutes", "Credited", Shows.HOURS),
]


def page(request: Request) -> None:
    answer = notices.question("Who is mentoring, how much, how recently?")
    is_exact = request.viewer.role is Role.OMBUDSMAN
    if not request.status.newest_import:
        answer("No mentors are on record yet.")
        return nothing_yet.nothing_yet(request, "Nothing is on record yet.")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        period = filters.one_of("Period", list(PERIODS), "period")
        days = filters.days(request) if is_exact else {}
        downloads = st.container(width="content")
    asked = st.query_params.get("view", "all")
    view = asked if is_exact and asked in VIEWS else "all"
    report = resources.once(request, mentor_activity, period=period, view=view, **days)
    answer(report.answer)
    if not report.parts["groups"] and not report.rows:
        return nothing_yet.nothing_yet(request, "No mentors are on record yet.")
    if not is_exact:
        bands = pictures.drawn(mentor_bands, report.rows, pictures.theme())
        standing_alone.picture(request, bands, "mentor_activity", "Mentors by sessions led", report.answer)
        records.table(request, report.rows, GROUPS, "mentor_activity", "How many mentors led how many sessions")
        return notices.gaps(report.gaps)
    with downloads:
        period_out.report(request, period, **days)
    return _mentors(request, report, period, days)


def _mentors(request: Request, report: Report, period: str, days: filters.Days) -> None:
    """The mentors of a view by name; one that is opened stands beside them."""
    filters.views(report.parts["views"], "mentors", "view")
    opened, here, listed = beside.beside("mentor")
    with listed:
        activity.mentors(request, report.rows, bool(opened))
    if opened:
        with here:
            activity.opened(request, opened)
    notices.gaps([*report.gaps, f"{'; '.join(STATES.values())}. Names are in alphabetical order."])
    comparing.side_by_side(request, period, days)
    comparing.concentrated(request)


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
