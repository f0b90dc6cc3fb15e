"""A mentor’s last 24 months: sessions by kind, with those marked that overlap."""

from collections import Counter
from datetime import date
from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, bar_style, figure
from mentorship.wording import count, month_of

Rows = list[dict[str, Any]]
#: Fills by the order of kinds: 1x1 and a first kind of group in the colours of their categories.
MEANINGS = ("C", "B", "waiting", "under_way", "complete")
#: Up to so many sessions a month each has its line.
FEW = 6


def month_strip(rows: Rows, theme: Theme) -> go.Figure:
    """Rows: month, activity, label, sessions, overlapping. One bar per month, in parts by kind; a mark stands over a
    month in which sessions overlap."""
    drawn = figure(theme, 240, barmode="stack")
    kinds = sorted(dict.fromkeys(row["activity"] for row in rows), key=lambda kind: (kind != "one_to_one", kind))
    for place, activity in enumerate(kinds):
        own = [row for row in rows if row["activity"] == activity]
        drawn.add_bar(
            x=[row["month"] for row in own], y=[row["sessions"] for row in own],
            **bar_style(theme, MEANINGS[place % len(MEANINGS)], own[0]["label"]),
            customdata=[[month_of(row["month"]), count(row["sessions"], "session")] for row in own],
            hovertemplate="%{customdata[0]}: %{customdata[1]}<extra>%{fullData.name}</extra>",
        )  # fmt: skip
    _overlaps(drawn, rows, theme)
    drawn.update_xaxes(title="month", fixedrange=True)
    drawn.update_yaxes(
        title="sessions", rangemode="tozero", fixedrange=True, dtick=1 if _tallest(rows) <= FEW else None
    )
    return drawn


def _tallest(rows: Rows) -> int:
    by_month = Counter[date]()
    for row in rows:
        by_month[row["month"]] += row["sessions"]
    return max(by_month.values(), default=0)


def _overlaps(drawn: go.Figure, rows: Rows, theme: Theme) -> None:
    months = dict.fromkeys(row["month"] for row in rows if row["overlapping"])
    if not months:
        return
    heights = [sum(row["sessions"] for row in rows if row["month"] == month) for month in months]
    numbers = [sum(row["overlapping"] for row in rows if row["month"] == month) for month in months]
    drawn.add_scatter(
        x=list(months), y=heights, mode="markers", name="overlapping sessions", cliponaxis=False,
        marker={"symbol": "triangle-down", "size": 12, "color": theme.fill("waiting"),
                "line": {"width": 1, "color": theme.ink}},
        customdata=[f"{month_of(month)}: {count(number, 'overlapping session')}"
                    for month, number in zip(months, numbers, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
