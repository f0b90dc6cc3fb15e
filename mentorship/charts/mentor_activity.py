"""How much and how recently mentors mentor: a mark for each mentor, or a bar for each band of activity."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Look, figure
from mentorship.wording import count, day

Rows = list[dict[str, Any]]
#: Days without contact from which a mark is hollow.
A_YEAR = 365


def mentor_activity(rows: Rows, look: Look) -> go.Figure:
    """One mark per mentor who led a session: when the latest was, how many there were, and whether the ombudsman
    has been in contact within a year (filled) or not (hollow)."""
    drawn = figure(look, 340)
    active = [row for row in rows if row["sessions"]]
    for in_contact, symbol, name in (
        (True, "circle", "In contact within a year"),
        (False, "diamond-open", "No contact for a year or longer"),
    ):
        some = [row for row in active if _is_in_contact(row) == in_contact]
        if some:
            drawn.add_scatter(
                x=[row["last_session"] for row in some],
                y=[row["sessions"] for row in some],
                mode="markers",
                name=name,
                marker={
                    "symbol": symbol,
                    "size": 11,
                    "color": look.accent if in_contact else look.fill("waiting"),
                    "line": {"width": 2},
                },
                customdata=[
                    [_plain(row["name"]), count(row["sessions"], "session"), day(row["last_session"])] for row in some
                ],
                hovertemplate="%{customdata[0]}<br>%{customdata[1]}, the latest on %{customdata[2]}<extra></extra>",
            )
    drawn.update_xaxes(title="latest session", fixedrange=True)
    drawn.update_yaxes(title="sessions led", rangemode="tozero", fixedrange=True)
    return drawn


def _is_in_contact(row: dict[str, Any]) -> bool:
    return row["days_since_contact"] is not None and row["days_since_contact"] < A_YEAR


def mentor_bands(rows: Rows, look: Look) -> go.Figure:
    """One bar per band of sessions; a band with too few mentors to show has none."""
    drawn = figure(look, 90 + 40 * len(rows), showlegend=False)
    most = max((row["mentors"] or 0 for row in rows), default=0)
    drawn.add_bar(
        y=[row["sessions"] for row in rows],
        x=[row["mentors"] or 0 for row in rows],
        orientation="h",
        text=["fewer than 5" if row["hidden"] else row["mentors"] for row in rows],
        textposition="outside",
        cliponaxis=False,
        marker={"color": look.accent},
        hovertemplate="%{y} sessions: %{text} mentors<extra></extra>",
    )
    drawn.update_xaxes(title="mentors", range=[0, max(5, most * 1.2)], fixedrange=True)
    drawn.update_yaxes(title="sessions led", autorange="reversed", type="category", fixedrange=True)
    return drawn


def _plain(text: str) -> str:
    """Text for a hover label, where Plotly would take angle brackets for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
