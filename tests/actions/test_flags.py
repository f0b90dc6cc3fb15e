"""A mentee says that something is wrong, hears what comes of it, and sees nothing else of the case."""

from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions import cases as act
from mentorship.actions.flags import flag_missing, flag_session, withdraw_flag
from mentorship.errors import AccessError, ArgumentError
from mentorship.intake.importer import import_file
from mentorship.reports.attention import attention, case_named
from mentorship.reports.my_flags import my_flags
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to
from tests.support.small_programme import AS_OF, SESSIONS, small_programme
from tests.support.stores import undo

pytestmark = pytest.mark.slow

ADA, BEN = Viewer(Role.MENTEE, "ada", "Ada Lane"), Viewer(Role.MENTEE, "ben", "Ben Roe")


@pytest.fixture
def store(tmp_path, policy):
    opened = small_programme(tmp_path, policy)
    yield opened
    opened.close()


@pytest.fixture
def mine(store, policy):
    def found(viewer=ADA, mentee="ada"):
        with request_to(store, policy, AS_OF, viewer) as request:
            return my_flags(request, mentee).rows

    return found


@pytest.fixture
def case(store, policy):
    """The one case that a mentee raised."""

    def found():
        with request_to(store, policy, AS_OF) as request:
            every = [row for view in ("open", "closed") for row in attention(request, view).rows]
            (row,) = [row for row in every if row["theme"] == "flag"]
            return row, case_named(request, row["case"])

    return found


def test_a_flag_is_a_case_of_its_own_with_the_credit_of_its_session(store, mine, case):
    assert flag_session(ADA, store, "ada", 2, 5, "It lasted two hours.", AS_OF) == 1
    row, _ = case()
    assert (row["mentor"], row["mentee"], row["minutes_at_stake"], row["question"], row["since"]) == (
        "mia", "ada", 60, "It lasted two hours.", AS_OF,
    )  # fmt: skip
    (flag,) = mine()
    assert (flag["state"], flag["answer"], flag["held_on"], flag["row"]) == ("received", None, date(2025, 4, 10), 5)


def test_the_mentee_sees_how_far_it_is_and_the_answer_and_no_more(store, mine, case):
    flag_session(ADA, store, "ada", 2, 5, "It lasted two hours.", AS_OF)
    act.look(OMBUDSMAN, store, case()[1], "The mentor is confused, too.", AS_OF)
    assert [flag["state"] for flag in mine()] == ["in_work"]
    act.close(OMBUDSMAN, store, case()[1], "Mia agrees; secret reason.", AS_OF, "explained",
              told_mentee="We will correct it.")  # fmt: skip
    (flag,) = mine()
    assert (flag["state"], flag["answer"], flag["answered_on"]) == ("answered", "We will correct it.", AS_OF)
    assert "secret" not in str(flag)
    assert "confused" not in str(flag)


def test_a_flag_stays_with_its_session_when_the_file_comes_in_again(store, policy, tmp_path, mine, case):
    flag_session(ADA, store, "ada", 2, 5, "wrong", AS_OF)
    (tmp_path / "again.csv").write_text(SESSIONS.replace("S4,2025-04-10,10:00", "S4,2025-04-10,11:00"), "utf-8")
    number = import_file(store, tmp_path / "again.csv", policy).import_id
    assert (mine()[0]["file"], mine()[0]["row"]) == ("again.csv", 5)
    undo(store, number)
    assert mine()[0]["file"] == "sessions.csv"


def test_what_is_missing_can_be_flagged_too(store, mine, case):
    flag_missing(ADA, store, "ada", date(2025, 6, 1), "We met that day.", AS_OF, mentor="MIA@x.org")
    (flag,) = mine()
    assert (flag["is_missing"], flag["held_on"], flag["row"]) == (True, date(2025, 6, 1), None)
    row, _ = case()
    assert (row["mentor"], row["minutes_at_stake"], row["sessions"]) == ("mia", 0, 0)
    with pytest.raises(ArgumentError, match="already been held"):
        flag_missing(ADA, store, "ada", date(2025, 7, 1), "We will meet.", AS_OF)


def test_a_flag_is_withdrawn_by_whoever_raised_it(store, mine):
    number = flag_session(ADA, store, "ada", 2, 5, "wrong", AS_OF)
    with pytest.raises(ArgumentError):
        withdraw_flag(BEN, store, "ben", number, AS_OF)
    withdraw_flag(ADA, store, "ada", number, AS_OF)
    assert mine() == []
    with pytest.raises(ArgumentError):
        withdraw_flag(ADA, store, "ada", number, AS_OF)
    assert flag_session(ADA, store, "ada", 2, 5, "wrong after all", AS_OF) == 2


@pytest.mark.parametrize(("row", "note", "said"), [
    (3, "not mine", "no such session"), (99, "nobody's", "no such session"), (5, "  ", "in a sentence"),
    (5, "x" * 2001, "2,001 characters"),
])  # fmt: skip
def test_what_cannot_be_flagged_is_said(store, mine, row, note, said):
    with pytest.raises(ArgumentError, match=said):
        flag_session(ADA, store, "ada", 2, row, note, AS_OF)
    assert mine() == []


def test_one_session_is_flagged_once(store):
    flag_session(ADA, store, "ada", 2, 5, "wrong", AS_OF)
    with pytest.raises(ArgumentError, match="already"):
        flag_session(ADA, store, "ada", 2, 5, "still wrong", AS_OF)


@pytest.mark.parametrize("viewer", [BEN, LEADERSHIP, Viewer(Role.MENTOR, "mia")], ids=lambda viewer: viewer.role)
def test_others_neither_flag_nor_read_it(store, policy, mine, viewer):
    flag_session(ADA, store, "ada", 2, 5, "wrong", AS_OF)
    with pytest.raises(AccessError):
        flag_session(viewer, store, "ada", 2, 2, "wrong", AS_OF)
    with pytest.raises(AccessError):
        withdraw_flag(viewer, store, "ada", 1, AS_OF)
    with pytest.raises(AccessError):
        mine(viewer)
    assert [flag["note"] for flag in mine(OMBUDSMAN)] == ["wrong"]


def test_the_audit_trail_says_that_there_is_a_flag_and_not_what_it_says(store):
    flag_session(ADA, store, "ada", 2, 5, "a private matter", AS_OF)
    with store.cursor() as cursor:
        entry = cursor.execute("select done_by, role, action, subject, reason from audit_entry").fetchall()
    assert entry == [("Ada Lane", "mentee", "flag_session", "record of ada", "with a note")]
