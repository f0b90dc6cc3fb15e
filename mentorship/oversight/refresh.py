"""Signals kept with the stored assessment, so that nobody waits for them: found once for each assessment."""

from collections.abc import Callable
from datetime import date

import duckdb

from mentorship.oversight import SQL
from mentorship.oversight.signals.definitions import conditions_digest
from mentorship.oversight.signals.find import find_signals
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.store.sql_files import run


def refresh_signals(store: Store, policy: Policy, as_of: date, started: Callable[[], None] = lambda: None) -> bool:
    """Bring the kept signals to the stored assessment, which must be up to date (`credit.refresh`). Returns whether
    anything had to be done. Without it, whoever asks finds them anew: the same answer, later."""
    with store.one_writer(), store.cursor() as cursor:
        if signals_are_kept(cursor, policy, as_of):
            return False
        started()
        find_signals(cursor, policy, as_of)
        with store.transaction(cursor):
            run(cursor, SQL / "store_signals.sql", conditions=conditions_digest())
    return True


def refresh_signals_within(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    """The same within a transaction of the caller's."""
    if not signals_are_kept(cursor, policy, as_of):
        find_signals(cursor, policy, as_of)
        run(cursor, SQL / "store_signals.sql", conditions=conditions_digest())


def signals_are_kept(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> bool:
    """Whether the kept signals are those of the stored assessment, under these rules, as of this day."""
    asked = {"digest": policy.digest, "as_of": as_of, "conditions": conditions_digest()}
    return run(cursor, SQL / "signals_kept.sql", **asked).fetchone() == (True,)
