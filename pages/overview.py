"""What is going on, and what needs me now?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.reports.overview import overview
from pages.parts import needs, nothing_yet, notices, programme_overview, resources
from pages.parts.gate import show

TITLES = {
    Role.OMBUDSMAN: "What needs me now?",
    Role.LEADERSHIP: "What is going on?",
    Role.MENTOR: "How is my mentoring going?",
}


def page(request: Request) -> None:
    role = request.viewer.role
    answer = notices.question(TITLES[role])
    report = resources.once(request, overview)
    if role is Role.OMBUDSMAN and request.status.sessions:
        answer(needs.answer(report.parts["lists"]))
        needs.lists(report.parts["lists"])
        needs.arrivals(request)
        st.caption(notices.escape(report.answer))
        return notices.gaps(report.gaps)
    answer(report.answer if request.status.newest_import else "Nobody is on record yet.")
    if not request.status.sessions:
        return nothing_yet.nothing_yet(request, "No sessions are on record yet.")
    needs.numbers(report)
    if role is Role.MENTOR:
        needs.own(request, report)
    else:
        programme_overview.sentences(request)
    return notices.gaps(report.gaps)


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP, Role.MENTOR})
