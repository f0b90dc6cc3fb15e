"""Integer programs for HiGHS, put together row by row, with answers that are checked in whole numbers.

A linear program is solved first: where it has no answer there is none in whole numbers either, and where its answer is
whole it is the best. Only what is left goes to branch and bound, which takes ten times as long at this size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, gcd, isinf
from typing import Any

from mentorship.errors import MentorshipError

#: Coefficients by variable.
Terms = Mapping[int, int]
INFINITE = float("inf")
#: Seconds after which a search is given up.
PATIENCE = 10.0
#: How far from a whole number an answer may lie and still be meant as one.
NEARLY = 1e-5
#: What SciPy says of how a search ended.
SOLVED, STOPPED, IMPOSSIBLE = 0, 1, 2
#: How much of the search is done for what is only nice to have.
FEW_NODES = 20


class NotSolvedError(MentorshipError):
    """A search that took too long."""

    title = "This plan takes too long to work out"


@dataclass(frozen=True)
class Constraint:
    """`at_least` <= the sum of `terms` <= `at_most`."""

    terms: Terms
    at_least: float = -INFINITE
    at_most: float = INFINITE

    @property
    def in_lowest_terms(self) -> "Constraint":
        """The same for whole numbers, divided by what divides every factor, the limits rounded inward: the solver has
        less to round, and fractions less room."""
        divisor = gcd(*self.terms.values())
        if divisor < 2:
            return self
        terms = {variable: factor // divisor for variable, factor in self.terms.items()}
        least = self.at_least if isinf(self.at_least) else ceil(self.at_least / divisor)
        most = self.at_most if isinf(self.at_most) else floor(self.at_most / divisor)
        return Constraint(terms, least, most)

    def holds(self, values: Sequence[int]) -> bool:
        total = sum(factor * values[variable] for variable, factor in self.terms.items())
        return self.at_least <= total <= self.at_most


class IntegerProgram:
    """Whole-number variables from 0 to a most, and constraints on them."""

    def __init__(self) -> None:
        self._most: list[float] = []
        self._least: list[float] = []
        self._constraints: list[Constraint] = []

    def variable(self, most: float, least: float = 0) -> int:
        """A new variable; what is returned stands for it in terms."""
        self._most.append(most)
        self._least.append(least)
        return len(self._most) - 1

    def require(self, terms: Terms, at_least: float = -INFINITE, at_most: float = INFINITE) -> None:
        self._constraints.append(Constraint(terms, at_least, at_most))

    def minimise(self, objective: Terms, also: Sequence[Constraint] = ()) -> list[int] | None:
        """The values with the least objective; None where nothing meets every constraint. Raises NotSolvedError."""
        constraints = [*self._constraints, *also]
        if not all(each.holds([0] * len(self._most)) for each in constraints if not each.terms):
            return None
        relaxed = self._solve(objective, constraints, whole=False)
        if relaxed is None:
            return None
        rounded = _rounded(relaxed, constraints)
        if rounded is not None:
            return rounded
        return _checked(self._solve(objective, constraints, whole=True), constraints)

    def improve(self, objective: Terms, also: Sequence[Constraint], otherwise: list[int]) -> list[int]:
        """Values with a small objective, found without much search: where that finds none, the ones given. For what is
        only nice to have; the same program gives the same values on every machine."""
        constraints = [*self._constraints, *also]
        for whole in (False, True):
            values = self._solve(objective, constraints, whole, nodes=FEW_NODES)
            if values and (numbers := _rounded(values, constraints)):
                return numbers
        return otherwise

    def is_possible_in_fractions(self, also: Sequence[Constraint] = ()) -> bool:
        """Whether the constraints can be met when parts of sessions are allowed: if not, they cannot be met at all."""
        constraints = [*self._constraints, *also]
        empty = all(each.holds([0] * len(self._most)) for each in constraints if not each.terms)
        return empty and self._solve({}, constraints, whole=False) is not None

    def _solve(
        self, objective: Terms, constraints: Sequence[Constraint], whole: bool, nodes: int | None = None
    ) -> list[float] | None:
        from scipy.optimize import Bounds, milp  # loaded when a plan is asked for: other commands start without it

        count = len(self._most)
        if not count:
            return []
        found = milp(
            [objective.get(variable, 0) for variable in range(count)],
            integrality=[int(whole)] * count,
            bounds=Bounds(self._least, self._most),
            constraints=_linear([each.in_lowest_terms for each in constraints if each.terms], count),
            options={"mip_rel_gap": 0, "time_limit": PATIENCE, "node_limit": nodes, "presolve": False},
        )
        if found.status == STOPPED and nodes is not None:
            return None if found.x is None else list(found.x.tolist())
        if found.status == IMPOSSIBLE:
            return None
        if found.status != SOLVED:
            raise NotSolvedError(
                "No best plan was found in reasonable time. Ask for less at once: fewer lengths, or no weekly limit."
            )
        values: list[float] = found.x.tolist()
        return values


def _linear(constraints: Sequence[Constraint], count: int) -> list[Any]:
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    if not constraints:
        return []
    rows = [row for row, each in enumerate(constraints) for _ in each.terms]
    columns = [variable for each in constraints for variable in each.terms]
    factors = [factor for each in constraints for factor in each.terms.values()]
    matrix = csr_array((factors, (rows, columns)), shape=(len(constraints), count), dtype=float)
    return [LinearConstraint(matrix, [each.at_least for each in constraints], [each.at_most for each in constraints])]


def _rounded(values: list[float], constraints: Sequence[Constraint]) -> list[int] | None:
    """An answer as whole numbers; None where it is none, or where whole numbers break a constraint."""
    numbers = [round(value) for value in values]
    if any(abs(value - number) > NEARLY for value, number in zip(values, numbers, strict=True)):
        return None
    return numbers if all(each.holds(numbers) for each in constraints) else None


def _checked(values: list[float] | None, constraints: Sequence[Constraint]) -> list[int] | None:
    if values is None:
        return None
    numbers = _rounded(values, constraints)
    if numbers is None:
        raise NotSolvedError("The plan that was found does not hold in whole minutes. Try other lengths of sessions.")
    return numbers
