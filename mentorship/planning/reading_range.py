"""How sure is it? One mentee's outcome from the strictest to the most generous way of reading the rules."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.credit.assess import assess
from mentorship.credit.results import standings
from mentorship.policy.amendments import READING_SETS, read_as, reading_set
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
Rows = list[dict[str, Any]]


def reading_range(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, mentee: str) -> Rows:
    """One row per tier: `tier`, `label`, and for each set of readings the day it was reached (`strict_reached_on` …)
    and the minutes short (`strict_short` …). Nothing for a mentee whom the viewer may not look at."""
    require(viewer, (Role.MENTEE, Role.OMBUDSMAN), "A mentee's progress")
    run(
        cursor, SQL / "scope_planned.sql", **viewer.values, mentee=mentee, as_of=as_of, planned="[]",
        count_scheduled=False,
    )  # fmt: skip
    rows: dict[str, dict[str, Any]] = {}
    for name in READING_SETS:
        read = read_as(policy.as_written, reading_set(policy, name))
        assess(cursor, read, as_of)
        for tier in standings(cursor, read, as_of).tiers:
            row = rows.setdefault(tier["tier"], {"tier": tier["tier"], "label": tier["label"]})
            row[f"{name}_reached_on"], row[f"{name}_short"] = tier["reached_on"], tier["minutes_short"]
    return list(rows.values())
