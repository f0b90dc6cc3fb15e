"""What has been ruled, and what does each ruling decide?"""

from mentorship.access import Role, require
from mentorship.answers.report import Rows, ask
from mentorship.answers.request import Request
from mentorship.reports import QUESTIONS


def rulings(request: Request) -> Rows:
    """Every ruling, the newest first, with how many sessions it decides now. For the ombudsman."""
    require(request.viewer, (Role.OMBUDSMAN,), "The list of rulings")
    return ask(request, QUESTIONS / "rulings.sql")
