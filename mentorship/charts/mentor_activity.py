"""How much mentors mentor, a bar for each band of sessions; how long since the last contact, a bar for each mentor."""

from typing import Any

import plotly.graph_objects as go

from mentorship.answers.disclosure import too_few
from mentorship.charts.palette import Theme, figure, hover_text
from mentorship.wording import day

Rows = list[dict[str, Any]]
#: Where a contact is overdue.
CONTACT_MONTHS = 12
#: Where a bar ends: what is longer is told in words.
LONGEST = 24


def mentor_bands(rows: Rows, theme: Theme) -> go.Figure:
    """One bar per band of sessions; a band with too few mentors to show has none."""
    drawn = figure(theme, 90 + 40 * len(rows), showlegend=False)
    most = max((row["mentors"] or 0 for row in rows), default=0)
    drawn.add_bar(
        y=[row["sessions"] for row in rows],
        x=[row["mentors"] or 0 for row in rows],
        orientation="h",
        text=[too_few() if row["hidden"] else row["mentors"] for row in rows],
        textposition="outside",
        cliponaxis=False,
        marker={"color": theme.accent},
        hovertemplate="%{y} sessions: %{text} mentors<extra></extra>",
    )
    drawn.update_xaxes(title="mentors", range=[0, max(5, most * 1.2)], fixedrange=True)
    drawn.update_yaxes(title="sessions led", autorange="reversed", type="category", fixedrange=True)
    return drawn


def contact_bars(rows: Rows, theme: Theme) -> go.Figure:
    """One bar per mentor, by name: whole months since the last contact, a mark at twelve. Bars end at two years, with
    the months beside them; whoever was never contacted has a hollow one. Overdue ones are hatched."""
    drawn = figure(theme, 110 + 26 * len(rows), showlegend=False)
    never = [row["months_since_contact"] is None for row in rows]
    overdue = [row["is_out_of_contact"] for row in rows]
    months = [row["months_since_contact"] or 0 for row in rows]
    drawn.add_bar(
        y=[_unique(row, rows) for row in rows],
        x=[LONGEST if none else min(each, LONGEST) for each, none in zip(months, never, strict=True)],
        orientation="h",
        marker={
            "color": ["rgba(0,0,0,0)" if none else theme.fill("waiting" if late else "under_way")
                      for none, late in zip(never, overdue, strict=True)],
            "pattern": {"shape": ["/" if late and not none else "" for none, late in zip(never, overdue, strict=True)],
                        "fgcolor": theme.paper, "fgopacity": 0.55, "fillmode": "overlay", "size": 7, "solidity": 0.3},
            "line": {"width": 1, "color": theme.quiet},
        },
        text=["never" if none else f"{each} months" if each > LONGEST else ""
              for each, none in zip(months, never, strict=True)],
        textposition="outside", cliponaxis=False, textfont={"color": theme.ink},
        customdata=[_contact_said(row) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    drawn.add_vline(x=CONTACT_MONTHS, line={"dash": "dash", "color": theme.ink, "width": 2})
    drawn.update_xaxes(title="months since the last contact", range=[0, LONGEST * 1.15], dtick=6, fixedrange=True)
    drawn.update_yaxes(title="mentor", autorange="reversed", type="category", fixedrange=True)
    return drawn


def _unique(row: dict[str, Any], rows: Rows) -> str:
    """A name; with the id where two have the same."""
    name = hover_text(row["name"])
    same = sum(other["name"] == row["name"] for other in rows)
    return f"{name} ({hover_text(row['mentor'])})" if same > 1 else name


def _contact_said(row: dict[str, Any]) -> str:
    contact = f"last contact on {day(row['last_contact'])}" if row["last_contact"] else "no contact on record"
    return f"{hover_text(row['name'])}: {contact}"
