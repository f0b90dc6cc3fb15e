"""Exports as they really come: each imports by itself, or asks exactly what the file cannot answer."""

import csv

import pytest

from mentorship.errors import MappingError
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from tests.conftest import ROOT
from tests.support.stores import rows, undo

pytestmark = pytest.mark.slow

EXPORTS = ROOT / "tests" / "exports"


#: What each export cannot say: in turn, the words of the question, and the answer.
ASKED = {
    "attendance_report.csv": [("activity", "small_group")],
    "attendance_totals.csv": [("held_on", "2025-03-03"), ("activity", "small_group")],
    "scheduler_meetings.csv": [],
    "scheduler_appointments.csv": [("modality", "virtual")],
    "form_responses.csv": [],
    "formular_antworten.csv": [],
    "respuestas.csv": [],
    "reponses.csv": [],
    "tracking_form.xlsx": [],
}


#: What else is given, because without it rows are problems.
GIVEN = {
    "attendance_totals.csv": {"mentor": "grace@example.org"},
    "scheduler_appointments.csv": {"mentor": "grace@example.org"},
}


def expected(name):
    with (EXPORTS / f"{name}.expected").open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))[1:]


def test_every_export_has_its_expected_rows():
    files = {file.name for file in EXPORTS.iterdir() if file.is_file() and not file.name.endswith(".expected")}
    assert files == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_an_export_asks_what_it_cannot_say_and_nothing_else(store, policy, name):
    given = dict(GIVEN.get(name, {}))
    for column, answer in ASKED[name]:
        with pytest.raises(MappingError, match=f"--set {column}=VALUE"):
            import_file(store, EXPORTS / name, policy, fill=given)
        given[column] = answer
    result = import_file(store, EXPORTS / name, policy, fill=given)
    assert rows(store) == expected(name)
    bad = len({(problem.file, problem.row) for problem in result.problems})
    assert result.rows == result.accepted + result.replaced + result.unchanged + bad


def test_a_place_that_says_nothing_of_the_modality_is_a_problem_with_the_words_read(store, policy):
    result = import_file(store, EXPORTS / "scheduler_meetings.csv", policy)
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.read) == (5, "modality", "12 High Street")
    again = import_file(open_store(None), EXPORTS / "scheduler_meetings.csv", policy, fill={"modality": "in_person"})
    assert again.problems == []


def test_a_workbook_with_several_sheets_is_undone_as_one(store, policy):
    result = import_file(store, EXPORTS / "tracking_form.xlsx", policy)
    assert (result.rows, result.accepted) == (4, 4)
    assert import_file(store, EXPORTS / "tracking_form.xlsx", policy).unchanged == 4
    undo(store, str(result.import_id))
    assert rows(store) == []
