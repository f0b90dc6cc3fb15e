"""Merge and split: a person says who is who, credit follows, and everything can be reversed."""

import random
from datetime import date

import pytest

from mentorship.access import viewers_of
from mentorship.actions.rulings import Ruling, rule
from mentorship.attribution import Attribution
from mentorship.credit.one_mentee import judge, mentee_record
from mentorship.credit.refresh import refresh
from mentorship.errors import ArgumentError
from mentorship.intake import merging
from mentorship.intake.merging import are_one
from mentorship.planning.merge_effect import merge_effect
from mentorship.reports.provenance import person_origins
from mentorship.store.connection import open_store
from tests.support.asking import OMBUDSMAN, request_to
from tests.support.stores import undo
from tests.support.who_is_who import (
    BEFORE,
    HEADINGS,
    PEOPLE,
    SAID,
    SESSIONS,
    TODAY,
    bring,
    credited,
    merge,
    people,
    split,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path, policy):
    opened = open_store(None)
    bring(opened, tmp_path, policy, "people", PEOPLE)
    bring(opened, tmp_path, policy, "sessions", SESSIONS)
    refresh(opened, policy, TODAY)
    yield opened
    opened.close()


def test_sessions_belong_to_whom_they_name(store, policy):
    assert credited(store, policy) == BEFORE


def test_two_that_are_one_have_their_credit_together(store, policy):
    assert merge(store, "ana@home.example", "P-1", SAID) == "P-1"
    assert credited(store, policy) == {"P-1": 150, "P-2": 150, "cy@example.org": 15, "x-9": 20}


@pytest.mark.parametrize(
    ("one", "other", "called"),
    [
        ("P-1", "ana@home.example", "P-1"),  # the people data know one of them
        ("ana@example.org", "ana@home.example", "P-1"),  # an e-mail stands for its record
        ("cy@example.org", "P-2", "P-2"),  # an id rather than an e-mail
        ("P-2", "P-3", "P-3"),  # else the one named last
        ("x-9", "ana@home.example", "x-9"),
        (" X-9 ", "p-1", "P-1"),
    ],
)
def test_what_the_one_person_is_called(store, one, other, called):
    assert merge(store, one, other, SAID) == called
    with store.cursor() as cursor:
        assert are_one(cursor, one, other)


def test_a_session_that_was_exported_under_both_counts_once(store, tmp_path, policy):
    """The source's id makes them one session, though a later export corrected its length."""
    headings = f"session_id,{HEADINGS}"
    bring(store, tmp_path, policy, "old", f"{headings}S1,2025-05-05,new@home.example,one_to_one,virtual,60,M-1,\n")
    bring(store, tmp_path, policy, "new", f"{headings}S1,2025-05-05,P-1,one_to_one,virtual,75,M-1,\n")
    assert credited(store, policy) == {**BEFORE, "P-1": 135, "new@home.example": 60}
    merge(store, "new@home.example", "P-1", SAID)
    assert credited(store, policy) == {**BEFORE, "P-1": 135}


def test_three_that_are_one(store, policy):
    merge(store, "x-9", "ana@home.example", SAID)
    merge(store, "ana@home.example", "P-1", SAID)
    assert credited(store, policy) == {"P-1": 170, "P-2": 150, "cy@example.org": 15}
    split(store, "x-9", "P-1", SAID)
    assert credited(store, policy) == {"P-1": 60, "P-2": 150, "cy@example.org": 15, "x-9": 110}, (
        "whoever leaves takes along those merged into them"
    )


def test_two_whom_only_sessions_name_are_one_also_when_asked_alone(store, policy):
    merge(store, "x-9", "ana@home.example", SAID)
    assert credited(store, policy) == {"P-1": 60, "P-2": 150, "cy@example.org": 15, "x-9": 110}
    with store.cursor() as cursor:
        record = mentee_record(cursor, "x-9", TODAY, OMBUDSMAN.values)
    assert sum(each.credited_minutes for each in judge(record, policy, TODAY).sessions) == 110


def test_who_was_merged_into_somebody_unlisted_stays_so(store, tmp_path, policy):
    """The one who is only in sessions gave the name; then the people data learn of the other."""
    merge(store, "ana@home.example", "x-9", SAID)
    bring(store, tmp_path, policy, "later", "person,name\nana@home.example,Ana\n")
    assert merge(store, "x-9", "P-1", SAID) == "P-1"
    assert credited(store, policy) == {"P-1": 170, "P-2": 150, "cy@example.org": 15}


def test_what_one_record_leaves_blank_the_other_says(store):
    merge(store, "P-3", "P-2", SAID)
    with store.cursor() as cursor:
        found = cursor.execute("select email, techniques_certified_on from person where person = 'P-2'").fetchall()
    assert found == [("bo@example.org", date(2022, 2, 2))]


def test_where_it_is_written_says_the_same_as_the_one_person(store, policy):
    for one, other in [("P-3", "P-2"), ("cy@example.org", "P-2"), ("M-1", "M-9"), ("ana@home.example", "P-1")]:
        merge(store, one, other, SAID)
    with request_to(store, policy, TODAY) as request:
        found = request.cursor.execute("select * from person order by person")
        names = [column[0] for column in found.description]
        known = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        assert [each["person"] for each in known] == ["M-9", "P-1", "P-2"]
        for each in known:
            for row in person_origins(request, each["person"]):
                value = each[row["column_name"]]
                assert row["value"] == (None if value is None else str(value)), (each["person"], row["column_name"])


def test_a_certified_mentor_stays_certified_when_a_blank_record_joins(store, policy):
    """M-9 is in the people data without certification, so the session of P-3 earned nothing."""
    assert "P-3" not in credited(store, policy)
    merge(store, "M-9", "M-1", SAID)
    assert credited(store, policy)["P-3"] == 45
    split(store, "M-9", "M-1", SAID)
    assert credited(store, policy) == BEFORE


def test_an_email_that_two_people_share_is_parted_from_the_record(store, policy):
    split(store, "bo@example.org", "P-2", SAID)
    assert credited(store, policy) == {**BEFORE, "P-2": 30, "bo@example.org": 120}
    merge(store, "bo@example.org", "P-1", SAID)
    assert credited(store, policy)["P-1"] == 180
    split(store, "bo@example.org", "P-1", SAID)
    assert credited(store, policy)["P-2"] == 30, "parted from the other one, too, until somebody takes that back"
    merge(store, "bo@example.org", "P-2", SAID)
    assert credited(store, policy) == BEFORE


@pytest.mark.parametrize(
    ("change", "one", "other", "said"),
    [
        (merge, "P-1", "p-1 ", "already one person"),
        (merge, "ana@example.org", "P-1", "already one person"),
        (merge, "P-1", "P-99", "neither the people data nor any session"),
        (split, "P-1", "P-1", "Name two ids"),
        (split, "P-1", "", "neither the people data nor any session"),
    ],
)
def test_what_cannot_be_said(store, change, one, other, said):
    before = people(store)
    with pytest.raises(ArgumentError, match=said):
        change(store, one, other, SAID)
    assert people(store) == before


@pytest.mark.parametrize("change", [merge, split])
def test_it_needs_a_reason(store, change):
    with pytest.raises(ArgumentError, match="Give a reason"):
        change(store, "P-1", "P-2", Attribution("Om", "  ", TODAY))


def trying(change, one, other):
    return lambda cursor: change(cursor, one, other, SAID)


NAMES = ["M-1", "M-9", "P-1", "P-2", "P-3", "cy@example.org", "ana@home.example", "ana@example.org", "x-9"]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_shown_before_is_what_comes_after_and_all_can_be_reversed(store, policy, tmp_path, seed):
    """The kept assessment always is what an assessment from nothing would be, too."""
    first, chance = people(store), random.Random(seed)
    for _ in range(8):
        joins, one, other = chance.random() < 0.6, *chance.sample(NAMES, 2)
        before = credited(store, policy)
        do, try_it = (merge, merging.merge) if joins else (split, merging.split)
        kept = people(store)
        try:
            rows = merge_effect(OMBUDSMAN, store, policy, TODAY, trying(try_it, one, other))
        except ArgumentError:
            assert people(store) == kept
            continue
        assert people(store) == kept, "trying leaves nothing behind"
        do(store, one, other, SAID)
        after = credited(store, policy)
        told = {row["mentee"]: (row["credited_before"] or 0, row["credited_after"] or 0) for row in rows}
        seen = {
            each: (before.get(each, 0), after.get(each, 0))
            for each in before.keys() | after.keys()
            if before.get(each, 0) != after.get(each, 0)
        }
        assert {mentee: minutes for mentee, minutes in told.items() if minutes[0] != minutes[1]} == seen
        with store.cursor() as cursor:
            aliases = [alias for (alias,) in cursor.execute("select alias from person_alias").fetchall()]
            assert len(aliases) == len(set(aliases)), "nobody is counted twice"
            cursor.execute("delete from assessment")
        assert credited(store, policy) == after
    with store.cursor() as cursor, store.transaction(cursor):
        cursor.execute("update person_link set withdrawn_on = current_date")
    undo(store, bring(store, tmp_path, policy, "more", "person,name\nP-8,Di\n").import_id)
    assert people(store) == first


def test_people_data_may_come_and_go_under_a_link(store, tmp_path, policy):
    """A link speaks of ids and e-mails, whatever records there are of them."""
    merge(store, "ana@home.example", "P-1", SAID)
    later = bring(store, tmp_path, policy, "later", "person,name,email\nP-7,Ana M,ana@home.example\n")
    assert credited(store, policy)["P-1"] == 150
    undo(store, later.import_id)
    undo(store, "1")
    assert credited(store, policy)["P-1"] == 90
    bring(store, tmp_path, policy, "people", PEOPLE)
    assert credited(store, policy)["P-1"] == 150


def test_a_ruling_on_a_person_goes_with_the_person(store, policy):
    rule(OMBUDSMAN, store, Ruling("person", "accept", person="M-9"), "Seen.", TODAY)
    assert credited(store, policy)["P-3"] == 45
    merge(store, "M-9", "M-1", SAID)
    assert credited(store, policy)["P-3"] == 45


def test_a_ruling_on_somebody_unlisted_goes_to_all_sessions_of_the_one_person(store, tmp_path, policy):
    bring(store, tmp_path, policy, "more", f"{HEADINGS}2025-03-10,P-3,one_to_one,virtual,60,u-9,\n")
    rule(OMBUDSMAN, store, Ruling("person", "refuse", person="u-9"), "Seen.", TODAY)
    assert credited(store, policy) == BEFORE
    merge(store, "u-9", "M-1", SAID)
    assert credited(store, policy) == {}, "every session of theirs was led by whom the ruling is about"
    split(store, "u-9", "M-1", SAID)
    assert credited(store, policy) == BEFORE


def test_the_email_of_each_record_opens_the_one_person(store, policy, tmp_path):
    merge(store, "P-3", "P-2", SAID)
    merge(store, "ana@home.example", "P-1", SAID)
    merge(store, "cy@example.org", "P-2", SAID)
    refresh(store, policy, TODAY)
    with store.cursor() as cursor:
        opened = {
            email: [viewer.person for viewer in viewers_of(cursor, email, tmp_path / "none.toml")]
            for email in (
                "bo@example.org",
                "bo.lee@example.org",
                "ana@example.org",
                "ana@home.example",
                "cy@example.org",
            )
        }
    assert opened == {
        "bo@example.org": ["P-2"], "bo.lee@example.org": ["P-2"], "ana@example.org": ["P-1"],
        "ana@home.example": [],  # no record has it: sessions alone open nothing
        "cy@example.org": ["P-2"],  # a record without an id is one, too
    }  # fmt: skip


def test_an_email_that_a_record_had_before_can_be_merged(store, tmp_path, policy):
    bring(store, tmp_path, policy, "later", "person,name,email\nP-2,Bo Lee,bo@new.example\n")
    assert credited(store, policy) == {**BEFORE, "P-2": 30, "bo@example.org": 120}
    merge(store, "bo@example.org", "P-2", SAID)
    assert credited(store, policy) == BEFORE


def test_an_email_that_several_records_have_can_be_merged(store, tmp_path, policy):
    bring(store, tmp_path, policy, "later", "person,name,email\nP-3,Bo Lee,bo@example.org\n")
    assert credited(store, policy) == {**BEFORE, "P-2": 30, "bo@example.org": 120}
    merge(store, "bo@example.org", "P-2", SAID)
    assert credited(store, policy) == BEFORE
