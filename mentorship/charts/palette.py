"""Colours with a meaning, everywhere the same, and the one Plotly template made from them.

Chosen to stay apart for colour-blind eyes and in grey; a pattern or a label always says the same again.
"""

from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

from mentorship.hidden_characters import visible
from mentorship.vocabulary import Modality

#: Fill patterns by meaning, as Plotly names them.
PATTERNS = {
    "A": "", "B": "/", "C": ".", "missing": "",
    "in_person": "", "virtual": "/",
    "not_started": "", "under_way": ".", "within_reach": "/", "waiting": "x", "complete": "",
}  # fmt: skip

#: How each meaning is called in a legend.
NAMES: dict[str, str] = {
    "A": "Category A", "B": "Category B", "C": "Category C", "missing": "Still missing",
    **{str(each): each.in_words.capitalize() for each in Modality},
}  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """One set of colours: for a light screen, or for a dark one."""

    paper: str
    ink: str
    quiet: str
    line: str
    accent: str
    fills: dict[str, str]

    #: The fills on which the ink of this theme cannot be read.
    deep: frozenset[str]

    def fill(self, meaning: str) -> str:
        return self.fills.get(meaning, self.quiet)

    def on(self, meaning: str) -> str:
        """The colour of text on a fill."""
        return self.paper if meaning in self.deep else self.ink


LIGHT = Theme(
    paper="#FCFBF8", ink="#0D1918", quiet="#6B7775", line="#DCDFDA", accent="#1F6F68",
    fills={
        "A": "#1F5FA8", "B": "#E0A030", "C": "#2A9D7C", "missing": "#E7E8E3",
        "in_person": "#4A3F8C", "virtual": "#A79BD8",
        "not_started": "#C9CDC8", "under_way": "#8FB5C9", "within_reach": "#E0A030", "waiting": "#B5651D",
        "complete": "#1F6F68",
    },
    deep=frozenset({"A", "in_person", "waiting", "complete"}),
)  # fmt: skip
DARK = Theme(
    paper="#151A1A", ink="#E6EAE7", quiet="#9AA6A3", line="#323B3A", accent="#5CC0B2",
    fills={
        "A": "#5B9BE0", "B": "#EDB84F", "C": "#4CC9A4", "missing": "#2B3332",
        "in_person": "#8375D6", "virtual": "#C9C0F0",
        "not_started": "#4A5453", "under_way": "#6E9DB5", "within_reach": "#EDB84F", "waiting": "#D98A45",
        "complete": "#5CC0B2",
    },
    deep=frozenset({"A", "B", "C", "in_person", "virtual", "under_way", "within_reach", "waiting", "complete"}),
)  # fmt: skip


@cache
def template(paper: str) -> go.layout.Template:
    """The look of every chart: no frame, quiet lines, a legend above, room for nothing but the data."""
    theme = DARK if paper == DARK.paper else LIGHT
    axis = {
        "gridcolor": theme.line, "linecolor": theme.line, "zeroline": False, "automargin": True,
        "tickfont": {"color": theme.quiet}, "title": {"font": {"color": theme.quiet, "size": 14}},
    }  # fmt: skip
    layout = go.Layout(
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "Source Sans, sans-serif", "size": 14, "color": theme.ink},
        xaxis=axis, yaxis=axis, margin={"l": 8, "r": 8, "t": 34, "b": 8},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        hoverlabel={"bgcolor": theme.paper, "bordercolor": theme.line, "font": {"color": theme.ink}},
        bargap=0.35, dragmode=False,
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": theme.quiet, "activecolor": theme.accent},
    )  # fmt: skip
    return go.layout.Template(layout=layout)


def figure(theme: Theme, height: int, **layout: object) -> go.Figure:
    """An empty figure in our look."""
    return go.Figure(layout={"template": template(theme.paper), "height": height, **layout})


def bar_style(theme: Theme, meaning: str, name: str | None = None) -> dict[str, object]:
    """How a bar with a meaning is drawn: its colour, its pattern, its name in the legend."""
    pattern = {
        "shape": PATTERNS.get(meaning, ""),
        "size": 7,
        "solidity": 0.3,
        "fgcolor": theme.paper,
        "fgopacity": 0.25,  # to be told apart, and numbers on it still to be read
        "fillmode": "overlay",
    }
    marker = {"color": theme.fill(meaning), "pattern": pattern, "line": {"width": 1, "color": theme.paper}}
    return {"marker": marker, "name": name or NAMES.get(meaning, meaning)}


def hover_text(text: str) -> str:
    """Text from the data for a label, where Plotly would take angle brackets for markup."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def standing_alone(drawn: go.Figure, theme: Theme, title: str, source: str) -> go.Figure:
    """The chart as it stands alone, in a PNG that somebody pastes elsewhere: with title, source and a background."""
    room, drawn = 58, go.Figure(drawn)
    height = (drawn.layout.height or 380) + room
    drawn.update_layout(
        title={
            "text": hover_text(title), "x": 0, "xref": "container", "y": 1, "yanchor": "top", "yref": "container",
            "pad": {"t": 10, "l": 8}, "font": {"size": 15},
            "subtitle": {"text": hover_text(source), "font": {"size": 12, "color": theme.quiet}},
        },
        height=height, paper_bgcolor=theme.paper, margin={"t": room + 22},
        legend={"xref": "container", "x": 0.01, "yref": "container", "y": 1 - room / height, "yanchor": "top"},
    )  # fmt: skip
    return drawn
