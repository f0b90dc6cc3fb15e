"""The rule changes that somebody named and kept, to be looked at again and compared."""

import json
from dataclasses import dataclass
from datetime import date

from mentorship.access import require
from mentorship.answers.disclosure import GROUPS
from mentorship.answers.report import ask
from mentorship.answers.request import Request
from mentorship.planning import SQL
from mentorship.policy.amendments import Amendment, parse_amendment


@dataclass(frozen=True)
class RuleScenario:
    """A rule change under a name."""

    number: int
    name: str
    amendments: list[Amendment]
    author: str
    kept_on: date


def rule_scenarios(request: Request) -> list[RuleScenario]:
    """The kept ones, the newest first. Raises AccessError."""
    require(request.viewer, GROUPS, "Saved rule changes")
    return [
        RuleScenario(
            row["scenario_no"], row["name"], [parse_amendment(text) for text in json.loads(row["amendments"])],
            row["author"], row["kept_on"],
        )
        for row in ask(request, SQL / "rule_scenarios.sql")
    ]  # fmt: skip
