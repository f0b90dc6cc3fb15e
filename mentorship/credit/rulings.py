"""Rulings of the ombudsman: decisions kept beside the records, which stay as they came.

A ruling is about one session, one event, or one person who leads. *Accept* sets aside the rules' objections (for a
person only those about certification); *refuse* takes the credit away. The engine applies rulings like rules,
explanations show them, and a withdrawn one stays on record as withdrawn.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import duckdb

from mentorship.attribution import Attribution
from mentorship.credit import SQL
from mentorship.errors import ArgumentError
from mentorship.store.connection import next_number
from mentorship.store.sql_files import run
from mentorship.wording import day


@dataclass(frozen=True)
class Ruling:
    """What the ombudsman decides. Which of the last fields are needed follows from `about`."""

    about: Literal["session", "event", "person"]
    effect: Literal["accept", "refuse"]
    import_no: int | None = None
    row: int | None = None
    activity: str | None = None
    event: str | None = None
    person: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        match self.about:
            case "session":
                return f"the session in row {self.row} of import {self.import_no}"
            case "event":
                return f"the event “{(self.event or '').strip()}” ({self.activity})"
            case _:
                return f"sessions led by {self.person}"


def rule(cursor: duckdb.DuckDBPyConnection, ruling: Ruling, attribution: Attribution) -> int:
    """Record a ruling within a transaction of the caller's; returns its number. The mentees it concerns are assessed
    again at the next refresh.

    Raises ArgumentError for a ruling without a reason, or on something that is not on record.
    """
    if not attribution.reason.strip():
        raise ArgumentError("A ruling needs a reason: people will read it beside their session.")
    if ruling.about == "person":
        ruling = replace(ruling, person=_person(cursor, ruling.person or ""))
    (concerned,) = run(cursor, SQL / "ruling_concerns.sql", **_about(ruling)).fetchone() or (0,)
    if not concerned:
        raise ArgumentError(f"No session on record falls under a ruling on {ruling.subject}. Nothing was changed.")
    number = next_number(cursor, "ruling")
    run(
        cursor, SQL / "ruling_add.sql", ruling_no=number, **_about(ruling), effect=ruling.effect,
        called=ruling.subject, reason=attribution.reason.strip(), author=attribution.author, ruled_on=attribution.on,
    )  # fmt: skip
    run(cursor, SQL / "ruling_stale.sql", ruling_no=number)
    return number


def withdraw(cursor: duckdb.DuckDBPyConnection, number: int, attribution: Attribution) -> None:
    """Withdraw a ruling within a transaction of the caller's: the rules alone decide again. Raises ArgumentError."""
    if not attribution.reason.strip():
        raise ArgumentError("Withdrawing a ruling needs a reason as well.")
    found = cursor.execute("select withdrawn_on from ruling where ruling_no = ?", [number]).fetchone()
    if not found:
        raise ArgumentError(f"There is no ruling {number}.")
    if found[0]:
        raise ArgumentError(f"Ruling {number} was already withdrawn, on {day(found[0])}.")
    run(cursor, SQL / "ruling_stale.sql", ruling_no=number)
    cursor.execute(
        "update ruling set withdrawn_on = ?, withdrawn_by = ?, withdrawn_because = ? where ruling_no = ?",
        [attribution.on, attribution.author, attribution.reason.strip(), number],
    )


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
