"""Claim a credit: say that the tracking form was sent in, that it was accepted, or take that back."""

from datetime import date

from mentorship.access import Role, Viewer
from mentorship.actions import SQL
from mentorship.actions.action import MAY_WRITE, Action, acting, author_of
from mentorship.errors import AccessError, ArgumentError
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import run


def mark_sent(viewer: Viewer, store: Store, mentee: str, tier: str, on: date) -> None:
    """A mentee has sent in the form for a tier that is reached. For the mentee and the ombudsman.

    Raises AccessError; ArgumentError for a tier that is not reached, or sent in already."""
    with acting(store, viewer, _action(viewer, "claim_sent", mentee, tier)) as cursor:
        reached, sent = run(cursor, SQL / "claim_state.sql", mentee=mentee, tier=tier).fetchone() or (None, None)
        if reached is None:
            raise ArgumentError(f"The {tier} tier is not reached yet, so there is nothing to send in.")
        if sent is not None:
            raise ArgumentError(f"The {tier} tier is already marked as sent in.")
        run(
            cursor, SQL / "claim_add.sql", claim_no=next_number(cursor, "claim"), mentee=mentee, tier=tier,
            sent_on=on, sent_by=author_of(viewer),
        )  # fmt: skip


def mark_accepted(viewer: Viewer, store: Store, mentee: str, tier: str, on: date) -> None:
    """The programme has accepted a credit that was sent in. For the ombudsman. Raises AccessError, ArgumentError."""
    action = Action("claim_accepted", f"{tier} tier of {mentee}", "Accepting a credit")
    with acting(store, viewer, action) as cursor:
        _, sent = run(cursor, SQL / "claim_state.sql", mentee=mentee, tier=tier).fetchone() or (None, None)
        if sent is None:
            raise ArgumentError(f"The {tier} tier has not been marked as sent in yet.")
        run(cursor, SQL / "claim_accept.sql", mentee=mentee, tier=tier, accepted_on=on, accepted_by=author_of(viewer))


def withdraw_claim(viewer: Viewer, store: Store, mentee: str, tier: str, on: date) -> None:
    """A claim was marked by mistake. A mentee may take back what is not accepted yet. Raises AccessError."""
    with acting(store, viewer, _action(viewer, "claim_withdrawn", mentee, tier)) as cursor:
        run(
            cursor, SQL / "claim_withdraw.sql", mentee=mentee, tier=tier, withdrawn_on=on,
            withdrawn_by=author_of(viewer), even_accepted=viewer.role in MAY_WRITE,
        )  # fmt: skip


def _action(viewer: Viewer, name: str, mentee: str, tier: str) -> Action:
    """Something a mentee may do for themselves. Raises AccessError for another mentee."""
    if viewer.role is Role.MENTEE and viewer.person != mentee:
        raise AccessError("There is no such mentee, or you may not see their record.")
    return Action(name, f"{tier} tier of {mentee}", "Claiming a credit", roles=(*MAY_WRITE, Role.MENTEE))
