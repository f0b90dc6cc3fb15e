"""Log a contact with a mentor, beside those that come in with files; withdraw one that was none."""

from datetime import date

from mentorship.access import Viewer
from mentorship.actions import SQL
from mentorship.actions.action import Action, acting, author_of
from mentorship.errors import ArgumentError
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import rows_changed, run
from mentorship.wording import day


def log_contact(
    viewer: Viewer, store: Store, mentor: str, contacted_on: date, channel: str, summary: str, on: date
) -> int:
    """The ombudsman spoke with a mentor. Returns the contact's number. `summary` may be empty: it is confidential.

    Raises AccessError; ArgumentError for somebody nobody knows, or a day to come."""
    action = Action("log_contact", f"contact with {mentor} on {contacted_on.isoformat()}", "Logging a contact")
    with acting(store, viewer, action) as cursor:
        if contacted_on > on:
            raise ArgumentError(f"{day(contacted_on)} is in the future: log a contact once it has taken place.")
        found = run(cursor, SQL / "mentor_named.sql", named=mentor.strip()).fetchone()
        if not found or found[0] is None:
            raise ArgumentError(
                f"{mentor}: neither the people data nor any session has a mentor with this id or e-mail."
            )
        number = next_number(cursor, "contact")
        run(
            cursor, SQL / "contact_add.sql", contact_no=number, mentor=found[0], contacted_on=contacted_on,
            channel=channel.strip() or None, summary=summary.strip() or None, author=author_of(viewer), logged_on=on,
        )  # fmt: skip
    return number


def withdraw_contact(viewer: Viewer, store: Store, contact_no: int, reason: str, on: date) -> None:
    """A contact logged here was none, or another one. Raises AccessError, ArgumentError."""
    action = Action("withdraw_contact", f"contact {contact_no}", "Withdrawing a contact", reason)
    with acting(store, viewer, action) as cursor:
        if not reason.strip():
            raise ArgumentError("Say why: a withdrawn contact stays on record.")
        found = rows_changed(run(
            cursor, SQL / "contact_withdraw.sql", contact_no=contact_no, withdrawn_on=on,
            withdrawn_by=author_of(viewer), withdrawn_because=reason.strip(),
        ))  # fmt: skip
        if not found:
            raise ArgumentError(f"There is no contact {contact_no}, logged here, to withdraw.")
