"""How virtual the hours were that tiers used, year by year, against the most that the rules allow: both on one base."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, figure

Rows = list[dict[str, Any]]
#: Of so many years each value is written at its point.
MOST_SAID = 8


def modality_share(shares: Rows, notes: Rows, theme: Theme) -> go.Figure:
    """A line with its values; the ceiling as a stepped edge with what lies above it shaded, labelled at the right."""
    drawn = figure(theme, 400, showlegend=False)
    if not shares:
        return drawn
    years = [row["year"] for row in shares]
    edges = [year + end for year in years for end in (-0.5, 0.5)]
    ceiling = [row["ceiling"] for row in shares for _ in range(2)]
    drawn.add_scatter(
        x=edges, y=ceiling, mode="lines", name="most the rules allow",
        line={"color": theme.ink, "width": 1.5, "dash": "dash"},
        hovertemplate="%{x:.0f}: at most %{y:.0%}<extra></extra>",
    )  # fmt: skip
    drawn.add_scatter(
        x=edges, y=[1] * len(edges), mode="lines", fill="tonexty", fillcolor="rgba(127,127,127,0.12)",
        line={"width": 0}, hoverinfo="skip", name="more than a tier can use",
    )  # fmt: skip
    drawn.add_scatter(
        x=years, y=[row["share"] for row in shares], mode="lines+markers+text", name="virtual",
        text=[_said(row, place, len(shares)) for place, row in enumerate(shares)], textposition="top center",
        line={"color": theme.fill("virtual"), "width": 2},
        marker={
            "symbol": ["circle-open" if row["is_part_of_year"] else "circle" for row in shares], "size": 9,
            "color": theme.fill("in_person"),
        },
        hovertemplate="%{x}: %{y:.0%} virtual<extra></extra>",
    )  # fmt: skip
    _label(drawn, shares, notes, theme)
    drawn.update_xaxes(title="year", dtick=1 if len(years) < 12 else 2, fixedrange=True, range=[edges[0], edges[-1]])
    drawn.update_yaxes(title="virtual, of the hours tiers used", tickformat=".0%", range=[0, 1], fixedrange=True)
    drawn.update_layout(margin={"r": 104})
    return drawn


def _said(row: dict[str, Any], place: int, years: int) -> str:
    """The value at a point; of many years every other one, so that none runs into the next on a phone."""
    is_said = years <= MOST_SAID or (years - 1 - place) % 2 == 0
    return f"{row['share']:.0%}" if is_said else ""


def _label(drawn: go.Figure, shares: Rows, notes: Rows, theme: Theme) -> None:
    """What the lines are, at the right of the plot; notes of years at its foot."""
    outside = {"xref": "paper", "x": 1.01, "xanchor": "left", "showarrow": False, "font": {"color": theme.ink}}
    if shares[-1]["ceiling"] is not None:
        drawn.add_annotation(y=shares[-1]["ceiling"], text=f"rules: {shares[-1]['ceiling']:.0%}", **outside)
    drawn.add_annotation(y=shares[-1]["share"], text="virtual", **outside)
    known = {row["year"] for row in shares}
    for note in notes:
        if note["year"] in known:
            drawn.add_annotation(
                x=note["year"], y=0.02, text=note["says"], textangle=-90, xanchor="left", yanchor="bottom",
                showarrow=False, font={"color": theme.quiet, "size": 12},
            )  # fmt: skip
            drawn.add_vline(x=note["year"], line={"color": theme.line, "width": 1})
