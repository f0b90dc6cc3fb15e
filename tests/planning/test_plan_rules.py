"""Plans under the rules of each day: tiers in order, certifications, readings, and amendments on the way."""

from collections import Counter
from datetime import date

from mentorship.planning.plan import Status
from mentorship.planning.plan_options import Minimise
from mentorship.vocabulary import Level
from tests.planning.mentees import ALL_B, FIRST, amended, day, mentee, plan_for, read

# --- tiers, certifications, readings -----------------------------------------------------------------------------


def test_a_tier_waits_for_a_certification_that_is_not_on_record():
    plan = plan_for(mentee(A=360, B=360, C=720), "second")
    assert plan.status is Status.POSSIBLE
    assert plan.waits_for is Level.TECHNIQUES
    assert Counter(each.category for each in plan.sessions)["A"] == 12


def test_of_several_certifications_the_highest_is_waited_for():
    assert plan_for(mentee(), "third").waits_for is Level.DIPLOMATE
    assert plan_for(mentee(techniques=date(2020, 1, 1)), "third").waits_for is Level.DIPLOMATE
    assert plan_for(mentee(diplomate=date(2020, 1, 1)), "third").waits_for is None


def test_a_plan_for_a_later_tier_completes_the_tiers_before_it():
    """Third from nothing: 30 h of A, 30 h of C, 6 h of B, 72 h in all."""
    plan = plan_for(mentee(), "third")
    minutes: Counter[str] = Counter()
    for session in plan.sessions:
        minutes[session.category] += session.credited_minutes
    assert (sum(minutes.values()), minutes["A"], minutes["C"] >= 1800, minutes["B"] >= 360) == (4320, 1800, True, True)


def test_where_each_tier_starts_after_the_one_before_surplus_hours_are_planned_anew():
    """24 h and all minimums are there, and 18 h of A more: they do not flow on."""
    carried = mentee(A=1440, B=360, C=720, techniques=date(2020, 1, 1))
    anew = mentee(read(surplus_hours="starts_after"), A=1440, B=360, C=720, techniques=date(2020, 1, 1))
    assert plan_for(carried, "second").minutes == 360
    assert plan_for(anew, "second").minutes == 1440


def test_where_each_tier_starts_after_the_one_before_it_begins_the_day_after():
    somebody = mentee(read(surplus_hours="starts_after"), A=300, B=720, C=720, techniques=date(2020, 1, 1))
    plan = plan_for(somebody, "second")
    assert [each.held_on for each in plan.sessions if each.held_on == FIRST] == [FIRST]
    assert plan.standing.hours_complete_on == day(13)
    assert plan.minutes == 60 + 1440


def test_a_certification_to_come_is_waited_for_where_the_next_tier_starts_after_it():
    somebody = mentee(read(surplus_hours="starts_after"), A=1440, B=360, C=720, techniques=day(20))
    plan = plan_for(somebody, "third")
    assert min(each.held_on for each in plan.sessions[24:]) >= day(21)
    assert plan.status is Status.POSSIBLE


def test_a_tier_cannot_begin_while_the_one_before_waits_for_a_certification():
    plan = plan_for(mentee(read(surplus_hours="starts_after")), "third")
    assert (plan.status, plan.earliest, plan.waits_for) == (Status.IMPOSSIBLE, None, Level.DIPLOMATE)
    assert "waits for Techniques certification, which is not on record" in plan.why


def test_hours_that_must_follow_a_certification_are_planned_after_it():
    strict = read(certification_timing="before_hours")
    somebody = mentee(strict, A=360, B=360, C=720, techniques=day(5))
    plan = plan_for(somebody, "second")
    assert min(each.held_on for each in plan.sessions) == day(5)
    never = plan_for(mentee(strict, A=360, B=360, C=720), "second")
    assert never.status is Status.IMPOSSIBLE
    assert "from after Techniques certification, which is not on record" in never.why


def test_a_reached_tier_needs_no_plan():
    plan = plan_for(mentee(A=360, B=360, C=720))
    assert (plan.status, plan.sessions, plan.binding, plan.minutes) == (Status.REACHED, (), (), 0)
    assert plan.why == "“First 24 hours” was reached on 5 Jan 2026: nothing is left to plan."


# --- rules that change on the way --------------------------------------------------------------------------------


def test_the_least_time_waits_for_a_rule_that_asks_for_less():
    policy = amended({"tiers": {"first": {"hours": 20}}}, day(40))
    patient, soon = plan_for(mentee(policy)), plan_for(mentee(policy), minimise=Minimise.FINISH)
    assert (patient.minutes, patient.standing.hours_complete_on) == (1200, day(40))
    assert (soon.minutes, soon.standing.hours_complete_on) == (1440, day(6))


def test_a_rule_that_asks_for_more_is_outrun_if_it_can_be():
    policy = amended({"tiers": {"first": {"hours": 40}}}, day(6))
    assert plan_for(mentee(policy)).minutes == 2400
    assert plan_for(mentee(policy, A=60, C=60)).minutes == 1320


def test_a_rule_alone_can_complete_a_tier():
    policy = amended({"tiers": {"first": {"hours": 20}}}, day(40))
    plan = plan_for(mentee(policy, A=400, B=400, C=400))
    assert (plan.status, plan.sessions, plan.standing.hours_complete_on) == (Status.POSSIBLE, (), day(40))


def test_an_activity_is_planned_only_on_days_on_which_it_counts():
    policy = amended({"activities": {"treatment": {"counts_until": day(4)}}})
    plan = plan_for(mentee(policy))
    assert plan.status is Status.IMPOSSIBLE
    assert "too few days are left on which anything counts toward it" in plan.why
    assert max(each.held_on for each in plan_for(mentee(policy, A=120)).sessions if each.category == "A") == day(4)


def test_a_session_is_worth_what_the_rules_of_its_day_say():
    """Groups earn half from the third day on: so they are held before."""
    policy = amended({"activities": {"small_group": {"cap": {"hours": 0.5, "per": "session"}}}}, day(3))
    plan = plan_for(mentee(policy, A=720, B=180, C=720), without=ALL_B - {"small_group"})
    assert [each.credited_minutes for each in plan.sessions] == [60, 60, 30, 30]
