"""What credited hours are good for and what comes next, with what is there, missing or not in our data."""

import streamlit as st

from mentorship.answers.request import Request
from mentorship.reports.my_paths import State, my_paths, next_certification
from mentorship.reports.my_progress import MyProgress
from mentorship.wording import capitalised
from pages.parts import notices, resources

ICONS = {State.THERE: "check_circle", State.MISSING: "radio_button_unchecked", State.UNKNOWN: "help"}
WORDS = {State.THERE: "", State.MISSING: "not yet", State.UNKNOWN: "not in our data"}


def paths(request: Request, mentee: str, report: MyProgress) -> None:
    """Opened when wanted: the next certification, then each path with what it asks for."""
    fold = st.expander(
        "What it is good for, and what comes next", icon=":material/signpost:", key="paths", on_change="rerun"
    )
    if not fold.open:
        return
    with fold:
        if level := next_certification(request.policy, report.progress.tiers):
            st.markdown(f"**{capitalised(level)} certification** is what your next credits wait for.")
            notices.link("find_a_mentor", "Find a mentor who is an examiner", goal="Prepare for certification")
        for path in resources.once(request, my_paths, mentee=mentee):
            st.markdown(f"**{notices.escape(path.label)}**")
            for need in path.needs:
                word = f" ({WORDS[need.state]})" if WORDS[need.state] else ""
                st.markdown(f":material/{ICONS[need.state]}: {notices.escape(need.text)}{word}")
            st.caption(notices.escape(path.source))
