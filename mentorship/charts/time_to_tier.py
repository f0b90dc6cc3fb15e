"""How long a tier takes: the share that has reached it by time in the programme, with interval and people at risk."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, figure

Rows = list[dict[str, Any]]
#: One look for each tier, apart in grey, too.
_FILLS, _DASHES = ("A", "B", "C", "in_person"), ("solid", "dash", "dot", "dashdot")
#: A smaller step than this would not be seen.
_LEAST = 0.001
#: A year, in days.
MARK = 365.25


def time_to_tier(rows: Rows, theme: Theme, by_year: Sequence[dict[str, Any]] = ()) -> go.Figure:
    """A step line per tier with its 95 % band; under it the people followed that long, at the beginning and after each
    whole year of `by_year`. A tier that may not be shown has no line."""
    tiers = list(dict.fromkeys(row["label"] for row in rows if not row["hidden"]))
    drawn = figure(theme, 360 + 22 * len(tiers))
    last = max((row["days"] for row in rows if not row["hidden"]), default=365)
    for place, tier in enumerate(tiers):
        own = _seen([row for row in rows if row["label"] == tier and not row["hidden"]])
        _draw_tier(drawn, own, tier, theme.fill(_FILLS[place % 4]), _DASHES[place % 4], last)
        followed = {0: own[0]["at_risk"], **{row["years"]: row["at_risk"] for row in by_year if row["label"] == tier}}
        _write_followed(drawn, followed, tier, place, theme)
    drawn.update_xaxes(
        title={"text": "years in the programme", "standoff": 6},
        range=[0, last / MARK * 1.02],
        fixedrange=True,
    )
    drawn.update_yaxes(title="have reached it", tickformat=".0%", range=[0, 1], fixedrange=True)
    drawn.update_layout(margin={"b": 84 + 22 * len(tiers), "l": 130})
    return drawn


def _seen(own: Rows) -> Rows:
    """The steps that are seen, with the first and the last: of thousands of people, nearly every day has one."""
    seen = own[:1]
    for row in own[1:]:
        if row is own[-1] or any(abs(row[name] - seen[-1][name]) >= _LEAST for name in ("low", "high", "share")):
            seen.append(row)
    return seen


def _draw_tier(drawn: go.Figure, own: Rows, tier: str, colour: str, dash: str, last: int) -> None:
    if not own:
        return
    years = [row["days"] / MARK for row in own] + [last / MARK]
    low, high, share = ([row[name] for row in own] + [own[-1][name]] for name in ("low", "high", "share"))
    line = {"width": 0, "shape": "hv"}
    drawn.add_scatter(
        x=years,
        y=high,
        mode="lines",
        line=line,
        showlegend=False,
        hoverinfo="skip",
        name=f"{tier}, to",
        legendgroup=tier,
    )
    drawn.add_scatter(
        x=years, y=low, mode="lines", line=line, fill="tonexty", fillcolor=_faint(colour), showlegend=False,
        hoverinfo="skip", name=f"{tier}, from", legendgroup=tier,
    )  # fmt: skip
    drawn.add_scatter(
        x=years, y=share, mode="lines", name=tier, legendgroup=tier,
        line={"color": colour, "dash": dash, "width": 2, "shape": "hv"},
        customdata=list(zip(low, high, strict=True)),
        hovertemplate="%{x:.1f} years: %{y:.0%} (%{customdata[0]:.0%} to %{customdata[1]:.0%})"
        "<extra>%{fullData.name}</extra>",
    )  # fmt: skip


def _write_followed(drawn: go.Figure, followed: dict[int, int | None], tier: str, place: int, theme: Theme) -> None:
    """A line of numbers under the axis: people followed for so many years."""
    below = {"xref": "x", "yref": "paper", "y": 0, "yshift": -(72 + 22 * place), "showarrow": False}
    text = {"size": 12, "color": theme.quiet}
    drawn.add_annotation(text=tier, font=text, x=0, xanchor="right", xshift=-14, **below)
    for years, people in followed.items():
        if people is not None:
            drawn.add_annotation(text=f"{people:,}", font=text, x=years, **below)


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.15)"
