"""How sure is it? One mentee's outcome from the strictest to the most generous way of reading the rules."""

from typing import Any

from mentorship.access import Role, require
from mentorship.answers.report import Rows
from mentorship.answers.request import Request
from mentorship.credit.assess import assess
from mentorship.credit.outcomes import mentee_assessed
from mentorship.planning import SQL
from mentorship.policy.readings import READING_SETS, read_as, reading_set
from mentorship.store.sql_files import run


def reading_range(request: Request, mentee: str) -> Rows:
    """One row per tier: `tier`, `label`, and for each set of readings the day it was reached (`strict_reached_on` …)
    and the minutes short (`strict_short` …). Nothing for a mentee whom the viewer may not look at."""
    require(request.viewer, (Role.MENTEE, Role.OMBUDSMAN), "A mentee's progress")
    policy, cursor, as_of = request.policy, request.cursor, request.as_of
    run(
        cursor, SQL / "scope_planned.sql", **request.values, mentee=mentee, as_of=as_of, planned="[]",
        count_scheduled=False,
    )  # fmt: skip
    rows: dict[str, dict[str, Any]] = {}
    for name in READING_SETS:
        read = read_as(policy.as_written, reading_set(policy, name))
        assess(cursor, read, as_of)
        for tier in mentee_assessed(cursor, read, as_of).tiers:
            row = rows.setdefault(tier.tier, {"tier": tier.tier, "label": read.tiers[tier.tier].label})
            row[f"{name}_reached_on"], row[f"{name}_short"] = tier.reached_on, tier.minutes_short
    return list(rows.values())
