"""How the text is read here: the ombudsman's choice among a reading's answers, with reason and date, never deleted."""

from datetime import date
from typing import Any

import duckdb

from mentorship.errors import ArgumentError
from mentorship.policy.amendments import read_as
from mentorship.policy.model import Policy
from mentorship.store.connection import Store


def readings_in_force(cursor: duckdb.DuckDBPyConnection, handbook: Policy) -> dict[str, str]:
    """The latest choice for each reading that the handbook still knows; what nobody chose is as the handbook says."""
    found = cursor.execute(
        "select reading, arg_max(answer, choice_no) from reading_choice group by reading order by reading"
    ).fetchall()
    known = handbook.readings
    return {name: answer for name, answer in found if name in known and answer in known[name].alternatives}


def choose(
    store: Store, handbook: Policy, reading: str, answer: str, *, reason: str, author: str, chosen_on: date
) -> None:
    """Record how a reading is answered from now on. Raises ReadingError for an answer that there is not, ArgumentError
    without a reason."""
    read_as(handbook, {reading: answer})
    if not reason.strip():
        raise ArgumentError("Choosing a reading needs its reason: people will ask why their hours changed.")
    with store.cursor() as cursor, store.transaction(cursor):
        cursor.execute(
            "insert into reading_choice select coalesce(max(choice_no), 0) + 1, ?, ?, ?, ?, ? from reading_choice",
            [reading, answer, reason.strip(), author, chosen_on],
        )


def choices(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every choice, the newest first: reading, answer, reason, author, chosen_on."""
    found = cursor.execute(
        "select reading, answer, reason, author, chosen_on from reading_choice order by choice_no desc"
    )
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
