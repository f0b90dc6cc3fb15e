"""Where everybody stands: one bar per stage, its people by how near the next tier is."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Look, figure, filled

Rows = list[dict[str, Any]]


def mentee_progress(rows: Rows, look: Look, states: Mapping[str, str]) -> go.Figure:
    """Rows: stage, state, people (None where too few to show). `states` names the states, in order."""
    stages = list(dict.fromkeys(row["stage"] for row in rows))
    drawn = figure(look, 130 + 48 * len(stages), barmode="stack")
    for state, name in states.items():
        own = {row["stage"]: row["people"] for row in rows if row["state"] == state}
        if not any(own.values()):
            continue
        people = [own.get(stage) for stage in stages]
        drawn.add_bar(
            y=stages,
            x=people,
            orientation="h",
            **filled(look, state, name),
            text=people,
            textposition="inside",
            textfont={"color": look.on(state)},
            textangle=0,
            hovertemplate="%{y}: %{x} people<extra>%{fullData.name}</extra>",
        )
    drawn.update_xaxes(title="mentees", fixedrange=True)
    drawn.update_yaxes(autorange="reversed", fixedrange=True, title="working on")
    return drawn
