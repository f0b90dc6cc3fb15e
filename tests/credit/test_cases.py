"""The rules, as sentences: every case of `tests/cases/*.toml`, at, below and above each limit."""

import pytest

from mentorship.policy.loader import read_handbook
from tests.support.cases_runner import all_cases, disagreements, run

CASES = all_cases()


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    return run(CASES, read_handbook(), tmp_path_factory.mktemp("cases"))


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_case(case, judged):
    assert disagreements(case, judged[case["mentee"]]) == []
