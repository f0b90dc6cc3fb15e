"""Imports as actions: who did it is written with what was done, or neither is."""

import zipfile

import duckdb
import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.imports import dismiss_refusal, import_file, undo_import, watched_folder
from mentorship.errors import AccessError, ArgumentError
from mentorship.intake.history import import_history
from mentorship.intake.options import ImportOptions
from mentorship.store.connection import open_store
from tests.support.stores import PEOPLE, SESSIONS, asked, session, write

OM = Viewer(Role.OMBUDSMAN, name="Om")
TRAIL = "select entry_no, done_by, action, subject from audit_entry"


@pytest.fixture
def store():
    opened = open_store(None)
    yield opened
    opened.close()


def test_an_import_and_its_undo_are_in_the_audit_trail(store, tmp_path, policy):
    file = write(tmp_path, "s.csv", SESSIONS, session("S1"))
    number = import_file(OM, store, file, policy, shown_as="march.csv").import_id
    assert number is not None
    assert undo_import(OM, store, number) == "march.csv"
    assert asked(store, TRAIL) == [[(1, "Om", "import", "march.csv"), (2, "Om", "undo_import", "import 1")]]
    assert [each.imported_by for each in import_history(store)] == ["Om"]


def test_a_file_with_several_tables_is_one_entry(store, tmp_path, policy):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.write(write(tmp_path, "s.csv", SESSIONS, session("S1")), "s.csv")
        packed.write(write(tmp_path, "p.csv", PEOPLE, ("P-1", "", "Ana", "", "")), "p.csv")
    assert import_file(OM, store, tmp_path / "all.zip", policy).accepted == 2
    assert asked(store, TRAIL) == [[(1, "Om", "import", "all.zip")]]


def test_what_changes_nothing_leaves_no_entry(store, tmp_path, policy):
    file = write(tmp_path, "s.csv", SESSIONS, session("S1"))
    import_file(OM, store, file, policy, dry_run=True)
    assert asked(store, TRAIL) == [[]]
    import_file(OM, store, file, policy)
    assert import_file(OM, store, file, policy).import_id is None
    with pytest.raises(ArgumentError):
        undo_import(OM, store, "9")
    assert len(asked(store, TRAIL)[0]) == 1


def test_an_entry_that_cannot_be_written_stops_the_import(store, tmp_path, policy):
    with store.cursor() as cursor:
        cursor.execute("alter table audit_entry drop column role")
    with pytest.raises(duckdb.Error, match="audit_entry"):
        import_file(OM, store, write(tmp_path, "s.csv", SESSIONS, session("S1")), policy)
    assert asked(store, "select * from import", "select * from session_fact") == [[], []]


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTEE, Role.MENTOR])
def test_imports_are_for_the_ombudsman(store, tmp_path, policy, role):
    viewer, file = Viewer(role, "P-1"), write(tmp_path, "s.csv", SESSIONS, session("S1"))
    for act in (
        lambda: import_file(viewer, store, file, policy),
        lambda: undo_import(viewer, store, "1"),
        lambda: dismiss_refusal(viewer, store, "folder", "s.csv"),
        lambda: watched_folder(viewer, store, policy, ImportOptions(), "folder"),
    ):
        with pytest.raises(AccessError):
            act()
    assert asked(store, TRAIL) == [[]]


def test_a_watched_folder_signs_its_imports_and_a_dismissal_is_signed(store, tmp_path, policy):
    viewer = Viewer(Role.OMBUDSMAN, name="watched folder")
    destination = watched_folder(viewer, store, policy, ImportOptions(), "arriving")
    good = write(tmp_path, "s.csv", SESSIONS, session("S1"))
    odd = write(tmp_path, "odd.csv", ("colour", "shape"), ("red", "round"))
    taken = destination.take_in(good, "s.csv")
    assert taken and taken.result and taken.result.accepted == 1
    refused = destination.take_in(odd, "odd.csv")
    assert refused and refused.refusal
    dismiss_refusal(OM, store, "arriving", "odd.csv")
    assert asked(store, TRAIL) == [[(1, "watched folder", "import", "s.csv"), (2, "Om", "dismiss_refusal", "odd.csv")]]
    assert asked(store, "select dismissed_by from refused_file") == [[("Om",)]]


def of_sessions(cursor):
    return cursor.execute("select count(*) from current_session").fetchone()


def test_what_follows_is_worked_out_before_the_change_is_kept(store, tmp_path, policy):
    seen = []

    def look(cursor):
        with store.cursor() as another:
            seen.append((of_sessions(cursor), of_sessions(another), store.coming - store.version))

    number = import_file(OM, store, write(tmp_path, "s.csv", SESSIONS, session("S1")), policy, ahead=look).import_id
    undo_import(OM, store, str(number), look)
    assert seen == [((1,), (0,), 1), ((0,), (1,), 1)]


def test_what_cannot_be_worked_out_is_no_reason_to_refuse_a_file(store, tmp_path, policy):
    def fail(cursor):
        cursor.execute("select no_such_column from import")

    number = import_file(OM, store, write(tmp_path, "s.csv", SESSIONS, session("S1")), policy, ahead=fail).import_id
    assert asked(store, "select count(*) from session_fact", "select count(*) from import") == [[(1,)], [(1,)]]
    undo_import(OM, store, str(number), fail)
    assert [action for _, _, action, _ in asked(store, TRAIL)[0]] == ["import", "undo_import"]


def test_nothing_is_worked_out_for_a_dry_run(store, tmp_path, policy):
    asked_for: list[object] = []
    file = write(tmp_path, "s.csv", SESSIONS, session("S1"))
    import_file(OM, store, file, policy, dry_run=True, ahead=asked_for.append)
    assert asked_for == []
