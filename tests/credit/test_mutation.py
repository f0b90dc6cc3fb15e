"""Every value of the handbook that decides credit is held by a case: changed by its smallest step, some case disagrees.

The cases are read into one store, once; each mutant only judges them again.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from mentorship.check_json import mentees_as_json
from mentorship.credit.assess import assess
from mentorship.credit.outcomes import mentees_assessed
from mentorship.errors import HandbookError
from mentorship.intake.importer import import_file
from mentorship.policy.loader import read_handbook
from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as
from mentorship.policy.requirements import most_usable, requirement_rows
from mentorship.store.connection import open_store
from tests.support.cases_runner import AS_OF, Case, all_cases, disagreements, session_rows, write_exports
from tests.support.mutants import Mutant, Place, mutants

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
MUTANTS = list(mutants(HANDBOOK))
Readings = tuple[tuple[str, str], ...]


class Bench:
    """All cases in one store, to be judged under many policies."""

    def __init__(self, folder) -> None:
        self.groups: dict[Readings, list[Case]] = defaultdict(list)
        for case in all_cases():
            self.groups[tuple(sorted(case.get("readings", {}).items()))].append(case)
        sessions, people = folder / "sessions.csv", folder / "people.csv"
        write_exports(all_cases(), sessions, people)
        self.store = open_store(None, threads=1)  # so few sessions are judged sooner by one
        for file in (people, sessions):
            assert import_file(self.store, file, HANDBOOK).problems == []

    def disagreeing(self, policy: Policy, cases: list[Case]) -> list[str]:
        """Which of some cases, all with the same readings, a policy does not satisfy, by what they say."""
        read = read_as(policy, cases[0].get("readings", {}))
        judged = self._judged(read, [case["mentee"] for case in cases])
        return [case["says"] for case in cases if disagreements(case, judged[case["mentee"]])]

    def _judged(self, policy: Policy, names: list[str]) -> dict[str, Any]:
        with self.store.cursor() as cursor:
            cursor.execute(
                "create or replace temp table scope_session as "
                "select * from current_session where list_contains(?, mentee_key)", [names]
            )  # fmt: skip
            assess(cursor, policy, AS_OF)
            return {mentee["mentee"]: mentee for mentee in mentees_as_json(mentees_assessed(cursor), policy, AS_OF)}

    def is_told_apart(self, policy: Policy, mutant: Mutant) -> bool:
        """Whether some case disagrees, of those that could; those without readings are asked first."""
        return any(self.disagreeing(policy, cases) for cases in self._concerned(mutant) if cases)

    def _concerned(self, mutant: Mutant) -> Iterator[list[Case]]:
        for readings in sorted(self.groups, key=len):
            if mutant.reading is None or mutant.reading in readings:
                yield [case for case in self.groups[readings] if _speaks_of(case, mutant.place)]


def _speaks_of(case: Case, place: Place) -> bool:
    match place:
        case ["activities", activity, *_]:
            return any(row["activity"] == activity for row in session_rows(case))
        case ["tiers", *_]:
            return "tiers" in case or "beyond" in case
        case _:
            return True


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    made = Bench(tmp_path_factory.mktemp("mutation"))
    yield made
    made.store.close()


def test_every_case_agrees_with_our_handbook(bench):
    for cases in bench.groups.values():
        assert bench.disagreeing(HANDBOOK, cases) == []


#: Values that decide nothing, each with its reason; a test shows that the engine is given the same rules.
DECIDES_NOTHING = {
    "tiers.second.counts A+B+C": "the minimums of A and C fill the tier's 24 hours, so B would find no room",
    "tiers.third.counts A+B+C": "the minimums of A and C fill the tier's 24 hours, so B would find no room",
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.says for mutant in MUTANTS])
def test_a_case_tells_the_mutant_apart(bench, mutant):
    try:
        policy = mutant.of(HANDBOOK)
    except HandbookError:
        # No handbook can say this (a tier of 24 h with minimums of 24 h 01), so no case needs to.
        assert mutant.place[0] == "tiers", "only tiers can contradict themselves by one step"
        return
    if mutant.says in DECIDES_NOTHING:
        assert requirement_rows(policy, AS_OF) == requirement_rows(HANDBOOK, AS_OF)
        assert most_usable(policy, AS_OF) == most_usable(HANDBOOK, AS_OF)
        return
    assert bench.is_told_apart(policy, mutant), "no case of tests/cases/ disagrees when this value changes"
