"""Which what-ifs are kept?"""

from dataclasses import dataclass
from datetime import date

from mentorship.access import Role, require
from mentorship.answers.report import ask_records
from mentorship.answers.request import Request
from mentorship.reports import QUESTIONS


@dataclass(frozen=True)
class Scenario:
    """A what-if that was kept: its lines as they stand in an address."""

    scenario_no: int
    name: str
    lines: str
    kept_on: date


def my_scenarios(request: Request, mentee: str) -> list[Scenario]:
    """The kept what-ifs of one mentee. None for a mentee whom the viewer may not look at."""
    require(request.viewer, (Role.MENTEE, Role.OMBUDSMAN), "A mentee's scenarios")
    return ask_records(request, QUESTIONS / "my_scenarios.sql", Scenario, mentee=mentee)
