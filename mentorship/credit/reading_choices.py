"""How the text is read here: the ombudsman's answer to each open question, with reason and date, never deleted."""

import duckdb

from mentorship.attribution import Attribution
from mentorship.credit import SQL
from mentorship.errors import ArgumentError
from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as
from mentorship.store.connection import next_number
from mentorship.store.sql_files import run


def readings_in_force(cursor: duckdb.DuckDBPyConnection, handbook: Policy) -> dict[str, str]:
    """The latest answer to each reading the handbook still knows; readings nobody chose are not in it."""
    known = handbook.readings
    found = run(cursor, SQL / "readings_in_force.sql").fetchall()
    return {name: answer for name, answer in found if name in known and answer in known[name].alternatives}


def choose(
    cursor: duckdb.DuckDBPyConnection, handbook: Policy, reading: str, answer: str, attribution: Attribution
) -> int:
    """Record how a reading is answered from now on, within a transaction of the caller's. Returns the choice's number.

    Raises ReadingError for an answer that does not exist, ArgumentError without a reason."""
    read_as(handbook, {reading: answer})
    if not attribution.reason.strip():
        raise ArgumentError("Choosing a reading needs a reason: people will ask why their hours changed.")
    number = next_number(cursor, "reading_choice")
    run(
        cursor, SQL / "reading_choice_add.sql", choice_no=number, reading=reading,
        answer=answer, reason=attribution.reason.strip(), author=attribution.author, chosen_on=attribution.on,
    )  # fmt: skip
    return number
