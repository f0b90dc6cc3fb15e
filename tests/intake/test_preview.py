"""A preview says what a file holds and what importing it would do, and keeps nothing."""

import zipfile

import openpyxl
import pytest

from mentorship.errors import FileError
from mentorship.intake.importer import import_file
from mentorship.intake.options import ImportOptions
from mentorship.intake.preview import Misfits, misfits, preview_file
from mentorship.intake.results import Problem
from mentorship.vocabulary import Kind
from tests.conftest import ROOT, SAMPLE
from tests.support.importing import GOOD, HANDBOOK, HEADINGS, table
from tests.support.stores import asked

EXPORTS = ROOT / "tests" / "exports"
EMPTY = [[(0,)], [(0,)], [(0,)]]


def kept(store):
    """How many imports, sessions and problems the store has."""
    return asked(store, *(f"select count(*) from {name}" for name in ("import", "session_fact", "problem")))


def test_a_preview_keeps_nothing(store, tmp_path):
    (tmp_path / "s.csv").write_text(table(GOOD, GOOD.replace("60", "long"), GOOD + "x"))
    found = preview_file(store, tmp_path / "s.csv", HANDBOOK, ImportOptions())
    assert found.preview is not None
    result = found.preview.result
    assert (result.import_id, result.rows, result.accepted, len(result.problems)) == (None, 3, 2, 1)
    rows = [(row["row"], row["mentee"], row["minutes"]) for row in found.preview.rows]
    assert rows == [(2, "ada", 60), (4, "ada", 60)], "the good rows, as they would be stored"
    assert kept(store) == EMPTY


@pytest.mark.parametrize("kind", list(Kind))
def test_a_file_of_each_kind_is_shown_as_it_would_be_stored(store, kind):
    found = preview_file(store, SAMPLE / f"{kind}.csv", HANDBOOK, ImportOptions())
    assert found.preview is not None
    assert found.preview.result.kind is kind
    assert len(found.preview.rows) == 5
    assert not {"original", "content", "occurrence", "problems"} & found.preview.rows[0].keys()


def test_a_file_that_is_here_already_shows_no_rows(store, tmp_path):
    (tmp_path / "s.csv").write_text(table(GOOD))
    import_file(store, tmp_path / "s.csv", HANDBOOK)
    found = preview_file(store, tmp_path / "s.csv", HANDBOOK, ImportOptions())
    assert found.preview is not None
    assert (found.preview.result.unchanged, found.preview.rows) == (1, [])


def test_an_archive_shows_its_sessions(store, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.writestr("people.csv", "person,name\nP-1,Ada\n")
        packed.writestr("sessions.csv", table(GOOD))
    found = preview_file(store, tmp_path / "all.zip", HANDBOOK, ImportOptions())
    assert [each.kind for each in found.tables] == [Kind.PEOPLE, Kind.SESSIONS]
    assert found.preview is not None
    assert (found.preview.result.rows, [row["mentee"] for row in found.preview.rows]) == (2, ["ada"])
    assert kept(store) == EMPTY


def test_headings_are_shown_with_their_columns_and_examples(store, tmp_path):
    content = "held_on,mentee,Date of sesion,activity,modality,minutes,mentor\n" + "".join(
        f"2025-03-0{day},ada,{day},one_to_one,virtual,60,mia\n" for day in range(1, 6)
    )
    (tmp_path / "s.csv").write_text(content)
    (shown,) = preview_file(store, tmp_path / "s.csv", HANDBOOK, ImportOptions()).tables
    first, mentee, similar = shown.headings[:3]
    assert (first.column, first.examples) == ("held_on", ["2025-03-01", "2025-03-02", "2025-03-03"])
    assert (mentee.column, mentee.examples) == ("mentee", ["ada"])
    assert (similar.column, similar.similar) == (None, "held_on")
    assert shown.missing == ()


def test_a_heading_is_shown_as_the_column_that_is_worked_out_from_it(store):
    (shown,) = preview_file(store, EXPORTS / "formular_antworten.csv", HANDBOOK, ImportOptions()).tables
    columns = {each.heading: each.column for each in shown.headings}
    assert columns["War es virtuell?"] == "modality"


def test_what_is_missing_is_named_and_what_is_known_is_shown(store):
    found = preview_file(store, EXPORTS / "attendance_report.csv", HANDBOOK, ImportOptions())
    (shown,) = found.tables
    assert (shown.profile, shown.missing, found.preview) == ("attendance", ("activity",), None)
    assert "does not say activity" in found.trouble
    columns = {each.heading: each.column for each in shown.headings}
    assert (columns["User Email"], columns["Name (Original Name)"]) == ("mentee", "mentee_name")


def test_sheets_in_which_nothing_is_known_are_not_shown(store, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["How to fill in this form"])
    sheet = book.create_sheet("Log")
    for row in (HEADINGS.split(","), GOOD.split(",")):
        sheet.append(row)
    book.save(tmp_path / "s.xlsx")
    found = preview_file(store, tmp_path / "s.xlsx", HANDBOOK, ImportOptions())
    assert [each.sheet for each in found.tables] == ["Log"]


def test_a_file_that_cannot_be_read_at_all_is_an_error(store, tmp_path):
    (tmp_path / "s.csv").write_bytes(b"")
    with pytest.raises(FileError):
        preview_file(store, tmp_path / "s.csv", HANDBOOK, ImportOptions())


def test_misfits_count_rows_and_give_an_example():
    problems = [
        Problem("s.csv", 2, "minutes", "long", "whole minutes", ""),
        Problem("s.csv", 3, "minutes", "short", "whole minutes", ""),
        Problem("s.csv", 3, None, None, "as many cells as headings", ""),
        Problem("s.csv", 4, "mentor", None, "an id", ""),
    ]
    assert misfits(problems) == {
        "minutes": Misfits(2, "long", "whole minutes"), "mentor": Misfits(1, None, "an id"),
    }  # fmt: skip
