"""What would merging two records, or splitting one, do to credit? Worked out by doing it and undoing it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.credit import SQL as CREDIT
from mentorship.credit.assess import assess
from mentorship.planning import SQL
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.store.sql_files import rows_of, run


def merge_effect(
    viewer: Viewer, store: Store, policy: Policy, as_of: date, change: Callable[[duckdb.DuckDBPyConnection], object]
) -> list[dict[str, Any]]:
    """Whose credit or tiers would differ after a merge or split, against the stored assessment.

    One row per mentee affected by `change` whose outcome differs: `mentee`, `name`, `credited_before`,
    `credited_after` (minutes; None where there is no such mentee then), `tiers`: a list of `tier`, `reached_before`,
    `short_before`, `reached_after`, `short_after` (days, and minutes short). The stored assessment must be up to date.
    For the ombudsman. Raises what `change` raises.
    """
    require(viewer, (Role.OMBUDSMAN,), "Merging people")
    with store.cursor() as cursor, store.trial(cursor):
        change(cursor)
        run(cursor, CREDIT / "scope_affected.sql", stored_as_of=as_of, as_of=as_of)
        assess(cursor, policy, as_of)
        return rows_of(run(cursor, SQL / "merge_effect.sql"))
