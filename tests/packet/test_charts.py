"""Charts drawn without a browser: marks where the values are, words for who cannot see them, colours of the screens."""

import re
from dataclasses import replace
from typing import Any

import pytest
from pypdf.generic import DictionaryObject

from mentorship.answers.tables import Shows
from mentorship.charts.palette import LIGHT
from mentorship.packet.charts import Bar, Bars, Chart, ControlChart, Curve, Funnel, Moment, Part, Step, StepCurves
from mentorship.packet.documents import Document, Section, chart_picture, document_pdf
from mentorship.packet.drawings import drawing
from mentorship.packet.scales import said, scale
from mentorship.packet.typesetting import TEMPLATES
from tests.packet.packets import HOSTILE
from tests.packet.pdfs import reader, text
from tests.packet.sample_documents import ACTIVE, MIX, PERIOD_REPORT, REACHED, REFUSED

EVERY_KIND: dict[str, Chart] = {"bars": MIX, "control chart": ACTIVE, "funnel": REFUSED, "curves": REACHED}


def drawn(chart) -> bytes:
    return document_pdf(replace(PERIOD_REPORT, sections=(Section("A chart", "", chart),), definitions=(), origin=()))


def marks(chart, kind: str) -> list[dict[str, Any]]:
    return [each for each in drawing(chart)["layers"] if each["kind"] == kind]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_chart_is_the_same_every_time_and_carries_its_alternative_text(kind):
    pdf = drawn(EVERY_KIND[kind])
    assert pdf == drawn(EVERY_KIND[kind])
    assert EVERY_KIND[kind].alt in _alternative_texts(pdf)


def _alternative_texts(pdf: bytes) -> set[str]:
    whole = reader(pdf)
    objects = (whole.get_object(number) for number in whole.xref[0])
    return {str(each["/Alt"]) for each in objects if isinstance(each, DictionaryObject) and "/Alt" in each}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_chart_is_a_picture_on_white(kind):
    picture = chart_picture(EVERY_KIND[kind], "A title", "Where from", PERIOD_REPORT.as_of)
    assert picture.startswith(b"\x89PNG\r\n")
    assert picture == chart_picture(EVERY_KIND[kind], "A title", "Where from", PERIOD_REPORT.as_of)


def test_bars_share_a_scale_and_end_in_their_numbers():
    rows = drawing(MIX)["rows"]
    assert [row["shown"] for row in rows] == ["160 h", "190 h", "215 h", "140 h"]
    assert sum(part["share"] for part in rows[2]["parts"]) == pytest.approx(215 / 250)
    assert rows[2]["mark"] == pytest.approx(150 / 250)


def test_a_gap_in_time_is_a_gap_in_the_line():
    lines = [each for each in marks(ACTIVE, "line") if each["tone"] == "accent"]
    assert [len(each["points"]) for each in lines] == [22, 1]


def test_a_signal_and_an_unfinished_month_have_shapes_of_their_own():
    shapes = [each["shape"] for each in marks(ACTIVE, "dot")]
    assert shapes[20] == "signal" and shapes[-1] == "hollow" and shapes.count("dot") == 21
    assert {"signal", "not over yet"} <= {each["name"] for each in drawing(ACTIVE)["legend"]}


def test_limits_hold_for_their_stretch_and_no_longer():
    first, second = marks(ACTIVE, "area")
    assert max(x for x, _ in first["points"]) == pytest.approx(12.5 / 23, abs=1e-4)
    assert min(x for x, _ in second["points"]) == pytest.approx(12.5 / 23, abs=1e-4)


def test_only_points_outside_the_limits_are_named():
    assert [each["text"] for each in marks(REFUSED, "name")] == ["Jean-Luc Bélanger", "田中 直子"]
    assert len(marks(REFUSED, "dot")) == len(REFUSED.points)


def test_a_curve_goes_in_steps():
    (line,) = (each for each in marks(REACHED, "line") if each["tone"] == "accent")
    for (x, y), (next_x, next_y) in zip(line["points"], line["points"][1:], strict=False):
        assert x == next_x or y == next_y
    assert line["points"][-1][0] == 1.0


def test_who_is_left_stands_under_the_curves():
    found = text(drawn(REACHED))
    assert "Still under way, First 24 hours: 240 171 96 31" in found


@pytest.mark.parametrize(
    "chart",
    [
        Bars((), "nothing"),
        Bars((Bar("a", ()), Bar("b", (Part(0.0),))), "zeros"),
        ControlChart((), (), "nothing"),
        ControlChart((Moment("Jan", 3.0),), (), "one"),
        ControlChart((Moment("Jan", None), Moment("Feb", None)), (), "gaps"),
        Funnel((), 0.0, (), "nothing"),
        StepCurves((), "nothing", (), 1.0),
        StepCurves((Curve("a", ()), Curve("b", (Step(0, 0.5),))), "one step", ((0, "0"),), 10.0),
    ],
    ids=lambda chart: f"{type(chart).__name__} {chart.alt}",
)
def test_charts_with_little_or_nothing_in_them_are_drawn(chart):
    assert drawn(chart).startswith(b"%PDF")


def test_hostile_labels_are_text():
    chart = Bars(tuple(Bar(each, (Part(1.0),), shown=each) for each in HOSTILE), " ".join(HOSTILE))
    found = text(drawn(chart))
    assert '#eval("1+1")' in found and "$x^2$ $ y $" in found


@pytest.mark.parametrize(
    ("values", "shows", "labels"),
    [
        ([0, 7], Shows.NUMBER, ["0", "2", "4", "6", "8"]),
        ([0, 1], Shows.NUMBER, ["0", "1"]),
        ([0, 1], Shows.DECIMAL, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([3, 48_000], Shows.NUMBER, ["0", "10,000", "20,000", "30,000", "40,000", "50,000"]),
        ([90, 400], Shows.HOURS, ["0 h", "2 h", "4 h", "6 h", "8 h"]),
        ([20, 50], Shows.HOURS, ["0 h", "15 min", "30 min", "45 min", "1 h"]),
        ([6000, 11_000], Shows.HOURS, ["0 h", "50 h", "100 h", "150 h", "200 h"]),
        ([0.31], Shows.SHARE, ["0%", "10%", "20%", "30%", "40%"]),
        ([-3, 4], Shows.NUMBER, ["−4", "−2", "0", "2", "4"]),
        ([0.004], Shows.SHARE, ["0.0%", "0.1%", "0.2%", "0.3%", "0.4%"]),
        ([None, float("nan")], Shows.NUMBER, ["0", "1"]),
    ],
)
def test_ticks_stand_at_round_numbers(values, shows, labels):
    assert [each["label"] for each in scale(values, shows).labels] == labels


def test_an_axis_may_begin_where_its_values_do():
    ratings = scale([4.2, 4.9], Shows.DECIMAL, from_zero=False)
    assert (ratings.low, ratings.high) == pytest.approx((4.2, 5.0))
    assert said(4.55, Shows.DECIMAL) == "4.5"


def test_the_colours_are_those_of_the_screens():
    source = (TEMPLATES / "house.typ").read_text("utf-8")
    paper = dict(re.findall(r'(\w+): rgb\("(#\w+)"\)', source))
    assert {name: paper.get(name, LIGHT.fills["missing"]) for name in LIGHT.fills} == LIGHT.fills
    named = dict(re.findall(r'#let (\w+) = rgb\("(#\w+)"\)', source))
    assert (named["ink"], named["hairline"], named["accent"]) == (LIGHT.ink, LIGHT.line, LIGHT.accent)
    assert named["missing"] == LIGHT.fills["missing"]


def test_a_document_without_a_chart_is_fine():
    assert document_pdf(Document("P", "T", "", "", PERIOD_REPORT.as_of, ())).startswith(b"%PDF")
