"""The page of the virtual mix: the share by year against the ceiling at once, and each view by its address."""

import shutil

import pytest

from mentorship.access import Role
from mentorship.reports.modality_mix import modality_mix
from mentorship.sample.held import EXPORTED_ON
from pages.parts import resources
from pages.parts.modality_views import CREDIT, GROUPINGS, TURNED_AWAY, YEARS, shares
from tests.pages.test_pages import everything
from tests.pages.test_rule_change import headline
from tests.pages.test_uptake import _values, charts
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to
from tests.support.opened_pages import app_over, open_page

pytestmark = pytest.mark.slow

VIEWS = [YEARS, *GROUPINGS, TURNED_AWAY, CREDIT]
BOTH = pytest.mark.parametrize("viewer", [OMBUDSMAN, LEADERSHIP], ids=lambda viewer: str(viewer.role))


@pytest.fixture(scope="module")
def app_store(sample_file, tmp_path_factory):
    with app_over(shutil.copy(sample_file, tmp_path_factory.mktemp("mix") / "sample.duckdb")):
        yield


def report(viewer, **where):
    with request_to(resources.store(), resources.policy(), EXPORTED_ON, viewer) as request:
        return modality_mix(request, **where)


@BOTH
def test_share_and_ceiling_by_year_are_there_without_a_click(app_store, viewer):
    app = open_page("modality_mix", viewer.role)
    found = report(viewer)
    assert headline(app) == found.answer
    ceiling, _, share = charts(app)[0]["data"]
    assert _values(share["y"]) == [row["share"] for row in found.parts["share"]]
    assert _values(ceiling["y"])[::2] == [row["ceiling"] for row in found.parts["share"]]
    sent = everything(app)
    assert all(f"{row['share']:.0%}" in sent and f"{row['ceiling']:.0%}" in sent for row in found.parts["share"])


@BOTH
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_by_its_address(app_store, viewer, view):
    app = open_page("modality_mix", viewer.role, closer=view)
    assert not app.exception
    assert not app.error
    assert app.segmented_control(key="closer").value == view


def test_leadership_is_sent_no_name(app_store):
    with resources.store().cursor() as cursor:
        people = cursor.execute("select person, name from person where name is not null").fetchall()
    for view in VIEWS:
        sent = everything(open_page("modality_mix", Role.LEADERSHIP, closer=view))
        assert not [word for row in people for word in row if word in sent], view


@BOTH
def test_a_filter_stands_in_the_address(app_store, viewer):
    app = open_page("modality_mix", viewer.role, region="Europe")
    assert headline(app) == report(viewer, region="Europe").answer


@pytest.mark.parametrize("view", GROUPINGS)
def test_shares_of_groups_are_virtual_hours_out_of_all(app_store, view):
    rows = [row for row in report(OMBUDSMAN).parts["groups"] if row["grouping"] == GROUPINGS[view]]
    minutes: dict[tuple[str, int], dict[str, int]] = {}
    for row in rows:
        minutes.setdefault((row["label"], row["year"]), {})[row["modality"]] = row["minutes"]
    found = shares(rows, True)
    assert len(found) == len(minutes)
    for row in found:
        own = minutes[row["label"], row["year"]]
        assert row["share"] == pytest.approx(own.get("virtual", 0) / sum(own.values()))


def test_leadership_sees_no_share_of_which_a_part_is_not_shown():
    row = {"value": "X", "label": "X", "year": 2020, "modality": "virtual", "minutes": 600}
    (alone,) = shares([row], False)
    assert (alone["share"], alone["in_person"]) == (None, None)
    (hidden,) = shares([row, {**row, "modality": "in_person", "minutes": None}], False)
    assert hidden["share"] is None
    (both,) = shares([row, {**row, "modality": "in_person", "minutes": 200}], False)
    assert both["share"] == pytest.approx(0.75)


@BOTH
def test_an_empty_store_says_what_to_do(tmp_path_factory, app_store, viewer):
    """After the others: it puts another store in their place."""
    resources.close()
    with app_over(tmp_path_factory.mktemp("none") / "empty.duckdb"):
        app = open_page("modality_mix", viewer.role)
        assert not app.exception
        advice = "Import an export first" if viewer is OMBUDSMAN else "once the ombudsman has imported an export"
        assert advice in app.info[0].value
