"""The list of imports with their counts."""

import pytest

from mentorship.intake.history import import_history
from mentorship.intake.importer import import_file
from tests.support.stores import HANDBOOK, SESSIONS, session, undo, write


@pytest.fixture
def months(tmp_path):
    """Three exports of one source: each repeats a session of the one before, changed, and adds one."""
    return [
        write(tmp_path, "march.csv", SESSIONS, session("S1"), session("S2"), session("S3", mentee="ben")),
        write(tmp_path, "april.csv", SESSIONS, session("S2", minutes=90), session("S3", mentee="ben"), session("S4")),
        write(tmp_path, "may.csv", SESSIONS, session("S2", minutes=45), session("S4", "2025-05-01"), session("S5")),
    ]


def test_history_counts(store, months):
    bad = write(months[0].parent, "bad.csv", SESSIONS, session("S9"), session("S10", "soon"), session("", "never", -1))
    for path in (*months, bad):
        import_file(store, path, HANDBOOK, imported_by="olga")
    undo(store, "2")
    names = ("import_no", "file_name", "kind", "row_count", "accepted", "replaced", "unchanged", "problem_rows")
    assert [tuple(getattr(each, name) for name in names) for each in import_history(store)] == [
        (4, "bad.csv", "sessions", 3, 1, 0, 0, 2),
        (3, "may.csv", "sessions", 3, 1, 2, 0, 0),
        (2, "april.csv", "sessions", 3, 1, 1, 1, 0),
        (1, "march.csv", "sessions", 3, 3, 0, 0, 0),
    ]
    assert [bool(each.undone_at) for each in import_history(store)] == [False, False, True, False]
    assert {each.imported_by for each in import_history(store)} == {"olga"}
