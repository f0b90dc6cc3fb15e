"""Headings: how they are compared, which are known, which are only similar."""

import pytest

from mentorship.errors import MappingError
from mentorship.intake.columns import COLUMNS
from mentorship.intake.headings import column_key, heading_key, known_headings, suggestions
from mentorship.intake.importer import import_file
from mentorship.vocabulary import Kind
from tests.support.stores import rows


def test_what_is_only_similar_is_suggested_and_not_applied(store, policy, tmp_path):
    file = tmp_path / "s.csv"
    file.write_text(
        "Datum der Sitzungen;mentee;activity;modality;minutes;mentor\n03.03.2025;a;1x1;virtual;60;m\n", "utf-8"
    )
    with pytest.raises(MappingError, match="Perhaps “Datum der Sitzungen” is it: --map held_on="):
        import_file(store, file, policy)
    import_file(store, file, policy, renames={"held_on": "Datum der Sitzungen"}, dates="day-first")
    assert rows(store)[0][0] == "2025-03-03"


def test_a_suggestion_names_the_column_and_how_similar_it_is():
    found = suggestions(["Mentors name", "Date of sesion", "Colour", "", "held_on"], Kind.SESSIONS)
    assert found.keys() == {"Mentors name", "Date of sesion"}, "a known heading needs no suggestion"
    assert (found["Date of sesion"].column, found["Mentors name"].column) == ("held_on", "mentor_name")
    assert all(80 <= each.similarity < 100 for each in found.values())


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Mentor's name", "mentor s name"), ("  FECHA de la sesión ", "fecha de la sesion"), ("Straße", "strasse"),
        ("Start Date & Time", "start date & time"), ("Дата", "дата"), ("日付", "日付"), ("***", "***"), ("", ""),
    ],
)  # fmt: skip
def test_headings_are_compared_without_case_accents_and_marks(heading, key):
    assert heading_key(heading) == key


@pytest.mark.parametrize(("heading", "key"), [("Held on ", "held_on"), ("held-on", "held_on"), ("Mentee", "mentee")])
def test_our_own_headings_may_be_written_in_words(heading, key):
    assert column_key(heading) == key


def test_every_column_is_known_by_its_own_name():
    for kind in Kind:
        for name in COLUMNS[kind]:
            assert known_headings()[kind][heading_key(name)] == name
