"""From sessions to credit: the one engine.

Whoever asks puts the sessions to be judged into the temporary table or view `scope_session`
(columns of `current_session`); `assess` then works out, in temporary tables of the same cursor:

| table | grain |
|---|---|
| `verdict` | a session: its outcome, minutes credited, the rules that said so |
| `stand_tier` | mentee and tier: hours complete on, reached on, minutes short |
| `stand_requirement` | mentee, tier and requirement row: minutes required, minutes there |
| `stand_mentee` | mentee and category: minutes credited, minutes beyond use |

The whole cohort, one mentee, a planned session, a reading and a rule change are this same call with other rows.
Source of the rules: the handbook, through `mentorship.policy`.
"""

from datetime import date

import duckdb

from mentorship.credit.rules import SQL, load_rules
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run


def assess(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    """Judge every session of `scope_session` under a policy, as of a day. Raises nothing of its own."""
    load_rules(cursor, policy, as_of)
    for question in ("gather", "ruled", "judge", "once", "same_id", "days", "events", "verdict", "running"):
        run(cursor, SQL / f"{question}.sql")
    for first, last in _stages(policy):
        run(cursor, SQL / "reach.sql", first=first, last=last)
    run(cursor, SQL / "need.sql")
    run(cursor, SQL / "standing.sql")


def _stages(policy: Policy) -> list[tuple[int, int]]:
    """Which tiers can be worked out together: all, unless each waits for the day the one before was reached."""
    last = len(policy.tiers)
    if policy.interpretation.surplus_hours.value == "starts_after":
        return [(place, place) for place in range(1, last + 1)]
    return [(1, last)]
