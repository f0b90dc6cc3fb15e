"""A place that the browser brings into sight as it comes onto the page, or as it changes."""

import streamlit as st

from pages.parts.assets import read

_ARRIVAL = st.components.v2.component("arrival", html="<span></span>\n", js=read("arrival.js"))


def in_sight(name: str, what: str = "") -> None:
    """Bring this place into sight, once for each `what`; in sight already, nothing moves."""
    _ARRIVAL(data=what, key=f"arrival_{name}")
