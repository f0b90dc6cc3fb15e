"""Sessions over time with their limits: a control chart, of a mentor or of the programme."""

from datetime import date
from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, figure
from mentorship.wording import day, month_of

Rows = list[dict[str, Any]]


def pace(rows: Rows, theme: Theme, called: str = "sessions in the month") -> go.Figure:
    """Rows as of the report, with `month` or `held_on`. Unusual points are diamonds, a month under way is hollow."""
    drawn = figure(theme, 340)
    days = [row.get("month") or row["held_on"] for row in rows]
    for name, said, dash in (
        ("upper", "most by chance", "dot"), ("centre", "mean", "dash"), ("lower", "least by chance", "dot"),
    ):  # fmt: skip
        drawn.add_scatter(
            x=days, y=[row[name] for row in rows], mode="lines", name=said, hoverinfo="skip", line_shape="hvh",
            line={"color": theme.quiet, "dash": dash, "width": 1},
        )  # fmt: skip
    drawn.add_scatter(
        x=days, y=[row["value"] for row in rows], mode="lines+markers", name=called,
        line={"color": theme.accent, "width": 2},
        marker={
            "size": [11 if row["rules"] else 7 for row in rows], "symbol": [_symbol(row) for row in rows],
            "color": [theme.fill("waiting") if row["rules"] else theme.accent for row in rows],
        },
        customdata=[_said(row, when) for row, when in zip(rows, days, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    drawn.update_xaxes(title="month" if rows and "month" in rows[0] else "day", fixedrange=True)
    drawn.update_yaxes(title=called, rangemode="tozero", fixedrange=True)
    return drawn


def _symbol(row: dict[str, Any]) -> str:
    return "diamond" if row["rules"] else "circle" if row["is_whole"] else "circle-open"


def _said(row: dict[str, Any], when: date) -> str:
    label = month_of(when) if "month" in row else day(when)
    rules = f": {', '.join(row['rules'])}" if row["rules"] else ""
    part = "" if row["is_whole"] else ", not over yet"
    return f"{label}, {row['value']:,.0f}{part}{rules}"
