"""What only the browser can do around a page: no menu on paper, and on a phone none over the page that was chosen."""

import streamlit as st

from pages.parts.assets import read

_SURROUNDINGS = st.components.v2.component(
    "surroundings", html="<span></span>\n", css=read("surroundings.css"), js=read("surroundings.js"),
    isolate_styles=False,
)  # fmt: skip


def of(page: str) -> None:
    """Nothing is to be seen of it; `page` is the one that has come."""
    _SURROUNDINGS(data=page, key="surroundings", width=1, height=1)
