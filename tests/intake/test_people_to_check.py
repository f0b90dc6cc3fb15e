"""Whom a file names that we do not know, or who was not certified on the day: said before anything is imported."""

import pytest

from mentorship.intake.importer import import_file
from mentorship.intake.options import ImportOptions
from mentorship.intake.preview import preview_file
from mentorship.store.connection import open_store
from tests.support.small_programme import PEOPLE

HEADINGS = "held_on,mentee,mentee_name,mentor,activity,modality,minutes"


@pytest.fixture
def told(tmp_path, policy):
    """What a trial says of the people of some rows."""
    store = open_store(None)

    def of(*rows, people=PEOPLE):
        if people:
            (tmp_path / "people.csv").write_text(people, "utf-8")
            import_file(store, tmp_path / "people.csv", policy)
        (tmp_path / "sessions.csv").write_text("\n".join([HEADINGS, *rows]) + "\n", "utf-8")
        found = import_file(store, tmp_path / "sessions.csv", policy, dry_run=True)
        shown = preview_file(store, tmp_path / "sessions.csv", policy, ImportOptions())
        assert shown.preview is not None
        assert shown.preview.result.people_to_check == found.people_to_check, "page and terminal say the same"
        return found.people_to_check

    yield of
    store.close()


def test_whom_we_know_and_was_certified_is_not_mentioned(told):
    assert told("2025-03-03,ada,,mia,one_to_one,virtual,60") == []


def test_a_mentee_whom_we_do_not_know(told):
    said = told(*2 * ["2025-03-03,new@x.org,Nell New,mia,one_to_one,virtual,60"])
    assert said == [
        "Mentees who are not in the people data: Nell New (2 sessions). Their sessions come in all the same."
    ]


def test_a_mentor_whom_we_do_not_know(told):
    (said,) = told("2025-03-03,ada,,somebody@x.org,one_to_one,virtual,60")
    assert "not in the people data: somebody@x.org (1 session)" in said
    assert said.startswith("Mentors and therapists")


@pytest.mark.parametrize(("day", "certified"), [("2024-12-31", True), ("2025-01-01", False)])
def test_a_certificate_holds_until_its_last_day(told, day, certified):
    said = told(f"{day},ada,,max,one_to_one,virtual,60")
    wanted = "Not certified on the day, by the people data: Max Wood (1 session). Such sessions earn no credit."
    assert said == ([] if certified else [wanted])


def test_a_treatment_asks_for_another_certificate_than_a_group(told):
    """Mia has Techniques certification since 2010 and mentors since 2015."""
    assert told("2012-03-03,ben,,mia,treatment,in_person,60", "2014-06-03,ben,,mia,one_to_one,virtual,60") == [
        "Not certified on the day, by the people data: Mia Stone (1 session). Such sessions earn no credit."
    ]


def test_a_therapist_without_certification(told):
    """Blank is an answer, where both columns are there; one that is missing says nothing."""
    row = "2025-03-03,ben,,ada,treatment,in_person,60"
    assert told(row) == []
    both = PEOPLE.replace("registered_on", "registered_on,diplomate_certified_on", 1)
    (said,) = told(row, people=both)
    assert "Ada Lane (1 session)" in said


def test_what_asks_for_nobody_says_nothing(told):
    assert told("2025-03-03,ada,,somebody@x.org,study_group,virtual,60") == []
    assert told("2025-03-03,ada,,max,one_to_one,virtual,60".replace("one_to_one,virtual", "conference,virtual")) == []


def test_without_people_data_nobody_is_a_stranger(told):
    assert told("2025-03-03,ada,,mia,one_to_one,virtual,60", people=None) == []


def test_many_are_counted(told):
    (said,) = told(*(f"2025-03-03,n{number:02d}@x.org,,mia,one_to_one,virtual,60" for number in range(12)))
    assert "n09@x.org (1 session) and 2 more" in said
