"""Charts as marks on a unit square: lines, areas, dots and texts that Typst puts on paper.

No browser draws them: the faces are those of the page, and the same data give the same lines on every machine.
"""

from typing import Any

from mentorship.answers.tables import Shows
from mentorship.packet.charts import Bars, Chart, ControlChart, Curve, Funnel, StepCurves, Stretch
from mentorship.packet.scales import Scale, said, scale

Drawing = dict[str, Any]
Place = tuple[float, float]

#: How curves beside each other are told apart: by colour and by the pattern of their line.
TONES = (("accent", "solid"), ("in_person", "dashed"), ("amber", "dotted"), ("ink", "dash-dotted"))


def drawing(chart: Chart) -> Drawing:
    """A chart as `charts.typ` draws it."""
    match chart:
        case Bars():
            return _bars(chart)
        case ControlChart():
            return _control_chart(chart)
        case Funnel():
            return _funnel(chart)
    return _step_curves(chart)


def _bars(chart: Bars) -> Drawing:
    totals = [sum(part.value for part in bar.parts) for bar in chart.bars]
    across = scale([*totals, *(bar.mark for bar in chart.bars)], chart.shows)
    rows = [
        {
            "label": bar.label,
            "shown": said(total, chart.shows) if bar.shown is None else bar.shown,
            "parts": [
                {"share": across.at(part.value) - across.at(0), "meaning": part.meaning}
                for part in bar.parts
                if part.value > 0
            ],
            "mark": None if bar.mark is None else across.at(bar.mark),
        }
        for bar, total in zip(chart.bars, totals, strict=True)
    ]
    names = [{"meaning": meaning, "name": name} for meaning, name in chart.names]
    return {"kind": "bars", "alt": chart.alt, "rows": rows, "names": names}


def _control_chart(chart: ControlChart) -> Drawing:
    values = [each.value for each in chart.moments]
    limits = [each for one in chart.stretches for each in (one.low, one.high)]
    up = scale([*values, *limits], chart.shows, from_zero=chart.from_zero)
    last = max(1, len(values) - 1)
    layers = [layer for one in chart.stretches for layer in _stretch(one, last, up)]
    run: list[Place] = []
    for place, value in [*enumerate(values), (len(values), None)]:
        if value is not None:
            run.append((place / last, up.at(value)))
        elif run:
            layers.append(_line(run, "accent", "solid", 1.2))
            run = []
    for place, each in enumerate(chart.moments):
        if each.value is not None:
            shape = "signal" if each.is_signal else "hollow" if each.is_partial else "dot"
            layers.append(_dot((place / last, up.at(each.value)), shape))
    layers += [_note((place / last, 1.0), text) for place, text in chart.notes]
    every = max(1, -(-len(values) // 8))
    across: list[dict[str, object]] = [
        {"at": place / last, "label": each.label} for place, each in enumerate(chart.moments) if place % every == 0
    ]
    keys = [("line", "accent", "solid", "value")]
    if chart.stretches:
        keys += [("line", "quiet", "solid", "mean"), ("area", "band", "", "limits")]
    if any(each.is_signal for each in chart.moments):
        keys.append(("dot", "signal", "", "signal"))
    if any(each.is_partial for each in chart.moments):
        keys.append(("dot", "hollow", "", "not over yet"))
    return _plot(chart.alt, up, across, chart.axis, "", layers, keys)


def _stretch(one: Stretch, last: int, up: Scale) -> list[Drawing]:
    """A band with its limits and centre, reaching half a step to either side of its moments."""
    left, right = max(0.0, (one.first - 0.5) / last), min(1.0, (one.last + 0.5) / last)
    low, centre, high = up.at(one.low), up.at(one.centre), up.at(one.high)
    return [
        _area([(left, low), (right, low), (right, high), (left, high)], "band"),
        *(_line([(left, each), (right, each)], "quiet", "dashed", 0.7) for each in (low, high)),
        _line([(left, centre), (right, centre)], "quiet", "solid", 0.9),
    ]


def _funnel(chart: Funnel) -> Drawing:
    limits = sorted(chart.limits, key=lambda each: each.out_of)
    highest = [each.high_998 for each in limits[1:]]
    lowest = [] if chart.from_zero else [each.low_998 for each in limits[1:]]
    values = [each.value for each in chart.points]
    up = scale([chart.centre, *values, *highest, *lowest], chart.shows, from_zero=chart.from_zero)
    across = scale([*(each.out_of for each in chart.points), *(each.out_of for each in limits)], ticks=8)
    sides = {
        name: [(across.at(each.out_of), up.at(getattr(each, name))) for each in limits]
        for name in ("low_95", "high_95", "low_998", "high_998")
    }
    layers = [_area([*sides["low_998"], *reversed(sides["high_998"])], "band")] if limits else []
    layers += [
        _line(points, "quiet", "dashed" if name.endswith("95") else "solid", 0.7)
        for name, points in sides.items()
        if points
    ]
    layers.append(_line([(0.0, up.at(chart.centre)), (1.0, up.at(chart.centre))], "ink", "solid", 0.9))
    for each in chart.points:
        where = (across.at(each.out_of), up.at(each.value))
        layers.append(_dot(where, "signal" if each.name else "dot"))
        if each.name:
            layers.append({"kind": "name", "at": where, "text": each.name})
    keys = [("line", "ink", "solid", "programme"), ("line", "quiet", "dashed", "95% limits"),
            ("area", "band", "", "99.8% limits")]  # fmt: skip
    return _plot(chart.alt, up, across.labels, chart.axis, chart.axis_out_of, layers, keys)


def _step_curves(chart: StepCurves) -> Drawing:
    up = Scale(0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0), chart.shows)
    if chart.shows is not Shows.SHARE:
        up = scale([each.high or each.value for curve in chart.curves for each in curve.steps], chart.shows)
    bands: list[Drawing] = []
    lines: list[Drawing] = []
    for (tone, dash), curve in zip(TONES * 9, chart.curves, strict=False):
        low, high, line = (_stairs(chart, curve, up, name) for name in ("low", "high", "value"))
        if low and high:
            bands.append(_area([*low, *reversed(high)], tone) | {"faint": True})
        if line:
            lines.append(_line(line, tone, dash, 1.4))
    keys = [("line", tone, dash, curve.name) for (tone, dash), curve in zip(TONES * 9, chart.curves, strict=False)]
    across = [{"at": at / chart.until, "label": label} for at, label in chart.ticks]
    table = [
        {"name": curve.name, "numbers": [f"{each:,}" for each in row]}
        for curve, row in zip(chart.curves, chart.at_risk, strict=False)
    ]
    return _plot(chart.alt, up, across, chart.axis, "", bands + lines, keys) | {"at_risk": table}


def _stairs(chart: StepCurves, curve: Curve, up: Scale, name: str) -> list[Place]:
    """The corners of a stepped line; a limit that is unknown at a step is not drawn there."""
    corners: list[Place] = []
    for each in curve.steps:
        value = getattr(each, name)
        if value is None or each.at > chart.until:
            continue
        across = each.at / chart.until
        if corners:
            corners.append((across, corners[-1][1]))
        corners.append((across, up.at(value)))
    return [*corners, (1.0, corners[-1][1])] if corners else []


def _plot(
    alt: str, up: Scale, across: list[dict[str, object]], axis: str, axis_below: str, layers: list[Drawing],
    keys: list[tuple[str, str, str, str]],
) -> Drawing:  # fmt: skip
    legend = [{"kind": kind, "tone": tone, "dash": dash, "name": name} for kind, tone, dash, name in keys]
    return {
        "kind": "plot", "alt": alt, "up": up.labels, "across": across, "axis": axis, "axis_below": axis_below,
        "layers": layers, "legend": legend, "at_risk": [],
    }  # fmt: skip


def _line(points: list[Place], tone: str, dash: str, width: float) -> Drawing:
    return {"kind": "line", "points": _rounded(points), "tone": tone, "dash": dash, "width": width}


def _area(points: list[Place], tone: str) -> Drawing:
    return {"kind": "area", "points": _rounded(points), "tone": tone, "faint": False}


def _dot(at: Place, shape: str) -> Drawing:
    return {"kind": "dot", "at": _rounded([at])[0], "shape": shape}


def _note(at: Place, text: str) -> Drawing:
    return {"kind": "note", "at": _rounded([at])[0], "text": text}


def _rounded(points: list[Place]) -> list[Place]:
    """Positions to a hundred-thousandth of the plot: finer than paper, and the same on every machine."""
    return [(round(x, 5), round(y, 5)) for x, y in points]
