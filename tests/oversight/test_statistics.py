"""A measure, put together: what the page and the JSON are made of."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.oversight.observations import Observed
from mentorship.oversight.statistics import Measure, expected_by_chance, flags, measure
from mentorship.oversight.verdicts import Verdict
from tests.oversight import patiently


def shares(*pairs):
    return [Observed(f"m{place:03}", counted, out_of) for place, (counted, out_of) in enumerate(pairs)]


def measured(kind, mentors):
    """The measure of mentors who have something to measure."""
    found = measure(kind, mentors)
    assert found is not None
    return found


def by_mentor(found):
    return {each.mentor: each for each in found.mentors}


@st.composite
def programmes(draw):
    kind = draw(st.sampled_from(["binomial", "poisson", "t"]))
    if kind == "t":
        ratings = draw(st.lists(st.lists(st.integers(1, 5), max_size=30), min_size=1, max_size=10))
        return kind, [Observed.of_ratings(f"m{place}", each) for place, each in enumerate(ratings)]
    sizes = draw(st.lists(st.integers(0, 200), min_size=1, max_size=10))
    counted = [draw(st.integers(0, size)) for size in sizes]
    out_of = sizes if kind == "binomial" else [size / 7 for size in sizes]
    return kind, [Observed(f"m{place}", *each) for place, each in enumerate(zip(counted, out_of, strict=True))]


def test_one_mentor_who_is_often_refused_stands_out():
    """Refused: 4 of 60 everywhere, but 24 of 60 with one."""
    found = measured("binomial", shares(*[(4, 60)] * 12, (24, 60), (0, 3)))
    assert found.value == pytest.approx(72 / 783)
    verdicts = [each.verdict for each in found.mentors]
    assert verdicts == [Verdict.AS_EXPECTED] * 12 + [Verdict.HIGHER, Verdict.TOO_EARLY]
    odd, new = found.mentors[-2:]
    assert odd.value == 0.4
    assert odd.limits["99.8"][1] < odd.value
    assert found.value < odd.shrunken.low < odd.shrunken.value < odd.value
    assert odd.q_value < 0.001
    assert (new.needs_more, new.p_value, new.expected_flag) == (2, None, 0)
    assert (found.judged, found.flags) == (13, 1)
    assert 0 < found.expected_by_chance < 13 * 0.002


def test_an_outlier_does_not_hide_behind_the_overdispersion_it_makes():
    assert not measured("binomial", shares(*[(4, 60)] * 12, (24, 60))).overdispersion.used


def test_where_mentors_differ_widely_none_of_them_is_an_outlier():
    """Sessions a month from 1 to 8: far beyond chance, and the verdicts allow for it."""
    found = measured("poisson", [Observed(str(rate), 36 * rate, 36.0) for rate in range(1, 9)] * 1)
    assert found.overdispersion.used
    assert found.overdispersion.factor > 10
    assert found.flags == 0
    outside_before = [
        each for each in found.mentors if not each.limits["99.8"][0] <= each.value <= each.limits["99.8"][1]
    ]
    assert len(outside_before) >= 4
    for each in found.mentors:
        assert each.verdict_limits[0] < each.limits["99.8"][0]
        assert each.verdict_limits[1] > each.limits["99.8"][1]


def test_where_half_do_it_always_and_half_never_nobody_is_an_outlier():
    found = measured("binomial", shares(*[(0, 40)] * 10, *[(40, 40)] * 10))
    assert found.overdispersion.between < 0.25
    assert {each.verdict for each in found.mentors} == {Verdict.AS_EXPECTED}


def test_ratings():
    """Ten mentors at 4 to 5, one at 1 to 2: lower; one with three ratings: two more are needed."""
    good, bad = [4, 5, 5, 4, 5, 4, 5, 5], [1, 2, 1, 1, 2, 1, 2, 1]
    mentors = [Observed.of_ratings(f"m{place}", good) for place in range(10)]
    found = by_mentor(measured("t", [*mentors, Observed.of_ratings("bad", bad), Observed.of_ratings("new", [1, 1, 1])]))
    assert found["bad"].verdict is Verdict.LOWER
    assert found["m3"].verdict is Verdict.AS_EXPECTED
    assert (found["new"].verdict, found["new"].needs_more) == (Verdict.TOO_EARLY, 2)
    assert found["bad"].counted is None
    assert found["bad"].value == pytest.approx(11 / 8)


@patiently
@given(programmes(), st.randoms(use_true_random=False))
def test_the_order_of_mentors_does_not_matter(programme, order):
    kind, mentors = programme
    mixed = list(mentors)
    order.shuffle(mixed)
    assert measure(kind, mixed) == measure(kind, mentors)


@patiently
@given(programmes())
def test_what_holds_of_every_measure(programme):
    kind, mentors = programme
    found = measure(kind, mentors)
    if found is None:
        assert sum(each.out_of for each in mentors) == 0
        return
    assert [each.mentor for each in found.mentors] == sorted(each.mentor for each in mentors)
    for each in found.mentors:
        (low, high), (lowest, highest) = each.limits["95"], each.limits["99.8"]
        assert lowest <= low <= found.value <= high <= highest
        assert each.shrunken.low <= each.shrunken.value <= each.shrunken.high
        assert (each.value is None) == (each.out_of == 0)
        assert (each.needs_more > 0) == (each.verdict is Verdict.TOO_EARLY)
        assert each.out_of >= 5 or each.verdict is Verdict.TOO_EARLY
        assert (each.p_value is None) == (each.verdict is Verdict.TOO_EARLY)
        assert 0 <= each.expected_flag <= 0.002 + 1e-12
        if each.verdict is Verdict.HIGHER:
            assert each.value is not None and each.value > each.verdict_limits[1] >= found.value
        if each.verdict is Verdict.LOWER:
            assert each.value is not None and each.value < each.verdict_limits[0] <= found.value


@pytest.mark.parametrize("kind", ["binomial", "poisson"])
@pytest.mark.parametrize("counted", [0, 40])
def test_mentors_who_are_all_alike_are_as_expected(kind, counted):
    found = measured(kind, shares(*[(counted, 40)] * 6))
    assert {each.verdict for each in found.mentors} == {Verdict.AS_EXPECTED}
    assert (found.overdispersion.factor <= 1, found.overdispersion.used) == (True, False)


def test_ratings_that_are_all_five_are_as_expected():
    found = measured("t", [Observed.of_ratings(str(place), [5] * 9) for place in range(4)])
    assert {each.verdict for each in found.mentors} == {Verdict.AS_EXPECTED}
    assert found.mentors[0].limits["99.8"] == (5, 5)


def test_mentors_who_each_always_give_the_same_are_not_all_outliers():
    """No spread within mentors is no proof of precision: it is taken around the programme's mean."""
    found = measured("t", [Observed.of_ratings(str(place), [4 + place % 2] * 10) for place in range(8)])
    assert found.spread.deviation == pytest.approx(np.sqrt(20 / 79))
    assert found.flags == 0


def test_nothing_observed_is_no_measure():
    assert measure("binomial", []) is None
    assert measure("poisson", [Observed("a", 0, 0.0)]) is None
    assert measure("t", [Observed.of_ratings("a", [])]) is None


@pytest.mark.parametrize(
    ("kind", "mentors", "message"),
    [
        ("binomial", [Observed("a", 1, 2), Observed("a", 1, 2)], "a comes twice"),
        ("binomial", [Observed("a", 3, 2)], "a: read 3 counted, expected 0 to 2"),
        ("binomial", [Observed("a", 1, 2.5)], "a: read out of 2.5, expected a whole number"),
        ("poisson", [Observed("a", -1, 2.5)], "a: read -1 counted"),
        ("poisson", [Observed("a", None, 2.5)], "a: read None counted"),
        ("poisson", [Observed("a", 1, float("nan"))], "a: read out of nan"),
    ],
)
def test_what_no_count_can_be_is_refused(kind, mentors, message):
    with pytest.raises(ValueError, match=message):
        measure(kind, mentors)


def test_flags_and_what_chance_would_raise_add_up_over_measures():
    one = measured("binomial", shares(*[(4, 60)] * 12, (24, 60)))
    other = measured("poisson", [Observed(str(place), 70 + place, 36.0) for place in range(9)])
    assert flags([one, other]) == 1
    assert expected_by_chance([one, other]) == pytest.approx(one.expected_by_chance + other.expected_by_chance)
    assert isinstance(one, Measure)


def test_a_thousand_mentors_with_a_million_sessions():
    """Whatever they are: every mentor comes back, judged. (How long it takes is measured elsewhere.)"""
    chance = random.Random(4)
    sizes = [chance.randint(1, 2000) for _ in range(1000)]
    found = measured("binomial", shares(*[(chance.randint(0, size // 5), size) for size in sizes]))
    assert len(found.mentors) == 1000
    assert found.overdispersion.used
