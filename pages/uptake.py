"""Is the programme growing, and where do people stall?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.report import Report
from mentorship.answers.request import Request
from mentorship.charts.active_people import active_people
from mentorship.charts.uptake_path import uptake_path
from mentorship.reports.uptake import uptake
from pages.parts import (
    among,
    board_pack,
    capacity,
    filters,
    nothing_yet,
    notices,
    pictures,
    resources,
    standing_alone,
    uptake_views,
)
from pages.parts.gate import show

#: The control charts: how each is called, the report's part, and what it counts.
ACTIVE, NEW, REGISTERED = "Active", "New", "Registered"
CHARTS = {
    ACTIVE: ("active", "people who earned credit"),
    NEW: ("new", "people who earned credit for the first time"),
    REGISTERED: ("registered", "people who registered"),
}


def page(request: Request) -> None:
    answer = notices.question("Is the programme growing, and where do people stall?")
    whole = resources.once(request, uptake)
    if not whole.rows:
        answer(whole.answer)
        return nothing_yet.nothing_yet(request, "Nobody is on record yet.")
    of = among.among(request)
    report = resources.once(request, uptake, among=of)
    answer(report.answer)
    left, right = st.columns(2, gap="large")
    with left:
        _by_quarter(request, report)
    with right:
        path = pictures.drawn(uptake_path, report.parts["funnel"], pictures.theme())
        says = "People who took each step, of how many, and how long it took them"
        standing_alone.picture(request, path, "uptake_path", "From registering to the last tier", says)
        st.caption(
            "Each step: people, their share of the step before, and the median time since it. Many are still under way."
        )
    uptake_views.closer(request, report)
    notices.gaps(report.gaps)
    capacity.fold(request)
    board_pack.links(request, of)
    return None


def _by_quarter(request: Request, report: Report) -> None:
    """A control chart of those active, new, or registered."""
    part, says = CHARTS[filters.one_of("People", list(CHARTS), "people")]
    drawn = pictures.drawn(active_people, report.parts[part], pictures.theme(), says)
    title = "People by quarter, and what chance explains"
    standing_alone.picture(request, drawn, f"uptake_{part}", title, report.answer)
    st.caption("Hollow: a quarter that is not over yet. Diamonds: beyond what chance explains.")


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
