"""The stored assessment, brought up to date at the cost of what changed, not of the total."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from mentorship.credit import SQL
from mentorship.credit.allocate_everyone import allocate_everyone
from mentorship.credit.assess import name_questions, weigh_sessions, work_out_tiers
from mentorship.credit.rules import rule_tables
from mentorship.policy.model import Policy
from mentorship.policy.requirements import requirement_eras
from mentorship.store.connection import Store
from mentorship.store.sql_files import run


def refresh(store: Store, policy: Policy, as_of: date, started: Callable[[], None] = lambda: None) -> bool:
    """Bring the stored assessment to these rules and this day. Returns whether anything had to be done.

    Only the mentees affected by a change are assessed again; everyone is when the rules differ, the day goes back,
    or a dated rule about tiers begins in between. `started` is called before work that takes time.
    """
    with store.one_writer(), store.cursor() as cursor:
        stored = _stored(cursor)
        if stored.is_of(policy, as_of):
            return False
        started()
        with store.transaction(cursor):
            _assess_what_changed(cursor, stored, policy, as_of)
    return True


def refresh_within(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    """The same within a transaction of the caller's, as for an analysis under other rules that is undone at its end."""
    stored = _stored(cursor)
    if not stored.is_of(policy, as_of):
        _assess_what_changed(cursor, stored, policy, as_of)


def is_up_to_date(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> bool:
    """Whether the stored assessment is of these rules and this day, and nothing has changed since."""
    return _stored(cursor).is_of(policy, as_of)


@dataclass(frozen=True)
class _Stored:
    """Under which rules and as of which day the stored assessment is, and how many mentees changed since."""

    digest: str | None
    as_of: date | None
    stale: int

    def is_of(self, policy: Policy, as_of: date) -> bool:
        return (self.digest, self.as_of, self.stale) == (policy.digest, as_of, 0)


def _stored(cursor: duckdb.DuckDBPyConnection) -> _Stored:
    digest, as_of = cursor.execute("select digest, as_of from assessment").fetchone() or (None, None)
    (stale,) = cursor.execute("select count(*) from stale").fetchone() or (0,)
    return _Stored(digest, as_of, stale)


def _assess_what_changed(cursor: duckdb.DuckDBPyConnection, stored: _Stored, policy: Policy, as_of: date) -> None:
    """Assess whoever is affected, in place of what is stored of them."""
    everyone = (
        stored.as_of is None
        or stored.digest != policy.digest
        or stored.as_of > as_of
        or _begins_an_era(policy, stored.as_of, as_of)
    )
    if everyone:
        run(cursor, SQL / "scope_everyone.sql")
    else:
        run(cursor, SQL / "scope_affected.sql", stored_as_of=stored.as_of, as_of=as_of)
    name_questions(cursor)
    weigh_sessions(cursor, policy, as_of)
    _keep(cursor, everyone, policy, as_of)


def _keep(cursor: duckdb.DuckDBPyConnection, everyone: bool, policy: Policy, as_of: date) -> None:
    """Put what sessions earn, and what follows from it, in place of what is stored."""
    rules = rule_tables(policy, as_of)
    if everyone:
        run(cursor, SQL / "clear_all.sql")
        run(cursor, SQL / "keep_requirements.sql", **rules)
    else:
        run(cursor, SQL / "clear_affected.sql")
    run(cursor, SQL / "keep_sessions.sql", **rules)
    run(cursor, SQL / "further_records.sql")
    work_out_tiers(cursor, policy, as_of)
    allocate_everyone(cursor, policy, as_of)
    run(
        cursor, SQL / "keep_mentees.sql", digest=policy.digest, readings=json.dumps(policy.chosen_readings),
        as_of=as_of, assessed_at=datetime.now(UTC).replace(tzinfo=None),
    )  # fmt: skip


def _begins_an_era(policy: Policy, stored_as_of: date, as_of: date) -> bool:
    return any(stored_as_of < begin <= as_of for begin, _ in requirement_eras(policy))
