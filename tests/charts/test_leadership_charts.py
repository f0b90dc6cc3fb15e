"""Charts for leadership: drawn is what the table holds, hollow where a period is not over, nothing where hidden."""

import json
from collections.abc import Callable

import pytest

from mentorship.answers.report import Report
from mentorship.charts.active_people import active_people
from mentorship.charts.capacity import capacity as capacity_chart
from mentorship.charts.modality_share import modality_share
from mentorship.charts.palette import DARK, LIGHT
from mentorship.charts.rule_change import rule_change as rule_change_chart
from mentorship.charts.time_to_tier import time_to_tier
from mentorship.charts.uptake_path import uptake_path
from mentorship.planning.capacity import capacity
from mentorship.planning.rule_change import rule_change
from mentorship.policy.loader import read_handbook
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.uptake import uptake
from mentorship.sample.held import EXPORTED_ON
from tests.support.amendments import amending
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to

HANDBOOK = read_handbook()
LESS_A = amending(HANDBOOK, {"tiers.first.minimum.A": 4}, None)


@pytest.fixture(scope="module", params=[OMBUDSMAN, LEADERSHIP], ids=lambda viewer: str(viewer.role))
def reports(request, sample_store):
    asked: dict[str, Callable[..., Report]] = {
        "uptake": uptake, "modality_mix": modality_mix, "capacity": capacity,
        "rule_change": lambda each: rule_change(each, [LESS_A]),
    }  # fmt: skip
    found = {}
    for name, report in asked.items():
        with request_to(sample_store, HANDBOOK, EXPORTED_ON, request.param) as each:
            found[name] = report(each)
    return found


def charts(reports, theme):
    up, mix = reports["uptake"].parts, reports["modality_mix"].parts
    return {
        "curves": time_to_tier(up["curves"], theme, up["by_year"]), "active": active_people(up["active"], theme),
        "path": uptake_path(up["funnel"], theme), "share": modality_share(mix["share"], mix["annotations"], theme),
        "change": rule_change_chart(reports["rule_change"].rows, theme),
        "capacity": capacity_chart(reports["capacity"].rows, theme),
    }  # fmt: skip


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_chart_names_its_axes_and_is_json(reports, theme):
    for name, chart in charts(reports, theme).items():
        assert chart.layout.xaxis.title.text, name
        assert chart.layout.yaxis.title.text or name in ("path", "change", "capacity"), name
        assert json.loads(chart.to_json())["data"]


def test_curves_have_a_line_and_a_band_for_each_tier_and_people_at_risk(reports):
    rows = reports["uptake"].parts["curves"]
    chart = charts(reports, LIGHT)["curves"]
    visible = {row["label"] for row in rows if not row["hidden"]}
    assert {trace.name for trace in chart.data if trace.showlegend is None} == visible
    assert len(chart.data) == 3 * len(visible)
    first = next(row for row in rows if not row["hidden"])
    assert f"{first['at_risk']:,}" in {note.text for note in chart.layout.annotations}
    followed = [
        (row["years"], f"{row['at_risk']:,}") for row in reports["uptake"].parts["by_year"] if not row["hidden"]
    ]
    assert set(followed) <= {(note.x, note.text) for note in chart.layout.annotations}
    for trace in chart.data:
        assert all(0 <= share <= 1 for share in trace.y)


def test_a_quarter_that_is_not_over_is_hollow(reports):
    rows = reports["uptake"].parts["active"]
    line = charts(reports, LIGHT)["active"].data[-1]
    assert [symbol.endswith("-open") for symbol in line.marker.symbol] == [row["is_part"] for row in rows]
    assert list(line.y) == [row["people"] for row in rows]


def test_the_path_says_numbers_and_shares(reports):
    rows = reports["uptake"].parts["funnel"]
    (bar,) = charts(reports, LIGHT)["path"].data
    assert list(bar.x) == [row["people"] or 0 for row in rows]
    assert all(("fewer than five" in text) == (row["people"] is None) for text, row in zip(bar.text, rows, strict=True))


def test_share_and_ceiling_stand_on_one_axis_and_are_labelled_outside(reports):
    mix = reports["modality_mix"].parts
    chart = charts(reports, LIGHT)["share"]
    ceiling, _, share = chart.data
    assert list(share.y) == [row["share"] for row in mix["share"]]
    assert list(ceiling.y)[::2] == [row["ceiling"] for row in mix["share"]]
    outside = [note.text for note in chart.layout.annotations if note.xref == "paper"]
    assert outside[-1] == "virtual"
    assert any("Pandemic" in note.text for note in chart.layout.annotations)


def test_gains_go_right_and_losses_left(reports):
    rows = reports["rule_change"].rows
    bars = {trace.name: trace for trace in charts(reports, LIGHT)["change"].data}
    assert list(bars["would reach it"].x) == [row["gained"] or 0 for row in rows]
    assert all(number <= 0 for number in (*bars["would lose it"].x, *bars["later"].x))


def test_a_forecast_is_drawn_with_its_interval(reports):
    rows = reports["capacity"].rows
    needed = charts(reports, LIGHT)["capacity"].data[1]
    assert list(needed.x) == [row["needed"] / 60 for row in rows]
    assert list(needed.error_x.array) == [(row["high"] - row["needed"]) / 60 for row in rows]


def test_a_step_too_small_to_be_seen_is_left_out_and_the_first_and_last_are_not():
    told = {"label": "First", "hidden": False, "at_risk": 9}
    rows = [
        {**told, "days": days, **dict.fromkeys(("low", "high", "share"), share)}
        for days, share in ((0, 0.0), (10, 0.0004), (20, 0.0009), (30, 0.001), (40, 0.0015), (50, 0.0016))
    ]
    line = time_to_tier(rows, LIGHT).data[2]
    assert [round(x * 365.25) for x in line.x] == [0, 30, 50, 50]
    assert list(line.y) == [0.0, 0.001, 0.0016, 0.0016]


def test_nothing_to_draw_is_drawn_as_nothing():
    drawings = (time_to_tier, active_people, uptake_path, rule_change_chart, capacity_chart)
    for chart in (*(each([], LIGHT) for each in drawings), modality_share([], [], LIGHT)):
        assert chart.to_json()
