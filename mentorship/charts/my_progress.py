"""What fills each tier: one bar per tier, its hours by category, and what is still missing."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Look, figure, filled
from mentorship.wording import hours

Rows = list[dict[str, Any]]


def my_progress(rows: Rows, look: Look) -> go.Figure:
    """Rows: tier (or whatever names a bar), what (a category, or "missing"), minutes. The first bar is on top."""
    bars = list(dict.fromkeys(row["tier"] for row in rows))
    drawn = figure(look, 110 + 44 * len(bars), barmode="stack")
    for what in dict.fromkeys(row["what"] for row in rows):
        own = {row["tier"]: row["minutes"] for row in rows if row["what"] == what}
        minutes = [own.get(bar, 0) for bar in bars]
        if not any(minutes):
            continue
        drawn.add_bar(
            y=bars,
            x=[each / 60 for each in minutes],
            orientation="h",
            **filled(look, what),
            text=[hours(each) if each >= 180 else "" for each in minutes],
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": look.on(what)},
            textangle=0,
            customdata=[hours(each) for each in minutes],
            hovertemplate="%{y}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    drawn.update_xaxes(title="credited hours", dtick=6, fixedrange=True)
    drawn.update_yaxes(autorange="reversed", fixedrange=True)
    return drawn
