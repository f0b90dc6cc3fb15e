"""What `mentorship import` leaves behind beside the rows."""

from mentorship.store.connection import open_store
from tests.commands.test_commands import mentorship
from tests.support.stores import SESSIONS, asked, session, write


def test_a_store_is_assessed_by_the_command_that_changed_it(tmp_path, monkeypatch):
    """Whoever opens the app first need not wait for it; a dry run changes nothing."""
    file, store = write(tmp_path, "s.csv", SESSIONS, session("S1")), tmp_path / "store.duckdb"
    monkeypatch.setenv("MENTORSHIP_AS_OF", "2025-06-30")
    for options, credited in (("--dry-run",), []), ((), [("mia", 60)]):
        assert mentorship("import", file, "--store", store, *options).status == 0
        opened = open_store(store)
        decided, signals = asked(
            opened, "select mentor, credited_minutes from decision", "select count(*) from signals_found"
        )
        opened.close()
        assert (decided, signals) == (credited, [(len(credited),)])
