"""Work that a person waits for: what takes longer than half a second says how far it is, and can be stopped.

Streamlit ends a run at its next sign of life once somebody has pressed a button, and every step of the work is one.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mentorship.planning.watch import Watch

Answer = TypeVar("Answer")
#: Seconds after which somebody wants to know that something happens.
PATIENCE = 0.5
_STOPPED = "stopped_work"


def watched(name: str, says: str, work: Callable[[Watch], Answer]) -> Answer | None:
    """What the work answers; None where somebody stopped this very work. `name` tells it from other work."""
    if st.session_state.get(_STOPPED) == name:
        st.info("Stopped. Nothing was changed.", icon=":material/stop_circle:")
        st.button("Work it out", on_click=_forget, icon=":material/play_arrow:")
        return None
    _forget()
    place = st.empty()
    answer = work(Watch(_Progress(place, name, says)))
    place.empty()
    return answer


class _Progress:
    """A bar with its button, from the moment on at which the work takes long."""

    def __init__(self, place: DeltaGenerator, name: str, says: str) -> None:
        self.place, self.name, self.says = place, name, says
        self.begun = time.monotonic()
        self.bar: DeltaGenerator | None = None

    def __call__(self, question: str, share: float) -> None:
        if self.bar is not None:
            self.bar.progress(share, self.says)
        elif time.monotonic() - self.begun > PATIENCE:
            with self.place.container(horizontal=True, vertical_alignment="center"):
                self.bar = st.progress(share, self.says)
                st.button("Stop", on_click=_stop, args=(self.name,), icon=":material/stop_circle:")


def _stop(name: str) -> None:
    st.session_state[_STOPPED] = name


def _forget() -> None:
    st.session_state.pop(_STOPPED, None)
