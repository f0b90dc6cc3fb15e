"""The what-if in work. Its lines stand in the address; a copy in the session survives leaving the page."""

from collections.abc import Sequence

import streamlit as st

from mentorship.planning.plan_lines import Line, as_text, lines_of
from mentorship.policy.model import Policy

PLAN = "plan"


def lines_in_work(policy: Policy, mentee: str) -> list[Line]:
    """The lines of the address, or else those last worked on. Raises ArgumentError for an address nobody can read."""
    if PLAN not in st.query_params and (left := st.session_state.get(_key(mentee))):
        st.query_params[PLAN] = left
    text = st.query_params.get(PLAN, "")
    lines = lines_of(text, policy)
    st.session_state[_key(mentee)] = text
    return lines


def put(mentee: str, lines: Sequence[Line]) -> None:
    """Work on these lines from now on."""
    put_text(mentee, as_text(lines))


def put_text(mentee: str, text: str) -> None:
    """Work on the lines of a text from now on."""
    st.session_state[_key(mentee)] = text
    if text:
        st.query_params[PLAN] = text
    else:
        st.query_params.pop(PLAN, None)


def _key(mentee: str) -> str:
    return f"lines_of_{mentee}"
