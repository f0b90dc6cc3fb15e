"""How many people are active, quarter by quarter, against what is usual; a quarter that is not over is hollow."""

from typing import Any

import plotly.graph_objects as go

from mentorship.answers.disclosure import too_few
from mentorship.charts.palette import Theme, figure

Rows = list[dict[str, Any]]


def active_people(rows: Rows, theme: Theme, says: str = "people who earned credit") -> go.Figure:
    """A control chart of people (`says` tells who): the usual number and the limits of chance; unusual quarters are
    diamonds."""
    drawn = figure(theme, 380)
    days = [row["begins_on"] for row in rows]
    for name, said, dash in (
        ("upper", "most by chance", "dot"), ("centre", "usual", "dash"), ("lower", "least by chance", "dot"),
    ):  # fmt: skip
        drawn.add_scatter(
            x=days, y=[row[name] for row in rows], mode="lines", name=said, hoverinfo="skip",
            line={"color": theme.quiet, "dash": dash, "width": 1},
        )  # fmt: skip
    drawn.add_scatter(
        x=days, y=[row["people"] for row in rows], mode="lines+markers", name="people",
        line={"color": theme.accent, "width": 2},
        marker={
            "size": [11 if row["is_unusual"] else 8 for row in rows],
            "symbol": [_symbol(row) for row in rows], "color": theme.accent,
        },
        customdata=[_said(row) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    drawn.update_xaxes(title="quarter", fixedrange=True)
    drawn.update_yaxes(title=says, rangemode="tozero", fixedrange=True)
    return drawn


def _symbol(row: dict[str, Any]) -> str:
    shape = "diamond" if row["is_unusual"] else "circle"
    return f"{shape}-open" if row["is_part"] else shape


def _said(row: dict[str, Any]) -> str:
    quarter = f"{(row['begins_on'].month + 2) // 3}. quarter of {row['begins_on'].year}"
    people = f"{too_few()} people" if row["people"] is None else f"{row['people']:,} people"
    part = ", not over yet" if row["is_part"] else ", beyond chance" if row["is_unusual"] else ""
    return f"{quarter}: {people}{part}"
