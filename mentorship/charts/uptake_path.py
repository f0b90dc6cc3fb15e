"""The path from registering to the last tier: how many take each step, of how many, and how long it takes."""

from typing import Any

import plotly.graph_objects as go

from mentorship.answers.disclosure import too_few
from mentorship.charts.palette import Theme, figure

Rows = list[dict[str, Any]]
MONTH = 30.4375


def uptake_path(rows: Rows, theme: Theme) -> go.Figure:
    """One bar per step; at its end the number, the share of those before, and the median time from there."""
    drawn = figure(theme, 90 + 44 * len(rows), showlegend=False)
    drawn.add_bar(
        y=[row["label"] for row in rows], x=[row["people"] or 0 for row in rows], orientation="h",
        text=[_at_its_end(row) for row in rows], textposition="outside", cliponaxis=False,
        marker={"color": theme.accent}, hovertemplate="%{y}: %{text}<extra></extra>",
    )  # fmt: skip
    most = max((row["people"] or 0 for row in rows), default=0)
    drawn.update_xaxes(title="people", range=[0, max(1, most * 1.9)], fixedrange=True)
    drawn.update_yaxes(autorange="reversed", fixedrange=True)
    return drawn


def _at_its_end(row: dict[str, Any]) -> str:
    if row["people"] is None:
        return too_few()
    share = f" · {row['share']:.0%}" if row.get("share") is not None else ""
    months = f" · {round(row['median_days'] / MONTH)} months" if row.get("median_days") is not None else ""
    return f"{row['people']:,}{share}{months}"
