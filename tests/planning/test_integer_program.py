"""Integer programs: the best in whole numbers, none where there is none, and nothing that breaks a constraint."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.planning.integer_program import Constraint, IntegerProgram

pytestmark = pytest.mark.slow

small = st.integers(-5, 9)


@settings(deadline=None, max_examples=120, derandomize=True)
@given(
    mosts=st.lists(st.integers(0, 4), min_size=1, max_size=4),
    rows=st.lists(st.tuples(st.lists(small, min_size=4, max_size=4), st.integers(-8, 20)), max_size=4),
    costs=st.lists(small, min_size=4, max_size=4),
)
def test_the_best_of_all_whole_numbers_is_found(mosts, rows, costs):
    program = IntegerProgram()
    variables = [program.variable(most) for most in mosts]
    for factors, least in rows:
        program.require(dict(zip(variables, factors, strict=False)), at_least=least)
    found = program.minimise(dict(zip(variables, costs, strict=False)))

    def cost(values):
        return sum(cost * value for cost, value in zip(costs, values, strict=False))

    allowed = [
        values
        for values in product(*(range(most + 1) for most in mosts))
        if all(sum(f * v for f, v in zip(factors, values, strict=False)) >= least for factors, least in rows)
    ]
    if found is None:
        assert not allowed
    else:
        assert tuple(found) in allowed
        assert cost(found) == min(map(cost, allowed))


def test_a_program_without_variables_is_possible_unless_something_is_asked_of_it():
    program = IntegerProgram()
    assert program.minimise({}) == []
    program.require({}, at_least=1)
    assert program.minimise({}) is None
    assert not program.is_possible_in_fractions()


def test_what_is_possible_in_fractions_only_is_not_possible():
    """Two halves make one, and there are no halves."""
    program = IntegerProgram()
    one, other = program.variable(1), program.variable(1)
    program.require({one: 2, other: 2}, at_least=1, at_most=1)
    assert program.minimise({}) is None


@pytest.mark.parametrize(
    ("terms", "least", "most", "lowest"),
    [
        ({0: 60, 1: 90}, 361, float("inf"), Constraint({0: 2, 1: 3}, 13)),
        ({0: 60, 1: 90}, -float("inf"), 200, Constraint({0: 2, 1: 3}, at_most=6)),
        ({0: 7, 1: -14}, -3, 3, Constraint({0: 1, 1: -2}, 0, 0)),
        ({0: 2, 1: 3}, 5, 7, Constraint({0: 2, 1: 3}, 5, 7)),
    ],
)
def test_a_constraint_in_lowest_terms_rounds_its_limits_inward(terms, least, most, lowest):
    assert Constraint(terms, least, most).in_lowest_terms == lowest


def test_what_is_only_nice_to_have_keeps_the_constraints():
    program = IntegerProgram()
    one, other = program.variable(3), program.variable(3)
    program.require({one: 1, other: 1}, at_least=3)
    assert program.improve({one: 1}, [Constraint({other: 1}, at_most=2)], otherwise=[3, 0]) == [1, 2]
    assert program.improve({one: 1}, [Constraint({other: 1}, at_least=4)], otherwise=[3, 0]) == [3, 0]
