"""Where does everybody stand across the three tiers?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.charts.mentee_progress import mentee_progress as chart
from mentorship.reports.mentee_progress import STATES, VIEWS, mentee_progress
from pages.parts import beside, filters, mentees, nothing_yet, notices, pictures, records, resources, standing_alone
from pages.parts.gate import show

TITLE = "Where everybody stands"
GROUPS = [
    Column("stage", "Working on"),
    Column("state_label", "State"),
    Column("people", "People", Shows.NUMBER),
]


def page(request: Request) -> None:
    answer = notices.question("Where does everybody stand?")
    is_exact = request.viewer.role is Role.OMBUDSMAN
    asked = st.query_params.get("view", "all")
    if is_exact:
        report = resources.once(request, mentees.by_name, view=asked if asked in VIEWS else "all")
    else:
        report = resources.once(request, mentee_progress, view="all")
    answer(report.answer)
    if not report.parts["groups"]:
        return nothing_yet.nothing_yet(request, "No mentees are on record yet.")
    picture = pictures.drawn(chart, report.parts["groups"], pictures.theme(), STATES)
    if not is_exact:
        standing_alone.picture(request, picture, "mentee_progress", TITLE, report.answer)
        notices.gaps(report.gaps)
        records.table(request, report.rows, GROUPS, "mentee_progress", "How many people are at each stage")
        return None
    if not beside.is_open("mentee"):
        standing_alone.picture(request, picture, "mentee_progress", TITLE, report.answer, mentees.pick)
    filters.views(report.parts["views"], "mentees", "view")
    mentees.picked(report.parts["groups"])
    opened, here, listed = beside.beside("mentee")
    with listed:
        mentees.mentees(request, report.rows, bool(opened))
    if opened:
        with here:
            mentees.opened(request, opened)
    return notices.gaps(report.gaps)


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
