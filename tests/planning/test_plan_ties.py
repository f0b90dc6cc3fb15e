"""What is kept least, and how ties are broken: minutes, cost, days in person, finish."""

from collections import Counter
from decimal import Decimal

from mentorship.planning.plan_options import Minimise
from tests.planning.mentees import ALL_B, FIRST, amended, day, mentee, of, plan_for


def test_the_finish_is_bought_with_time_only_when_it_is_asked_for():
    """120 min are missing: two days of 1x1, or 1x1 and a group of 90 on one day."""
    somebody = mentee(A=420, B=420, C=480)
    options = {"without": ALL_B - {"large_group"} | {"treatment"}, "lengths": {"large_group": 90}}
    least, soonest = (plan_for(somebody, minimise=each, **options) for each in (Minimise.MINUTES, Minimise.FINISH))
    assert (least.minutes, least.standing.hours_complete_on) == (120, day(2))
    assert (soonest.minutes, soonest.standing.hours_complete_on) == (150, day(1))


def test_least_minutes_come_before_cost():
    """60 min are missing: a group of exactly 60 at 50, or one of 90 for nothing."""
    options = {"lengths": {"large_group": 90}, "prices": {"small_group": Decimal(50), "large_group": Decimal(0)},
               "without": ALL_B - {"small_group", "large_group"} | {"one_to_one", "treatment"}}  # fmt: skip
    somebody = mentee(A=720, B=300, C=420)
    assert [each.activity for each in plan_for(somebody, **options).sessions] == ["small_group"]
    assert [each.activity for each in plan_for(somebody, minimise=Minimise.COST, **options).sessions] == ["large_group"]


def test_of_plans_that_take_the_same_time_the_cheapest_is_taken():
    options = {"prices": {"small_group": Decimal("20.50"), "one_to_one": Decimal(80), "treatment": Decimal(90)}}
    plan = plan_for(mentee(A=360, B=300, C=360), without=ALL_B - {"small_group"}, **options)
    assert Counter(each.activity for each in plan.sessions) == {"small_group": 7}
    assert plan.cost == Decimal("143.50")


def test_of_plans_that_cost_the_same_the_one_with_the_fewest_days_in_person_is_taken():
    """The 6 flexible hours are anything but treatments, though these would be done as soon."""
    plan = plan_for(mentee(A=360, B=360, C=360))
    assert (plan.in_person_days, len(plan.sessions)) == (0, 6)


def test_of_plans_alike_in_all_else_the_earliest_is_taken():
    """6 h of B by nine activities of which each may be held once a day: all on one day."""
    assert plan_for(mentee(A=720, C=720)).standing.hours_complete_on == FIRST


def test_the_fewest_days_in_person_may_take_longer_sessions_of_time():
    """Two activities in person share a day when days in person are what counts."""
    policy = amended({"activities": {"one_to_one": {"modality": ["in_person"]}}})
    plan = plan_for(mentee(policy, B=720), minimise=Minimise.IN_PERSON_DAYS)
    assert (plan.in_person_days, plan.standing.hours_complete_on) == (6, day(6))
    assert {len(_on(plan, session.held_on)) for session in plan.sessions} == {2}


def test_days_in_person_are_shared_within_weekly_limits():
    """6 treatments and 6 sessions of 1x1, both in person, at 2 a week: six days, one in each week."""
    policy = amended({"activities": {"one_to_one": {"modality": ["in_person"]}}})
    plan = plan_for(mentee(policy, B=720), minimise=Minimise.IN_PERSON_DAYS, sessions_per_week=2)
    assert (plan.in_person_days, plan.weeks) == (6, 6)
    apart = plan_for(mentee(policy, B=720), minimise=Minimise.FINISH, sessions_per_week=3)
    assert (apart.in_person_days, apart.weeks) == (8, 4)


def test_an_activity_that_nobody_priced_is_free():
    plan = plan_for(mentee(A=720, C=720), minimise=Minimise.COST, prices={"small_group": Decimal(20)})
    assert plan.cost == 0
    assert not of(plan, "small_group")


def test_without_prices_a_plan_has_no_cost():
    assert plan_for(mentee(), minimise=Minimise.COST).cost is None


def _on(plan, held_on):
    return [each for each in plan.sessions if each.held_on == held_on]
