"""Everybody's progress on screen: who is stuck on what and since when, and a segment of the picture as the filter."""

import json
import re

import pytest

from mentorship.access import Role, Viewer
from mentorship.reports.mentee_progress import mentee_progress
from pages.parts import mentees, resources
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]


def listed(app):
    """The names in the table of mentees, as it went to the browser."""
    with resources.request(Viewer(Role.OMBUDSMAN)) as request:
        names = {row["name"] for row in mentee_progress(request).rows}
    sent = everything(app)
    return {name for name in names if json.dumps(name) in sent}


def of_view(view, **values):
    with resources.request(Viewer(Role.OMBUDSMAN)) as request:
        rows = mentee_progress(request, view).rows
    return {row["name"] for row in rows if all(str(row[name]) == value for name, value in values.items())}


def test_who_waits_says_for_which_certification_and_since_when(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("mentee_progress", Role.OMBUDSMAN)
    app.query_params["view"] = "waiting"
    app = app.run()
    assert listed(app) == of_view("waiting")
    assert "Techniques certification" in everything(app)


def test_a_segment_of_the_picture_narrows_the_list(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("mentee_progress", Role.OMBUDSMAN)
    app.query_params["stage"], app.query_params["state"] = "1", "waiting"
    app = app.run()
    assert listed(app) == of_view("all", tiers_reached="1", state="waiting")
    app = next(each for each in app.button if each.label.startswith("Only: Second 24 hours")).click().run()
    assert "stage" not in app.query_params and "state" not in app.query_params


def test_who_is_stuck_says_on_what(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("mentee_progress", Role.OMBUDSMAN)
    with resources.request(Viewer(Role.OMBUDSMAN)) as request:
        rows = mentee_progress(request, "stuck").rows
        said = {mentees._waits_for(request.policy, row) for row in rows}
    assert {"Treatment", "1x1", "Treatment, and 1x1"} <= said
    app.query_params["view"] = "stuck"
    assert "Treatment, and 1x1" in everything(app.run())


def test_a_mentee_opens_beside_the_list(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("mentee_progress", Role.OMBUDSMAN)
    app.query_params["mentee"] = "P-1226"
    app = app.run()
    assert re.search(r"Anke Eichholz has .* to go to the first credit", shown(app))
    app.query_params["mentee"] = "P-nobody"
    assert "There is no such mentee" in shown(app.run())


def test_a_search_that_finds_nobody_says_so(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("mentee_progress", Role.OMBUDSMAN)
    app = next(each for each in app.text_input if each.label == "Search").set_value("nobody of this name").run()
    assert "No row has all of these words" in shown(app)
    assert not listed(app)
