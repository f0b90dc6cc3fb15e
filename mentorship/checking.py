"""Assess files without any store: the report that `mentorship check` prints, as the contract describes it."""

from datetime import date
from pathlib import Path
from typing import Any

from mentorship.credit.assess import assess
from mentorship.credit.results import mentees
from mentorship.credit.rules import SQL
from mentorship.errors import ArgumentError
from mentorship.intake.importer import import_file
from mentorship.policy.model import Policy
from mentorship.store.connection import open_store
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind


def check_files(
    sessions: list[Path],
    people: list[Path],
    policy: Policy,
    as_of: date,
    *,
    fill: dict[str, str] | None = None,
    dates: str | None = None,
    mentee: str | None = None,
) -> dict[str, Any]:
    """Read exports into a store in memory and judge them. Raises FileError, MappingError, ArgumentError.

    With `mentee` (an id or e-mail, as sessions or people name one) only this mentee is judged.
    """
    store = open_store(None)
    try:
        results = [import_file(store, file, policy, kind=Kind.PEOPLE, dates=dates) for file in people]
        results += [import_file(store, file, policy, kind=Kind.SESSIONS, fill=fill, dates=dates) for file in sessions]
        with store.cursor() as cursor:
            if mentee is None:
                run(cursor, SQL / "scope_everyone.sql")
            else:
                run(cursor, SQL / "scope_mentee.sql", mentee=_person(cursor, mentee))
            assess(cursor, policy, as_of)
            assessed = mentees(cursor, policy, as_of)
    finally:
        store.close()
    if mentee is not None and not assessed:
        raise ArgumentError(f"No session of {mentee} was found. Name the mentee as the sessions do, by id or e-mail.")
    return {
        "policy": {"id": policy.id, "digest": policy.digest, "readings": policy.chosen_readings},
        "as_of": as_of.isoformat(),
        # A file that was named twice is read once, and complained of once.
        "problems": [vars(problem) for result in results if result.import_id for problem in result.problems],
        "mentees": assessed,
    }


def _person(cursor: Any, mentee: str) -> str:
    """The person whom an id or e-mail names, else the name itself."""
    found = cursor.execute("select person from person_alias where alias = lower(trim(?))", [mentee]).fetchone()
    return str(found[0]) if found else mentee.strip()
