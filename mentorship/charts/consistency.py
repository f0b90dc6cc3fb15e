"""Mentors’ values against how many observations each rests on, with the limits of chance: a funnel plot."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.palette import Theme, figure, hover_text

Rows = list[dict[str, Any]]
#: What the axes are called, by the kind of a measure.
OUT_OF = {"binomial": "out of", "poisson": "months as a mentor", "t": "ratings"}
FORMATS = {"binomial": ".1%", "poisson": ".2f", "t": ".2f"}


def consistency(measure: dict[str, Any], mentors: Rows, lines: Rows, theme: Theme) -> go.Figure:
    """One mark per mentor; names only outside the limits. `measure`, `mentors` and `lines` as the report has them.

    Too early to tell is a small hollow mark, outside a diamond."""
    drawn = figure(theme, 460)
    form = FORMATS[measure["kind"]]
    _limits(drawn, lines, theme)
    centre = [lines[0]["out_of"], lines[-1]["out_of"]] if lines else []
    drawn.add_scatter(
        x=centre, y=[measure["value"]] * len(centre), mode="lines", name="programme", hoverinfo="skip",
        line={"color": theme.ink, "width": 1.5},
    )  # fmt: skip
    for verdicts, name, symbol, size, colour in (
        (("too_early",), "too early to tell", "circle-open", 6, theme.quiet),
        (("as_expected",), "as expected", "circle", 8, theme.accent),
        (("lower", "higher"), "outside", "diamond", 12, theme.fill("waiting")),
    ):
        some = [row for row in mentors if row["verdict"] in verdicts and row["value"] is not None]
        if some:
            _marks(drawn, some, name, {"symbol": symbol, "size": size, "color": colour}, form, theme)
    drawn.update_xaxes(title=OUT_OF[measure["kind"]], rangemode="tozero", fixedrange=True)
    drawn.update_yaxes(
        title=measure["called"].lower(), tickformat=form, fixedrange=True, **_range(measure, mentors, lines)
    )
    return drawn


def _limits(drawn: go.Figure, lines: Rows, theme: Theme) -> None:
    sizes = [row["out_of"] for row in lines]
    for low, high, name, dash in (
        ("low_95", "high_95", "95% limits", "dot"),
        ("low_998", "high_998", "99.8% limits", "dash"),
    ):
        for place, side in enumerate((low, high)):
            drawn.add_scatter(
                x=sizes, y=[row[side] for row in lines], mode="lines", name=name, showlegend=place == 0,
                legendgroup=name, hoverinfo="skip", line={"color": theme.quiet, "dash": dash, "width": 1},
            )  # fmt: skip


def _marks(drawn: go.Figure, rows: Rows, name: str, marker: dict[str, Any], form: str, theme: Theme) -> None:
    named = name == "outside"
    drawn.add_scatter(
        x=[row["out_of"] for row in rows], y=[row["value"] for row in rows], name=name,
        mode="markers+text" if named else "markers", marker=marker,
        text=[hover_text(row["name"]) for row in rows] if named else None, textposition="top center",
        textfont={"color": theme.ink}, cliponaxis=False,
        customdata=[[hover_text(row["name"]), row["verdict_label"]] for row in rows],
        hovertemplate=f"%{{customdata[0]}}: %{{y:{form}}}, %{{customdata[1]}}<extra></extra>",
    )  # fmt: skip


def _range(measure: dict[str, Any], mentors: Rows, lines: Rows) -> dict[str, Any]:
    """Shares from 0 to what there is, with room; limits at tiny sizes must not press everything else flat."""
    values = [row["value"] for row in mentors if row["value"] is not None] + [measure["value"]]
    near = lines[len(lines) // 3 :]
    highest = max([*values, *(row["high_998"] for row in near)])
    if measure["kind"] == "t":
        lowest = min([*values, *(row["low_998"] for row in near)])
        room = 0.08 * (highest - lowest or 1)
        return {"range": [lowest - room, highest + room]}
    return {"range": [-0.02 * highest, (highest or 1) * 1.08]}
