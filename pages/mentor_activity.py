"""Who is mentoring, how much, how recently?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts.mentor_activity import mentor_activity as chart
from mentorship.charts.mentor_activity import mentor_bands
from mentorship.reports.mentor_activity import PERIODS, mentor_activity
from mentorship.reports.tables import Column, Shows
from pages.parts import filters, notices, origins, shelf, tables
from pages.parts.gate import show

MENTORS = [
    Column("name", "Mentor"),
    Column("country", "Country"),
    Column("is_certified", "Certified now", Shows.YES),
    Column("sessions", "Sessions", Shows.NUMBER),
    Column("mentees", "Mentees", Shows.NUMBER),
    Column("recorded_minutes", "Recorded", Shows.HOURS),
    Column("credited_minutes", "Credited", Shows.HOURS),
    Column("share_refused", "Share refused", Shows.SHARE),
    Column("share_virtual", "Share virtual", Shows.SHARE),
    Column("last_session", "Last session", Shows.DAY),
    Column("last_contact", "Last contact", Shows.DAY),
    Column("ratings", "Ratings", Shows.NUMBER),
    Column("mean_rating", "Mean rating", Shows.DECIMAL),
    Column("unverified_sessions", "Unverified", Shows.NUMBER),
    Column("mentor", "Id"),
]
GROUPS = [
    Column("sessions", "Sessions led"),
    Column("mentors", "Mentors", Shows.NUMBER),
    Column("credited_minutes", "Credited", Shows.HOURS),
]


def page(viewer: Viewer) -> None:
    answer = notices.question("Who is mentoring, how much, how recently?")
    period = filters.one_of("Period", list(PERIODS), "period")
    report = shelf.ask(mentor_activity, viewer, period=period)
    answer(report.answer)
    if not report.rows:
        return notices.empty(
            "No mentors are on record yet. Bring in an export of sessions and one of people.",
            viewer.role is Role.OMBUDSMAN,
        )
    if viewer.role is not Role.OMBUDSMAN:
        notices.picture(mentor_bands(report.rows, notices.look()), "mentor_activity", report.answer)
        tables.table(report.rows, GROUPS, "mentor_activity", "How many mentors led how many sessions")
        return notices.gaps(report.gaps)
    if any(row["sessions"] for row in report.rows):
        notices.picture(chart(report.rows, notices.look()), "mentor_activity", report.answer)
    says = "Mentors by name, with sessions, contact and ratings"
    st.caption("Pick a mentor to see the sessions behind the numbers.")
    picked = tables.table(report.rows, MENTORS, "mentor_activity", says, choose=True)
    notices.gaps([
        *report.gaps,
        "Counted are groups and 1x1 that a mentor led. Share refused: sessions that earned nothing, for whatever "
        "reason, among all. A mean of fewer than five ratings says nothing and is not shown. "
        "Names are in alphabetical order.",
    ])  # fmt: skip
    return origins.mentor(viewer, picked, period) if picked else None


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
