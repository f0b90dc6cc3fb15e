"""Whether a table holds sessions, people or contacts."""

import pytest

from mentorship.errors import MappingError
from mentorship.intake.detect_kind import kind_of_table
from mentorship.intake.options import ImportOptions
from mentorship.intake.readers import RawTable
from mentorship.vocabulary import Kind


def kind(*headings, **options):
    return kind_of_table(RawTable("s.csv", list(headings), 1, []), ImportOptions(**options))


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("held_on", "mentee", "activity", "modality"), Kind.SESSIONS),
        (("Date", "Mentor", "Mentee", "Hours"), Kind.SESSIONS),
        (("Timestamp", "Email", "Date of session", "How long?"), Kind.SESSIONS),
        (("Name", "Email", "Duration (Minutes)"), Kind.SESSIONS),
        (("Datum", "Mentorin", "Teilnehmer", "Dauer (Std.)"), Kind.SESSIONS),
        (("person", "name"), Kind.PEOPLE),
        (("Name", "E-mail", "Country"), Kind.PEOPLE),
        (("mentor", "contacted_on", "notes"), Kind.CONTACTS),
    ],
)
def test_a_kind_is_chosen_by_headings_that_only_it_has(headings, expected):
    assert kind(*headings) is expected


@pytest.mark.parametrize("headings", [("E-mail",), ("Email", "Colour"), ("Mentor", "Date", "Whatever"), ("xx", "yyy")])
def test_what_two_kinds_could_have_is_asked(headings):
    with pytest.raises(MappingError, match="--kind sessions, --kind people or --kind contacts"):
        kind(*headings)
