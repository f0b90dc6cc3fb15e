"""Give a control chart new limits from a month on, because something has changed for good; or take that back."""

from datetime import date

import duckdb

from mentorship.access import Viewer
from mentorship.actions import SQL
from mentorship.actions.action import Action, acting, author_of
from mentorship.errors import ArgumentError
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import rows_changed, run
from mentorship.wording import day


def rebase_chart(viewer: Viewer, store: Store, mentor: str | None, from_month: date, reason: str, on: date) -> int:
    """New limits from a month on, for a mentor's chart or (None) the programme's. Returns the decision's number.

    Raises AccessError; ArgumentError without a reason, or for a month to come."""
    subject = f"chart of {mentor or 'the programme'} from {from_month:%Y-%m}"
    with acting(store, viewer, Action("rebase_chart", subject, "New limits of a chart", reason)) as cursor:
        if not reason.strip():
            raise ArgumentError("Say what has changed for good: without that, limits stay as they are.")
        if from_month > on:
            raise ArgumentError(
                f"{day(from_month)} is in the future: limits can change only from a month that has begun."
            )
        number = next_number(cursor, "rebasing")
        run(
            cursor, SQL / "rebasing_add.sql", rebasing_no=number, mentor=mentor, from_month=from_month.replace(day=1),
            reason=reason.strip(), author=author_of(viewer), decided_on=on,
        )  # fmt: skip
        _find_signals_anew(cursor)
    return number


def withdraw_rebasing(viewer: Viewer, store: Store, rebasing_no: int, reason: str, on: date) -> None:
    """The earlier limits are back. Raises AccessError, ArgumentError."""
    with acting(
        store, viewer, Action("withdraw_rebasing", f"rebasing {rebasing_no}", "Limits of a chart", reason)
    ) as cursor:
        if not reason.strip():
            raise ArgumentError("Say why the earlier limits hold after all.")
        found = rows_changed(run(
            cursor, SQL / "rebasing_withdraw.sql", rebasing_no=rebasing_no, withdrawn_on=on,
            withdrawn_by=author_of(viewer), withdrawn_because=reason.strip(),
        ))  # fmt: skip
        if not found:
            raise ArgumentError(f"There is no decision {rebasing_no} on a chart to withdraw.")
        _find_signals_anew(cursor)


def _find_signals_anew(cursor: duckdb.DuckDBPyConnection) -> None:
    """Sudden changes go by the limits: what is kept of them no longer holds."""
    cursor.execute("truncate signals_found")
