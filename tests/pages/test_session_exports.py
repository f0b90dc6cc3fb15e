"""Imports on screen: those in force and those undone stand apart; the sample is named while any of it is in."""

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.imports import import_file, undo_import
from pages.parts import resources
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, said, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]

OMBUDSMAN = Viewer(Role.OMBUDSMAN)
OWN = "held_on,mentee,activity,modality,minutes,mentor\n2025-03-03,ada@example.org,one_to_one,virtual,60,m-1\n"


@pytest.fixture
def with_own(at_home, sample_copy, tmp_path):
    """The page with the sample and a file of one's own."""
    at_home(sample_copy)
    opened("session_exports", Role.OMBUDSMAN)
    (tmp_path / "own.csv").write_text(OWN, "utf-8")
    import_file(OMBUDSMAN, resources.store(), tmp_path / "own.csv", resources.policy())


def test_an_undone_import_leaves_the_list_and_stands_folded_below(with_own):
    app = opened("session_exports", Role.OMBUDSMAN)
    assert "from 4 imports" in shown(app)
    app.query_params["import"] = "4"
    assert "Undo this import" in everything(app.run()), "in the row itself"
    undo_import(OMBUDSMAN, resources.store(), "4")
    app = opened("session_exports", Role.OMBUDSMAN)
    assert "from 3 imports" in shown(app)
    (fold,) = [each for each in app.expander if each.label.startswith("Undone")]
    assert fold.label == "Undone · 1"
    assert everything(app).count("own.csv") == 1


def test_the_sample_is_named_while_any_of_it_is_in(with_own):
    assert "Sample data mixed with your own" in said(opened("mentee_progress", Role.OMBUDSMAN))
    app = opened("session_exports", Role.OMBUDSMAN)
    assert "Undo it before you import your own records" in shown(app)
    app = next(each for each in app.button if each.label == "Undo the sample").click().run()
    assert "Sample data" not in said(app)
    assert "from 1 import" in shown(app)


def test_whoever_only_occurs_in_sessions_is_not_registered(with_own):
    app = opened("session_exports", Role.OMBUDSMAN)
    next(each for each in app.button if each.label == "Undo the sample").click().run()
    assert "registered" not in shown(opened("overview", Role.OMBUDSMAN)).replace("Nobody is registered yet", "")
