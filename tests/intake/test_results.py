"""What an import came to, as JSON."""

from collections.abc import Callable

from mentorship.intake.results import Candidate, ImportResult, Problem, UnknownName, silent
from mentorship.vocabulary import Kind


def test_the_json_of_an_import_is_that_of_the_contract():
    """Names to ask about are for people, not for programs."""
    names = [UnknownName("Ana", 1, [Candidate("P-1", "Ana Müller", "the same name")])]
    problem = Problem("s.csv", 2, "mentee", None, "an id", "It is missing.")
    found = ImportResult("1", Kind.SESSIONS, "canonical", 2, 1, 0, 0, [problem], names).as_json()
    assert found == {
        "import_id": "1", "kind": "sessions", "profile": "canonical", "rows": 2, "accepted": 1, "replaced": 0,
        "unchanged": 0,
        "problems": [{"file": "s.csv", "row": 2, "column": "mentee", "read": None, "expected": "an id",
                      "message": "It is missing."}],
    }  # fmt: skip


def test_nobody_needs_to_watch():
    told: Callable[[str, float], object] = silent
    assert told("Reading", 0.5) is None
