"""What would it take? What if I did this next?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.errors import ArgumentError
from mentorship.planning.plan_lines import sessions_of
from pages.parts import filters, notices, plan_adding, plan_state, what_if
from pages.parts.gate import show


def page(request: Request) -> None:
    own = request.viewer.role is Role.MENTEE
    answer = notices.question("What if I did this next?" if own else "What if this mentee did this next?")
    mentee = filters.mentee(request)
    if mentee is None:
        return
    try:
        lines = plan_state.lines_in_work(request.policy, mentee)
        scheduled = bool(st.session_state.get("scheduled"))
        then = what_if.with_plan(request, mentee, sessions_of(lines), scheduled)
    except ArgumentError as error:
        notices.trouble(error.message)
        st.button("Start with an empty plan", on_click=plan_state.put, args=(mentee, []))
        return
    answer(then.answer)
    left, right = st.columns([2, 3], gap="large")
    with left:
        plan_adding.adding(request, mentee, lines)
        plan_adding.listing(request.policy, mentee, lines)
        st.toggle("Also count sessions that are already scheduled", key="scheduled", bind="query-params")
        st.caption("Nothing here changes the record. Whoever leads a planned session is assumed to be certified.")
    with right:
        what_if.effect(request, mentee, then)
    what_if.more(request, mentee, lines, then)


show(page, to={Role.MENTEE, Role.OMBUDSMAN})
