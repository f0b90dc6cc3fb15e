"""What would a change to the rules do, and to whom?"""

from collections.abc import Sequence

import streamlit as st

from mentorship.access import Role
from mentorship.answers.report import Report
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.planning.rule_change import rule_change
from mentorship.planning.watch import Watch
from mentorship.policy.amendments import Amendment
from pages.parts import (
    long_work,
    nothing_yet,
    notices,
    resources,
    rule_change_effect,
    rule_change_kept,
    rule_change_state,
    rule_steppers,
)
from pages.parts.gate import show


def page(request: Request) -> None:
    answer = notices.question("What would a change to the rules do?")
    if not request.status.sessions:
        answer("Nobody is on record yet, so a rule change would affect nobody.")
        return nothing_yet.nothing_yet(request, "No sessions are on record yet.")
    try:
        amendments = rule_change_state.in_work(request.policy)
    except MentorshipError as error:
        answer("The rule change in this address cannot be shown.")
        notices.trouble(error.message)
        st.button("Start afresh", on_click=rule_change_state.start_again)
        return None
    left, right = st.columns([2, 3], gap="large")
    with left:
        rule_steppers.changing(request, amendments)
    with right:
        if amendments:
            answer("Working it out …")
        report = _answered(request, amendments) if amendments else None
        if report:
            answer(report.answer)
            rule_change_effect.effect(request, report)
            rule_change_kept.share(request, amendments)
        elif not amendments:
            answer("The rules stay as they are, so nothing changes.")
            st.markdown(
                "Change a value to see at once who would gain and who would lose. Nothing takes effect here: the rules "
                "change only in the handbook."
            )
        else:
            answer("Stopped before there was a result.")
        rule_change_kept.kept(request, amendments, lambda told: _answered(request, told))
    return None


def _answered(request: Request, amendments: Sequence[Amendment]) -> Report | None:
    """What a change would do, worked out once for everybody who may see the same; None where somebody stopped it."""
    told = rule_change_kept.Told(amendments)

    def work(watch: Watch) -> Report:
        def changed(asked: Request, told: rule_change_kept.Told) -> Report:
            return rule_change(asked, told, watch)

        return resources.once(request, changed, told=told)

    return long_work.watched(rule_change_state.digest(told), "Judging everybody under the changed rules", work)


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
