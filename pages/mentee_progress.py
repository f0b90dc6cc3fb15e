"""Where does everybody stand across the three tiers?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts.mentee_progress import mentee_progress as chart
from mentorship.reports.mentee_progress import STATES, mentee_progress
from mentorship.reports.tables import Column, Shows
from pages.parts import filters, notices, origins, shelf, tables
from pages.parts.gate import show

MENTEES = [
    Column("name", "Mentee"),
    Column("country", "Country"),
    Column("state_label", "State"),
    Column("tiers_reached", "Tiers reached", Shows.NUMBER),
    Column("next_label", "Working on"),
    Column("minutes_short", "To go", Shows.HOURS),
    Column("lacking", "Minimum missing in"),
    Column("lacks_certification", "Certification missing", Shows.YES),
    Column("credited_a", "A", Shows.HOURS),
    Column("credited_b", "B", Shows.HOURS),
    Column("credited_c", "C", Shows.HOURS),
    Column("beyond_use_minutes", "Beyond use", Shows.HOURS),
    Column("last_session", "Last session", Shows.DAY),
    Column("registered_on", "Registered", Shows.DAY),
    Column("mentee", "Id"),
]
GROUPS = [
    Column("stage", "Working on"),
    Column("state_label", "State"),
    Column("people", "People", Shows.NUMBER),
]


def page(viewer: Viewer) -> None:
    answer = notices.question("Where does everybody stand?")
    report = shelf.ask(mentee_progress, viewer)
    answer(report.answer)
    if not report.rows:
        return notices.empty("No mentees are on record yet. Bring in an export first.", viewer.role is Role.OMBUDSMAN)
    picture = chart(report.parts["groups"], notices.look(), STATES)
    notices.picture(picture, "mentee_progress", report.answer)
    notices.gaps(report.gaps)
    if viewer.role is not Role.OMBUDSMAN:
        return tables.table(report.rows, GROUPS, "mentee_progress", "How many people stand where")
    state = filters.one_of("Show", ["All", *STATES.values()], "state")
    rows = [row for row in report.rows if state in ("All", row["state_label"])]
    says = "Every mentee with tiers, what is missing and credited hours"
    st.caption("Pick a mentee to see every session behind the numbers.")
    picked = tables.table(rows, MENTEES, "mentee_progress", says, choose=True)
    return origins.record(picked["mentee"], picked["name"]) if picked else None


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
