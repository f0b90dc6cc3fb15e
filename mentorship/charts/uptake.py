"""How many register, start, take part and reach tiers: year by year, and step by step."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Look, figure

Rows = list[dict[str, Any]]
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "cross", "x", "triangle-up")


def uptake(rows: Rows, look: Look) -> go.Figure:
    """One line per measure over the years; a gap where too few people are behind a point."""
    drawn = figure(look, 380)
    colours = (
        look.fill("A"),
        look.accent,
        look.fill("under_way"),
        look.fill("B"),
        look.fill("in_person"),
        look.fill("waiting"),
    )
    years = range(min(row["year"] for row in rows), max(row["year"] for row in rows) + 1)
    for place, measure in enumerate(dict.fromkeys(row["label"] for row in rows)):
        found = {row["year"]: row for row in rows if row["label"] == measure}
        # A year without a row is a zero; a year with a hidden one is a gap.
        people = [found[year]["people"] if year in found else 0 for year in years]
        drawn.add_scatter(
            x=list(years),
            y=people,
            mode="lines+markers",
            name=measure,
            line={"color": colours[place % 6], "dash": DASHES[place % 6], "width": 2},
            marker={"symbol": SYMBOLS[place % 6], "size": 7},
            hovertemplate="%{x}: %{y} people<extra>%{fullData.name}</extra>",
        )
    drawn.update_xaxes(dtick=2, fixedrange=True)
    drawn.update_yaxes(title="people", rangemode="tozero", fixedrange=True)
    return drawn


def uptake_steps(rows: Rows, look: Look) -> go.Figure:
    """One bar per step, from registration to the last tier."""
    drawn = figure(look, 90 + 40 * len(rows), showlegend=False)
    drawn.add_bar(
        y=[row["label"] for row in rows],
        x=[row["people"] or 0 for row in rows],
        orientation="h",
        text=["fewer than 5" if row["hidden"] else row["people"] for row in rows],
        textposition="outside",
        cliponaxis=False,
        marker={"color": look.accent},
        hovertemplate="%{y}: %{text} people<extra></extra>",
    )
    most = max((row["people"] or 0 for row in rows), default=0)
    drawn.update_xaxes(title="people", range=[0, max(1, most * 1.15)], fixedrange=True)
    drawn.update_yaxes(autorange="reversed", fixedrange=True)
    return drawn
