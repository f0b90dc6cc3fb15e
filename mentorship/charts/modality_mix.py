"""How virtual each year was, and the most that tiers can use of it."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Look, figure, filled
from mentorship.wording import hours

Rows = list[dict[str, Any]]


def modality_mix(shares: Rows, ceiling: float, look: Look) -> go.Figure:
    """One bar per year, split into in person and virtual; the dashed line is the virtual ceiling of all tiers."""
    drawn = figure(look, 380, barmode="stack")
    totals = {row["year"]: row["virtual"] + row["in_person"] for row in shares}
    for modality in ("virtual", "in_person"):
        drawn.add_bar(
            x=[row["year"] for row in shares],
            y=[row[modality] / totals[row["year"]] for row in shares],
            **filled(look, modality),
            customdata=[hours(row[modality]) for row in shares],
            hovertemplate="%{x}: %{y:.0%}, %{customdata}<extra>%{fullData.name}</extra>",
        )
    drawn.add_hline(
        y=ceiling,
        line={"dash": "dash", "color": look.ink, "width": 2},
        annotation={
            "text": f"most that all tiers together can use: {ceiling:.1%}",
            "font": {"color": look.ink},
            "bgcolor": look.paper,
            "x": 0,
            "xanchor": "left",
            "yanchor": "bottom",
        },
    )
    drawn.update_xaxes(dtick=2, fixedrange=True)
    drawn.update_yaxes(title="share of credited hours", tickformat=".0%", range=[0, 1], fixedrange=True)
    return drawn
