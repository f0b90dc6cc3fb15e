"""Charts on screen: in the viewer's colours, with a text alternative, and a PNG that can stand on its own."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mentorship.answers.request import Request
from mentorship.charts.palette import DARK, LIGHT, Theme
from mentorship.hidden_characters import visible
from mentorship.wording import day


def theme() -> Theme:
    """The colours of charts, to go with the viewer's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def source_of(request: Request) -> str:
    """What a chart says of itself, on screen and in its PNG."""
    sample = "sample data, " if request.status.has_sample else ""
    return f"Clinical Mentorship Program, {sample}as of {day(request.as_of)}"


def picture(figure: object, name: str, says: str, picks: Callable[[dict[str, Any]], None] | None = None) -> None:
    """A chart; `says` is its text alternative. The camera above it saves a PNG. With `picks` its marks can be chosen:
    it is called with the one that was."""
    key = f"picture_{name}"

    def picked() -> None:
        points = st.session_state[key]["selection"]["points"]
        if picks and points:
            picks(points[0])

    st.plotly_chart(
        figure, theme=None, key=key, alt=visible(says), on_select=picked if picks else "ignore",
        selection_mode="points",
        config={
            "displaylogo": False, "displayModeBar": True, "responsive": True,
            "modeBarButtons": [["toImage"]], "toImageButtonOptions": {"format": "png", "filename": name, "scale": 2},
        },
    )  # fmt: skip
