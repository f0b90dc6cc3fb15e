"""Rulings of the ombudsman and the choice of readings: data beside the records, that the engine reads like rules."""

import shutil
from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.readings import choose_reading
from mentorship.actions.rulings import rule, withdraw_ruling
from mentorship.credit.reading_choices import readings_in_force
from mentorship.credit.refresh import refresh
from mentorship.credit.rulings import Ruling
from mentorship.errors import AccessError, ArgumentError, ReadingError
from mentorship.intake.importer import import_file
from mentorship.planning.clarify_first import clarify_first
from mentorship.planning.overturned import overturned
from mentorship.planning.reading_range import reading_range
from mentorship.policy.amendments import amend, parse_amendment
from mentorship.policy.readings import read_as, reading_set
from mentorship.reports.my_progress import my_progress
from mentorship.reports.rules_in_force import rules_in_force
from mentorship.reports.rulings import rulings
from mentorship.store.connection import open_store
from tests.support.asking import request_to
from tests.support.stores import undo

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 15)
OMBUDSMAN = Viewer(Role.OMBUDSMAN, name="Om")
HEADINGS = "session_id,held_on,mentee,activity,modality,minutes,mentor,event,attendees,endorsed\n"
PEOPLE = (
    "person,name,email,mentor_since,techniques_certified_on\nmentor,Grace,,2010-01-01,2008-01-01\n"
    "lapsed,Edwina,ed@example.org,,\n"
)
SESSIONS = (
    HEADINGS
    + "S-1,2025-03-03,ada,one_to_one,virtual,60,lapsed,,,\n"
    + "S-2,2025-03-04,ada,one_to_one,virtual,60,unheard,,,\n"
    + "S-3,2025-03-05,ada,clinical_application,in_person,120,x,Pediatrics,,no\n"
    + "S-4,2025-03-05,ben,clinical_application,in_person,120,x,pediatrics,,no\n"
    + "S-5,2025-03-06,ada,treatment,virtual,60,mentor,,,\n"
    + "S-6,2025-03-07,ada,small_group,virtual,90,mentor,,3,\n"
)


@pytest.fixture
def store(tmp_path, policy):
    opened = open_store(None)
    for kind, text in (("people", PEOPLE), ("sessions", SESSIONS)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, "utf-8")
        import_file(opened, file, policy)
    refresh(opened, policy, TODAY)
    yield opened
    opened.close()


def credited(store, policy, mentee="ada"):
    """session id → minutes, and the first rule that spoke."""
    refresh(store, policy, TODAY)
    with request_to(store, policy, TODAY) as request:
        rows = my_progress(request, mentee).sessions
    return {row["session_id"]: (row["credited_minutes"], row["because"][0].rule) for row in rows}


def decide(store, reason="Seen.", **what):
    """Record a ruling that accepts a session, unless it says otherwise."""
    return rule(OMBUDSMAN, store, Ruling(**{"about": "session", "effect": "accept", **what}), reason, TODAY)


def row_of(store, session_id):
    with store.cursor() as cursor:
        return cursor.execute("select import_no, row from session_fact where session_id = ?", [session_id]).fetchone()


def test_a_session_accepted_counts_and_the_explanation_says_by_whom(store, policy):
    assert credited(store, policy)["S-1"] == (0, "standing.mentor_not_certified")
    import_no, row = row_of(store, "S-1")
    decide(store, reason="Certificate seen on paper.", import_no=import_no, row=row)
    assert credited(store, policy)["S-1"] == (60, "precedent.accepted")
    with request_to(store, policy, TODAY) as request:
        rows = my_progress(request, "ada").sessions
    why = next(row["why"] for row in rows if row["session_id"] == "S-1")
    assert why == "Accepted by ruling 1 of Om on 15 Nov 2026: Certificate seen on paper."


def test_a_ruling_touches_nobody_else(store, policy):
    before = credited(store, policy)
    import_no, row = row_of(store, "S-1")
    decide(store, import_no=import_no, row=row)
    after = credited(store, policy)
    assert {key for key in before if before[key] != after[key]} == {"S-1"}


def test_an_event_accepted_counts_for_everybody_who_was_there(store, policy):
    assert credited(store, policy, "ben")["S-4"] == (0, "endorsement.refused")
    decide(store, about="event", activity="clinical_application", event="PEDIATRICS")
    assert credited(store, policy, "ada")["S-3"] == (120, "precedent.accepted")
    assert credited(store, policy, "ben")["S-4"] == (120, "precedent.accepted")


def test_a_person_accepted_sets_aside_standing_only(store, policy):
    strict = read_as(policy, {"standing_unknown": "refuse"})
    assert credited(store, strict)["S-2"] == (0, "standing.unknown")
    decide(store, about="person", person="unheard")
    assert credited(store, strict)["S-2"] == (60, "precedent.accepted")
    decide(store, about="person", person="mentor")
    assert credited(store, strict)["S-5"] == (0, "modality.not_allowed")


@pytest.mark.parametrize("named", ["lapsed", "LAPSED", " ed@example.org ", "ED@example.org"])
def test_a_person_may_be_named_by_id_or_e_mail_in_any_case(store, policy, named):
    decide(store, about="person", person=named)
    assert credited(store, policy)["S-1"][0] == 60


def test_a_person_accepted_for_some_days_only(store, policy):
    decide(store, about="person", person="lapsed", valid_from=date(2025, 3, 3), valid_until=date(2025, 3, 3))
    assert credited(store, policy)["S-1"][0] == 60
    with pytest.raises(ArgumentError, match="No session on record"):
        decide(store, about="person", person="lapsed", valid_from=date(2025, 3, 4))


def test_a_session_refused_earns_nothing(store, policy):
    import_no, row = row_of(store, "S-6")
    assert credited(store, policy)["S-6"][0] == 90
    decide(store, effect="refuse", import_no=import_no, row=row)
    assert credited(store, policy)["S-6"] == (0, "precedent.refused")


def test_what_was_not_held_cannot_be_accepted(store, policy, tmp_path):
    more = tmp_path / "more.csv"
    more.write_text("session_id,held_on,mentee,activity,modality,minutes,mentor,status\nS-9,2025-04-01,ada,one_to_one,"
                    "virtual,60,mentor,cancelled\n", "utf-8")  # fmt: skip
    import_file(store, more, policy)
    import_no, row = row_of(store, "S-9")
    decide(store, import_no=import_no, row=row)
    assert credited(store, policy)["S-9"] == (0, "status.cancelled")


def test_the_ruling_nearest_to_a_session_decides(store, policy):
    decide(store, about="event", effect="refuse", activity="clinical_application", event="pediatrics")
    import_no, row = row_of(store, "S-3")
    decide(store, import_no=import_no, row=row)
    assert credited(store, policy, "ada")["S-3"][0] == 120
    assert credited(store, policy, "ben")["S-4"] == (0, "endorsement.refused")


def test_a_withdrawn_ruling_holds_no_longer_and_stays_on_record(store, policy):
    import_no, row = row_of(store, "S-1")
    before = credited(store, policy)
    number = decide(store, import_no=import_no, row=row)
    withdraw_ruling(OMBUDSMAN, store, number, "A mistake.", TODAY)
    assert credited(store, policy) == before
    with request_to(store, policy, TODAY) as request:
        assert [(each["withdrawn_because"], each["sessions"]) for each in rulings(request)] == [("A mistake.", 0)]
    with pytest.raises(ArgumentError, match="already withdrawn"):
        withdraw_ruling(OMBUDSMAN, store, number, "Again.", TODAY)
    with pytest.raises(ArgumentError, match="There is no ruling 7"):
        withdraw_ruling(OMBUDSMAN, store, 7, "Again.", TODAY)


def test_a_ruling_holds_when_its_file_comes_in_again(store, policy, tmp_path):
    import_no, row = row_of(store, "S-1")
    decide(store, import_no=import_no, row=row)
    undo(store, str(import_no))
    again = tmp_path / "again.csv"
    again.write_text(SESSIONS.replace("ada,one_to_one,virtual,60,lapsed", "ada,one_to_one,virtual,75,lapsed"), "utf-8")
    import_file(store, again, policy)
    assert credited(store, policy)["S-1"] == (75, "precedent.accepted")


def test_a_ruling_never_changes_the_record(store, policy):
    def records():
        with store.cursor() as cursor:
            return cursor.execute("select bit_xor(hash(s)) from session_fact as s").fetchone()

    before = records()
    import_no, row = row_of(store, "S-1")
    decide(store, import_no=import_no, row=row)
    credited(store, policy)
    assert records() == before


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"reason": "  ", "import_no": 2, "row": 2}, "needs a reason"),
        ({"import_no": 2, "row": 999}, "row 999 of import 2"),
        ({"about": "event", "activity": "conference", "event": "Nothing"}, "“Nothing”"),
        ({"about": "person", "person": "nobody"}, "led by nobody"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused_in_a_sentence(store, what, words):
    with pytest.raises(ArgumentError, match=words):
        decide(store, **what)


# --- readings ------------------------------------------------------------------------------------------------


def test_the_latest_choice_is_in_force_and_all_stay_on_record(store, policy):
    for answer in ("refuse", "credit", "refuse"):
        choose_reading(OMBUDSMAN, store, policy, "standing_unknown", answer, "Discussed.", TODAY)
    with store.cursor() as cursor:
        assert readings_in_force(cursor, policy) == {"standing_unknown": "refuse"}
    with request_to(store, policy, TODAY) as request:
        chosen = rules_in_force(request).parts["choices"]
    assert [each["answer"] for each in chosen] == ["refuse", "credit", "refuse"]


def test_a_choice_needs_a_reason_and_an_answer_that_there_is(store, policy):
    with pytest.raises(ArgumentError, match="needs a reason"):
        choose_reading(OMBUDSMAN, store, policy, "standing_unknown", "refuse", " ", TODAY)
    with pytest.raises(ReadingError, match="cannot be 'perhaps'"):
        choose_reading(OMBUDSMAN, store, policy, "standing_unknown", "perhaps", "x", TODAY)


@pytest.fixture
def sampled(sample_file, tmp_path):
    opened = open_store(shutil.copy(sample_file, tmp_path / "sample.duckdb"))
    yield opened
    opened.close()


def outcomes(store, policy):
    """mentee → tiers reached and credit, from an assessment of its own."""
    refresh(store, policy, TODAY)
    with store.cursor() as cursor:
        tiers = cursor.execute(
            "select mentee, list((tier, reached_on) order by tier) from tier_progress group by mentee"
        ).fetchall()
        credit = cursor.execute(
            "select mentee, list((category, credited_minutes) order by category) from category_credit group by mentee"
        ).fetchall()
    return dict(tiers), dict(credit)


def test_clarify_first_counts_whom_each_answer_changes(sampled, policy):
    tiers, credit = outcomes(sampled, policy)
    with request_to(sampled, policy, TODAY) as request:
        rows = clarify_first(request)
    assert len(rows) == len(policy.readings)
    assert [row["mentees"] for row in rows] == sorted((row["mentees"] for row in rows), reverse=True)
    assert sum(row["mentees"] > 0 for row in rows) >= 5
    for row in rows:
        other_tiers, other_credit = outcomes(sampled, read_as(policy, {row["reading"]: row["answer"]}))
        changed = {mentee for mentee in tiers if tiers[mentee] != other_tiers[mentee]}
        assert row["tier_changes"] == len(changed)
        changed_credit = {mentee for mentee in credit if credit[mentee] != other_credit[mentee]}
        assert row["credit_changes"] == len(changed_credit)
        assert row["mentees"] == len(changed | changed_credit)
    refresh(sampled, policy, TODAY)


def test_what_other_rules_overturn_is_listed(sampled, policy):
    tiers, _ = outcomes(sampled, policy)
    strict = read_as(policy, reading_set(policy, "strict"))
    with request_to(sampled, policy, TODAY) as request:
        listed = overturned(request, strict)
        assert overturned(request, policy) == []
    other, _ = outcomes(sampled, strict)
    awards = {
        (mentee, tier, str(day))
        for mentee, own in tiers.items()
        for tier, day in own
        if day and (tier, day) not in other[mentee]
    }
    labels = {tier.label: name for name, tier in policy.tiers.items()}
    assert {(row["mentee"], labels[row["about"]], row["before"]) for row in listed if row["what"] == "award"} == awards
    assert awards


def test_an_amendment_that_overturns_a_ruling_is_listed(store, policy):
    import_no, row = row_of(store, "S-1")
    number = decide(store, import_no=import_no, row=row)
    refresh(store, policy, TODAY)
    nothing = parse_amendment('title="No 1x1"\nsource="x"\nin_force_from="always"\n[activities.one_to_one]\n'
                              'credit = { basis = "fixed", hours = 0 }')  # fmt: skip
    with request_to(store, policy, TODAY) as request:
        rows = overturned(request, amend(policy, nothing))
    assert [(row["what"], row["about"], row["before"], row["after"]) for row in rows] == [
        ("ruling", str(number), "60", "0")
    ]


def test_the_range_goes_from_strict_to_generous(sampled, policy):
    with sampled.cursor() as cursor:
        reached = cursor.execute(
            "select distinct mentee from tier_progress where reached_on is not null limit 8"
        ).fetchall()
    for (mentee,) in reached:
        with request_to(sampled, policy, TODAY, Viewer(Role.MENTEE, mentee)) as request:
            for row in reading_range(request, mentee):
                days = [row[f"{name}_reached_on"] or date.max for name in ("strict", "default", "generous")]
                assert days == sorted(days, reverse=True)
                short = [row[f"{name}_short"] for name in ("strict", "default", "generous")]
                assert short == sorted(short, reverse=True)


def test_readings_and_rulings_are_for_the_ombudsman(sampled, policy):
    for role in (Role.LEADERSHIP, Role.MENTEE, Role.MENTOR):
        viewer = Viewer(role, "P-1051")
        with request_to(sampled, policy, TODAY, viewer) as request:
            for ask in (clarify_first, rulings, lambda request: overturned(request, policy)):
                with pytest.raises(AccessError):
                    ask(request)
        with pytest.raises(AccessError):
            choose_reading(viewer, sampled, policy, "standing_unknown", "refuse", "Because.", TODAY)
        with pytest.raises(AccessError):
            rule(viewer, sampled, Ruling("person", "accept", person="P-0001"), "Because.", TODAY)
    with request_to(sampled, policy, TODAY, Viewer(Role.MENTEE, "P-1051")) as request:
        assert reading_range(request, "P-1001") == []
