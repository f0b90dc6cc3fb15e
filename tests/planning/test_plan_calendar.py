"""The days of a plan in pieces: no day lost or twice, weeks from Monday to Sunday, and every way to fill one."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.planning.plan_calendar import fillings, lengths, pieces
from mentorship.planning.plan_offers import Offer, Offers
from mentorship.planning.plan_options import PlanOptions, WeeklyLimits
from mentorship.planning.plan_sessions import _dealt, _dealt_by_program
from mentorship.vocabulary import Level
from tests.planning.mentees import FIRST, day, mentee

pytestmark = pytest.mark.slow

ONE_A_WEEK = WeeklyLimits(sessions=1)


def offer(name, minutes=60, in_person=False, number=1):
    return Offer(tuple(f"{name}{n}" for n in range(number)), ("A", Level.NONE), minutes, minutes, 0, in_person)


@pytest.mark.parametrize("limits", [WeeklyLimits(), ONE_A_WEEK, WeeklyLimits(minutes=90)])
@pytest.mark.parametrize("first", [FIRST + timedelta(days=days) for days in range(7)])
@pytest.mark.parametrize("days", [0, 1, 6, 7, 8, 13, 14, 30, 100])
def test_every_day_is_in_one_piece(first, days, limits):
    last, bound = first + timedelta(days=days), first + timedelta(days=10)
    calendar = pieces(first, last, Offers(mentee(), PlanOptions()), [bound], limits)
    found = [piece.first + timedelta(days=number) for piece in calendar for number in range(piece.days * piece.weeks)]
    assert found == [first + timedelta(days=number) for number in range(days + 1)]
    assert not any(piece.first < bound <= piece.last for piece in calendar)


def test_weeks_alike_are_one_piece_and_a_part_of_a_week_is_in_one_week():
    calendar = pieces(day(3), day(40), Offers(mentee(), PlanOptions()), [], ONE_A_WEEK)
    assert [(piece.first, piece.days, piece.weeks) for piece in calendar] == [
        (day(3), 5, 1),
        (day(8), 7, 4),
        (day(36), 5, 1),
    ]
    assert all(piece.first.weekday() == 0 for piece in calendar[1:])


def test_a_calendar_that_ends_before_it_begins_is_empty():
    assert pieces(date(2026, 5, 2), date(2026, 5, 1), Offers(mentee(), PlanOptions()), [], ONE_A_WEEK) == []


@settings(deadline=None, max_examples=80, derandomize=True)
@given(
    sizes=st.lists(st.sampled_from([30, 45, 60, 90, 100]), min_size=1, max_size=3),
    minutes=st.one_of(st.none(), st.integers(30, 260)),
    sessions=st.one_of(st.none(), st.integers(1, 5)),
)
def test_a_week_fits_exactly_when_some_filling_holds_it(sizes, minutes, sessions):
    offers = tuple(offer(f"kind{place}", size) for place, size in enumerate(sizes))
    limits = WeeklyLimits(minutes, sessions)
    ways = [way.sessions for way in fillings(offers, limits)]
    for week in product(range(4), repeat=len(offers)):
        held = dict(zip(offers, week, strict=True))
        fits = (minutes is None or sum(each.minutes * n for each, n in held.items()) <= minutes) and (
            sessions is None or sum(week) <= sessions
        )
        of_size = [
            sum(n for each, n in held.items() if minutes is None or each.minutes == size)
            for size in lengths(offers, limits)
        ]
        assert fits == any(all(n <= most for n, most in zip(of_size, way, strict=True)) for way in ways)


def test_where_a_day_in_person_holds_several_sessions_a_filling_says_how_many_such_days_it_has():
    ways = fillings((offer("a", in_person=True, number=2), offer("b")), WeeklyLimits(sessions=2))
    assert [(way.sessions, way.in_person_days) for way in ways] == [((2,), 0), ((2,), 1), ((2,), 2)]


@settings(deadline=None, max_examples=80, derandomize=True)
@given(
    room=st.lists(st.integers(1, 16), min_size=1, max_size=4),
    numbers=st.lists(st.integers(0, 20), min_size=1, max_size=3),
    deal=st.sampled_from([_dealt, _dealt_by_program]),
)
def test_sessions_are_dealt_out_to_weeks_wherever_hall_s_condition_holds(room, numbers, deal):
    """Each kind at most seven times a week: the condition that the program keeps to."""
    kinds = {offer(f"kind{place}"): number for place, number in enumerate(numbers)}
    for chosen in product((False, True), repeat=len(numbers)):
        most = 7 * sum(chosen)
        asked = sum(number for number, is_chosen in zip(numbers, chosen, strict=True) if is_chosen)
        if asked > sum(min(each, most) for each in room):
            return
    weeks = [
        way for each in room for way in fillings(tuple(offer(f"w{n}") for n in range(3)), WeeklyLimits(sessions=each))
    ]
    dealt = deal(kinds, weeks, 0)
    for kind, number in kinds.items():
        assert sum(held for (_, each), held in dealt.items() if each == kind) == number
    for week, way in enumerate(weeks):
        of_week = [held for (each, _), held in dealt.items() if each == week]
        assert sum(of_week) <= way.sessions[0]
        assert all(held <= 7 for held in of_week)
