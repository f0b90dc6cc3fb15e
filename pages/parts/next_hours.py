"""The next best hour: a staircase for each kind of session, flat steps shown as wasted time."""

import streamlit as st

from mentorship.answers.request import Request
from mentorship.planning.next_hour import Staircase, next_hours
from pages.parts import notices, resources
from pages.parts.assets import read

_STEPS = st.components.v2.component("steps", html="<ul></ul>\n", css=read("steps.css"), js=read("steps.js"))


def best(request: Request, mentee: str) -> None:
    """What the next hours of each kind would add toward the tier in work."""
    found = resources.once(request, next_hours, mentee=mentee)
    if not found:
        st.caption("All credits are reached; more hours would add nothing.")
        return
    useful = [each for each in found if each.adds[0]]
    if not useful:
        notices.empty("No session would help now, because no hours are missing.")
        return
    st.caption("Each step is one more session of an hour, or one more day. Filled: it helps; hatched: it adds nothing.")
    _STEPS(data=[_row(each) for each in found], key="steps")


def _row(stairs: Staircase) -> dict[str, object]:
    return {"label": stairs.label, "says": stairs.sentence(), "adds": stairs.adds, "most": max(60, *stairs.adds)}
