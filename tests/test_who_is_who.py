"""Who is who: names only raise a question, a person answers it, credit follows, and every answer can be taken back."""

import random
from datetime import date

import pytest

from mentorship.access import Role, Viewer, viewers_of
from mentorship.credit.keep import refresh
from mentorship.credit.precedents import Ruling, rule
from mentorship.errors import AccessError, ArgumentError
from mentorship.intake.identities import Said, are_one, link, merge, part, separate
from mentorship.intake.importer import import_file, undo_import
from mentorship.planning.who_is_who import effect
from mentorship.reports.origins import person_origins
from mentorship.reports.who_is_who import everybody, who_is_who
from mentorship.store.connection import open_store

TODAY = date(2026, 11, 15)
OMBUDSMAN = Viewer(Role.OMBUDSMAN)
SAID = Said("Om", "Asked her on the phone.", TODAY)
PEOPLE = (
    "person,name,email,registered_on,mentor_since,mentor_until,techniques_certified_on\n"
    "M-1,Grace Hill,grace@example.org,,2010-01-01,,\n"
    "M-9,Grace Hill,,,,,\n"
    "P-1,Ana Müller,ana@example.org,2020-01-01,,,2021-05-05\n"
    "P-2,Bo Lee,bo@example.org,2020-01-01,,,\n"
    "P-3,Bo Lee,bo.lee@example.org,2020-01-01,,,2022-02-02\n"
    ",Cy Only,cy@example.org,2020-01-01,,,\n"
)
HEADINGS = "held_on,mentee,activity,modality,minutes,mentor,mentee_name\n"
SESSIONS = (
    HEADINGS
    + "2025-03-03,ana@example.org,one_to_one,virtual,60,M-1,\n"
    + "2025-03-04,ana@home.example,one_to_one,virtual,90,M-1,Ana Muller\n"
    + "2025-03-05,P-2,one_to_one,virtual,30,M-1,\n"
    + "2025-03-06,P-3,one_to_one,virtual,45,M-9,\n"
    + "2025-03-07,bo@example.org,one_to_one,virtual,120,M-1,\n"
    + "2025-03-08,cy@example.org,one_to_one,virtual,15,M-1,\n"
    + "2025-03-09,x-9,one_to_one,virtual,20,M-1,A. Mueller\n"
)


def bring(store, tmp_path, policy, name, text, **how):
    file = tmp_path / f"{name}.csv"
    file.write_text(text, "utf-8")
    return import_file(store, file, policy, **how)


@pytest.fixture
def store(tmp_path, policy):
    opened = open_store(None)
    bring(opened, tmp_path, policy, "people", PEOPLE)
    bring(opened, tmp_path, policy, "sessions", SESSIONS)
    refresh(opened, policy, TODAY)
    yield opened
    opened.close()


def credited(store, policy):
    """Mentee → minutes of credit, after assessing what changed."""
    refresh(store, policy, TODAY)
    with store.cursor() as cursor:
        rows = cursor.execute("select mentee, sum(credited_minutes)::int from mentee_standing group by all").fetchall()
    return {mentee: minutes for mentee, minutes in rows if minutes}


def people(store):
    with store.cursor() as cursor:
        return (
            sorted(cursor.execute("select * from person_alias").fetchall()),
            sorted(cursor.execute("select * from person").fetchall(), key=str),
        )


BEFORE = {"P-1": 60, "ana@home.example": 90, "P-2": 150, "cy@example.org": 15, "x-9": 20}


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
    separate(store, "x-9", "P-1", SAID)
    assert credited(store, policy) == {"P-1": 60, "P-2": 150, "cy@example.org": 15, "x-9": 110}, (
        "whoever leaves takes along who was said to be the same"
    )


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


def test_where_it_is_written_says_the_same_as_the_one_person(store):
    for one, other in [("P-3", "P-2"), ("cy@example.org", "P-2"), ("M-1", "M-9"), ("ana@home.example", "P-1")]:
        merge(store, one, other, SAID)
    with store.cursor() as cursor:
        found = cursor.execute("select * from person order by person")
        names = [column[0] for column in found.description]
        known = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        assert [each["person"] for each in known] == ["M-9", "P-1", "P-2"]
        for each in known:
            for row in person_origins(OMBUDSMAN, cursor, each["person"]):
                value = each[row["column_name"]]
                assert row["value"] == (None if value is None else str(value)), (each["person"], row["column_name"])


def test_a_certified_mentor_stays_certified_when_a_blank_record_joins(store, policy):
    """M-9 is in the people data without certification, so the session of P-3 earned nothing."""
    assert "P-3" not in credited(store, policy)
    merge(store, "M-9", "M-1", SAID)
    assert credited(store, policy)["P-3"] == 45
    separate(store, "M-9", "M-1", SAID)
    assert credited(store, policy) == BEFORE


def test_an_email_that_two_people_share_is_parted_from_the_record(store, policy):
    separate(store, "bo@example.org", "P-2", SAID)
    assert credited(store, policy) == {**BEFORE, "P-2": 30, "bo@example.org": 120}
    merge(store, "bo@example.org", "P-1", SAID)
    assert credited(store, policy)["P-1"] == 180
    separate(store, "bo@example.org", "P-1", SAID)
    assert credited(store, policy)["P-2"] == 30, "parted from the other one, too, until somebody takes that back"
    merge(store, "bo@example.org", "P-2", SAID)
    assert credited(store, policy) == BEFORE


@pytest.mark.parametrize(
    ("change", "one", "other", "said"),
    [
        (merge, "P-1", "p-1 ", "one person already"),
        (merge, "ana@example.org", "P-1", "one person already"),
        (merge, "P-1", "P-99", "neither the people data nor any session"),
        (separate, "P-1", "P-1", "Name two ids"),
        (separate, "P-1", "", "neither the people data nor any session"),
    ],
)
def test_what_cannot_be_said(store, change, one, other, said):
    before = people(store)
    with pytest.raises(ArgumentError, match=said):
        change(store, one, other, SAID)
    assert people(store) == before


@pytest.mark.parametrize("change", [merge, separate])
def test_it_needs_a_reason(store, change):
    with pytest.raises(ArgumentError, match="Say why"):
        change(store, "P-1", "P-2", Said("Om", "  ", TODAY))


NAMES = ["M-1", "M-9", "P-1", "P-2", "P-3", "cy@example.org", "ana@home.example", "ana@example.org", "x-9"]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_shown_before_is_what_comes_after_and_all_can_be_taken_back(store, policy, tmp_path, seed):
    """The kept assessment always is what an assessment from nothing would be, too."""
    first, chance = people(store), random.Random(seed)
    for _ in range(8):
        joins, one, other = chance.random() < 0.6, *chance.sample(NAMES, 2)
        before = credited(store, policy)
        do, try_it = (merge, link) if joins else (separate, part)
        kept = people(store)
        try:
            rows = effect(OMBUDSMAN, store, policy, TODAY, lambda c, t=try_it, a=one, b=other: t(c, a, b, SAID))
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
    undo_import(store, bring(store, tmp_path, policy, "more", "person,name\nP-8,Di\n").import_id)
    assert people(store) == first


def test_people_data_may_come_and_go_under_a_link(store, tmp_path, policy):
    """A link speaks of ids and e-mails, whatever records there are of them."""
    merge(store, "ana@home.example", "P-1", SAID)
    later = bring(store, tmp_path, policy, "later", "person,name,email\nP-7,Ana M,ana@home.example\n")
    assert credited(store, policy)["P-1"] == 150
    undo_import(store, later.import_id)
    undo_import(store, "1")
    assert credited(store, policy)["P-1"] == 90
    bring(store, tmp_path, policy, "people", PEOPLE)
    assert credited(store, policy)["P-1"] == 150


def test_a_ruling_on_a_person_goes_with_the_person(store, policy):
    rule(store, Ruling("person", "accept", "Seen.", "Om", TODAY, person="M-9"))
    assert credited(store, policy)["P-3"] == 45
    merge(store, "M-9", "M-1", SAID)
    assert credited(store, policy)["P-3"] == 45


def test_a_ruling_on_somebody_unlisted_goes_to_all_sessions_of_the_one_person(store, tmp_path, policy):
    bring(store, tmp_path, policy, "more", f"{HEADINGS}2025-03-10,P-3,one_to_one,virtual,60,u-9,\n")
    rule(store, Ruling("person", "refuse", "Seen.", "Om", TODAY, person="u-9"))
    assert credited(store, policy) == BEFORE
    merge(store, "u-9", "M-1", SAID)
    assert credited(store, policy) == {}, "every session of theirs was led by whom the ruling is about"
    separate(store, "u-9", "M-1", SAID)
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


# --- what is asked ----------------------------------------------------------------------------------------------


def pairs(store):
    with store.cursor() as cursor:
        return {(row["one"], row["other"]): row["evidence"] for row in who_is_who(OMBUDSMAN, cursor).rows}


def test_names_raise_a_question(store):
    assert pairs(store) == {
        ("ana@home.example", "P-1"): "the same name",
        ("x-9", "P-1"): "one of them with an initial",
        ("ana@home.example", "x-9"): "one of them with an initial",
        ("M-1", "M-9"): "the same name",
        ("P-2", "P-3"): "the same name",
    }


def test_a_question_that_was_answered_is_not_asked_again(store):
    merge(store, "ana@home.example", "P-1", SAID)
    separate(store, "P-3", "P-2", SAID)
    asked = pairs(store)
    assert ("P-2", "P-3") not in asked
    assert ("ana@home.example", "P-1") not in asked
    assert ("M-1", "M-9") in asked


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Jose Nunez Vega", "the same name"),
        ("Núñez Vega José", "the same name but for the order"),
        ("J. Nuñez Vega", "one of them with an initial"),
        ("José Nuñez", "one of them with a name more"),
        ("Jose Nunes Vega", "spelt almost alike"),
        ("Josse Nunez Vega", "spelt almost alike"),
        ("José Nuñez Paz", None),
        ("Nuñez", None),
        ("J", None),
        ("José", None),
        ("", None),
    ],
)
def test_which_names_are_alike(tmp_path, policy, name, how):
    store = open_store(None)
    bring(store, tmp_path, policy, "people", "person,name\nP-1,José Núñez Vega\nP-2,Someone Else\n")
    bring(store, tmp_path, policy, "s", f"{HEADINGS}2025-03-03,a@b.c,one_to_one,virtual,60,P-2,{name}\n")
    assert pairs(store).get(("a@b.c", "P-1")) == how
    store.close()


@pytest.mark.parametrize(
    ("before", "now", "session", "how"),
    [
        ("ana@example.org", "ana@new.example", "ana@example.org", "an e-mail that this record had before"),
        ("ana.lopez@example.org", "ana.lopez@example.org", "ana.lopes@example.org", "e-mails almost alike"),
        ("ana.lopez@example.org", "ana.lopez@example.org", "ana.lopez@exmaple.org", "e-mails almost alike"),
        ("ana.lopez@example.org", "ana.lopez@example.org", "ana.perez@example.org", None),
    ],
)
def test_emails_raise_a_question_too(tmp_path, policy, before, now, session, how):
    store = open_store(None)
    bring(store, tmp_path, policy, "one", f"person,name,email\nP-1,Ana,{before}\n")
    bring(store, tmp_path, policy, "two", f"person,name,email\nP-1,Ana,{now}\n")
    bring(store, tmp_path, policy, "s", f"{HEADINGS}2025-03-03,{session},one_to_one,virtual,60,m,\n")
    assert pairs(store).get((session, "P-1")) == how
    store.close()


# --- names in a file --------------------------------------------------------------------------------------------

BY_NAME = (
    "held_on,mentee_name,activity,modality,minutes,mentor\n2025-04-01,Mueller Ana,one_to_one,virtual,60,M-1\n"
    "2025-04-02,B. Lee,one_to_one,virtual,60,M-1\n2025-04-03,Grace Hill,one_to_one,virtual,60,M-1\n"
    "2025-04-04,Cy Only,one_to_one,virtual,60,M-1\n2025-04-05,Nobody,one_to_one,virtual,60,M-1\n"
)


def test_who_is_named_by_name_only_is_asked_about(store, tmp_path, policy):
    result = bring(store, tmp_path, policy, "names", BY_NAME, match_names=True)
    assert (result.accepted, len(result.problems)) == (1, 4)
    assert {each.name: [who.person for who in each.likely] for each in result.names} == {
        "Mueller Ana": ["P-1"], "B. Lee": ["P-2", "P-3"], "Grace Hill": ["M-1", "M-9"], "Nobody": [],
    }  # fmt: skip
    assert "names" not in result.as_json()


def test_a_name_that_was_told_is_that_person(store, tmp_path, policy):
    told = {"Mueller Ana": "P-1", "B. Lee": "p-3", "Nobody": "new@example.org"}
    result = bring(store, tmp_path, policy, "names", BY_NAME, people=told)
    assert (result.accepted, len(result.problems)) == (3, 2)
    assert credited(store, policy) == {**BEFORE, "P-1": 120, "P-3": 60, "new@example.org": 60}
    assert bring(store, tmp_path, policy, "names", BY_NAME, people=told).unchanged == 3
    undo_import(store, result.import_id)
    assert credited(store, policy) == BEFORE


def test_a_name_is_not_told_to_be_somebody_unknown(store, tmp_path, policy):
    with pytest.raises(ArgumentError, match="P-99, but the people data have no such id"):
        bring(store, tmp_path, policy, "names", BY_NAME, people={"Nobody": "P-99"})


# --- who may ask ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTEE, Role.MENTOR])
def test_who_is_who_is_for_the_ombudsman(store, policy, role):
    viewer = Viewer(role, "P-1")
    with store.cursor() as cursor:
        for report in (who_is_who, everybody):
            with pytest.raises(AccessError):
                report(viewer, cursor)
    with pytest.raises(AccessError):
        effect(viewer, store, policy, TODAY, lambda cursor: link(cursor, "P-1", "P-2", SAID))
