"""Is the programme growing, and where do people stall?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts import uptake as charts
from mentorship.reports.tables import Column, Shows
from mentorship.reports.uptake import uptake
from pages.parts import notices, origins, shelf, tables
from pages.parts.gate import show

YEARS = [Column("year", "Year"), Column("label", "Measure"), Column("people", "People", Shows.NUMBER)]


def page(viewer: Viewer) -> None:
    answer = notices.question("Is the programme growing, and where do people stall?")
    report = shelf.ask(uptake, viewer)
    answer(report.answer)
    if not report.rows:
        return notices.empty("Nobody is on record yet. Bring in an export first.", viewer.role is Role.OMBUDSMAN)
    look = notices.look()
    st.subheader("Year by year", anchor=False)
    notices.picture(charts.uptake(report.rows, look), "uptake", report.answer)
    st.subheader("Step by step", anchor=False)
    notices.picture(charts.uptake_steps(report.parts["funnel"], look), "uptake_steps", report.answer)
    st.caption(
        "Active: earned credit that year. Started: earned credit for the first time that year. "
        "The steps count everybody who has taken them so far; many are still on their way."
    )
    notices.gaps(report.gaps)
    is_exact = viewer.role is Role.OMBUDSMAN
    if is_exact:
        st.caption("Pick a row to see the people behind it.")
    picked = tables.table(report.rows[::-1], YEARS, "uptake", "People by year and measure", choose=is_exact)
    return origins.people(viewer, picked) if picked else None


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
