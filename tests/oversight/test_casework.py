"""A case from its first question to its end, and back again when its facts change."""

from dataclasses import replace
from datetime import date

import pytest

from mentorship.actions import cases as act
from mentorship.actions.cases import close
from mentorship.credit.refresh import refresh
from mentorship.credit.rulings import Ruling
from mentorship.errors import ArgumentError
from mentorship.intake.importer import import_file
from mentorship.oversight.casework import MAY_FOLLOW, Case, State, Step, facts_of, state_after, words
from mentorship.oversight.items import CaseKey, Item
from mentorship.oversight.signals.current import SessionOf
from mentorship.planning.ruling_effect import ruling_effect
from mentorship.reports.attention import attention, attention_case, case_named
from tests.support.asking import OMBUDSMAN, request_to
from tests.support.small_programme import AS_OF, SESSIONS, small_programme
from tests.support.stores import undo

pytestmark = pytest.mark.slow

WHO = replace(OMBUDSMAN, name="Om")


@pytest.fixture
def store(tmp_path, policy):
    opened = small_programme(tmp_path, policy)
    yield opened
    opened.close()


@pytest.fixture
def see(store, policy):
    """The queue as the ombudsman sees it on a day."""

    def seen(view="open", as_of=AS_OF):
        refresh(store, policy, as_of)
        with request_to(store, policy, as_of) as request:
            return attention(request, view)

    return seen


@pytest.fixture
def case(store, policy, see):
    """The case of a title as it is."""

    def found(title, as_of=AS_OF):
        rows = [row for view in ("open", "asleep", "closed") for row in see(view, as_of).rows]
        (row,) = [row for row in rows if row["title"] == title]
        with request_to(store, policy, as_of) as request:
            return case_named(request, row["case"])

    return found


BOOKING = "How sessions were booked: Mia Stone"


def test_the_queue_holds_each_thing_once_by_credit_at_stake_then_age(see):
    report = see()
    rows = [
        (row["title"], row["questions"], row["minutes_at_stake"]) for row in report.rows if row["theme"] != "reading"
    ]
    assert rows == [
        (BOOKING, 2, 120), ("Certification on the day: Max Wood", 1, 90),
        ("Contact: Mia Stone", 1, 0), ("Records: Mia Stone", 1, 0),
    ]  # fmt: skip
    stakes = [row["minutes_at_stake"] for row in report.rows]
    assert stakes == sorted(stakes, reverse=True)
    assert sum(row["theme"] == "reading" for row in report.rows) == 7, "nobody has chosen how the text is read"
    assert (
        report.answer == "11 cases are open, and nobody has looked at any of them yet. 3 h 30 of credit depend on them."
    )


def test_a_case_is_followed_to_its_end(store, case, see):
    assert act.look(WHO, store, case(BOOKING), "Two mentees at one hour.", date(2025, 6, 1)) == 1
    assert case(BOOKING).state is State.LOOKING
    act.check_data(WHO, store, case(BOOKING), "The calendar says the same.", date(2025, 6, 2))
    act.talk(WHO, store, case(BOOKING), "Mia says it was one meeting.", date(2025, 6, 3))
    assert case(BOOKING).state is State.TALKING
    close(WHO, store, case(BOOKING), "She books groups as groups now.", date(2025, 6, 4), "agreed")
    assert BOOKING not in [row["title"] for row in see().rows]
    assert [row["title"] for row in see("closed").rows] == [BOOKING]
    done = case(BOOKING)
    assert [(each.step, each.author, each.taken_on.day) for each in done.steps] == [
        ("look", "Om", 1), ("check_data", "Om", 2), ("talk", "Om", 3), ("close", "Om", 4),
    ]  # fmt: skip
    assert [each.case_no for each in done.steps] == [1] * 4


def test_nobody_is_talked_to_before_the_data_were_checked_and_nothing_closed_without_a_look(store, case):
    with pytest.raises(ArgumentError, match="look first"):
        close(WHO, store, case(BOOKING), "no", AS_OF, "as_it_is")
    act.look(WHO, store, case(BOOKING), "seen", AS_OF)
    with pytest.raises(ArgumentError, match="Check the data before"):
        act.talk(WHO, store, case(BOOKING), "hello", AS_OF)
    with pytest.raises(ArgumentError, match="sentence"):
        act.check_data(WHO, store, case(BOOKING), "  ", AS_OF)
    with pytest.raises(ArgumentError, match="cannot be earlier"):
        act.check_data(WHO, store, case(BOOKING), "seen", date(2025, 1, 1))
    close(WHO, store, case(BOOKING), "fine", AS_OF, "as_it_is")
    with pytest.raises(ArgumentError, match="is closed"):
        act.look(WHO, store, case(BOOKING), "again", AS_OF)
    act.reopen(WHO, store, case(BOOKING), "somebody asked", AS_OF)
    assert case(BOOKING).state is State.REOPENED


# --- facts ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def closed(store, case):
    act.look(WHO, store, case(BOOKING), "seen", AS_OF)
    close(WHO, store, case(BOOKING), "one evening only", AS_OF, "explained")
    assert case(BOOKING).state is State.CLOSED


def test_the_same_file_again_changes_nothing(store, policy, tmp_path, case, closed):
    renamed = tmp_path / "again.csv"
    renamed.write_text(SESSIONS, "utf-8")
    import_file(store, renamed, policy)
    assert case(BOOKING).state is State.CLOSED


def test_the_same_rows_in_another_order_of_another_file_change_nothing(store, policy, tmp_path, case, closed):
    heading, *rows = SESSIONS.splitlines()
    (tmp_path / "other.csv").write_text("\n".join([heading, *reversed(rows)]) + "\n", "utf-8")
    assert import_file(store, tmp_path / "other.csv", policy).unchanged == 5
    assert case(BOOKING).state is State.CLOSED


def test_a_further_evening_reopens_the_case_and_its_undo_closes_it(store, policy, tmp_path, case, closed):
    more = SESSIONS.splitlines()[0] + "".join(
        f"\nT{place},2025-05-05,19:30,{name},,mia,one_to_one,virtual,60" for place, name in enumerate(("ada", "ben"))
    )
    (tmp_path / "more.csv").write_text(more + "\n", "utf-8")
    number = import_file(store, tmp_path / "more.csv", policy).import_id
    assert case(BOOKING).state is State.REOPENED
    assert len(case(BOOKING).items) == 4
    undo(store, number)
    assert case(BOOKING).state is State.CLOSED


def test_a_corrected_record_ends_the_question_and_the_case_stays_closed(store, policy, tmp_path, case, closed):
    (tmp_path / "fixed.csv").write_text(SESSIONS.replace("S2,2025-03-03,19:30", "S2,2025-03-03,20:30"), "utf-8")
    assert import_file(store, tmp_path / "fixed.csv", policy).replaced == 1
    found = case(BOOKING)
    assert (found.state, found.is_asked) == (State.CLOSED, False)


def test_an_open_case_whose_question_went_away_stays_until_somebody_closes_it(store, policy, tmp_path, case, see):
    act.look(WHO, store, case(BOOKING), "asked the office to check", AS_OF)
    (tmp_path / "fixed.csv").write_text(SESSIONS.replace("S2,2025-03-03,19:30", "S2,2025-03-03,20:30"), "utf-8")
    import_file(store, tmp_path / "fixed.csv", policy)
    (row,) = [row for row in see().rows if row["title"] == BOOKING]
    assert (row["is_asked"], row["question"]) == (False, "The data no longer give any reason to ask.")


# --- sleep ---------------------------------------------------------------------------------------------------------


def test_a_case_sleeps_until_its_day(store, case, see):
    act.look(WHO, store, case(BOOKING), "seen", AS_OF)
    act.sleep(WHO, store, case(BOOKING), "she is on leave", AS_OF, date(2025, 9, 1))
    assert [row["sleeps_until"] for row in see("asleep").rows] == [date(2025, 9, 1)]
    assert case(BOOKING, date(2025, 8, 31)).state is State.ASLEEP
    woken = case(BOOKING, date(2025, 9, 1))
    assert (woken.state, woken.woke) == (State.LOOKING, True)
    with pytest.raises(ArgumentError, match="in the future"):
        act.sleep(WHO, store, case(BOOKING), "no", AS_OF, AS_OF)
    act.wake(WHO, store, case(BOOKING), "she is back", date(2025, 7, 1))
    assert case(BOOKING).state is State.LOOKING


def test_a_case_wakes_when_its_facts_change(store, policy, tmp_path, case):
    act.look(WHO, store, case(BOOKING), "seen", AS_OF)
    act.sleep(WHO, store, case(BOOKING), "later", AS_OF, date(2026, 1, 1))
    third = f"{SESSIONS.splitlines()[0]}\nT9,2025-03-03,19:30,cy,,mia,one_to_one,virtual,60\n"
    (tmp_path / "third.csv").write_text(third, "utf-8")
    import_file(store, tmp_path / "third.csv", policy)
    assert (case(BOOKING).state, case(BOOKING).woke) == (State.LOOKING, True)


# --- how it ends ---------------------------------------------------------------------------------------------------


def test_a_ruling_is_recorded_with_the_closing_after_its_effect_was_shown(store, policy, case, see):
    act.look(WHO, store, case(BOOKING), "seen", AS_OF)
    refuse = [Ruling("session", "refuse", import_no=2, row=row) for row in (2, 3)]
    before = {row["mentee"]: (row["credited_before"], row["credited_after"])
              for row in ruling_effect(WHO, store, policy, AS_OF, refuse)}  # fmt: skip
    assert before == {"ada": (120, 60), "ben": (60, 0)}
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from ruling").fetchone() == (0,), "shown, and undone"
    close(WHO, store, case(BOOKING), "a group is no 1x1", AS_OF, "ruled", rulings=refuse)
    refresh(store, policy, AS_OF)
    found = case(BOOKING)
    assert (found.state, found.steps[-1].rulings) == (State.CLOSED, [1, 2]), "its own ruling does not reopen it"
    with request_to(store, policy, AS_OF) as request:
        sessions = attention_case(request, found.key.id).parts["sessions"]
    assert [(row["mentee"], row["credited_minutes"]) for row in sessions] == [("ada", 0), ("ben", 0)]


def test_an_ending_says_what_it_is(store, case):
    act.look(WHO, store, case(BOOKING), "seen", AS_OF)
    for outcome, more in (("vanished", {}), ("ruled", {}), ("correction_asked", {}), ("as_it_is", {"asked_of": "Mia"}),
                          ("as_it_is", {"rulings": [Ruling("session", "refuse", import_no=2, row=2)]})):  # fmt: skip
        with pytest.raises(ArgumentError):
            close(WHO, store, case(BOOKING), "why", AS_OF, outcome, **more)
    close(WHO, store, case(BOOKING), "S2 was at eight", AS_OF, "correction_asked", asked_of="Mia Stone")
    assert case(BOOKING).steps[-1].asked_of == "Mia Stone"


def test_a_ruling_that_fails_leaves_the_case_as_it_was(store, case):
    act.look(WHO, store, case(BOOKING), "seen", AS_OF)
    with pytest.raises(ArgumentError, match="No session on record"):
        rulings = [Ruling("session", "refuse", import_no=number, row=2) for number in (2, 9)]
        close(WHO, store, case(BOOKING), "no", AS_OF, "ruled", rulings=rulings)
    assert case(BOOKING).state is State.LOOKING
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from ruling").fetchone() == (0,)


# --- the rules of steps ----------------------------------------------------------------------------------------------


def test_every_state_can_be_left_and_every_word_is_there():
    assert set(MAY_FOLLOW) == set(State)
    assert all(MAY_FOLLOW.values())
    assert set(words().states) == {str(state) for state in State}
    assert list(words().steps) == [Step.LOOK, Step.CHECK_DATA, Step.TALK, Step.CLOSE]


def test_credit_at_stake_counts_a_session_once():
    one, two = SessionOf(1, 2, "a"), SessionOf(1, 3, "a")
    key = CaseKey("booking", "mia")
    items = (Item(key, "a", "?", "x", sessions=(one, two), minutes_at_stake=120),
             Item(key, "b", "?", "y", sessions=(one,), minutes_at_stake=60),
             Item(key, "c", "?", "z", minutes_at_stake=5))  # fmt: skip
    assert Case(key, items, (), State.NEW, False).minutes_at_stake == 125


def test_facts_are_those_of_all_questions_in_any_order_and_none_without_any():
    key = CaseKey("booking", "mia")
    one, two = Item(key, "a", "?", "x"), Item(key, "b", "?", "y")
    assert facts_of([one, two]) == facts_of([two, one]) != facts_of([one])
    assert facts_of([]) == ""
    assert state_after([], "x", AS_OF) == (State.NEW, False)
