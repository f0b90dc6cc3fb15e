"""Who is whom: two ids or e-mails that are one person, or that are two after all. Said by a person, never supposed.

A link stands beside the records, which stay as they came. It is recorded with reason and author, and taken back by
saying the opposite; `person` and `person_alias` follow from people data and links together.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from mentorship.errors import ArgumentError
from mentorship.store.connection import Store
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Said:
    """Who says so, why, and when."""

    author: str
    reason: str
    on: date


def merge(store: Store, one: str, other: str, said: Said) -> str:
    """Two ids or e-mails are one person from now on. Returns what the person is called. Raises ArgumentError."""
    with store.cursor() as cursor, store.transaction(cursor):
        return link(cursor, one, other, said)


def separate(store: Store, one: str, other: str, said: Said) -> None:
    """Two ids or e-mails are two people: a link between them is taken back, an e-mail is parted from the person who
    has it, and the pair is not suggested again. Raises ArgumentError."""
    with store.cursor() as cursor, store.transaction(cursor):
        part(cursor, one, other, said)


def link(cursor: duckdb.DuckDBPyConnection, one: str, other: str, said: Said) -> str:
    """As `merge`, within a transaction of the caller's."""
    _check_reason(said)
    first, second = _person(cursor, one), _person(cursor, other)
    if first.lower() == second.lower():
        raise ArgumentError(f"{one} and {other} are one person already: {second}.")
    # Of the two the one that the people data know gives the name, and an id rather than an e-mail.
    alias, kept = sorted((first, second), key=lambda each: (_is_known(cursor, each), "@" not in each))
    _withdraw(cursor, said, "distinct", one, other)
    if _is_theirs_by_data(cursor, alias, kept):
        _withdraw(cursor, said, "apart", alias)
    # An e-mail that the record had before, or that several records have, is not theirs again by that.
    if not are_one(cursor, alias, kept):
        _record(cursor, "same", _led_to(cursor, alias), kept, said)
    return _person(cursor, kept)


def part(cursor: duckdb.DuckDBPyConnection, one: str, other: str, said: Said) -> None:
    """As `separate`, within a transaction of the caller's. Of more than two that are one, `one` leaves."""
    _check_reason(said)
    if one.strip().lower() == other.strip().lower():
        raise ArgumentError(f"{one} and {other} are the same. Name two ids or e-mails.")
    for leaving in (one, other):
        if are_one(cursor, one, other):
            _withdraw(cursor, said, "same", leaving)
    for leaving in (one, other):
        # One by the people data: an e-mail can be parted from the record that has it.
        if are_one(cursor, one, other) and not _is_known(cursor, leaving):
            _record(cursor, "apart", leaving, leaving.lower(), said)
    if are_one(cursor, one, other):
        raise ArgumentError(
            f"{one} and {other} are one record of the people data. Mend it there, and bring it in again."
        )
    _record(cursor, "distinct", one, other, said)


def are_one(cursor: duckdb.DuckDBPyConnection, one: str, other: str) -> bool:
    """Whether two ids or e-mails mean one person now. Raises ArgumentError for one that nothing mentions."""
    return _person(cursor, one).lower() == _person(cursor, other).lower()


def _check_reason(said: Said) -> None:
    if not said.reason.strip():
        raise ArgumentError("Say why: somebody's credit follows from it, and somebody will ask.")


def _person(cursor: duckdb.DuckDBPyConnection, named: str) -> str:
    """What the person is called whom an id or e-mail means now. Raises ArgumentError for one that nothing mentions."""
    found = run(cursor, SQL / "person_called.sql", named=named.strip()).fetchone()
    if not found or found[0] is None:
        raise ArgumentError(f"{named}: neither the people data nor any session has this id or e-mail.")
    return str(found[0])


def _led_to(cursor: duckdb.DuckDBPyConnection, alias: str) -> str:
    """Where the links of an id or e-mail lead: a second link of its own would put an end to the first."""
    found = run(cursor, SQL / "link_end.sql", alias=alias.lower()).fetchone()
    return str(found[0]) if found else alias


def _is_known(cursor: duckdb.DuckDBPyConnection, person: str) -> bool:
    found = cursor.execute("select count(*) from person where lower(person) = lower(?)", [person]).fetchone()
    return found != (0,)


def _is_theirs_by_data(cursor: duckdb.DuckDBPyConnection, email: str, person: str) -> bool:
    """Whether an e-mail that was parted from its record would be this person's again."""
    found = run(cursor, SQL / "email_by_data.sql", email=email.strip().lower(), person=person).fetchone()
    return found != (0,)


def _record(cursor: duckdb.DuckDBPyConnection, says: str, alias: str, person: str, said: Said) -> None:
    run(
        cursor, SQL / "link_add.sql", says=says, alias=alias.strip().lower(), person=person.strip(),
        reason=said.reason.strip(), author=said.author, linked_on=said.on,
    )  # fmt: skip
    run(cursor, SQL / "people_now.sql")


def _withdraw(cursor: duckdb.DuckDBPyConnection, said: Said, says: str, one: str, other: str | None = None) -> None:
    """Take back what stands against it: the link of an id or e-mail, or the one between two."""
    run(
        cursor, SQL / "link_withdraw.sql", says=says, one=one.strip().lower(),
        other=other.strip().lower() if other else None, withdrawn_on=said.on, withdrawn_by=said.author,
    )  # fmt: skip
    run(cursor, SQL / "people_now.sql")
