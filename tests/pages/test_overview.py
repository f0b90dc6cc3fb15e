"""The overview: counts with the names under them, each opening exactly that list; a mentor's own months."""

import json

import pytest

from mentorship.access import Role, Viewer
from mentorship.reports.overview_lists import overview_lists
from pages.parts import needs, resources
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]


def lists():
    with resources.request(Viewer(Role.OMBUDSMAN)) as request:
        return overview_lists(request)


def test_every_list_stands_there_with_its_names(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("overview", Role.OMBUDSMAN)
    found = lists()
    assert len(found) >= 4
    for row in found:
        assert f"### {row['count']:,}" in shown(app)
        assert all(name in shown(app) for name in row["names"])
    assert {row["list"] for row in found} <= set(needs.WAYS)


@pytest.mark.parametrize("page", ["attention", "mentor_activity", "mentee_progress"])
def test_what_a_count_opens_has_that_many_rows(at_home, sample_copy, page):
    """The same question asked on two pages gives one number."""
    at_home(sample_copy)
    opened("overview", Role.OMBUDSMAN)
    for row in [each for each in lists() if each["page"] == page]:
        app = opened(page, Role.OMBUDSMAN)
        app.query_params["view"] = row["view"]
        sent = everything(app.run())
        assert f"· {row['count']}" in sent, row["list"]
        assert all(json.dumps(name) in sent for name in row["names"]), row["list"]


def test_what_came_in_lately_stands_there(at_home, sample_copy):
    at_home(sample_copy)
    assert "Arrived in the last 30 days: " in shown(opened("overview", Role.OMBUDSMAN)).replace("*", "")


def test_a_mentor_sees_the_own_months_and_what_the_ombudsman_said_nothing_else(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("overview", Role.MENTOR, "P-1003")
    assert "You have led" in shown(app) and "You last spoke with the ombudsman on" in shown(app)
    assert "sessions, the newest first" in shown(app)
    assert "cases are open" not in everything(app)
