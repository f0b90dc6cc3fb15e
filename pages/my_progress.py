"""Where do I stand, what counts, what is missing?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts.my_progress import my_progress as chart
from mentorship.reports.my_progress import my_progress
from mentorship.reports.report import Report
from mentorship.reports.tables import Column, Shows
from mentorship.wording import hours, listed
from pages.parts import filters, notices, shelf, standing, tables
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
NEEDS = [
    Column("tier", "Tier"),
    Column("categories", "Categories together", Shows.LIST),
    Column("required_minutes", "Needed", Shows.HOURS),
    Column("have_minutes", "Credited", Shows.HOURS),
    Column("short_minutes", "Missing", Shows.HOURS),
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
    tables.table(rows, SESSIONS, "my_sessions", "Every session with what it earned and why")
    how(report)
    if any(row["category"] == "A" for row in rows):
        st.caption(
            ":material/health_and_safety: Treatments you received are health data: only you and the ombudsman see them."
        )
    return None


def how(report: Report) -> None:
    """Where the numbers come from: the requirement rows, and the credit of each category."""
    with st.expander("How this came about", icon=":material/account_tree:"):
        credited = [
            f"{hours(row['credited_minutes'])} of Category {row['category']}" for row in report.parts["categories"]
        ]
        st.markdown(f"Credited so far: {listed(credited) or 'nothing'}.")
        st.markdown("A tier’s hours are complete once no row below misses anything. Rows add up the tiers before, too.")
        rows = [row for row in report.parts["needs"] if not row["implied"]]
        tables.table(rows, NEEDS, "my_needs", "What each tier asks for and what is there")


show(page, to={Role.MENTEE, Role.OMBUDSMAN})
