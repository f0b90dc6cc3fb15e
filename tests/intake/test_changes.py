"""What each import changed: what is new, what is unchanged, and of what it replaced each column as it was and is."""

import json

import pytest

from mentorship.cli import main
from mentorship.errors import ArgumentError
from mentorship.intake.changes import each_change, import_changes
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind
from tests.support.stores import CONTACTS, HANDBOOK, PEOPLE, SESSIONS, session, undo, write


def changes(store, number: int):
    """(added, replaced, unchanged) of an import, and each change: row, column, was, is, and where it was."""
    with store.cursor() as cursor:
        found = import_changes(cursor, str(number))
        assert found.rows == list(each_change(cursor, str(number)))
    rows = [(each.row, each.column_name, each.was, each.is_now, each.was_file, each.was_row) for each in found.rows]
    return (found.added, found.replaced, found.unchanged), rows


def new(row: int):
    return row, None, None, None, None, None


@pytest.fixture
def months(store, tmp_path):
    """S2 is told three times, each time differently; S3 twice alike; names and notes differ, too."""
    headings = (*SESSIONS, "starts_at", "endorsed", "notes")
    files = [
        (session("S1"), (*session("S2"), "9:05", "yes", "cold"), (*session("S3", mentee="ben"), "", "", "")),
        ((*session("S3", mentee="Ben"), "", "", ""), (*session("S2", minutes=90), "10:00", "no", "cold")),
        ((*session("S2", "2025-03-04", 45), "10:00", "no", ""), session("S5")),
    ]
    paths = [write(tmp_path, f"{n}.csv", headings, *rows) for n, rows in enumerate(files, 1)]
    for path in paths:
        import_file(store, path, HANDBOOK)
    return paths


SECOND = [
    (3, "endorsed", "yes", "no", "1.csv", 3),
    (3, "minutes", "60", "90", "1.csv", 3),
    (3, "starts_at", "09:05", "10:00", "1.csv", 3),
]


THIRD = [
    (2, "held_on", "2025-03-03", "2025-03-04", "2.csv", 3), (2, "minutes", "90", "45", "2.csv", 3),
    (2, "notes", "cold", None, "2.csv", 3), new(3),
]  # fmt: skip


def test_each_column_that_differs_from_the_version_before(store, months):
    assert changes(store, 1) == ((3, 0, 0), [new(2), new(3), new(4)])
    assert changes(store, 2) == ((0, 1, 1), SECOND), "capitals of a mentee's id say nothing"
    assert changes(store, 3) == ((1, 1, 0), THIRD)


def test_after_an_undo_between_it_is_the_difference_to_what_is_before_now(store, months):
    undo(store, "2")
    with_first = [
        (2, "endorsed", "yes", "no", "1.csv", 3), (2, "held_on", "2025-03-03", "2025-03-04", "1.csv", 3),
        (2, "minutes", "60", "45", "1.csv", 3), (2, "notes", "cold", None, "1.csv", 3),
        (2, "starts_at", "09:05", "10:00", "1.csv", 3), new(3),
    ]  # fmt: skip
    assert changes(store, 3) == ((1, 1, 0), with_first)
    with store.cursor() as cursor, pytest.raises(ArgumentError, match=r"Import 2 \(2.csv\) was undone on"):
        import_changes(cursor, "2")
    import_file(store, months[1], HANDBOOK)
    assert changes(store, 4) == ((0, 1, 1), SECOND), "it has its old place again"
    assert changes(store, 3) == ((1, 1, 0), THIRD)


def test_whose_it_is_and_which_session(store, tmp_path):
    import_file(store, write(tmp_path, "p.csv", PEOPLE, ("ada", "", "Ada Lovelace", "", "")), HANDBOOK)
    import_file(store, write(tmp_path, "s.csv", SESSIONS, session("S1")), HANDBOOK)
    import_file(store, write(tmp_path, "t.csv", SESSIONS, session("S1", minutes=30)), HANDBOOK)
    with store.cursor() as cursor:
        (each,) = import_changes(cursor, "3").rows
    assert (each.whose, each.activity, each.session_id) == ("Ada Lovelace", "one_to_one", "S1")
    assert each.was_import == 2


def test_people_column_by_column(store, tmp_path):
    """A file without a column says nothing of it; a blank cell takes back, but not who somebody is."""
    ada, bea = ("P-1", "ada@x.org", "Ada", "2015-01-01", "2012-01-01"), ("P-2", "", "Bea", "", "")
    for name, *rows in (
        ("registry.csv", PEOPLE, ada, bea),
        ("names.csv", ("person", "name"), ("p-1", "Ada Lovelace"), ("P-2", "Bea"), ("P-3", "Cleo")),
        ("lapsed.csv", ("email", "name", "mentor_since"), ("ADA@x.org", "", "")),
        ("again.csv", PEOPLE, (*ada[:4], "2013-01-01"), bea),
    ):
        import_file(store, write(tmp_path, name, *rows), HANDBOOK, kind=Kind.PEOPLE)
    assert changes(store, 1) == ((2, 0, 0), [new(2), new(3)])
    assert changes(store, 2) == ((1, 1, 1), [(2, "name", "Ada", "Ada Lovelace", "registry.csv", 2), new(4)])
    assert changes(store, 3) == ((0, 1, 0), [(2, "mentor_since", "2015-01-01", None, "registry.csv", 2)])
    assert changes(store, 4) == ((0, 1, 1), [
        (2, "mentor_since", None, "2015-01-01", "lapsed.csv", 2), (2, "name", "Ada Lovelace", "Ada", "names.csv", 2),
        (2, "techniques_certified_on", "2012-01-01", "2013-01-01", "registry.csv", 2),
    ])  # fmt: skip
    undo(store, "3")
    assert changes(store, 4)[1][0][1] == "name"


def test_contacts_are_new_or_repeated(store, tmp_path):
    call, visit = ("mia", "2025-03-03", "call", "well"), ("mia", "2025-04-04", "visit", "")
    import_file(store, write(tmp_path, "spring.csv", CONTACTS, call, call), HANDBOOK)
    import_file(store, write(tmp_path, "summer.csv", CONTACTS, call, visit), HANDBOOK)
    assert changes(store, 1) == ((2, 0, 0), [new(2), new(3)])
    assert changes(store, 2) == ((1, 0, 1), [new(3)])


def test_by_command(tmp_path, capsys, monkeypatch):
    path = tmp_path / "store.duckdb"
    store = open_store(path)
    import_file(store, write(tmp_path, "s.csv", SESSIONS, session("S1")), HANDBOOK)
    import_file(store, write(tmp_path, "t.csv", SESSIONS, session("S1", minutes=30), session("S2")), HANDBOOK)
    store.close()

    def said(*arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr("sys.argv", ["mentorship", "imports", "changes", *arguments, "--store", str(path)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    status, out, _ = said("2")
    assert (status, out.splitlines()) == (0, [
        "Import 2 (t.csv), sessions: 1 new, 1 replacing an older version, 0 unchanged.",
        "  row 2, ada (1x1 mentorship, 3 Mar 2025, S1): minutes was “60” (import 1, s.csv, row 2), is “30”",
        "  row 3, ada (1x1 mentorship, 3 Mar 2025, S2): new",
    ])  # fmt: skip
    status, out, _ = said("2", "--format", "json")
    told = json.loads(out)
    assert (status, told["added"], told["replaced"], told["unchanged"], len(told["rows"])) == (0, 1, 1, 0, 2)
    assert {name: told["rows"][0][name] for name in ("column_name", "was", "is_now", "was_row")} == {
        "column_name": "minutes", "was": "60", "is_now": "30", "was_row": 2,
    }  # fmt: skip
    assert said("9")[::2] == (2, "There is no import 9. List them with: mentorship imports.\n")
