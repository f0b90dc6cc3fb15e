"""Which past awards and rulings would other rules overturn?"""

from mentorship.access import Role, require
from mentorship.answers.report import Rows
from mentorship.answers.request import Request
from mentorship.credit import SQL as CREDIT
from mentorship.credit.assess import assess
from mentorship.planning import SQL
from mentorship.policy.model import Policy
from mentorship.store.sql_files import rows_of, run


def overturned(request: Request, other: Policy) -> Rows:
    """Past awards and rulings that the rules of `other` would overturn, against the stored assessment.

    Rows: `what` ("award" or "ruling"), `mentee`, `name`, `about` (a tier, or a ruling's number), `before`, `after`
    (days, or minutes). For the ombudsman.
    """
    require(request.viewer, (Role.OMBUDSMAN,), "What other rules would overturn")
    policy, cursor = request.policy, request.cursor
    run(cursor, CREDIT / "scope_everyone.sql")
    assess(cursor, other, request.as_of)
    rows = rows_of(run(cursor, SQL / "overturned.sql"))
    for row in rows:
        if row["what"] == "award":
            row["about"] = policy.tiers[row["about"]].label if row["about"] in policy.tiers else row["about"]
    return rows
