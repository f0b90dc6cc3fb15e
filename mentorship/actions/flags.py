"""A mentee says that something is wrong: with a session on record, or that one is missing."""

from datetime import date

from mentorship.access import Role, Viewer
from mentorship.actions import SQL
from mentorship.actions.action import MAY_WRITE, Action, acting, author_of
from mentorship.errors import AccessError, ArgumentError
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import rows_changed, run

#: A note is a few sentences, not a document.
MOST_LETTERS = 2_000


def flag_session(viewer: Viewer, store: Store, mentee: str, import_no: int, row: int, note: str, on: date) -> int:
    """Something is wrong with a session of a mentee. Returns the flag's number. For the mentee and the ombudsman.

    Raises AccessError; ArgumentError without a note, for a session that is not this mentee's, or flagged already."""
    with acting(store, viewer, _action(viewer, "flag_session", mentee, note)) as cursor:
        text = _note(note)
        session = run(cursor, SQL / "flag_session.sql", mentee=mentee, import_no=import_no, row=row).fetchone()
        if session is None:
            raise ArgumentError("There is no such session on your record.")
        *found, is_flagged = session
        if is_flagged:
            raise ArgumentError(
                "You have already flagged this session. You will hear from us once somebody has looked at it."
            )
        names = ("session_id", "mentee_key", "content", "occurrence", "held_on", "mentor", "activity")
        number = next_number(cursor, "session_flag")
        run(
            cursor, SQL / "flag_add.sql", flag_no=number, mentee=mentee, note=text, author=author_of(viewer),
            flagged_on=on, **dict(zip(names, found, strict=True)),
        )  # fmt: skip
    return number


def flag_missing(
    viewer: Viewer, store: Store, mentee: str, held_on: date, note: str, on: date, mentor: str | None = None
) -> int:
    """A session is missing from a mentee's record. Returns the flag's number. Raises as `flag_session`."""
    with acting(store, viewer, _action(viewer, "flag_missing", mentee, note)) as cursor:
        text = _note(note)
        if held_on > on:
            raise ArgumentError("A missing session has already been held: name a day in the past.")
        number = next_number(cursor, "session_flag")
        run(
            cursor, SQL / "flag_add.sql", flag_no=number, mentee=mentee, note=text, author=author_of(viewer),
            flagged_on=on, session_id=None, mentee_key=None, content=None, occurrence=None, held_on=held_on,
            mentor=(mentor or "").strip() or None, activity=None,
        )  # fmt: skip
    return number


def withdraw_flag(viewer: Viewer, store: Store, mentee: str, flag_no: int, on: date) -> None:
    """It was nothing. Raises AccessError; ArgumentError for a flag that this mentee has not raised."""
    with acting(store, viewer, _action(viewer, "withdraw_flag", mentee, "")) as cursor:
        found = rows_changed(run(cursor, SQL / "flag_withdraw.sql", flag_no=flag_no, mentee=mentee, withdrawn_on=on))
        if not found:
            raise ArgumentError("There is no such flag to withdraw.")


def _action(viewer: Viewer, name: str, mentee: str, note: str) -> Action:
    """What a mentee may do for themselves. Raises AccessError for another mentee."""
    if viewer.role is Role.MENTEE and viewer.person != mentee:
        raise AccessError("There is no such mentee, or you may not see their record.")
    # The note itself is for the case alone; the audit trail says that there is one.
    reason = "with a note" if note else ""
    return Action(name, f"record of {mentee}", "Flagging a session", reason, (*MAY_WRITE, Role.MENTEE))


def _note(note: str) -> str:
    text = note.strip()
    if not text:
        raise ArgumentError("Say in a sentence what is wrong.")
    if len(text) > MOST_LETTERS:
        raise ArgumentError(f"The note has {len(text):,} characters; at most {MOST_LETTERS:,} are allowed.")
    return text
