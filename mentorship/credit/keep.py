"""The assessment that is kept in the store, brought up to date at the cost of what changed, not of the total."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

from mentorship.credit.assess import assess
from mentorship.credit.rules import SQL
from mentorship.policy.model import Policy
from mentorship.policy.requirements import requirement_eras
from mentorship.store.connection import Store
from mentorship.store.sql_files import run


def refresh(store: Store, policy: Policy, as_of: date, started: Callable[[], None] = lambda: None) -> bool:
    """Bring the kept assessment to these rules and this day. Returns whether anything had to be done.

    Only mentees whom something changed are assessed again; everyone is when the rules differ, or the day goes back,
    or a dated rule about tiers begins in between. `started` is called before work that takes time.
    """
    with store.one_writer(), store.cursor() as cursor:
        kept = cursor.execute("select digest, as_of from assessment").fetchone()
        stale = cursor.execute("select count(*) from stale").fetchone()
        if kept == (policy.digest, as_of) and stale == (0,):
            return False
        started()
        everyone = kept is None or kept[0] != policy.digest or kept[1] > as_of or _new_era(policy, kept[1], as_of)
        if kept is None or everyone:
            run(cursor, SQL / "scope_everyone.sql")
        else:
            run(cursor, SQL / "scope_touched.sql", kept_as_of=kept[1], as_of=as_of)
        assess(cursor, policy, as_of)
        with store.transaction(cursor):
            run(cursor, SQL / ("keep_everyone.sql" if everyone else "keep_touched.sql"))
            run(
                cursor, SQL / "keep.sql", digest=policy.digest, readings=json.dumps(policy.chosen_readings),
                as_of=as_of, assessed_at=datetime.now(UTC).replace(tzinfo=None),
            )  # fmt: skip
    return True


def _new_era(policy: Policy, kept_as_of: date, as_of: date) -> bool:
    return any(kept_as_of < begin <= as_of for begin, _ in requirement_eras(policy))
