"""Where everybody stands: one bar per stage, its people by how near the next tier is."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, bar_style, figure

Rows = list[dict[str, Any]]


def mentee_progress(rows: Rows, theme: Theme, states: Mapping[str, str]) -> go.Figure:
    """Rows: stage, tiers_reached, state, people (None where too few to show). `states` names the states, in order; each
    mark knows its tiers and state, to be chosen by."""
    stages = list(dict.fromkeys(row["stage"] for row in rows))
    reached = {row["stage"]: row.get("tiers_reached") for row in rows}
    drawn = figure(theme, 130 + 48 * len(stages), barmode="stack")
    for state, name in states.items():
        own = {row["stage"]: row["people"] for row in rows if row["state"] == state}
        if not any(own.values()):
            continue
        chosen = [[reached[stage], state] for stage in stages]
        people = [own.get(stage) for stage in stages]
        drawn.add_bar(
            y=stages,
            x=people,
            customdata=chosen,
            orientation="h",
            **bar_style(theme, state, name),
            text=people,
            textposition="inside",
            textfont={"color": theme.on(state)},
            textangle=0,
            hovertemplate="%{y}: %{x} people<extra>%{fullData.name}</extra>",
        )
    drawn.update_xaxes(title="mentees", fixedrange=True)
    drawn.update_yaxes(autorange="reversed", fixedrange=True, title="working on")
    return drawn
