"""The what-if: lines that are chosen, not typed into a grid; nothing is lost, and nothing taken that cannot be."""

import pytest

from mentorship.access import Role
from mentorship.planning.credit_what_if import credit_what_if
from mentorship.reports.my_progress import mentees, my_progress
from mentorship.sample.held import EXPORTED_ON
from pages.parts import resources
from tests.conftest import ROOT
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, sample_copy
from tests.support.asking import request_to

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]

FRESH = "P-1240"


def by_label(elements, label):
    return next(each for each in elements if each.label == label)


@pytest.fixture
def plan(at_home, sample_copy):
    at_home(sample_copy)
    return opened("credit_what_if", Role.MENTEE, FRESH)


def added(app):
    return by_label(app.button, "Add").click().run()


def test_lines_are_chosen_and_every_field_has_a_value(plan):
    assert not plan.dataframe, "no grid to fill in"
    assert "None" not in shown(plan)
    app = added(plan)
    assert "1x1 mentorship, 1 h, virtual, 22 Nov 2026" in shown(app)
    assert "would" in shown(app)


def test_a_plan_survives_leaving_the_page_and_stands_in_the_address(plan):
    app = added(plan)
    assert app.query_params["plan"] in ("one_to_one.virtual.60m.2026-11-22", ["one_to_one.virtual.60m.2026-11-22"])
    app.switch_page(str(ROOT / "pages" / "my_progress.py")).run()
    app.query_params.clear()
    app.query_params["view_as"], app.query_params["person"] = Role.MENTEE, FRESH
    app.switch_page(str(ROOT / "pages" / "credit_what_if.py")).run()
    assert "1x1 mentorship, 1 h, virtual, 22 Nov 2026" in shown(app)


def test_what_the_rules_refuse_cannot_be_chosen(plan):
    """A treatment counts in person alone: nobody is asked how it is held."""
    assert [each.label for each in plan.button_group if each.label == "Held"] == ["Held"]
    kinds = by_label(plan.button_group, "What")
    policy = resources.policy()
    treatment = next(code for code, each in policy.activities.items() if each.label == "Treatment received")
    app = kinds.set_value(treatment).run()
    assert "Held" not in [each.label for each in app.button_group]


@pytest.mark.parametrize(
    ("typed", "line"), [("1,5", "1 h 30"), ("1:30", "1 h 30"), ("1 h 30", "1 h 30"), ("75 min", "1 h 15")]
)
def test_a_length_is_read_as_it_is_written(plan, typed, line):
    app = by_label(plan.button_group, "How long").set_value("other").run()
    app = by_label(app.text_input, "Length").set_value(typed).run()
    assert f"1x1 mentorship, {line}, virtual" in shown(added(app))


def test_more_than_eight_hours_are_asked_back(plan):
    app = by_label(plan.button_group, "How long").set_value("other").run()
    app = by_label(app.text_input, "Length").set_value("130").run()
    assert "Add" not in [each.label for each in app.button]
    assert "in one session? For minutes, write “130 min”" in shown(app)


def test_before_and_after_stand_beside_each_other(plan):
    assert "With the plan" in everything(added(plan))


def test_without_a_plan_everything_stays_as_it_is(sample_store, policy):
    """The page then shows what is kept; to judge the record again would say the same."""
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        for mentee in [each["mentee"] for each in mentees(request)][::6]:
            kept, judged = my_progress(request, mentee).progress, credit_what_if(request, mentee, []).progress
            if not judged.sessions:  # all that there is lies ahead
                continue
            assert (kept.tiers, kept.requirements) == (judged.tiers, judged.requirements)
            assert earned(kept.sessions) == earned(judged.sessions)


def earned(sessions):
    return [
        (each.import_no, each.row, each.credited_minutes, each.rules, each.uses)
        for each in sessions
        if each.credited_minutes
    ]
