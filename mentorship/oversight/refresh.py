"""Signals kept with the stored assessment, so that nobody waits for them: found once for each assessment."""

from collections.abc import Callable
from datetime import date

from mentorship.oversight import SQL
from mentorship.oversight.signals.definitions import conditions_digest
from mentorship.oversight.signals.find import find_signals
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.store.sql_files import run


def refresh_signals(store: Store, policy: Policy, as_of: date, started: Callable[[], None] = lambda: None) -> bool:
    """Bring the kept signals to the stored assessment, which must be up to date (`credit.refresh`). Returns whether
    anything had to be done. Without it, whoever asks finds them anew: the same answer, later."""
    conditions = conditions_digest()
    with store.one_writer(), store.cursor() as cursor:
        asked = {"digest": policy.digest, "as_of": as_of, "conditions": conditions}
        if run(cursor, SQL / "signals_kept.sql", **asked).fetchone() == (True,):
            return False
        started()
        find_signals(cursor, policy, as_of)
        with store.transaction(cursor):
            run(cursor, SQL / "store_signals.sql", conditions=conditions)
    return True
