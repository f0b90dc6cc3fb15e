"""The page of uptake: charts, views and capacity, for both who see it, with filters in the address."""

import json
import shutil

import pytest

from mentorship.access import Role
from mentorship.planning.capacity import capacity
from mentorship.reports.uptake import Among, uptake
from mentorship.sample.held import EXPORTED_ON
from pages.parts import resources
from pages.parts.capacity import _with_words
from pages.parts.uptake_views import BY_YEARS, CAME_AND_WENT, COHORTS, PLACES, STALLS, TIME
from tests.pages.test_pages import everything, said
from tests.pages.test_rule_change import headline, plain
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to
from tests.support.opened_pages import app_over, open_page

pytestmark = pytest.mark.slow

VIEWS = [TIME, STALLS, PLACES, COHORTS, BY_YEARS, CAME_AND_WENT]
BOTH = pytest.mark.parametrize("viewer", [OMBUDSMAN, LEADERSHIP], ids=lambda viewer: str(viewer.role))


@pytest.fixture(scope="module")
def app_store(sample_file, tmp_path_factory):
    with app_over(shutil.copy(sample_file, tmp_path_factory.mktemp("uptake") / "sample.duckdb")):
        yield


def report(viewer, **among):
    with request_to(resources.store(), resources.policy(), EXPORTED_ON, viewer) as request:
        return uptake(request, Among(**among))


def charts(app):
    return [json.loads(each.proto.spec) for each in app.get("plotly_chart")]


@BOTH
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_by_its_address(app_store, viewer, view):
    app = open_page("uptake", viewer.role, closer=view)
    assert not app.exception
    assert not app.error
    assert headline(app) == report(viewer).answer
    assert app.segmented_control(key="closer").value == view


@BOTH
@pytest.mark.parametrize(("people", "part"), [("Active", "active"), ("New", "new"), ("Registered", "registered")])
def test_control_charts_show_the_numbers_of_the_report_and_no_others(app_store, viewer, people, part):
    app = open_page("uptake", viewer.role, people=people, closer="Stalls")
    chart = charts(app)[0]["data"][-1]
    rows = report(viewer).parts[part]
    assert _values(chart["y"]) == [row["people"] for row in rows]
    assert [each.endswith("-open") for each in chart["marker"]["symbol"]] == [row["is_part"] for row in rows]


def _values(told):
    """The numbers of a trace, however Plotly packs them."""
    if isinstance(told, dict):
        import base64

        import numpy as np

        return np.frombuffer(base64.b64decode(told["bdata"]), told["dtype"]).tolist()
    return told


def test_leadership_is_sent_no_name(app_store):
    with resources.store().cursor() as cursor:
        people = cursor.execute("select person, name from person where name is not null").fetchall()
    for view in VIEWS:
        sent = everything(_with_capacity("uptake", Role.LEADERSHIP, closer=view))
        assert not [word for row in people for word in row if word in sent], view


def _with_capacity(page, role, **address):
    app = open_page(page, role, **address)
    app.session_state["capacity"] = True
    return app.run()


@BOTH
def test_a_filter_stands_in_the_address_and_narrows_everything(app_store, viewer):
    app = open_page("uptake", viewer.role, region="Europe")
    assert headline(app) == report(viewer, region="Europe").answer
    path = charts(app)[1]["data"][0]
    assert _values(path["x"]) == [row["people"] or 0 for row in report(viewer, region="Europe").parts["funnel"]]


def test_only_groups_that_leadership_may_see_can_be_chosen(app_store):
    vague, exact = (
        open_page("uptake", each).selectbox(key="country").options for each in (Role.LEADERSHIP, Role.OMBUDSMAN)
    )
    assert set(vague) < set(exact)
    small = {
        row["value"]
        for row in report(OMBUDSMAN).parts["groups"]
        if row["grouping"] == "country" and row["measure"] == "in the programme" and row["people"] < 5
    }
    assert small
    assert not small & set(vague)


@BOTH
def test_capacity_says_how_its_forecast_did(app_store, viewer):
    app = _with_capacity("uptake", viewer.role)
    assert not app.exception
    with request_to(resources.store(), resources.policy(), EXPORTED_ON, viewer) as request:
        found = capacity(request)
    assert found.answer in plain(said(app))
    sent = everything(app)
    assert "In the range?" in sent
    assert ("Mentor or therapist" in sent) == (viewer is OMBUDSMAN), "who it is, is for the ombudsman"


@pytest.mark.parametrize(("happened", "verdict"), [(599, "no"), (600, "yes"), (1200, "yes"), (1201, "no")])
def test_a_back_test_is_within_its_interval_or_not(happened, verdict):
    row = {"hidden": False, "needed": 700, "low": 600, "high": 900, "predicted_low": 600, "predicted_high": 1200,
           "happened": happened}  # fmt: skip
    found = _with_words(row)
    assert found["verdict"] == verdict
    assert found["forecast"] == "10 h to 20 h"


@BOTH
def test_an_empty_store_says_what_to_do(tmp_path_factory, app_store, viewer):
    """After the others: it puts another store in their place."""
    resources.close()
    with app_over(tmp_path_factory.mktemp("none") / "empty.duckdb"):
        app = open_page("uptake", viewer.role)
        assert not app.exception
        assert headline(app) == "Nobody has registered yet."
        advice = "Import an export first" if viewer is OMBUDSMAN else "once the ombudsman has imported an export"
        assert advice in app.info[0].value
