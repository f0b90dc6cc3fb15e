"""Where do I stand, what counts, what is missing?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts.my_progress import my_progress as chart
from mentorship.planning.reading_range import reading_range
from mentorship.reports.my_progress import my_progress
from mentorship.reports.tables import Column, Shows
from pages.parts import explanations, filters, notices, origins, rulings, shelf, standing, tables
from pages.parts.gate import show

SESSIONS = [
    Column("held_on", "Day", Shows.DAY),
    Column("label", "What"),
    Column("credited_minutes", "Credited", Shows.HOURS),
    Column("why", "Why"),
    Column("leader", "With"),
    Column("recorded_minutes", "Recorded", Shows.HOURS),
    Column("category", "Category"),
    Column("went_to", "Went to"),
    Column("session_id", "Session"),
    Column("file", "File"),
    Column("row", "Row", Shows.NUMBER),
]
COUNTS = {
    "All": {"credited", "reduced", "refused", "planned"},
    "Counted": {"credited", "reduced"},
    "Not counted": {"refused"},
    "Reduced": {"reduced"},
    "Planned": {"planned"},
}


def page(viewer: Viewer) -> None:
    answer = notices.question("Where do I stand?" if viewer.role is Role.MENTEE else "Where does this mentee stand?")
    mentee = filters.mentee(viewer)
    if mentee is None:
        return None
    report = shelf.ask(my_progress, viewer, mentee=mentee)
    answer(report.answer)
    standing.tiers(report.parts["tiers"])
    notices.picture(chart(report.parts["filled"], notices.look()), "my_progress", report.answer)
    st.subheader("What to do next", anchor=False)
    st.markdown("\n".join(f"- {notices.escape(each['step'])}" for each in report.parts["next_steps"]))
    notices.link("credit_what_if", "Try out what your next sessions would do")
    st.subheader("Every session, and what it counts for", anchor=False)
    if not report.rows:
        return notices.empty("No session is on record yet. Once one is, it stands here with what it earned and why.")
    counted = filters.one_of("Show", list(COUNTS), "counted")
    rows = [row for row in report.rows if row["outcome"] in COUNTS[counted]]
    st.caption("Pick a row to see how its credit came about.")
    picked = tables.table(rows, SESSIONS, "my_sessions", "Every session with what it earned and why", choose=True)
    if picked:
        explanations.session(picked)
        origins.session(viewer, picked)
        if viewer.role is Role.OMBUDSMAN:
            rulings.on_session(viewer, picked)
    explanations.standing(report)
    origins.person(viewer, mentee)
    if st.toggle("How sure is this? Show the strictest and the most generous reading of the rules", key="range"):
        explanations.range_of_readings(shelf.ask(reading_range, viewer, mentee=mentee))
    if any(row["category"] == "A" for row in rows):
        st.caption(
            ":material/health_and_safety: Treatments are health data: only the mentee and the ombudsman see them."
        )
    return None


show(page, to={Role.MENTEE, Role.OMBUDSMAN})
