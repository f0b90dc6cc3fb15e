"""What a page can be narrowed to. Every choice stands in the address, so that a view can be sent to a colleague."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.reports.my_progress import mentees
from pages.parts import notices, shelf


def mentee(viewer: Viewer) -> str | None:
    """Whose progress: the mentee's own, or any for the ombudsman. None, and what to do, where there is nobody."""
    if viewer.role is Role.MENTEE:
        return viewer.person
    with shelf.store().cursor() as cursor:
        names = {row["mentee"]: row["name"] for row in mentees(viewer, cursor)}
    if not names:
        notices.empty("There are no mentees yet. Bring in an export of sessions or people first.", True)
        return None
    return kept("Mentee", names, "mentee")


def kept(label: str, names: Mapping[str, str], key: str, help: str | None = None) -> str:  # noqa: A002 - Streamlit's word
    """One of many, by id in the address: names of people do not belong in a browser's history."""
    asked = st.query_params.get(key)
    if asked in names and asked != st.session_state.get(f"{key}_shown"):
        st.session_state[key] = asked
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    chosen = st.selectbox(
        label, list(names), key=key, format_func=lambda each: names[each], help=help, persist_state="session"
    )
    st.session_state[f"{key}_shown"] = chosen
    st.query_params[key] = chosen
    return str(chosen)


def one_of(label: str, options: Sequence[str], key: str) -> str:
    """One of a few, side by side."""
    chosen: Any = st.segmented_control(label, options, default=options[0], key=key, bind="query-params", required=True)
    return str(chosen or options[0])
