"""What open tiers will need in the next twelve months, against what was given, category by category."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, figure

Rows = list[dict[str, Any]]


def capacity(rows: Rows, theme: Theme) -> go.Figure:
    """A point with its interval for what will be needed, a bar's end for what was given; in hours."""
    shown = [row for row in rows if row["needed"] is not None]
    drawn = figure(theme, 120 + 64 * len(rows))
    labels = [row["label"] for row in shown]
    drawn.add_bar(
        y=labels, x=[(row["given_last_12"] or 0) / 60 for row in shown], orientation="h", name="given, last 12 months",
        marker={"color": theme.fill("missing"), "line": {"color": theme.quiet, "width": 1}},
        hovertemplate="%{y}: %{x:.0f} h given<extra></extra>",
    )  # fmt: skip
    drawn.add_scatter(
        y=labels, x=[row["needed"] / 60 for row in shown], mode="markers", name="needed, next 12 months",
        marker={"color": theme.accent, "size": 11, "symbol": "diamond"},
        error_x={
            "type": "data", "symmetric": False, "color": theme.accent, "thickness": 2,
            "array": [(row["high"] - row["needed"]) / 60 for row in shown],
            "arrayminus": [(row["needed"] - row["low"]) / 60 for row in shown],
        },
        hovertemplate="%{y}: %{x:.0f} h needed<extra></extra>",
    )  # fmt: skip
    drawn.update_xaxes(title="hours", rangemode="tozero", fixedrange=True)
    drawn.update_yaxes(autorange="reversed", fixedrange=True)
    return drawn
