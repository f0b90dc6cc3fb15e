"""What would it do to credit if two records were one person, or two after all? Worked out by doing it and taking it
back."""

import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.credit.assess import assess
from mentorship.credit.rules import SQL as CREDIT
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"


class _TakenBack(Exception):  # noqa: N818 - nothing went wrong
    """Unwinds the transaction of a change that was only to be tried."""


def effect(
    viewer: Viewer, store: Store, policy: Policy, as_of: date, change: Callable[[duckdb.DuckDBPyConnection], object]
) -> list[dict[str, Any]]:
    """Whose credit or tiers would differ after a change of who is whom, against the assessment that is kept.

    One row per mentee that `change` touches and whose outcome differs: `mentee`, `name`, `credited_before`,
    `credited_after` (minutes; None where there is no such mentee then), `tiers`: a list of `tier`, `reached_before`,
    `short_before`, `reached_after`, `short_after` (days, and minutes short). The kept assessment must be up to date.
    For the ombudsman. Raises what `change` raises.
    """
    require(viewer, (Role.OMBUDSMAN,), "Who is whom")
    rows: list[dict[str, Any]] = []
    with contextlib.suppress(_TakenBack), store.cursor() as cursor, store.transaction(cursor):
        change(cursor)
        run(cursor, CREDIT / "scope_touched.sql", kept_as_of=as_of, as_of=as_of)
        assess(cursor, policy, as_of)
        found = run(cursor, SQL / "who_is_who.sql")
        names = [column[0] for column in found.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        raise _TakenBack
    return rows
