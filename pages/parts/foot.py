"""The foot of every page, always in sight: who is looking, how far the data reach, whether some of it is invented."""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.answers.request import Request
from mentorship.wording import day
from pages.parts import local_viewer, notices, resources, sign_in, surroundings


def foot(viewer: Viewer | None, request: Request | None = None, file: str = "") -> None:
    """One line. Who is looking opens what else there is: look as somebody else, sign out, what the page stands on.
    `file` is the page."""
    if viewer is None and not _can_change():
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", gap="small", key="foot"):
        with st.popover(_who(viewer), icon=":material/person:", type="tertiary"):
            _change()
            if request:
                st.caption(f"Up to {day(request.as_of)}")
                st.markdown(notices.stamped(request))
        if request and request.status.has_sample:
            _sample(request)
        surroundings.of(file)


def _who(viewer: Viewer | None) -> str:
    if viewer is None:
        return "View as" if resources.settings().access == "local" else "Account"
    return f"{notices.escape(viewer.name)}, {viewer.role}" if viewer.name else str(viewer.role).capitalize()


def _can_change() -> bool:
    if resources.settings().access == "local":
        return local_viewer.why_not() is None
    return sign_in.is_signed_in()


def _change() -> None:
    """Look as somebody else, or sign out."""
    if resources.settings().access == "local":
        if local_viewer.why_not() is None:
            st.caption("No sign-in on this machine: choose whose view to see.")
            local_viewer.chooser()
        return
    if not sign_in.is_signed_in():
        return
    roles = [str(each.role) for each in sign_in.known_as(st.user)()]
    if len(roles) > 1:
        st.selectbox("Look as", roles, key="look_as", format_func=str.capitalize)
    st.button("Sign out", on_click=sign_in.sign_out, icon=":material/logout:")


def _sample(request: Request) -> None:
    """A strip while any of the data is invented, with a way on for whoever may act on it."""
    words = "Sample data" if request.status.is_sample else "Sample data mixed with your own"
    st.markdown(f":orange-badge[:material/science: {words}]", width="content")
    if request.viewer.role is Role.OMBUDSMAN:
        notices.link("session_exports", "Use your own")
