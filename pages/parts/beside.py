"""What was opened in a list, and the list beside it. On a phone the opened one comes first, and the list below it."""

import hashlib

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import arrival


def beside(name: str) -> tuple[str | None, DeltaGenerator, DeltaGenerator]:
    """What the address has opened under `name`, the place for it, and the place for the list."""
    opened = st.query_params.get(name)
    if not opened:
        return None, st.container(), st.container()
    here, listed = st.columns([3, 2], gap="large")
    with here:
        # Only whether it is another one matters there; an id may hold what nobody should be sent.
        arrival.in_sight(name, hashlib.sha256(opened.encode()).hexdigest()[:12])
        st.button(
            "Back to the list", key=f"close_{name}", on_click=_close, args=(name,), type="tertiary",
            icon=":material/arrow_back:",
        )  # fmt: skip
    return opened, here, listed


def is_open(name: str) -> bool:
    """Whether the address has something opened under `name`."""
    return name in st.query_params


def _close(name: str) -> None:
    st.query_params.pop(name, None)
