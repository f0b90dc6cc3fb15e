"""What a plan is: whole sessions that complete a tier, within what the person says is possible."""

from collections import Counter
from datetime import date, timedelta

import pytest

from mentorship.planning.plan import Status
from tests.planning.mentees import ALL_B, AS_OF, FIRST, amended, day, mentee, plan_for

# --- the first tier from nothing ---------------------------------------------------------------------------------


def test_from_nothing_the_first_tier_takes_24_hours_on_6_days():
    """6 h of A at one treatment a day are 6 days; all the rest fits beside them."""
    plan = plan_for(mentee())
    assert (plan.status, plan.minutes, plan.in_person_days) == (Status.POSSIBLE, 1440, 6)
    assert plan.standing.hours_complete_on == day(6)
    assert Counter(session.category for session in plan.sessions)["A"] == 6
    assert [need.row.categories for need in plan.binding] == [["A", "B", "C"]]


def test_a_day_holds_an_activity_once():
    for session in (sessions := plan_for(mentee()).sessions):
        same = [each for each in sessions if (each.held_on, each.activity) == (session.held_on, session.activity)]
        assert same == [session]


def test_what_is_on_record_is_not_planned_again():
    plan = plan_for(mentee(A=360, B=360, C=660))
    assert [session.credited_minutes for session in plan.sessions] == [60]
    assert plan.standing.hours_complete_on == FIRST


@pytest.mark.parametrize(("missing", "sessions"), [(0, 0), (1, 1), (59, 1), (60, 1), (61, 2), (120, 2)])
def test_only_whole_sessions_are_planned(missing, sessions):
    plan = plan_for(mentee(A=360 - missing, B=720, C=720), without=ALL_B)
    assert len(plan.sessions) == sessions
    assert plan.status is (Status.POSSIBLE if sessions else Status.REACHED)


def test_a_day_already_named_for_an_activity_is_left_alone():
    somebody = mentee(A=300, B=720, C=720, taken={("treatment", day(1)), ("treatment", day(2))})
    assert plan_for(somebody).standing.hours_complete_on == day(3)


# --- limits, at, below and above ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("a_week", "last"), [(1, day(15)), (2, day(8)), (3, day(3)), (4, day(3))])
def test_sessions_a_week_are_kept_to_from_monday_to_sunday(a_week, last):
    """3 treatments at one a week: three Mondays; at two a week: two days, then a Monday."""
    plan = plan_for(mentee(A=180, B=720, C=720), sessions_per_week=a_week)
    assert plan.standing.hours_complete_on == last
    assert max(Counter(_week(session) for session in plan.sessions).values()) <= a_week


def test_the_sessions_of_a_week_are_spread_over_its_days():
    """21 sessions at three a week: one a day, but for the last week, which is done as soon as it can be."""
    sessions = plan_for(mentee(A=180), without=ALL_B - {"small_group"}, sessions_per_week=3).sessions
    days = Counter(session.held_on for session in sessions if session.held_on < sessions[-1].held_on)
    assert (len(sessions), set(days.values())) == (21, {1})


@pytest.mark.parametrize(
    ("minutes", "last"), [(60, day(15)), (119, day(15)), (120, day(8)), (179, day(8)), (180, day(3))]
)
def test_hours_a_week_are_kept_to(minutes, last):
    assert plan_for(mentee(A=180, B=720, C=720), minutes_per_week=minutes).standing.hours_complete_on == last


def test_a_session_longer_than_a_week_allows_is_never_planned():
    plan = plan_for(mentee(A=180, B=720, C=720), minutes_per_week=59)
    assert plan.status is Status.IMPOSSIBLE
    assert "must fit into 59 min a week" in plan.why


@pytest.mark.parametrize(
    ("by", "status"), [(day(5), Status.IMPOSSIBLE), (day(6), Status.POSSIBLE), (day(7), Status.POSSIBLE)]
)
def test_by_is_the_last_day_on_which_the_hours_may_be_complete(by, status):
    plan = plan_for(mentee(), by=by)
    assert plan.status is status
    assert plan.earliest == (day(6) if status is Status.IMPOSSIBLE else None)


def test_nothing_is_planned_before_the_first_day_asked_for():
    plan = plan_for(mentee(), from_=day(30))
    assert min(session.held_on for session in plan.sessions) == day(30)
    assert plan.standing.hours_complete_on == day(35)


def test_the_day_judged_may_be_used_when_asked_for():
    assert plan_for(mentee(A=300, B=720, C=720), from_=AS_OF).standing.hours_complete_on == AS_OF


@pytest.mark.parametrize(("minutes", "number"), [(30, 12), (45, 8), (60, 6), (90, 4), (100, 4)])
def test_a_session_has_exactly_the_length_given(minutes, number):
    plan = plan_for(mentee(B=720, C=720), lengths={"treatment": minutes}, without=ALL_B)
    assert [session.minutes for session in plan.sessions] == [minutes] * number
    assert plan.minutes == minutes * number


def test_a_class_is_credited_up_to_its_cap_and_takes_its_whole_time():
    plan = plan_for(
        mentee(A=720, C=720), without=ALL_B - {"clinical_application"}, lengths={"clinical_application": 480}
    )
    (session,) = plan.sessions
    assert (session.minutes, session.credited_minutes, plan.minutes) == (480, 360, 480)


def test_every_class_is_an_event_with_a_title_of_its_own_that_nothing_on_record_has():
    somebody = mentee(A=720, C=720, titles={"clinical application class 2"})
    plan = plan_for(somebody, without=ALL_B - {"clinical_application"}, lengths={"clinical_application": 180})
    assert [session.event for session in plan.sessions] == [
        "Clinical Application class 1", "Clinical Application class 3",
    ]  # fmt: skip


def test_work_by_the_day_is_planned_by_single_days():
    plan = plan_for(mentee(A=720, C=720), without=ALL_B - {"precepting"})
    assert {(session.minutes, session.days, session.credited_minutes) for session in plan.sessions} == {(None, 1, 90)}
    assert (len(plan.sessions), plan.minutes) == (4, 360)


def test_recordings_have_titles_so_that_each_counts():
    plan = plan_for(mentee(A=720, C=720), without=ALL_B - {"recording"})
    assert len({session.event for session in plan.sessions}) == len(plan.sessions) == 6
    assert {session.minutes for session in plan.sessions} == {None}


# --- virtual, and what is left out -------------------------------------------------------------------------------


def test_only_virtual_leaves_in_person_what_nothing_virtual_can_earn():
    policy = amended({"activities": {"small_group": {"modality": ["in_person"]}}})
    plan = plan_for(mentee(policy), only_virtual=True)
    assert {each.activity for each in plan.sessions if each.modality == "in_person"} == {"treatment"}


def test_only_virtual_takes_groups_in_person_where_no_other_activity_is_left():
    policy = amended({"activities": {"small_group": {"modality": ["in_person"]}}})
    plan = plan_for(mentee(policy, A=720, C=720), only_virtual=True, without=ALL_B - {"small_group"})
    assert {each.modality for each in plan.sessions} == {"in_person"}


def test_what_is_left_out_is_never_planned():
    plan = plan_for(mentee(), without=frozenset({"one_to_one"}))
    assert plan.status is Status.IMPOSSIBLE
    assert plan.earliest is None
    assert "Category C needs 6 h more, while “1x1 mentorship” is left out" in plan.why
    assert [need.row.categories for need in plan.binding] == [["C"]]


# --- what stands in the way --------------------------------------------------------------------------------------


def test_what_blocks_is_named_with_its_pace_and_the_earliest_day():
    plan = plan_for(
        mentee(techniques=date(2020, 1, 1), A=540, B=360, C=1440), "second", sessions_per_week=1, by=date(2026, 12, 31)
    )
    assert plan.why == (
        "Not possible by 31 Dec 2026: Category A alone needs 9 sessions of “Treatment received”, at 1 session a week; "
        "the earliest is 11 Jan 2027."
    )
    assert [(need.row.categories, need.short) for need in plan.binding] == [(["A"], 540)]


def test_a_day_before_the_first_that_may_be_used_is_too_early():
    plan = plan_for(mentee(), by=day(3), from_=day(10))
    assert "no day before 25 Nov 2026 may be used" in plan.why
    assert plan.earliest == day(15)


def test_rows_that_only_together_stand_in_the_way_are_all_named():
    """Three weeks at two a week: 6 sessions, where 4 of A and 4 of C are missing."""
    plan = plan_for(mentee(A=120, B=720, C=120), sessions_per_week=2, by=day(21))
    assert [need.row.categories for need in plan.binding] == [["A"], ["C"]]


def _week(session):
    return session.held_on - timedelta(days=session.held_on.weekday())
