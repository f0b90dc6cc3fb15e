"""Who would gain and who would lose by a change to the rules, tier by tier."""

from typing import Any

import plotly.graph_objects as go

from mentorship.answers.disclosure import too_few
from mentorship.charts.palette import Theme, figure

Rows = list[dict[str, Any]]
#: What happens to people: how it is called, its fill, its pattern, and to which side it goes.
_SIDES = (
    ("gained", "would reach it", "complete", "", 1), ("earlier", "earlier", "under_way", "/", 1),
    ("lost", "would lose it", "waiting", "", -1), ("later", "later", "within_reach", ".", -1),
)  # fmt: skip


def rule_change(rows: Rows, theme: Theme) -> go.Figure:
    """Bars to the right for those better off, to the left for those worse off, each with its number at its end; what
    may not be shown has no bar."""
    drawn = figure(theme, 130 + 84 * len(rows), barmode="group", bargap=0.25)
    for what, said, fill, pattern, side in _SIDES:
        people = [row[what] for row in rows]
        drawn.add_bar(
            y=[row["label"] for row in rows], x=[side * (number or 0) for number in people], orientation="h", name=said,
            text=["" if not number else f"{number:,}" for number in people], textposition="outside", cliponaxis=False,
            marker={
                "color": theme.fill(fill),
                "pattern": {"shape": pattern, "fgcolor": theme.paper, "fillmode": "overlay"},
            },
            customdata=[too_few() if number is None else f"{number:,}" for number in people],
            hovertemplate="%{y}: %{customdata} " + said + "<extra></extra>",
        )  # fmt: skip
    edge = 1.25 * max((row[what] or 0 for row in rows for what, *_ in _SIDES), default=0) or 1
    drawn.update_xaxes(
        title="people: worse off ← → better off", range=[-edge, edge], fixedrange=True, showticklabels=False
    )
    drawn.update_yaxes(autorange="reversed", fixedrange=True)
    drawn.add_vline(x=0, line={"color": theme.ink, "width": 1})
    return drawn
