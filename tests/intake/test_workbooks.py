"""Workbooks say what their CSV says, whoever saved them; stray cells do not fill the memory."""

import shutil
import subprocess
from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from mentorship.errors import FileError, MentorshipError
from mentorship.intake.importer import import_file
from tests.conftest import lacks
from tests.support.importing import GOOD, HEADINGS, cells, take, take_file
from tests.support.workbooks import BOOK_HEADINGS, BOOK_ROWS, MARCH_4, workbook

pytestmark = pytest.mark.slow

AS_TEXT = [
    BOOK_HEADINGS,
    ["2025-03-03", "ada", "one_to_one", "virtual", "", "1:30", "14:30", "", "mia", "", "5", "120.50", "first"],
    ["2025-03-04", "1001", "one_to_one", "virtual", "1.125000", "", "9:15", "10:23", "mia", "yes", "4", "80", ""],
    ["2025-03-05", "ben", "treatment", "in_person", "", "75 min", "8:05", "", "noor", "", "", "", "x"],
    ["2025-12-01", "ada", "small_group", "virtual", "", "", "0:00", "1:30", "mia", "no", "", "0", ""],
    ["2025-12-02", "ada", "clinical_application", "virtual", "", "1830 min", "", "", "", "yes", "", "", "two days"],
]


@pytest.fixture(scope="module")
def as_text(tmp_path_factory):
    taken = take(tmp_path_factory.mktemp("text"), cells(AS_TEXT))
    assert taken.result.accepted == len(BOOK_ROWS)
    assert taken.column("minutes") == [90, 68, 75, 90, 1830]
    assert taken.column("starts_at") == [870, 555, 485, 0, None]
    return taken.without_place


def test_a_workbook_says_what_its_csv_says(tmp_path, as_text):
    taken = take(tmp_path, workbook(), "form.xlsx")
    assert taken.result.problems == []
    assert taken.column("row") == [5, 6, 8, 9, 10], "rows as the workbook counts them"
    assert taken.without_place == as_text


@pytest.mark.parametrize("name", ["form.csv", "form.xls", "form.ods", "form"])
def test_a_workbook_under_another_name(tmp_path, as_text, name):
    assert take(tmp_path, workbook(), name).without_place == as_text


@pytest.fixture(scope="module")
def resaved(tmp_path_factory):
    """Has LibreOffice save the workbook again, in another format."""
    soffice = shutil.which("soffice")
    if not soffice:
        lacks("soffice")
    folder = tmp_path_factory.mktemp("office")
    original = folder / "form.xlsx"
    original.write_bytes(workbook())

    def save_as(form: str) -> Path:
        subprocess.run(
            [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form,
             "--outdir", folder / "saved", original],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        saved: Path = folder / "saved" / f"form.{form}"
        return saved

    return save_as


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_a_workbook_that_libreoffice_saved(resaved, as_text, form):
    taken = take_file(resaved(form))
    assert taken.result.problems == []
    assert taken.column("row") == [5, 6, 8, 9, 10]
    assert taken.without_place == as_text


def test_every_minute_of_the_day_is_read_as_itself(tmp_path):
    """Times are fractions of a day in a workbook: none may end up a minute early."""
    moments = [time(at // 60, at % 60) if at % 2 else MARCH_4 + timedelta(minutes=at) for at in range(1, 1440)]
    rows = [[date(2025, 3, 3), "ada", "one_to_one", "virtual", 1, None, moment, None, "mia"] for moment in moments]
    assert take(tmp_path, workbook(rows), "form.xlsx").column("starts_at") == list(range(1, 1440))


def test_a_problem_in_a_workbook(tmp_path):
    rows = [BOOK_ROWS[0], [*BOOK_ROWS[0][:4], None, 1.5, *BOOK_ROWS[0][6:]]]
    taken = take(tmp_path, workbook(rows), "form.xlsx")
    (problem,) = taken.result.problems
    assert (problem.file, problem.row, problem.column, problem.read) == ("form.xlsx", 6, "duration", "1.5")
    assert taken.result.accepted == 1


def test_a_merged_cell_speaks_for_its_first_row_only(tmp_path):
    """Whether the rows below are meant, too, is not for us to guess: they are problems."""
    taken = take(tmp_path, workbook([BOOK_ROWS[0], BOOK_ROWS[0]], merged=["B5:B6"]), "form.xlsx")
    assert [(each.row, each.column) for each in taken.result.problems] == [(6, "mentee")]
    assert taken.result.accepted == 1


def test_any_byte_of_a_workbook_may_be_wrong(tmp_path):
    """Whatever a disk or a mail program did to a workbook: it is read, or refused in a sentence."""
    whole = workbook()
    for place in range(0, len(whole), len(whole) // 15):
        spoilt = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        try:
            take(tmp_path, spoilt, "form.xlsx")
        except MentorshipError as error:
            assert error.message.startswith("form.xlsx")


def test_midnight_in_a_workbook_is_a_time_among_times(tmp_path):
    """A moment at midnight arrives as a bare date. Where nothing in its column has a time it stays one."""
    evening = [MARCH_4 + timedelta(minutes=1380), "ada", "one_to_one", "virtual", None, None,
               MARCH_4 + timedelta(minutes=1380), MARCH_4 + timedelta(days=1), "mia"]  # fmt: skip
    early = [MARCH_4, "ada", "one_to_one", "virtual", None, None, MARCH_4, MARCH_4 + timedelta(minutes=45), "mia"]
    taken = take(tmp_path, workbook([evening, early]), "form.xlsx")
    assert taken.result.problems == []
    assert list(zip(taken.column("starts_at"), taken.column("minutes"), strict=True)) == [(1380, 60), (0, 45)]
    days_only = [*early[:5], timedelta(minutes=60), MARCH_4, None, "mia"]
    result = take(tmp_path, workbook([days_only]), "form.xlsx").result
    assert [each.column for each in [*result.problems, *result.questions]] == ["starts_at"]


def test_a_table_that_starts_further_right_and_lower(tmp_path):
    book = openpyxl.Workbook()
    for down, row in enumerate([HEADINGS.split(","), GOOD.split(",")]):
        for right, cell in enumerate(row):
            book.active.cell(4 + down, 3 + right, cell)
    book.save(tmp_path / "form.xlsx")
    taken = take_file(tmp_path / "form.xlsx")
    assert (taken.column("row"), taken.column("mentor")) == ([5], ["mia"])


def test_a_stray_cell_far_out_does_not_fill_the_memory(store, policy, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["held_on", "mentee"])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "stray.xlsx")
    with pytest.raises(FileError, match="1,048,576 rows and 16,384 columns"):
        import_file(store, tmp_path / "stray.xlsx", policy)
