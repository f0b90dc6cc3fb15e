"""Rows with problems go out, are fixed in a spreadsheet, and come back: to the letter, once, read as before."""

import csv

import openpyxl
import pytest

from mentorship.errors import ArgumentError
from mentorship.intake.corrections import RowsToFix, as_xlsx, rows_to_fix, write_rows_to_fix
from mentorship.intake.history import import_history
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from tests.conftest import ROOT
from tests.support.corrections import corrected, read, to_fix
from tests.support.stores import (
    HANDBOOK,
    PEOPLE,
    SESSIONS,
    asked,
    counts,
    now,
    session,
    undo,
    write,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_corrected_rows_are_in_and_their_problems_settled(store, tmp_path, suffix):
    notes = ["=cmd()", "'=quoted", "+49 170", "a, b\nsecond line", "-"]
    rows = [(*session(f"S{n}", "someday"), note) for n, note in enumerate(notes)]
    path = write(tmp_path, "s.csv", (*SESSIONS, "notes"), (*session("S9"), "fine"), *rows)
    assert counts(import_file(store, path, HANDBOOK)) == (6, 1, 0, 0, 5)
    out = tmp_path / f"fix.{suffix}"
    assert write_rows_to_fix(store, "1", out) == 5
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
    assert to_fix(store) == {}
    assert rows_to_fix(store, "1").rows == []
    assert [each.problem_rows for each in import_history(store)] == [0, 5], "what happened stays in the history"


def test_the_corrected_file_twice_changes_nothing(store, tmp_path):
    import_file(store, write(tmp_path, "s.csv", SESSIONS, session("S1", "soon"), session("", minutes=-5)), HANDBOOK)
    path = corrected(store, "1", tmp_path, {(1, "held_on"): "2025-03-04", (2, "minutes"): "50"})
    assert counts(import_file(store, path, HANDBOOK)) == (2, 2, 0, 0, 0)
    before = now(store)
    again = import_file(store, path, HANDBOOK)
    assert (again.import_id, counts(again)) == (None, (2, 0, 0, 2, 0))
    assert (now(store), to_fix(store)) == (before, {})


def test_what_is_fixed_in_two_goes_is_asked_for_once(store, tmp_path):
    """A row that is still invalid is a problem of the newer import; undoing imports reopens what they had settled."""
    import_file(store, write(tmp_path, "s.csv", SESSIONS, session("S1", "soon"), session("S2", "later")), HANDBOOK)
    assert to_fix(store) == {1: 2}
    first = corrected(store, "1", tmp_path, {(1, "held_on"): "2025-03-04"}, "first.csv")
    assert counts(import_file(store, first, HANDBOOK)) == (2, 1, 0, 0, 1)
    assert to_fix(store) == {2: 1}
    second = corrected(store, "2", tmp_path, {(1, "held_on"): "2025-03-05"}, "second.csv")
    assert counts(import_file(store, second, HANDBOOK)) == (1, 1, 0, 0, 0)
    assert to_fix(store) == {}
    undo(store, "2")
    assert to_fix(store) == {1: 1}, "the other row is in still, by the second file"
    import_file(store, first, HANDBOOK)
    assert to_fix(store) == {}, "the second file is the later one"
    undo(store, "3")
    assert to_fix(store) == {4: 1}
    undo(store, "4")
    assert to_fix(store) == {1: 2}
    undo(store, "1")
    assert to_fix(store) == {}
    assert asked(store, "select * from import_options", "select * from corrected_row") == [[], []]


def test_a_row_is_known_by_its_file_and_not_by_the_number_of_its_import(store, tmp_path):
    """After an undo the same file, or another file with its number, may come in: problems are not mixed up."""
    path = write(tmp_path, "s.csv", SESSIONS, session("S1", "soon"))
    import_file(store, path, HANDBOOK)
    fixed = corrected(store, "1", tmp_path, {(1, "held_on"): "2025-03-04"})
    undo(store, "1")
    import_file(store, write(tmp_path, "other.csv", SESSIONS, session("S2", "later")), HANDBOOK)
    import_file(store, path, HANDBOOK)
    import_file(store, fixed, HANDBOOK)
    assert to_fix(store) == {2: 1}
    other = open_store(None)
    import_file(other, tmp_path / "other.csv", HANDBOOK)
    import_file(other, fixed, HANDBOOK)
    assert to_fix(other) == {1: 1}
    other.close()


def test_an_attendance_report_is_whole_again(store, tmp_path):
    """The lines above its headings still count, and a guest who joined twice is two rows to fix."""
    report = (ROOT / "tests" / "exports" / "attendance_report.csv").read_text("utf-8")
    times = (("11:40:00", "11:50:00", 10), ("11:55:00", "11:59:00", 4))
    guest = "".join(f"Guest One,,09/24/2020 {begin} AM,09/24/2020 {end} AM,{long},Yes\n" for begin, end, long in times)
    path = tmp_path / "report.csv"
    path.write_text(report + guest, "utf-8")
    assert len(import_file(store, path, HANDBOOK, fill={"activity": "small_group"}).problems) == 2
    write_rows_to_fix(store, "1", tmp_path / "fix.csv")
    headings, *rows = read(tmp_path / "fix.csv")
    twice = [row for row in rows if row[0] == "Guest One"]
    assert [row[4] for row in twice] == ["10", "4"]
    assert twice[0][-2] == twice[1][-2]
    for row in twice:
        row[headings.index("User Email")] = "guest@example.org"
    assert counts(import_file(store, write(tmp_path, "fix.csv", tuple(headings), *rows), HANDBOOK)) == (2, 1, 0, 0, 1)
    first, of_guest = asked(
        store, "select distinct session_id, event, mentor, activity from current_session",
        "select session_id, event, mentor, activity, minutes from current_session where mentee = 'guest@example.org'",
    )  # fmt: skip
    assert of_guest == [(*first[0], 14)]
    assert to_fix(store) == {2: 1}


def test_people_are_corrected_too(store, tmp_path):
    path = write(tmp_path, "p.csv", PEOPLE, ("P-1", "a@x.org", "Ada", "someday", ""), ("P-2", "", "Bea", "", ""))
    import_file(store, path, HANDBOOK)
    again = import_file(store, corrected(store, "1", tmp_path, {(1, "mentor_since"): "2010-01-01"}), HANDBOOK)
    assert (again.kind, counts(again), to_fix(store)) == ("people", (1, 1, 0, 0, 0), {})


def test_a_column_called_problem_may_be_anybodys(store, tmp_path):
    """It is kept with the row like every other; only apostrophes that guard a formula go, as from our own files."""
    headings = (*SESSIONS, "problem")
    import_file(store, write(tmp_path, "s.csv", headings, (*session("S1"), "'+ sore back")), HANDBOOK)
    kept = "select headings[8], string_split(original, chr(31))[8] from session_fact join import using (import_no)"
    assert asked(store, kept) == [[("problem", "+ sore back")]]


def test_what_no_workbook_holds_is_said(store):
    with pytest.raises(ArgumentError, match="Take them as CSV"):
        as_xlsx(RowsToFix(["notes"], [["x" * 40_000]]))


def test_problems_are_fixed_and_imported_again(store, tmp_path):
    headings = (*SESSIONS, "room", "notes")
    path = write(
        tmp_path, "s.csv", headings,
        (*session("S1"), "hall", ""),
        (*session("S2", "31/02/2025"), "hall 2", "=cmd()"),
        (*session("", minutes=-5), "", "a, b"),
        (*session("S4"), "hall", "fine", "one cell too many"),
    )  # fmt: skip
    assert counts(import_file(store, path, HANDBOOK)) == (4, 1, 0, 0, 3)
    assert write_rows_to_fix(store, "1", tmp_path / "fix.csv") == 3
    with (tmp_path / "fix.csv").open(encoding="utf-8-sig", newline="") as opened:
        written = list(csv.reader(opened))
    assert written[0] == [*headings, "problem_of", "problem"]
    assert [row[:9] for row in written[1:]] == [
        ["S2", "31/02/2025", "ada", "one_to_one", "virtual", "60", "mia", "hall 2", "'=cmd()"],
        ["", "2025-03-03", "ada", "one_to_one", "virtual", "'-5", "mia", "", "a, b"],
        ["S4", "2025-03-03", "ada", "one_to_one", "virtual", "60", "mia", "hall", "fine"],
    ]
    assert [row[10].partition(": ")[0] for row in written[1:3]] == ["held_on", "minutes"]
    assert written[3][10].startswith("This row has more cells than there are headings")
    assert written[3][11:] == ["one cell too many"], "nothing of the row is lost"
    fixed = [row[:9] for row in written[1:]]
    fixed[0][1], fixed[1][5] = "2025-02-28", "50"
    again = write(tmp_path, "fixed.csv", headings, *fixed)
    assert counts(import_file(store, again, HANDBOOK)) == (3, 3, 0, 0, 0)
    assert asked(store, "select held_on::varchar, minutes from current_session") == [
        [("2025-02-28", 60), ("2025-03-03", 50), ("2025-03-03", 60), ("2025-03-03", 60)]
    ]


def test_what_is_not_fixed_is_a_problem_again(store, tmp_path):
    path = write(tmp_path, "s.csv", SESSIONS, session("S1", "soon"), (*session("S2"), "too many"))
    import_file(store, path, HANDBOOK)
    write_rows_to_fix(store, "1", tmp_path / "fix.csv")
    again = import_file(store, tmp_path / "fix.csv", HANDBOOK)
    assert counts(again) == (2, 0, 0, 0, 2)


def test_problems_go_with_their_import(store, tmp_path):
    import_file(store, write(tmp_path, "s.csv", SESSIONS, session("S1", "soon")), HANDBOOK)
    assert len(rows_to_fix(store, "1").rows) == 1
    undo(store, "1")
    assert rows_to_fix(store, "1").rows == []
    with pytest.raises(ArgumentError, match="There is no import 9"):
        rows_to_fix(store, "9")
