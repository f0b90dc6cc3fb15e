"""One action: the role checked, one transaction, one entry of the audit trail in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.actions import SQL
from mentorship.attribution import Attribution
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import run

#: Those who may change anything.
MAY_WRITE = (Role.OMBUDSMAN,)


@dataclass(frozen=True)
class Action:
    """What is done (`undo`, `rule` …), to what, and why. `what` opens the sentence that refuses another role."""

    name: str
    subject: str
    what: str
    reason: str = ""
    #: Those who may do it.
    roles: tuple[Role, ...] = MAY_WRITE


def author_of(viewer: Viewer) -> str:
    """What an action is signed with."""
    return viewer.name or str(viewer.role)


def attribution_of(viewer: Viewer, reason: str, on: date) -> Attribution:
    """Who decides, why and when, as decisions carry it."""
    return Attribution(author_of(viewer), reason, on)


@contextmanager
def acting(store: Store, viewer: Viewer, action: Action) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor in the transaction of an action: kept with its audit entry, or not at all. Raises AccessError."""
    require(viewer, action.roles, action.what)
    with store.cursor() as cursor, store.transaction(cursor):
        yield cursor
        record(cursor, viewer, action)


def record(cursor: duckdb.DuckDBPyConnection, viewer: Viewer, action: Action) -> None:
    """Write the audit entry of an action within a transaction of the caller's."""
    run(
        cursor, SQL / "audit_entry_add.sql", entry_no=next_number(cursor, "audit_entry"),
        done_at=datetime.now(UTC).replace(tzinfo=None), done_by=author_of(viewer), role=str(viewer.role),
        action=action.name, subject=action.subject, reason=action.reason.strip(),
    )  # fmt: skip


def add_note(cursor: duckdb.DuckDBPyConnection, viewer: Viewer, subject: str, note: str) -> None:
    """Keep a note that only the ombudsman reads, within a transaction of the caller's: about a decision, apart from the
    reason that those concerned read. A blank one is none."""
    if note.strip():
        record(cursor, viewer, Action("note", subject, "A private note", note))
