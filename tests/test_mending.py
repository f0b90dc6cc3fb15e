"""Rows with problems go out, are mended in a spreadsheet, and come back: to the letter, once, read as before."""

import csv
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.errors import ArgumentError
from mentorship.intake.history import import_history, mend_problems, problem_rows
from mentorship.intake.importer import import_file, undo_import
from mentorship.intake.looking import look
from mentorship.intake.mapping import How
from mentorship.intake.mending import guarded, mend_as_xlsx, unguarded
from mentorship.policy.reading import read_handbook
from mentorship.store.connection import open_store
from mentorship.wording import neutral
from tests.conftest import ROOT
from tests.test_imports import PEOPLE, SESSIONS, asked, counts, now, session, write

HANDBOOK = read_handbook()


@pytest.fixture
def store():
    opened = open_store(None)
    yield opened
    opened.close()


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def mended(store, number: str, folder: Path, changes: dict[tuple[int, str], str], name: str = "mended.csv") -> Path:
    """The file to mend of an import, with these cells (row from 1, heading) put right."""
    mend_problems(store, number, folder / name)
    headings, *rows = read(folder / name)
    for (row, heading), cell in changes.items():
        rows[row - 1][headings.index(heading)] = cell
    return write(folder, name, tuple(headings), *rows)


def to_mend(store) -> dict[int, int]:
    return {row["import_no"]: row["rows_to_mend"] for row in import_history(store) if row["rows_to_mend"]}


@given(st.text(alphabet="'=+-@\t\r\n a1\u00a0＝", max_size=6))
def test_every_cell_comes_back_to_the_letter(cell):
    assert unguarded(guarded(cell)) == cell
    assert neutral(guarded(cell)) == guarded(cell), "and no spreadsheet takes it for a formula on the way"


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_mended_rows_are_in_and_their_problems_settled(store, tmp_path, suffix):
    notes = ["=cmd()", "'=quoted", "+49 170", "a, b\nsecond line", "-"]
    rows = [(*session(f"S{n}", "someday"), note) for n, note in enumerate(notes)]
    path = write(tmp_path, "s.csv", (*SESSIONS, "notes"), (*session("S9"), "fine"), *rows)
    assert counts(import_file(store, path, HANDBOOK)) == (6, 1, 0, 0, 5)
    out = tmp_path / f"mend.{suffix}"
    assert mend_problems(store, "1", out) == 5
    if suffix == "csv":
        out.write_text(out.read_text("utf-8-sig").replace(",someday,", ",2025-03-04,"), "utf-8-sig")
    else:
        book = openpyxl.load_workbook(out)
        for cells in book.active.iter_rows(min_row=2):
            assert [cell.data_type for cell in cells if cell.value] == ["s"] * 10
            cells[1].value = "2025-03-04"
        book.save(out)
    assert counts(import_file(store, out, HANDBOOK)) == (5, 5, 0, 0, 0)
    assert asked(store, "select notes from current_session where session_id != 'S9'") == [
        sorted([(note,) for note in notes], key=repr)
    ]
    assert asked(store, "select distinct len(string_split(original, chr(31))) from current_session") == [[(8,)]]
    assert to_mend(store) == {}
    assert problem_rows(store, "1")[1] == []
    assert [row["problem_rows"] for row in import_history(store)] == [0, 5], "what happened stays in the history"


def test_the_mended_file_twice_changes_nothing(store, tmp_path):
    import_file(store, write(tmp_path, "s.csv", SESSIONS, session("S1", "soon"), session("", minutes=-5)), HANDBOOK)
    path = mended(store, "1", tmp_path, {(1, "held_on"): "2025-03-04", (2, "minutes"): "50"})
    assert counts(import_file(store, path, HANDBOOK)) == (2, 2, 0, 0, 0)
    before = now(store)
    again = import_file(store, path, HANDBOOK)
    assert (again.import_id, counts(again)) == (None, (2, 0, 0, 2, 0))
    assert (now(store), to_mend(store)) == (before, {})


def test_what_is_mended_in_two_goes_is_asked_for_once(store, tmp_path):
    """A row that is still a problem is one of the newer import; taking imports back opens what they had settled."""
    import_file(store, write(tmp_path, "s.csv", SESSIONS, session("S1", "soon"), session("S2", "later")), HANDBOOK)
    assert to_mend(store) == {1: 2}
    first = mended(store, "1", tmp_path, {(1, "held_on"): "2025-03-04"}, "first.csv")
    assert counts(import_file(store, first, HANDBOOK)) == (2, 1, 0, 0, 1)
    assert to_mend(store) == {2: 1}
    second = mended(store, "2", tmp_path, {(1, "held_on"): "2025-03-05"}, "second.csv")
    assert counts(import_file(store, second, HANDBOOK)) == (1, 1, 0, 0, 0)
    assert to_mend(store) == {}
    undo_import(store, "2")
    assert to_mend(store) == {1: 1}, "the other row is in still, by the second file"
    import_file(store, first, HANDBOOK)
    assert to_mend(store) == {}, "the second file is the later one"
    undo_import(store, "3")
    assert to_mend(store) == {4: 1}
    undo_import(store, "4")
    assert to_mend(store) == {1: 2}
    undo_import(store, "1")
    assert to_mend(store) == {}
    assert asked(store, "select * from import_told", "select * from brought_back") == [[], []]


def test_a_row_is_known_by_its_file_and_not_by_the_number_of_its_import(store, tmp_path):
    """The file taken back and brought in again, or another file with that number: problems are not mixed up."""
    path = write(tmp_path, "s.csv", SESSIONS, session("S1", "soon"))
    import_file(store, path, HANDBOOK)
    mend = mended(store, "1", tmp_path, {(1, "held_on"): "2025-03-04"})
    undo_import(store, "1")
    import_file(store, write(tmp_path, "other.csv", SESSIONS, session("S2", "later")), HANDBOOK)
    import_file(store, path, HANDBOOK)
    import_file(store, mend, HANDBOOK)
    assert to_mend(store) == {2: 1}
    other = open_store(None)
    import_file(other, tmp_path / "other.csv", HANDBOOK)
    import_file(other, mend, HANDBOOK)
    assert to_mend(other) == {1: 1}
    other.close()


def test_the_order_of_days_is_that_of_the_whole_file(store, tmp_path):
    """31/12/2025 settled it; the row to mend alone says nothing, or would say something else."""
    path = write(
        tmp_path, "s.csv", SESSIONS, session("S1", "31/12/2025"), session("S2", "03/04/2025", -1),
        session("S3", "", 60),
    )  # fmt: skip
    assert counts(import_file(store, path, HANDBOOK)) == (3, 1, 0, 0, 2)
    path = mended(store, "1", tmp_path, {(1, "minutes"): "60", (2, "held_on"): "02/13/2025"})
    assert counts(import_file(store, path, HANDBOOK)) == (2, 1, 0, 0, 1)
    assert asked(store, "select held_on::varchar from current_session where session_id = 'S2'") == [[("2025-04-03",)]]


def test_what_was_told_of_the_file_is_known_of_its_rows(store, tmp_path):
    headings = ("Tag", "mentee", "Art", "minutes", "mentor")
    rows = [("2025-03-03", "ada", "Einzel", 60, "mia"), ("bald", "ada", "Einzel", 60, "mia")]
    told = {
        "fill": {"modality": "virtual"}, "renames": {"held_on": "Tag", "activity": "Art"},
        "values": {"activity": {"Einzel": "one_to_one"}},
    }  # fmt: skip
    assert counts(import_file(store, write(tmp_path, "s.csv", headings, *rows), HANDBOOK, **told)) == (2, 1, 0, 0, 1)
    path = mended(store, "1", tmp_path, {(1, "Tag"): "2025-03-04"})
    # Words told now are known beside those told then.
    more = How(values={"activity": {"Gruppe": "small_group"}})
    (seen,) = look(path, HANDBOOK, more, store)
    assert (seen.missing, [each.heading for each in seen.headings]) == ((), list(headings))
    assert counts(import_file(store, path, HANDBOOK, more)) == (1, 1, 0, 0, 0)
    assert asked(store, "select distinct activity, modality, minutes from current_session") == [
        [("one_to_one", "virtual", 60)]
    ]


def test_an_attendance_report_is_whole_again(store, tmp_path):
    """What stood above its headings is known of the rows, and a guest who joined twice is two rows to mend."""
    report = (ROOT / "tests" / "exports" / "attendance_report.csv").read_text("utf-8")
    times = (("11:40:00", "11:50:00", 10), ("11:55:00", "11:59:00", 4))
    guest = "".join(f"Guest One,,09/24/2020 {begin} AM,09/24/2020 {end} AM,{long},Yes\n" for begin, end, long in times)
    path = tmp_path / "report.csv"
    path.write_text(report + guest, "utf-8")
    assert len(import_file(store, path, HANDBOOK, fill={"activity": "small_group"}).problems) == 2
    mend_problems(store, "1", tmp_path / "mend.csv")
    headings, *rows = read(tmp_path / "mend.csv")
    twice = [row for row in rows if row[0] == "Guest One"]
    assert [row[4] for row in twice] == ["10", "4"]
    assert twice[0][-2] == twice[1][-2]
    for row in twice:
        row[headings.index("User Email")] = "guest@example.org"
    assert counts(import_file(store, write(tmp_path, "mend.csv", tuple(headings), *rows), HANDBOOK)) == (2, 1, 0, 0, 1)
    first, guest = asked(
        store, "select distinct session_id, event, mentor, activity from current_session",
        "select session_id, event, mentor, activity, minutes from current_session where mentee = 'guest@example.org'",
    )  # fmt: skip
    assert guest == [(*first[0], 14)]
    assert to_mend(store) == {2: 1}


def test_people_are_mended_too(store, tmp_path):
    path = write(tmp_path, "p.csv", PEOPLE, ("P-1", "a@x.org", "Ada", "someday", ""), ("P-2", "", "Bea", "", ""))
    import_file(store, path, HANDBOOK)
    again = import_file(store, mended(store, "1", tmp_path, {(1, "mentor_since"): "2010-01-01"}), HANDBOOK)
    assert (again.kind, counts(again), to_mend(store)) == ("people", (1, 1, 0, 0, 0), {})


def test_a_column_called_problem_may_be_anybodys(store, tmp_path):
    """It is kept with the row like every other; only apostrophes that guard a formula go, as from our own files."""
    headings = (*SESSIONS, "problem")
    import_file(store, write(tmp_path, "s.csv", headings, (*session("S1"), "'+ sore back")), HANDBOOK)
    kept = "select headings[8], string_split(original, chr(31))[8] from session_fact join import using (import_no)"
    assert asked(store, kept) == [[("problem", "+ sore back")]]


def test_what_no_workbook_holds_is_said(store):
    with pytest.raises(ArgumentError, match="Take them as CSV"):
        mend_as_xlsx(["notes"], [["x" * 40_000]])


# --- contacts ----------------------------------------------------------------------------------------------------


def test_of_a_contact_in_several_files_the_latest_file_is_shown(store, tmp_path):
    """Latest by its place among imports: a file that was taken back and came in again is no later than it was."""
    headings, call = ("mentor", "contacted_on", "channel", "summary"), ("mia", "2025-03-03", "call", "well")
    spring = write(tmp_path, "spring.csv", headings, call)
    summer = write(tmp_path, "summer.csv", headings, ("noor", "2025-04-04", "call", ""), call)
    shown = (
        "select i.file_name, c.row from current_contact as c join import as i using (import_no) where mentor = 'mia'"
    )
    import_file(store, spring, HANDBOOK)
    import_file(store, summer, HANDBOOK)
    assert asked(store, shown) == [[("summer.csv", 3)]]
    undo_import(store, "1")
    import_file(store, spring, HANDBOOK)
    assert asked(store, shown) == [[("summer.csv", 3)]]
    undo_import(store, "2")
    assert asked(store, shown) == [[("spring.csv", 2)]]
