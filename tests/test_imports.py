"""The life of imports: the same file twice, newer versions, undo, and an assessment that follows all of it."""

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.credit.keep import refresh
from mentorship.errors import ArgumentError
from mentorship.intake.history import import_history, mend_problems, problem_rows
from mentorship.intake.importer import import_file, undo_import
from mentorship.policy.reading import read_handbook
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind

HANDBOOK = read_handbook()
AS_OF = date(2026, 11, 15)
SESSIONS = ("session_id", "held_on", "mentee", "activity", "modality", "minutes", "mentor")
PEOPLE = ("person", "email", "name", "mentor_since", "techniques_certified_on")
CONTACTS = ("mentor", "contacted_on", "channel", "summary")
#: What the store says now, kind by kind; and the same for the assessment it keeps. Numbers of imports left out.
NOW = {
    Kind.SESSIONS: ["select * exclude (import_no) from current_session"],
    # Of a contact that several files report, one row is shown, and it does not matter which.
    Kind.CONTACTS: ["select * exclude (import_no, row, original) from current_contact"],
    Kind.PEOPLE: ["select * from person", "select * from person_alias"],
    None: ["select of_file, of_row from open_problem"],
}
ASSESSED = [
    "select * exclude (import_no, row, same_as_import, same_as_row) from decision",
    "select * from tier_standing",
    "select * from requirement_standing",
    "select * from mentee_standing",
    "select * from assessed_alias",
    "select digest, as_of from assessment",
]


@pytest.fixture
def store():
    opened = open_store(None)
    yield opened
    opened.close()


def asked(store, *questions: str) -> list[list[tuple[Any, ...]]]:
    """The answers, each in an order of its own that is always the same."""
    with store.cursor() as cursor:
        return [sorted(cursor.execute(question).fetchall(), key=repr) for question in questions]


def now(store):
    """Everything in force: sessions, contacts and people, and rows to mend."""
    return asked(store, *(question for questions in NOW.values() for question in questions))


def counts(result):
    return result.rows, result.accepted, result.replaced, result.unchanged, len({each.row for each in result.problems})


def write(folder: Path, name: str, headings: tuple[str, ...], *rows: tuple[Any, ...]) -> Path:
    with (folder / name).open("w", newline="") as opened:
        csv.writer(opened).writerows([headings, *rows])
    return folder / name


def session(number: str, day: str = "2025-03-03", minutes: int = 60, mentee: str = "ada"):
    return number, day, mentee, "one_to_one", "virtual", minutes, "mia"


@pytest.fixture
def months(tmp_path):
    """Three exports of one source: each repeats a session of the one before, changed, and adds one."""
    return [
        write(tmp_path, "march.csv", SESSIONS, session("S1"), session("S2"), session("S3", mentee="ben")),
        write(tmp_path, "april.csv", SESSIONS, session("S2", minutes=90), session("S3", mentee="ben"), session("S4")),
        write(tmp_path, "may.csv", SESSIONS, session("S2", minutes=45), session("S4", "2025-05-01"), session("S5")),
    ]


# --- the same file twice, newer versions -----------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(store, months, tmp_path):
    first = import_file(store, months[0], HANDBOOK)
    before = now(store)
    copy = tmp_path / "another name.csv"
    copy.write_bytes(months[0].read_bytes())
    for path in (months[0], copy):
        again = import_file(store, path, HANDBOOK)
        assert again.import_id is None
        assert counts(again) == (3, 0, 0, 3, 0)
    assert counts(first) == (3, 3, 0, 0, 0)
    assert now(store) == before
    assert len(import_history(store)) == 1


def test_the_same_rows_in_another_file_are_unchanged(store, months):
    import_file(store, months[0], HANDBOOK)
    before = asked(store, "select * exclude (import_no, row, original) from current_session")
    rows = months[0].read_text().splitlines()
    months[0].write_text("\n".join([rows[0], *reversed(rows[1:])]))
    assert counts(import_file(store, months[0], HANDBOOK)) == (3, 0, 0, 3, 0)
    assert asked(store, "select * exclude (import_no, row, original) from current_session") == before


def test_a_later_export_replaces_by_session_id(store, months):
    found = [counts(import_file(store, month, HANDBOOK)) for month in months]
    assert found == [(3, 3, 0, 0, 0), (3, 1, 1, 1, 0), (3, 1, 2, 0, 0)]
    assert asked(store, "select session_id, held_on::varchar, minutes from current_session") == [[
        ("S1", "2025-03-03", 60), ("S2", "2025-03-03", 45), ("S3", "2025-03-03", 60), ("S4", "2025-05-01", 60),
        ("S5", "2025-03-03", 60),
    ]]  # fmt: skip


def test_one_session_id_for_a_group_is_a_session_of_each(store, tmp_path):
    both = write(tmp_path, "group.csv", SESSIONS, session("S1", mentee="ada"), session("S1", mentee="ben"))
    one = write(tmp_path, "mended.csv", SESSIONS, session("S1", mentee="Ben", minutes=90))
    import_file(store, both, HANDBOOK)
    assert counts(import_file(store, one, HANDBOOK)) == (1, 0, 1, 0, 0)
    assert asked(store, "select mentee_key, minutes from current_session") == [[("ada", 60), ("ben", 90)]]


def test_rows_without_an_id_are_known_by_what_they_say(store, tmp_path):
    row = session("")
    once = write(tmp_path, "once.csv", SESSIONS, row)
    twice = write(tmp_path, "twice.csv", SESSIONS, row, row, session("", minutes=90))
    import_file(store, once, HANDBOOK)
    assert counts(import_file(store, twice, HANDBOOK)) == (3, 2, 0, 1, 0)
    assert asked(store, "select minutes, occurrence from current_session") == [[(60, 1), (60, 2), (90, 1)]]


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(store, months):
    import_file(store, months[0], HANDBOOK)
    before, history = now(store), import_history(store)
    tried = import_file(store, months[1], HANDBOOK, dry_run=True)
    assert tried.import_id is None
    assert (now(store), import_history(store)) == (before, history)
    assert counts(import_file(store, months[1], HANDBOOK)) == counts(tried) == (3, 1, 1, 1, 0)


def test_another_way_of_reading_the_same_file_is_a_question(store, tmp_path):
    path = write(tmp_path, "s.csv", SESSIONS, session("S1", "03/04/2025"))
    import_file(store, path, HANDBOOK, dates="day-first")
    with pytest.raises(ArgumentError, match=r"s\.csv: .* as import 1, read with other settings") as caught:
        import_file(store, path, HANDBOOK, dates="month-first")
    assert "mentorship imports undo 1" in caught.value.message
    undo_import(store, "1")
    import_file(store, path, HANDBOOK, dates="month-first")
    assert asked(store, "select held_on from current_session") == [[(date(2025, 3, 4),)]]


# --- undo ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("undone", [0, 1, 2], ids=["oldest", "middle", "newest"])
def test_undo_gives_what_would_be_there_without_it(store, months, undone):
    for month in months:
        import_file(store, month, HANDBOOK)
    assert undo_import(store, str(undone + 1)) == months[undone].name
    other = open_store(None)
    for month in months[:undone] + months[undone + 1 :]:
        import_file(other, month, HANDBOOK)
    assert now(store) == now(other)
    other.close()


def test_undo_of_the_newest_gives_exactly_what_was_before(store, months):
    seen = []
    for month in months:
        seen.append(now(store))
        import_file(store, month, HANDBOOK)
    for number in (3, 2, 1):
        undo_import(store, str(number))
        assert now(store) == seen.pop()
    assert now(store) == [[], [], [], [], []]


@pytest.mark.parametrize(
    ("undone", "counted"), [(1, (3, 1, 0, 2, 0)), (2, (3, 0, 0, 3, 0)), (3, (3, 1, 2, 0, 0))], ids=["1", "2", "3"]
)
def test_what_is_imported_again_takes_its_old_place(store, months, undone, counted):
    """Older rows do not overrule newer ones because somebody took their file back for a while."""
    for month in months:
        import_file(store, month, HANDBOOK)
    before = now(store)
    undo_import(store, str(undone))
    assert now(store) != before
    again = import_file(store, months[undone - 1], HANDBOOK)
    assert (again.import_id, counts(again)) == ("4", counted)
    assert now(store) == before


def test_undo_asks_for_an_import_that_is_there(store, months):
    import_file(store, months[0], HANDBOOK)
    with pytest.raises(ArgumentError, match="There is no import 7"):
        undo_import(store, "7")
    with pytest.raises(ArgumentError, match="There is no import 1; drop"):
        undo_import(store, "1; drop table import")
    undo_import(store, "1")
    with pytest.raises(ArgumentError, match=r"Import 1 \(march.csv\) was taken back already"):
        undo_import(store, "1")


def test_history_counts(store, months):
    bad = write(months[0].parent, "bad.csv", SESSIONS, session("S9"), session("S10", "soon"), session("", "never", -1))
    for path in (*months, bad):
        import_file(store, path, HANDBOOK, imported_by="olga")
    undo_import(store, "2")
    names = ("import_no", "file_name", "kind", "row_count", "accepted", "replaced", "unchanged", "problem_rows")
    assert [tuple(row[name] for name in names) for row in import_history(store)] == [
        (4, "bad.csv", "sessions", 3, 1, 0, 0, 2),
        (3, "may.csv", "sessions", 3, 1, 2, 0, 0),
        (2, "april.csv", "sessions", 3, 1, 1, 1, 0),
        (1, "march.csv", "sessions", 3, 3, 0, 0, 0),
    ]
    assert [bool(row["undone_at"]) for row in import_history(store)] == [False, False, True, False]
    assert {row["imported_by"] for row in import_history(store)} == {"olga"}


# --- people and contacts ---------------------------------------------------------------------------------------


def test_people_over_several_files(store, tmp_path):
    """Of each column the newest word counts; a file without the column says nothing, a blank cell takes back."""
    ada, bea = ("P-1", "ada@x.org", "Ada", "2015-01-01", "2012-01-01"), ("P-2", "", "Bea", "", "")
    registry = write(tmp_path, "registry.csv", PEOPLE, ada, bea)
    names = write(tmp_path, "names.csv", ("person", "name"), ("p-1", "Ada Lovelace"), ("P-3", "Cleo"))
    lapsed = write(tmp_path, "lapsed.csv", ("email", "mentor_since"), ("ADA@x.org", ""))
    states = [now(store)]
    for path, expected in ((registry, (2, 2, 0, 0, 0)), (names, (2, 1, 1, 0, 0)), (lapsed, (1, 1, 0, 0, 0))):
        assert counts(import_file(store, path, HANDBOOK, kind=Kind.PEOPLE)) == expected
        states.append(now(store))
    assert asked(store, "select lower(person), name, mentor_since, mentor_known, provider_known from person") == [[
        ("p-1", "Ada Lovelace", None, True, False), ("p-2", "Bea", None, True, False),
        ("p-3", "Cleo", None, False, False),
    ]]  # fmt: skip
    for number in (3, 2, 1):
        states.pop()
        undo_import(store, str(number))
        assert now(store) == states[-1]


def test_an_email_of_two_people_names_neither(store, tmp_path):
    """Two files, two people, one address: a session must not be counted twice, nor given to one of them by chance."""
    first = write(tmp_path, "one.csv", PEOPLE, ("P-1", "team@x.org", "Ada", "2010-01-01", ""))
    second = write(tmp_path, "two.csv", PEOPLE, ("P-2", "team@x.org", "Bea", "", ""))
    held = ("S1", "2025-03-03", "cleo", "one_to_one", "virtual", 60, "team@x.org")
    for path in (first, second, write(tmp_path, "s.csv", SESSIONS, held)):
        import_file(store, path, HANDBOOK)
    refresh(store, HANDBOOK, AS_OF)
    assert asked(store, "select mentee, mentor, credited_minutes, unverified from decision") == [
        [("cleo", "team@x.org", 60, ["standing"])]
    ]
    undo_import(store, "2")
    refresh(store, HANDBOOK, AS_OF)
    assert asked(store, "select mentee, mentor, credited_minutes, unverified from decision") == [
        [("cleo", "P-1", 60, [])]
    ]


def test_contacts_over_several_files(store, tmp_path):
    call, visit = ("mia", "2025-03-03", "call", "well"), ("mia", "2025-04-04", "visit", "")
    spring = write(tmp_path, "spring.csv", CONTACTS, call, call)
    summer = write(tmp_path, "summer.csv", CONTACTS, call, visit)
    assert counts(import_file(store, spring, HANDBOOK)) == (2, 2, 0, 0, 0)
    only_spring = now(store)
    assert counts(import_file(store, summer, HANDBOOK)) == (2, 1, 0, 1, 0)
    both = now(store)
    assert len(both[1]) == 3, "two calls of one day, told by one file, and the visit"
    undo_import(store, "2")
    assert now(store) == only_spring
    import_file(store, summer, HANDBOOK)
    undo_import(store, "1")
    assert len(now(store)[1]) == 2
    import_file(store, spring, HANDBOOK)
    assert now(store) == both


# --- rows with problems, mended --------------------------------------------------------------------------------


def test_problems_are_mended_and_come_in_again(store, tmp_path):
    headings = (*SESSIONS, "room", "notes")
    path = write(
        tmp_path, "s.csv", headings,
        (*session("S1"), "hall", ""),
        (*session("S2", "31/02/2025"), "hall 2", "=cmd()"),
        (*session("", minutes=-5), "", "a, b"),
        (*session("S4"), "hall", "fine", "one cell too many"),
    )  # fmt: skip
    assert counts(import_file(store, path, HANDBOOK)) == (4, 1, 0, 0, 3)
    assert mend_problems(store, "1", tmp_path / "mend.csv") == 3
    with (tmp_path / "mend.csv").open(encoding="utf-8-sig", newline="") as opened:
        written = list(csv.reader(opened))
    assert written[0] == [*headings, "problem_of", "problem"]
    assert [row[:9] for row in written[1:]] == [
        ["S2", "31/02/2025", "ada", "one_to_one", "virtual", "60", "mia", "hall 2", "'=cmd()"],
        ["", "2025-03-03", "ada", "one_to_one", "virtual", "'-5", "mia", "", "a, b"],
        ["S4", "2025-03-03", "ada", "one_to_one", "virtual", "60", "mia", "hall", "fine"],
    ]
    assert [row[10].partition(": ")[0] for row in written[1:3]] == ["held_on", "minutes"]
    assert written[3][10].startswith("This row has more cells than the headings")
    assert written[3][11:] == ["one cell too many"], "nothing of the row is lost"
    mended = [row[:9] for row in written[1:]]
    mended[0][1], mended[1][5] = "2025-02-28", "50"
    again = write(tmp_path, "mended.csv", headings, *mended)
    assert counts(import_file(store, again, HANDBOOK)) == (3, 3, 0, 0, 0)
    assert asked(store, "select held_on::varchar, minutes from current_session") == [
        [("2025-02-28", 60), ("2025-03-03", 50), ("2025-03-03", 60), ("2025-03-03", 60)]
    ]


def test_what_is_not_mended_is_a_problem_again(store, tmp_path):
    path = write(tmp_path, "s.csv", SESSIONS, session("S1", "soon"), (*session("S2"), "too many"))
    import_file(store, path, HANDBOOK)
    mend_problems(store, "1", tmp_path / "mend.csv")
    again = import_file(store, tmp_path / "mend.csv", HANDBOOK)
    assert counts(again) == (2, 0, 0, 0, 2)


def test_problems_go_with_their_import(store, tmp_path):
    import_file(store, write(tmp_path, "s.csv", SESSIONS, session("S1", "soon")), HANDBOOK)
    assert len(problem_rows(store, "1")[1]) == 1
    undo_import(store, "1")
    assert problem_rows(store, "1")[1] == []
    with pytest.raises(ArgumentError, match="There is no import 9"):
        problem_rows(store, "9")


# --- whatever happens, in whatever order -----------------------------------------------------------------------

#: No clock, one mentor: many of these are one session under several ids.
session_rows = st.tuples(
    st.sampled_from(["S1", "S2", "S3", "S4", ""]),
    st.sampled_from(["2025-03-03", "2025-03-04", "2013-12-31", "someday"]),
    st.sampled_from(["ada", "Ada", "ada@x.org", "ben"]),
    st.sampled_from(["one_to_one", "treatment", "clinical_application"]),
    st.sampled_from(["virtual", "in_person"]),
    st.sampled_from([60, 90, 400]),
    st.sampled_from(["mia", "noor", "mia@x.org"]),
)
person_rows = st.tuples(
    st.sampled_from(["mia", "noor", "ada", ""]),
    st.sampled_from(["mia@x.org", "ada@x.org", ""]),
    st.sampled_from(["One Name", "Another"]),
    st.sampled_from(["", "2010-01-01", "2025-03-04"]),
    st.sampled_from(["", "2010-01-01", "2025-03-04"]),
)
contact_rows = st.tuples(
    st.sampled_from(["mia", "Mia", "noor"]), st.sampled_from(["2025-03-03", "2025-03-04"]), st.just("call"), st.just("")
)


@st.composite
def exports(draw):
    """Up to six small files, different ones, of all kinds, full of the same ids: (headings, rows) each."""
    kinds = {SESSIONS: session_rows, PEOPLE: person_rows, CONTACTS: contact_rows}
    usual = st.sampled_from([SESSIONS, SESSIONS, SESSIONS, PEOPLE, PEOPLE, CONTACTS])
    found = []
    for headings in draw(st.lists(usual, min_size=2, max_size=6)):
        rows = draw(st.lists(kinds[headings], min_size=1, max_size=4))
        # A people file need not have every column.
        width = draw(st.sampled_from([3, 5])) if headings == PEOPLE else len(headings)
        found.append((headings[:width], tuple(row[:width] for row in rows)))
    return list(dict.fromkeys(found))


def in_order(paths: list[Path]):
    """A store into which these files came once, in this order."""
    store = open_store(None)
    for path in paths:
        import_file(store, path, HANDBOOK)
    return store


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck), derandomize=True)
@given(files=exports(), steps=st.lists(st.tuples(st.sampled_from("iiiur"), st.integers(0, 5)), max_size=12))
def test_any_history_amounts_to_what_remains_in_order_of_first_import(files, steps):
    """Importing (some twice), taking back and assessing in between, in any order."""
    store = open_store(None)
    arrived: list[Path] = []
    in_force: dict[Path, str] = {}
    with TemporaryDirectory() as folder:
        paths = [
            write(Path(folder), f"{place}.csv", *[headings, *rows]) for place, (headings, rows) in enumerate(files)
        ]
        for step, place in [*(("i", place) for place in range(len(paths))), *steps]:
            path = paths[place % len(paths)]
            if step == "i":
                result = import_file(store, path, HANDBOOK)
                assert (result.import_id is None) == (path in in_force)
                in_force[path] = in_force.get(path) or result.import_id
                arrived += [] if path in arrived else [path]
            elif step == "u" and path in in_force:
                undo_import(store, in_force.pop(path))
            elif step == "r":
                refresh(store, HANDBOOK, AS_OF)
        refresh(store, HANDBOOK, AS_OF)
        other = in_order([path for path in arrived if path in in_force])
    assert now(store) == now(other)
    refresh(other, HANDBOOK, AS_OF)
    assert asked(store, *ASSESSED) == asked(other, *ASSESSED)
    with store.cursor() as cursor:
        cursor.execute("truncate assessment")
    assert refresh(store, HANDBOOK, AS_OF)
    assert asked(store, *ASSESSED) == asked(other, *ASSESSED)
    store.close()
    other.close()
