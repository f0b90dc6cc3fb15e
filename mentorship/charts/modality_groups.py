"""How virtual the hours of each category, kind or country were that tiers used, year by year."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, figure, hover_text

Rows = list[dict[str, Any]]
#: Of more than so many nobody tells the lines apart: the table has the others.
MOST_LINES = 6
_FILLS = ("A", "B", "C", "in_person", "under_way", "waiting")
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_SYMBOLS = ("circle", "square", "diamond", "cross", "x", "triangle-up")


def modality_groups(rows: Rows, theme: Theme) -> go.Figure:
    """A line for each of those with most hours, by the field `label`; a gap in years whose share is not known."""
    hours: dict[str, int] = {}
    for row in rows:
        hours[row["label"]] = hours.get(row["label"], 0) + (row["virtual"] or 0) + (row["in_person"] or 0)
    drawn = figure(theme, 380)
    for place, label in enumerate(sorted(hours, key=lambda each: -hours[each])[:MOST_LINES]):
        own = {row["year"]: row["share"] for row in rows if row["label"] == label}
        years = list(range(min(own), max(own) + 1))
        drawn.add_scatter(
            x=years, y=[own.get(year) for year in years], mode="lines+markers", name=hover_text(label),
            line={"color": theme.fill(_FILLS[place]), "dash": _DASHES[place], "width": 2},
            marker={"symbol": _SYMBOLS[place], "size": 7},
            hovertemplate="%{x}: %{y:.0%} virtual<extra>%{fullData.name}</extra>",
        )  # fmt: skip
    drawn.update_xaxes(title="year", dtick=2, fixedrange=True)
    drawn.update_yaxes(title="virtual, of the hours tiers used", tickformat=".0%", range=[0, 1.02], fixedrange=True)
    return drawn
