"""Rulings of the ombudsman: data of their own beside the records, which stay as they came.

A ruling is about one session, one event, or one person who leads. *Accept* sets aside what the rules had against it
(for a person only what concerns the certification); *refuse* takes the credit away. The engine reads the rulings like
rules, explanations show them, and a withdrawn one stays on record as withdrawn.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import duckdb

from mentorship.errors import ArgumentError
from mentorship.store.connection import Store
from mentorship.store.sql_files import run
from mentorship.wording import day

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Ruling:
    """What the ombudsman decides. Which of the last fields are needed follows from `about`."""

    about: Literal["session", "event", "person"]
    ruling: Literal["accept", "refuse"]
    reason: str
    author: str
    ruled_on: date
    import_no: int | None = None
    row: int | None = None
    activity: str | None = None
    event: str | None = None
    person: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


def rule(store: Store, ruling: Ruling) -> int:
    """Record a ruling; returns its number. The mentees it touches are assessed again the next time.

    Raises ArgumentError for a ruling without a reason, or on something that is not on record.
    """
    if not ruling.reason.strip():
        raise ArgumentError("A ruling needs its reason: people will read it beside their session.")
    with store.cursor() as cursor, store.transaction(cursor):
        if ruling.about == "person":
            ruling = replace(ruling, person=_person(cursor, ruling.person or ""))
        (touched,) = run(cursor, SQL / "ruling_touches.sql", **_about(ruling)).fetchone() or (0,)
        if not touched:
            raise ArgumentError(
                f"No session on record is touched by this ruling on {_called(ruling)}. Nothing was changed."
            )
        found = run(
            cursor, SQL / "ruling_add.sql", **_about(ruling), ruling=ruling.ruling, called=_called(ruling),
            reason=ruling.reason.strip(), author=ruling.author, ruled_on=ruling.ruled_on,
        ).fetchone()  # fmt: skip
        number = int(found[0]) if found else 0
        run(cursor, SQL / "ruling_stale.sql", precedent_no=number)
    return number


def withdraw(store: Store, number: int, author: str, because: str, withdrawn_on: date) -> None:
    """Withdraw a ruling: what the rules say holds again. Raises ArgumentError."""
    if not because.strip():
        raise ArgumentError("Withdrawing a ruling needs its reason, too.")
    with store.cursor() as cursor, store.transaction(cursor):
        found = cursor.execute("select withdrawn_on from precedent where precedent_no = ?", [number]).fetchone()
        if not found:
            raise ArgumentError(f"There is no ruling {number}.")
        if found[0]:
            raise ArgumentError(f"Ruling {number} was withdrawn already, on {day(found[0])}.")
        run(cursor, SQL / "ruling_stale.sql", precedent_no=number)
        cursor.execute(
            "update precedent set withdrawn_on = ?, withdrawn_by = ?, withdrawn_because = ? where precedent_no = ?",
            [withdrawn_on, author, because.strip(), number],
        )


def rulings(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every ruling, the newest first, with how many sessions it decides now. For the ombudsman's eyes."""
    found = run(cursor, SQL / "rulings.sql")
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _person(cursor: duckdb.DuckDBPyConnection, named: str) -> str:
    """Whom an id or e-mail names, as the engine calls this person."""
    found = run(cursor, SQL / "ruling_person.sql", named=named.strip()).fetchone()
    return str(found[0]) if found and found[0] else named.strip()


def _about(ruling: Ruling) -> dict[str, Any]:
    return {
        "about": ruling.about, "import_no": ruling.import_no, "row": ruling.row, "activity": ruling.activity,
        "event": (ruling.event or "").strip().lower(), "person": ruling.person,
        "valid_from": ruling.valid_from, "valid_until": ruling.valid_until,
    }  # fmt: skip


def _called(ruling: Ruling) -> str:
    match ruling.about:
        case "session":
            return f"the session in row {ruling.row} of import {ruling.import_no}"
        case "event":
            return f"the event “{(ruling.event or '').strip()}” ({ruling.activity})"
        case _:
            return f"sessions led by {ruling.person}"
