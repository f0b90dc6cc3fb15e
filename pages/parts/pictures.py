"""Charts on screen: in the viewer's colours, with a text alternative, and a PNG that can stand on its own."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from mentorship.answers.request import Request
from mentorship.charts.palette import DARK, LIGHT, Theme
from mentorship.hidden_characters import visible
from mentorship.wording import day

Figure = TypeVar("Figure")
#: So many charts are kept drawn; those not asked for the longest go first.
MOST_CHARTS = 200


def theme() -> Theme:
    """The colours of charts, to go with the viewer's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def source_of(request: Request) -> str:
    """What a chart says of itself, on screen and in its PNG."""
    sample = "sample data, " if request.status.has_sample else ""
    return f"Clinical Mentorship Program, {sample}as of {day(request.as_of)}"


_drawn: OrderedDict[tuple[object, ...], tuple[Any, tuple[object, ...]]] = OrderedDict()
_lock = threading.Lock()


def drawn(chart: Callable[..., Figure], *material: object) -> Figure:
    """A chart of some material, drawn once for everybody who sees the same: nobody may change it.

    Rows are the same while they are the very rows of a shared answer; they are kept with the chart, so that no others
    can take their place in memory."""
    key = (chart, *(each if isinstance(each, str) else id(each) for each in material))
    with _lock:
        if key in _drawn:
            _drawn.move_to_end(key)
            kept: Figure = _drawn[key][0]
            return kept
    figure = chart(*material)
    with _lock:
        _drawn[key] = figure, material
        while len(_drawn) > MOST_CHARTS:
            _drawn.popitem(last=False)
    return figure


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
