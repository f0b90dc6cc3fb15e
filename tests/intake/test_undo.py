"""Undo: as if the import had never been."""

import pytest

from mentorship.errors import ArgumentError
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from tests.support.stores import HANDBOOK, SESSIONS, counts, now, session, undo, write

pytestmark = pytest.mark.slow


@pytest.fixture
def months(tmp_path):
    """Three exports of one source: each repeats a session of the one before, changed, and adds one."""
    return [
        write(tmp_path, "march.csv", SESSIONS, session("S1"), session("S2"), session("S3", mentee="ben")),
        write(tmp_path, "april.csv", SESSIONS, session("S2", minutes=90), session("S3", mentee="ben"), session("S4")),
        write(tmp_path, "may.csv", SESSIONS, session("S2", minutes=45), session("S4", "2025-05-01"), session("S5")),
    ]


@pytest.mark.parametrize("undone", [0, 1, 2], ids=["oldest", "middle", "newest"])
def test_undo_gives_what_would_be_there_without_it(store, months, undone):
    for month in months:
        import_file(store, month, HANDBOOK)
    assert undo(store, str(undone + 1)) == months[undone].name
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
        undo(store, str(number))
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
    undo(store, str(undone))
    assert now(store) != before
    again = import_file(store, months[undone - 1], HANDBOOK)
    assert (again.import_id, counts(again)) == ("4", counted)
    assert now(store) == before


def test_undo_asks_for_an_import_that_is_there(store, months):
    import_file(store, months[0], HANDBOOK)
    with pytest.raises(ArgumentError, match="There is no import 7"):
        undo(store, "7")
    with pytest.raises(ArgumentError, match="There is no import 1; drop"):
        undo(store, "1; drop table import")
    undo(store, "1")
    with pytest.raises(ArgumentError, match=r"Import 1 \(march.csv\) was already undone"):
        undo(store, "1")
