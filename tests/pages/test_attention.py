"""The queue of cases on screen: one case from its question to its end, and back when its facts change."""

from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.intake.importer import import_file
from mentorship.oversight.casework import Step
from mentorship.reports.attention import attention
from pages.parts import resources
from tests.pages.test_pages import at_home, everything, opened, said, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]

TITLE = "How sessions were booked: Gideon Falk"
ONE_MORE = (
    "held_on,starts_at,mentee,activity,modality,minutes,mentor\n"
    "2026-11-02,19:30,P-1051,one_to_one,virtual,60,{mentor}\n2026-11-02,19:30,P-1048,one_to_one,virtual,60,{mentor}\n"
)


@pytest.fixture
def queue(at_home, sample_copy):
    at_home(sample_copy)
    return opened("attention", Role.OMBUDSMAN)


def test_before_anything_is_on_record_nothing_is_open(at_home, tmp_path):
    """The rules leave questions open; without sessions nobody has to look at them."""
    at_home(tmp_path / "empty.duckdb")
    said_of_nothing = shown(opened("attention", Role.OMBUDSMAN))
    assert "Nothing needs a look yet." in said_of_nothing
    assert "open" not in said_of_nothing.split("Import an export first")[0]


def case_called(title):
    """Its id and its mentor, as the store has them."""
    with resources.request(Viewer(Role.OMBUDSMAN)) as request:
        return next((row["case"], row["mentor"]) for row in attention(request).rows if row["title"] == title)


def shown(app):
    """What stands there, without the marks that keep text from being Markdown."""
    return said(app).replace("\\", "").replace("\u2060", "")


def keep(app, field, text, button):
    """Write a step's sentence and take the step."""
    next(each for each in app.text_area if each.label == field).set_value(text)
    return next(each for each in app.button if each.label == button).click().run()


def test_a_case_goes_its_way_and_comes_back_when_its_facts_change(queue, policy, tmp_path):
    case, mentor = case_called(TITLE)
    queue.query_params["case"] = case
    app = queue.run()
    assert "was it a group?" in shown(app)
    app = keep(app, "What did you find?", "Four evenings at half past seven", "Save what you found")
    app = keep(app, "What do the records say?", "Five mentees each", "Save what they say")
    app = keep(app, "Who did you talk to, and what was said?", "They were groups, he says", "Save what was said")
    assert "In conversation" in shown(app)
    next(each for each in app.radio if each.label == "How does it end?").set_value("explained").run()
    next(each for each in app.text_area if each.label == "Why").set_value("Booked as groups from now on")
    app = next(each for each in app.button if each.label == "Close the case").click().run()
    assert not app.error, [each.value for each in app.error]
    assert "4 steps so far" in shown(app) and "Explained in conversation" in shown(app)
    file = tmp_path / "more.csv"
    file.write_text(ONE_MORE.format(mentor=mentor), "utf-8")
    import_file(resources.store(), file, policy)
    app = app.run()
    assert "Reopened, since" in shown(app), "one more evening is another fact"
    assert "4 steps so far" in shown(app), "nothing is ever deleted"


def test_a_step_without_a_sentence_is_refused(queue):
    queue.query_params["case"] = case_called(TITLE)[0]
    app = next(each for each in queue.run().button if each.label == "Save what you found").click().run()
    assert "Each step needs a sentence" in shown(app)


def test_what_a_ruling_would_do_stands_there_before_it_is_made(queue):
    case, _ = case_called("Certification on the day: Edwina Marsh")
    queue.query_params["case"] = case
    app = keep(queue.run(), "What did you find?", "Two sessions", "Save what you found")
    next(each for each in app.radio if each.label == "How does it end?").set_value("ruled").run()
    assert "What it would do to credit" in shown(app)
    with resources.store().cursor() as cursor:
        assert cursor.execute("select count(*) from ruling").fetchone() == (0,), "looking at it makes no ruling"


def test_filters_count_and_stand_in_the_address(queue):
    about = next(each for each in queue.selectbox if each.label == "About")
    chosen = next(each for each in about.options if each.startswith("Contact · "))
    app = about.select(chosen).run()
    assert app.query_params["about"] in ("contact", ["contact"])
    assert "Filter · 1" in everything(app)


def test_an_unknown_case_is_said_to_be_unknown(queue):
    queue.query_params["case"] = "0123456789ab"
    assert "There is no such case" in shown(queue.run())


def looked_at(queue, title):
    """A case of which somebody has seen what it is about."""
    queue.query_params["case"] = case_called(title)[0]
    return keep(queue.run(), "What did you find?", "Two sessions", "Save what you found")


def test_a_case_sleeps_until_its_day_and_can_be_woken(queue):
    app = looked_at(queue, TITLE)
    app = next(each for each in app.button_group if each.label == "Next step").set_value(Step.SLEEP).run()
    next(each for each in app.date_input if each.label == "Until").set_value(date(2026, 12, 1))
    app = keep(app, "What are you waiting for?", "He is away until then", "Let it sleep")
    assert "Asleep until 1 Dec 2026" in shown(app)
    app = keep(app, "Why now?", "He is back early", "Wake it")
    assert "Being looked at" in shown(app)


def test_who_is_asked_for_a_correction_is_named(queue):
    app = looked_at(queue, TITLE)
    app = next(each for each in app.radio if each.label == "How does it end?").set_value("correction_asked").run()
    next(each for each in app.text_area if each.label == "Why").set_value("The times are wrong")
    app = next(each for each in app.button if each.label == "Close the case").click().run()
    assert "Say who is asked for the correction" in shown(app)
    next(each for each in app.text_input if each.label.startswith("Who is asked")).set_value("Gideon Falk")
    app = next(each for each in app.button if each.label == "Close the case").click().run()
    assert "Asked for the correction: Gideon Falk." in shown(app)


def test_a_mentor_reads_what_was_written_for_them_and_nothing_else_of_a_case(queue):
    app = looked_at(queue, TITLE)
    mentor = case_called(TITLE)[1]
    assert "Were the Monday evenings groups?" not in shown(opened("overview", Role.MENTOR, mentor)), "at first nothing"
    next(each for each in app.text_area if each.label == "What should the mentor read?").set_value(
        "Were the Monday evenings groups?"
    )
    next(each for each in app.text_input if each.label == "Why").set_value("He should hear it from us")
    app = next(each for each in app.button if each.label == "Show it to the mentor").click().run()
    assert not app.error, [each.value for each in app.error]
    app = opened("overview", Role.MENTOR, mentor)
    assert "Were the Monday evenings groups?" in shown(app)
    seen = everything(app).replace("\\", "")
    assert "He should hear it from us" not in seen and "Two sessions" not in seen
