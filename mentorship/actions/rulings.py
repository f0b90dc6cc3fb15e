"""Rule on sessions, and withdraw a ruling."""

from datetime import date

import duckdb

from mentorship.access import Viewer
from mentorship.actions.action import Action, acting, add_note, attribution_of
from mentorship.attribution import Attribution
from mentorship.credit import rulings
from mentorship.credit.rulings import Ruling
from mentorship.store.connection import Store

__all__ = ["Ruling", "rule", "withdraw_ruling"]


def rule(viewer: Viewer, store: Store, ruling: Ruling, reason: str, on: date, note: str = "") -> int:
    """Record a ruling; returns its number. The mentees it concerns read the reason, only the ombudsman the note.

    Raises AccessError; ArgumentError as `credit.rulings.rule` does."""
    action = Action("rule", f"{ruling.effect} {ruling.subject}", "A ruling", reason)
    with acting(store, viewer, action) as cursor:
        number = rulings.rule(cursor, ruling, attribution_of(viewer, reason, on))
        add_note(cursor, viewer, f"ruling {number}", note)
        return number


def withdraw_ruling(viewer: Viewer, store: Store, number: int, reason: str, on: date) -> None:
    """Withdraw a ruling: the rules alone decide again. Raises AccessError, ArgumentError."""
    action = Action("withdraw_ruling", f"ruling {number}", "Withdrawing a ruling", reason)
    with acting(store, viewer, action) as cursor:
        rulings.withdraw(cursor, number, attribution_of(viewer, reason, on))


def try_rule(cursor: duckdb.DuckDBPyConnection, ruling: Ruling, on: date, reason: str = "trial") -> None:
    """Rule within a transaction that will be undone, to see what it would do. Raises ArgumentError."""
    rulings.rule(cursor, ruling, Attribution("trial", reason, on))
