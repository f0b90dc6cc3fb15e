"""The rules on screen: what asks for a decision stands apart; what it would do is seen before it is made."""

import pytest

from mentorship.access import Role
from pages.parts import resources
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (Role.OMBUDSMAN, ["The rules", "Open questions", "Rulings", "Good to know"]),
        (Role.LEADERSHIP, ["The rules", "Open questions", "Good to know"]),
    ],
)
def test_rules_questions_rulings_and_explanations_stand_apart(at_home, sample_copy, role, tabs):
    at_home(sample_copy)
    assert [tab.label for tab in opened("rules_in_force", role).tabs] == tabs


def test_an_open_question_is_a_choice_that_can_be_made_for_the_ombudsman_alone(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("rules_in_force", Role.OMBUDSMAN)
    name, reading = next(iter(resources.policy().readings.items()))
    question = next(each for each in app.radio if each.key == f"read_{name}")
    assert ["in force" in option for option in question.options] == [
        value == question.value for value in reading.alternatives
    ]
    assert "Reason for reading it this way" not in everything(app)
    app = question.set_value(next(each for each in reading.alternatives if each != question.value)).run()
    assert "It would overturn" in shown(app)
    assert "everybody, on this page" in shown(app)
    assert not opened("rules_in_force", Role.LEADERSHIP).radio


def test_a_ruling_on_a_person_shows_its_effect_on_credit_first(at_home, sample_copy):
    """The person is found by name; nobody has to know an id."""
    at_home(sample_copy)
    app = opened("rules_in_force", Role.OMBUDSMAN)
    with resources.store().cursor() as cursor:
        [(mentor,)] = cursor.execute(
            "select mentor from decision where outcome = 'credited' and led_by = 'mentor' group by all"
            " order by count(*) desc, mentor limit 1"
        ).fetchall()
    app.query_params["ruled"] = mentor
    app = app.run()
    assert "What it would do to credit" in shown(app)
    app = next(each for each in app.radio if each.label == "Ruling").set_value("Do not count").run()
    assert "Credited before" in everything(app)
    next(each for each in app.text_input if each.label == "Reason").set_value("Never certified")
    app = next(each for each in app.button if each.label == "Record the ruling").click().run()
    assert "Ruling 1 is recorded" in " ".join(each.value for each in app.success)
    assert "ruled" not in app.query_params
    assert "What it would do to credit" not in shown(app)
