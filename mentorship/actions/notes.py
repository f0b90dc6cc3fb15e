"""Notes on a mentor: for the ombudsman alone, apart from all facts."""

from datetime import date

from mentorship.access import Viewer
from mentorship.actions import SQL
from mentorship.actions.action import Action, acting, author_of
from mentorship.errors import ArgumentError
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import rows_changed, run


def write_note(viewer: Viewer, store: Store, mentor: str, note: str, on: date) -> int:
    """Write a note on a mentor; returns its number. The audit trail says that there is one, not what it says.

    Raises AccessError; ArgumentError without words, or for somebody nobody knows."""
    with acting(store, viewer, Action("write_note", f"note on {mentor}", "Writing a note")) as cursor:
        if not note.strip():
            raise ArgumentError("The note is empty: write something first.")
        found = run(cursor, SQL / "mentor_named.sql", named=mentor.strip()).fetchone()
        if not found or found[0] is None:
            raise ArgumentError(
                f"{mentor}: neither the people data nor any session has a mentor with this id or e-mail."
            )
        number = next_number(cursor, "note")
        run(
            cursor, SQL / "note_add.sql", note_no=number, mentor=found[0], note=note.strip(), author=author_of(viewer),
            written_on=on,
        )  # fmt: skip
    return number


def withdraw_note(viewer: Viewer, store: Store, note_no: int, reason: str, on: date) -> None:
    """Take a note out of sight. Raises AccessError, ArgumentError."""
    with acting(store, viewer, Action("withdraw_note", f"note {note_no}", "Withdrawing a note", reason)) as cursor:
        if not reason.strip():
            raise ArgumentError("Say why the note is withdrawn.")
        found = rows_changed(run(
            cursor, SQL / "note_withdraw.sql", note_no=note_no, withdrawn_on=on, withdrawn_by=author_of(viewer),
            withdrawn_because=reason.strip(),
        ))  # fmt: skip
        if not found:
            raise ArgumentError(f"There is no note {note_no} to withdraw.")
