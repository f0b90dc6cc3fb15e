"""Whether mentoring is alike, on screen: no ranking, no percentage of a few, and too early is said to be too early."""

import re

import pytest

from mentorship.access import Role
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]


def test_how_many_stand_out_stands_beside_how_many_would_by_chance(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("consistency", Role.OMBUDSMAN)
    assert re.search(
        r"(No value lies|values? lies?) outside what chance explains, .*; by chance alone there would be", shown(app)
    )
    assert "By chance alone" in everything(app)


def test_a_measure_and_a_mentor_in_the_address_are_opened(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("consistency", Role.OMBUDSMAN)
    app.query_params["measure"], app.query_params["mentor"] = "rating", "P-1021"
    app = app.run()
    assert "Mean rating: " in shown(app)
    assert "No change beyond chance" in shown(app), "the chart of the mentor over time"
    assert "The usual up and down" in shown(app) and "No target is set" in shown(app)


def test_too_early_says_how_many_more(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("consistency", Role.OMBUDSMAN)
    app.query_params["measure"] = "rating"
    assert re.search(r"Too early to tell: \d+ more ratings? needed", everything(app.run()))


def test_a_share_of_fewer_than_twenty_is_no_percentage(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("consistency", Role.OMBUDSMAN)
    app.query_params["measure"] = "cancelled_share"
    sent = everything(app.run())
    told = re.findall(r"(\d+(?:\.\d)?%) \((\d+) of ([\d,]+)\)", sent)
    assert told and all(int(total.replace(",", "")) >= 20 for _, _, total in told)


def test_new_limits_need_a_reason_stand_with_it_and_can_be_withdrawn(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("consistency", Role.OMBUDSMAN)
    app.query_params["measure"], app.query_params["mentor"] = "sessions_per_month", "P-1021"
    app = app.run()
    next(each for each in app.selectbox if each.label == "From").select_index(3)
    app = press(app, "Set new limits")
    assert "Say what has changed for good" in shown(app)
    next(each for each in app.text_input if each.label == "What has changed for good?").set_value("Half a post now")
    app = press(app, "Set new limits")
    assert "New limits from Aug 2026" in shown(app) and "Half a post now" in shown(app)
    next(each for each in app.text_input if each.label.startswith("Why go back")).set_value("It was leave")
    app = press(app, "Withdraw it")
    assert "New limits from Aug 2026" not in shown(app)


def press(app, label):
    return next(each for each in app.button if each.label == label).click().run()


def test_another_first_day_stands_in_the_address(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("consistency", Role.OMBUDSMAN)
    app.query_params["since"] = "2020-01-01"
    assert "chance explains, 1 Jan 2020 to 15 Nov 2026" in shown(app.run())
