"""Contacts logged here live beside imported ones; notes are for the ombudsman alone; charts change by decision."""

from collections.abc import Callable
from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.contacts import log_contact, withdraw_contact
from mentorship.actions.notes import withdraw_note, write_note
from mentorship.actions.rebasing import rebase_chart, withdraw_rebasing
from mentorship.errors import AccessError, ArgumentError
from mentorship.intake.importer import import_file
from mentorship.oversight.rebasing import rebased_months
from mentorship.oversight.signals.current import signals
from mentorship.reports.mentor_activity import mentor_activity
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to
from tests.support.small_programme import AS_OF, small_programme
from tests.support.stores import undo

pytestmark = pytest.mark.slow

OTHERS = [LEADERSHIP, Viewer(Role.MENTEE, "ada"), Viewer(Role.MENTOR, "mia")]


@pytest.fixture
def store(tmp_path, policy):
    opened = small_programme(tmp_path, policy)
    yield opened
    opened.close()


@pytest.fixture
def mia(store, policy):
    """How the mentor stands: last contact, how many, and whether it is time to talk."""

    def found():
        with request_to(store, policy, AS_OF) as request:
            (row,) = [row for row in mentor_activity(request).rows if row["mentor"] == "mia"]
            asked = [each.mentor for each in signals(request) if each.signal == "no_contact"]
        return row["last_contact"], row["contacts"], asked

    return found


def test_a_contact_that_is_logged_answers_the_question_at_once(store, mia):
    assert mia() == (None, 0, ["mia"])
    assert log_contact(OMBUDSMAN, store, "MIA@x.org", date(2025, 6, 20), "call", "about groups", AS_OF) == 1
    assert mia() == (date(2025, 6, 20), 1, [])


def test_a_contact_that_is_withdrawn_was_none(store, mia):
    number = log_contact(OMBUDSMAN, store, "mia", date(2025, 6, 20), "", "", AS_OF)
    with pytest.raises(ArgumentError, match="Say why"):
        withdraw_contact(OMBUDSMAN, store, number, " ", AS_OF)
    withdraw_contact(OMBUDSMAN, store, number, "it was somebody else", AS_OF)
    assert mia() == (None, 0, ["mia"])
    with pytest.raises(ArgumentError, match="no contact 1"):
        withdraw_contact(OMBUDSMAN, store, number, "again", AS_OF)
    with store.cursor() as cursor:
        kept = cursor.execute("select withdrawn_because from logged_contact").fetchall()
    assert kept == [("it was somebody else",)], "withdrawn, never deleted"


def test_the_same_contact_from_a_file_is_one_and_its_undo_leaves_the_logged_one(store, policy, tmp_path, mia):
    log_contact(OMBUDSMAN, store, "mia", date(2025, 6, 20), "call", "about groups", AS_OF)
    (tmp_path / "c.csv").write_text("mentor,contacted_on,channel,summary\nmia,2025-06-20,call,about groups\n", "utf-8")
    result = import_file(store, tmp_path / "c.csv", policy)
    assert (result.accepted, result.unchanged) == (0, 1)
    assert mia()[1] == 1
    undo(store, result.import_id)
    assert mia()[1] == 1


@pytest.mark.parametrize(("mentor", "day", "said"), [
    ("nobody", date(2025, 6, 1), "nobody: neither"), ("mia", date(2025, 7, 1), "in the future"),
])  # fmt: skip
def test_what_cannot_have_been_is_refused(store, mia, mentor, day, said):
    with pytest.raises(ArgumentError, match=said):
        log_contact(OMBUDSMAN, store, mentor, day, "call", "", AS_OF)
    assert mia()[1] == 0


@pytest.mark.parametrize("viewer", OTHERS, ids=lambda viewer: viewer.role)
def test_contacts_notes_and_charts_are_the_ombudsmans(store, viewer):
    actions: tuple[tuple[Callable[..., object], tuple[object, ...]], ...] = (
        (log_contact, ("mia", date(2025, 6, 1), "call", "")), (write_note, ("mia", "words")),
        (rebase_chart, ("mia", date(2025, 6, 1), "why")), (withdraw_contact, (1, "why")),
        (withdraw_note, (1, "why")), (withdraw_rebasing, (1, "why")),
    )  # fmt: skip
    for action, given in actions:
        with pytest.raises(AccessError, match="only for the ombudsman"):
            action(viewer, store, *given, AS_OF)
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from audit_entry").fetchone() == (0,)


def test_no_text_of_a_note_or_a_contact_is_in_the_audit_trail(store):
    write_note(OMBUDSMAN, store, "mia", "a private matter", AS_OF)
    log_contact(OMBUDSMAN, store, "mia", date(2025, 6, 20), "call", "a private matter", AS_OF)
    with store.cursor() as cursor:
        assert "private" not in str(cursor.execute("select * from audit_entry").fetchall())


def test_a_note_needs_words_and_somebody(store):
    for mentor, note in (("mia", " "), ("nobody", "words")):
        with pytest.raises(ArgumentError):
            write_note(OMBUDSMAN, store, mentor, note, AS_OF)
    assert write_note(OMBUDSMAN, store, "mia", "words", AS_OF) == 1
    withdraw_note(OMBUDSMAN, store, 1, "settled", AS_OF)
    with pytest.raises(ArgumentError):
        withdraw_note(OMBUDSMAN, store, 1, "settled", AS_OF)


def test_a_chart_has_new_limits_from_the_month_that_was_decided(store):
    rebase_chart(OMBUDSMAN, store, "mia", date(2025, 3, 17), "two more groups for good", AS_OF)
    rebase_chart(OMBUDSMAN, store, None, date(2020, 3, 1), "everything went virtual", AS_OF)
    with store.cursor() as cursor:
        assert rebased_months(cursor) == {"mia": [date(2025, 3, 1)], None: [date(2020, 3, 1)]}
    withdraw_rebasing(OMBUDSMAN, store, 1, "they ended", AS_OF)
    with store.cursor() as cursor:
        assert rebased_months(cursor) == {None: [date(2020, 3, 1)]}
    for given in (("mia", date(2025, 3, 1), " "), ("mia", date(2025, 8, 1), "why")):
        with pytest.raises(ArgumentError):
            rebase_chart(OMBUDSMAN, store, *given, AS_OF)
