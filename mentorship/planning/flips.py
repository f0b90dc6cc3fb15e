"""What would other rules overturn? Rulings and past awards are the cases that other rules are tried on."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.credit.assess import assess
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
Rows = list[dict[str, Any]]


def flips(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, other: Policy) -> Rows:
    """Past awards and rulings that the rules of `other` would overturn, against the assessment that is kept.

    Rows: `what` ("award" or "ruling"), `mentee`, `name`, `about` (a tier, or a ruling's number), `before`, `after`
    (days, or minutes). For the ombudsman. `policy` is the one in force.
    """
    require(viewer, (Role.OMBUDSMAN,), "What other rules would overturn")
    run(cursor, SQL / "scope_all.sql")
    assess(cursor, other, as_of)
    found = run(cursor, SQL / "flips.sql")
    names = [column[0] for column in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for row in rows:
        if row["what"] == "award":
            row["about"] = policy.tiers[row["about"]].label if row["about"] in policy.tiers else row["about"]
    return rows
