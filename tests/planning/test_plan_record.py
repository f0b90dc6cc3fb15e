"""Where a plan meets the engine: who may ask, what is taken from the record, and that no plan leaves unjudged."""

from dataclasses import replace
from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers.request import Request, data_status
from mentorship.errors import AccessError, ArgumentError
from mentorship.intake.importer import import_file
from mentorship.planning.plan import Status, plan_to_tier
from mentorship.planning.plan_options import PlanOptions
from mentorship.planning.plan_record import PlanRefusedError, Record
from mentorship.store.connection import open_store
from tests.planning.mentees import AS_OF, HANDBOOK, day, read

OMBUDSMAN = Viewer(Role.OMBUDSMAN)
SESSIONS = """session_id,held_on,mentee,activity,modality,minutes,mentor,event,days,status
1,2026-03-03,ada,one_to_one,virtual,720,mia,,,completed
2,2026-03-04,ada,treatment,in_person,300,noor,,,completed
3,2026-03-05,ada,conference,in_person,360,,Beyond the Dura conference 1,,completed
4,2026-11-15,ada,precepting,in_person,,,Advanced,3,completed
5,2026-11-16,ada,treatment,in_person,60,noor,,,scheduled
6,2026-11-17,ada,treatment,in_person,60,noor,,,cancelled
7,2026-11-15,ben,small_group,virtual,60,mia,,,completed
"""
PEOPLE = """person,email,mentor_since,techniques_certified_on,diplomate_certified_on
ada,ada@example.org,,2027-01-05,9999-12-31
ben,,,,
mia,,2015-01-01,,
noor,,,2012-01-01,
"""


@pytest.fixture(scope="module")
def cursor(tmp_path_factory):
    folder, store = tmp_path_factory.mktemp("record"), open_store(None)
    for name, text in (("people", PEOPLE), ("sessions", SESSIONS)):
        (folder / f"{name}.csv").write_text(text)
        assert import_file(store, folder / f"{name}.csv", HANDBOOK).problems == []
    with store.cursor() as opened:
        yield opened
    store.close()


def asking(cursor, viewer, policy=HANDBOOK):
    return Request(viewer, cursor, policy, AS_OF, data_status(cursor))


def plan(cursor, viewer=OMBUDSMAN, mentee="ada", tier="first", policy=HANDBOOK, **options):
    return plan_to_tier(asking(cursor, viewer, policy), mentee, tier, PlanOptions(**options))


def test_the_record_is_what_counts_as_of_the_day(cursor):
    found = Record(asking(cursor, OMBUDSMAN), "ada").situation(day(1))
    assert found is not None
    assert sorted((each.bucket[0], each.minutes) for each in found.credited) == [
        ("A", 300), ("B", 270), ("B", 360), ("C", 720),
    ]  # fmt: skip
    assert (found.techniques_on, found.diplomate_on) == (date(2027, 1, 5), date(9999, 12, 31))
    assert found.taken == {("precepting", day(1)), ("precepting", day(2)), ("treatment", day(1))}
    assert found.titles == {"advanced", "beyond the dura conference 1"}


def test_what_is_scheduled_is_neither_counted_nor_planned_again(cursor):
    found = plan(cursor)
    assert [(each.activity, each.held_on) for each in found.sessions] == [("treatment", day(2))]
    assert found.why.endswith(
        "Sessions that are only scheduled are not counted; nothing of the same kind is planned for the same day."
    )


def test_a_mentee_plans_for_nobody_else(cursor):
    assert plan(cursor, Viewer(Role.MENTEE, "ada")).status is Status.POSSIBLE
    with pytest.raises(AccessError, match="no such mentee"):
        plan(cursor, Viewer(Role.MENTEE, "ben"))


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTOR])
def test_others_may_not_look_at_a_mentee(cursor, role):
    with pytest.raises(AccessError, match="A plan to a goal: only for"):
        plan(cursor, Viewer(role, "mia"))


def test_the_sql_finds_nothing_for_whoever_may_not_look(cursor):
    record = Record(asking(cursor, Viewer(Role.LEADERSHIP)), "ada")
    assert record.situation(day(1)) is None


def test_nobody_knows_somebody_of_whom_nothing_is_on_record(cursor):
    with pytest.raises(ArgumentError, match="Nothing is on record for 'nobody'"):
        plan(cursor, mentee="nobody")


def test_a_plan_that_the_engine_would_not_credit_is_refused(cursor):
    record = Record(asking(cursor, OMBUDSMAN), "ada")
    (session,) = plan(cursor).sessions
    assert record.outcome([session], "first", day(9)).hours_complete_on == session.held_on
    for wrong in (replace(session, credited_minutes=61), replace(session, modality="virtual")):
        with pytest.raises(PlanRefusedError, match="Please report this"):
            record.outcome([wrong], "first", day(9))


def test_a_certification_to_come_is_when_the_tier_is_reached(cursor):
    found = plan(cursor, tier="second")
    assert (found.standing.hours_complete_on, found.standing.reached_on) == (day(14), date(2027, 1, 5))
    assert found.waits_for is None


@pytest.mark.parametrize(
    "policy", [HANDBOOK, read(surplus_hours="starts_after"), read(certification_timing="before_hours")]
)
def test_a_certification_at_the_end_of_time_does_no_harm(cursor, policy):
    found = plan(cursor, tier="third", policy=policy, sessions_per_week=2)
    assert found.status in (Status.POSSIBLE, Status.IMPOSSIBLE)
    assert found.why.endswith(".")


def test_all_that_was_said_of_the_record_comes_from_the_mentee_asked_for(cursor):
    found = Record(asking(cursor, OMBUDSMAN), "ben").situation(day(1))
    assert found is not None
    assert (found.mentee, [each.minutes for each in found.credited], found.taken) == ("ben", [60], frozenset())
