"""Charts of oversight: drawn is what the table holds; names only where they are meant; nothing in a name is markup."""

import json
from datetime import date

import pytest

from mentorship.charts.consistency import consistency as funnel
from mentorship.charts.mentee_progress import mentee_progress as segments
from mentorship.charts.mentor_activity import contact_bars
from mentorship.charts.mentor_dossier import month_strip
from mentorship.charts.pace import pace as control_chart
from mentorship.charts.palette import DARK, LIGHT, standing_alone
from mentorship.reports.consistency import consistency
from mentorship.reports.mentee_progress import STATES, mentee_progress
from mentorship.reports.mentor_activity import mentor_activity
from mentorship.reports.mentor_dossier import mentor_dossier
from mentorship.reports.pace import pace, rare_events
from mentorship.sample.held import EXPORTED_ON
from tests.support.asking import request_to

HOSTILE = "<b>Ada</b> & Co"


@pytest.fixture(scope="module")
def reports(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        return {
            "consistency": consistency(request), "activity": mentor_activity(request),
            "dossier": mentor_dossier(request, "P-1003"), "pace": pace(request, "P-1246"),
            "mentees": mentee_progress(request), "programme": pace(request), "missed": rare_events(request, "missed"),
        }  # fmt: skip


def funnels(report, theme):
    for row in report.rows:
        own = {
            name: [each for each in rows if each["measure"] == row["measure"]] for name, rows in report.parts.items()
        }
        yield row, own["mentors"], funnel(row, own["mentors"], own["lines"], theme)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_chart_names_its_axes_and_is_json(reports, theme):
    charts = {row["measure"]: chart for row, _, chart in funnels(reports["consistency"], theme)}
    charts |= {
        "contact": contact_bars(reports["activity"].rows, theme),
        "strip": month_strip(reports["dossier"].parts["strip"], theme),
        "pace": control_chart(reports["pace"].rows, theme),
        "programme": control_chart(reports["programme"].rows, theme),
        "missed": control_chart(reports["missed"].rows, theme, "sessions in between"),
    }  # fmt: skip
    for name, chart in charts.items():
        assert chart.layout.xaxis.title.text, name
        assert chart.layout.yaxis.title.text, name
        assert json.loads(chart.to_json())["data"], name


def test_a_funnel_has_a_mark_for_every_mentor_with_a_value_and_four_limits(reports):
    for _, mentors, chart in funnels(reports["consistency"], LIGHT):
        marks = [trace for trace in chart.data if "markers" in (trace.mode or "")]
        assert sum(len(trace.x) for trace in marks) == sum(row["value"] is not None for row in mentors)
        assert sum(trace.name in ("95% limits", "99.8% limits") for trace in chart.data) == 4
        assert not any(trace.text is not None for trace in marks), "nobody is outside, so nobody is named"


def test_whoever_lies_outside_is_named_and_no_name_is_markup(reports):
    row = reports["consistency"].rows[0]
    own = [each for each in reports["consistency"].parts["mentors"] if each["measure"] == row["measure"]]
    lines = [each for each in reports["consistency"].parts["lines"] if each["measure"] == row["measure"]]
    changed = [{**own[0], "verdict": "higher", "name": HOSTILE}, *own[1:]]
    (outside,) = [trace for trace in funnel(row, changed, lines, LIGHT).data if trace.name == "outside"]
    assert outside.text == ("&lt;b&gt;Ada&lt;/b&gt; &amp; Co",)
    bars = contact_bars([{**reports["activity"].rows[0], "name": HOSTILE}], LIGHT)
    assert "<b>" not in bars.to_json().replace("\\u003c", "<")


def test_bars_are_the_months_since_the_contact_with_a_mark_at_twelve(reports):
    rows = reports["activity"].rows
    chart = contact_bars(rows, LIGHT)
    (bars,) = chart.data
    assert [int(each) for each in bars.x] == [min(24, row["months_since_contact"]) for row in rows]
    assert all(
        text == f"{row['months_since_contact']} months" for text, row in zip(bars.text, rows, strict=True) if text
    )
    assert chart.layout.shapes[0].x0 == 12
    never = contact_bars([{**rows[0], "last_contact": None, "months_since_contact": None}], LIGHT).data[0]
    assert (never.text, never.x) == (("never",), (24,))
    twice = contact_bars([rows[0], {**rows[1], "name": rows[0]["name"]}], LIGHT).data[0]
    assert len(set(twice.y)) == 2, "two of one name are two bars"


def test_a_strip_has_a_bar_part_for_each_kind_and_marks_what_overlaps():
    months = [date(2026, 1, 1), date(2026, 2, 1)]
    rows = [{"month": month, "activity": kind, "label": kind, "sessions": 2, "overlapping": 2 * (month.month == 2)}
            for month in months for kind in ("one_to_one", "small_group")]  # fmt: skip
    chart = month_strip(rows, LIGHT)
    assert [trace.type for trace in chart.data] == ["bar", "bar", "scatter"]
    assert (chart.data[2].x, chart.data[2].y) == ((months[1],), (4,))
    assert len(month_strip([{**row, "overlapping": 0} for row in rows], LIGHT).data) == 2
    assert len(month_strip([], LIGHT).data) == 0


def test_a_control_chart_marks_what_is_unusual_and_leaves_the_month_under_way_hollow(reports):
    chart = control_chart(reports["pace"].rows, LIGHT)
    points = chart.data[-1]
    assert [symbol for symbol, value in zip(points.marker.symbol, points.y, strict=True) if value == 12] == ["diamond"]
    assert points.marker.symbol[-1] == "circle-open"
    assert [row["value"] for row in reports["pace"].rows] == list(points.y)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_pattern_runs_through_a_number(reports, theme):
    """A segment's number stands on plain ground, in the middle of it."""
    groups = reports["mentees"].parts["groups"]
    chart = segments(groups, theme, STATES)
    assert [trace.text for trace in chart.data] == [None] * len(chart.data)
    numbers = {(note.y, note.text): note for note in chart.layout.annotations}
    said = [number for note in chart.layout.annotations for number in note.text.split(", ")]
    assert sorted(said) == sorted(str(row["people"]) for row in groups if row["people"])
    largest = max(groups, key=lambda row: row["people"])
    assert numbers[largest["stage"], str(largest["people"])].bgcolor == theme.fill(largest["state"])


def test_a_chart_that_stands_alone_has_title_source_and_ground(reports):
    drawn = standing_alone(month_strip(reports["dossier"].parts["strip"], DARK), DARK, HOSTILE, "as of 15 Nov 2026")
    assert drawn.layout.paper_bgcolor == DARK.paper
    assert "&lt;b&gt;Ada" in drawn.layout.title.text
    assert drawn.layout.title.subtitle.text == "as of 15 Nov 2026"
