"""Mentors on screen: who is out of contact, what their sessions look like, a contact logged there, the dossier."""

import pytest

from mentorship.access import Role
from pages.parts import resources
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]

SILENT = "Rosalind Okafor"


def silent_mentor(app):
    """The one row of the view that the overview opens."""
    app.query_params["view"] = "no_contact"
    return app.run()


def test_whom_have_i_not_spoken_to_and_what_do_their_sessions_look_like(at_home, sample_copy):
    at_home(sample_copy)
    app = silent_mentor(opened("mentor_activity", Role.OMBUDSMAN))
    assert f'"{SILENT}"' in everything(app)
    app.query_params["mentor"] = _id_of(SILENT)
    app = app.run()
    assert "sessions, the newest first" in shown(app)
    assert "sessions in the last twelve months: is it time to talk?" in shown(app)


def test_a_contact_logged_beside_the_list_takes_the_mentor_out_of_it(at_home, sample_copy):
    at_home(sample_copy)
    app = silent_mentor(opened("mentor_activity", Role.OMBUDSMAN))
    assert "1 of those certified and active has gone a year or longer without contact" in shown(app)
    app.query_params["mentor"] = _id_of(SILENT)
    app = app.run()
    next(each for each in app.button if each.label == "Log it").click()
    app = app.run()
    assert f"The contact with {SILENT} on 15 Nov 2026 is logged" in " ".join(
        each.value.replace("\\", "") for each in app.success
    )
    assert "None of those certified and active have gone a year or longer without contact" in shown(app)


def _id_of(name):
    with resources.store().cursor() as cursor:
        return cursor.execute("select person from person where name = ?", [name]).fetchall()[0][0]


def test_views_without_anybody_are_no_tabs(at_home, sample_copy):
    at_home(sample_copy)
    sent = everything(opened("mentor_activity", Role.OMBUDSMAN))
    assert "No contact in 12 months · 1" in sent
    assert "Not started · 0" not in sent


def test_a_period_that_cannot_be_is_a_sentence(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("mentor_activity", Role.OMBUDSMAN)
    app.query_params["from"], app.query_params["until"] = "2026-05-01", "2026-04-01"
    assert "after its end" in shown(app.run())


def test_leadership_reads_bands_and_no_name(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("mentor_activity", Role.LEADERSHIP)
    app.query_params["mentor"] = "P-1003"
    assert "Frank Adler" not in everything(app.run())


def test_mentors_read_their_own_dossier_without_notes_and_cases(at_home, sample_copy):
    at_home(sample_copy)
    own = opened("mentor_dossier", Role.MENTOR, "P-1003")
    own.query_params["mentor"] = "P-1021"
    own = own.run()
    assert "You have led" in shown(own)
    sent = everything(own)
    assert "Notes" not in sent and "Log a contact" not in sent and "Cases" not in sent
    assert "Alba Castaño" not in sent, "another mentor’s id in the address changes nothing"


def test_a_note_is_kept_for_the_ombudsman_alone(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("mentor_dossier", Role.OMBUDSMAN)
    app.query_params["mentor"] = "P-1003"
    app = app.run()
    next(each for each in app.text_area if each.label == "A note").set_value("Wants to lead fewer groups")
    app = next(each for each in app.button if each.label == "Save it").click().run()
    assert "Wants to lead fewer groups" in shown(app)
    assert "Wants to lead" not in everything(opened("mentor_dossier", Role.MENTOR, "P-1003"))


def test_without_data_there_is_nothing_to_filter(at_home, tmp_path):
    at_home(tmp_path / "empty.duckdb")
    app = opened("mentor_activity", Role.OMBUDSMAN)
    assert "No mentors are on record yet" in shown(app)
    assert not app.button_group
