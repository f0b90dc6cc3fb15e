"""Which mentors, sessions and records need a look, and how far is each case?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.reports.attention import attention
from pages.parts import beside, case_queue, cases, filters, nothing_yet, notices, resources
from pages.parts.gate import show

VIEWS = {"open": "Open", "asleep": "Asleep", "closed": "Closed"}


def page(request: Request) -> None:
    answer = notices.question("What needs a look?")
    asked = st.query_params.get("view", "open")
    report = resources.once(request, attention, view=asked if asked in VIEWS else "open")
    if not request.status.sessions:
        answer("Nothing needs a look yet.")
        return nothing_yet.nothing_yet(request, "No sessions are on record.")
    answer(report.answer)
    counts = {row["view"]: row["cases"] for row in report.parts["views"]}
    filters.view("Show", {name: f"{label} · {counts[name]}" for name, label in VIEWS.items()}, "view")
    opened, here, listed = beside.beside("case")
    with listed:
        case_queue.queue(request, report.rows, bool(opened))
    if opened:
        with here:
            cases.case(request, opened)
    return notices.gaps(report.gaps)


show(page, to={Role.OMBUDSMAN})
