"""Where everybody stands: one bar per stage, its people by how near the next tier is."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, bar_style, figure

Rows = list[dict[str, Any]]
#: A segment of this share of the longest bar has room for its number.
ROOM = 0.05


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
            hovertemplate="%{y}: %{x} people<extra>%{fullData.name}</extra>",
        )
    _numbers(drawn, rows, theme, states)
    drawn.update_xaxes(title="mentees", fixedrange=True)
    drawn.update_yaxes(autorange="reversed", fixedrange=True, title="working on")
    return drawn


def _numbers(drawn: go.Figure, rows: Rows, theme: Theme, states: Mapping[str, str]) -> None:
    """How many each segment is, on plain ground: no pattern runs through a number. Those without room stand beside the
    bar, in their order."""
    lengths = _lengths(rows)
    longest = max(lengths.values(), default=0)
    for stage, length in lengths.items():
        people = {row["state"]: row["people"] for row in rows if row["stage"] == stage and row["people"]}
        narrow, end = [], 0
        for state in [each for each in states if each in people]:
            if people[state] >= ROOM * longest:
                drawn.add_annotation(
                    x=end + people[state] / 2, y=stage, text=f"{people[state]:,}", showarrow=False, borderpad=2,
                    bgcolor=theme.fill(state), font={"color": theme.on(state)},
                )  # fmt: skip
            else:
                narrow.append(f"{people[state]:,}")
            end += people[state]
        if narrow:
            drawn.add_annotation(x=length, y=stage, text=", ".join(narrow), showarrow=False, xanchor="left", xshift=4)


def _lengths(rows: Rows) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        found[row["stage"]] += row["people"] or 0
    return found
