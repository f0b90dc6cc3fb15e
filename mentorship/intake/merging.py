"""Who is who: two ids or e-mails that are one person, or two people after all. Somebody says so; nothing is assumed.

A link stands beside the records, which stay as they came. It has an author and a reason, and is withdrawn by saying the
opposite. `person` and `person_alias` follow from people data and links together.
"""

from pathlib import Path

import duckdb

from mentorship.attribution import Attribution
from mentorship.errors import ArgumentError
from mentorship.store.connection import next_number
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"


def merge(cursor: duckdb.DuckDBPyConnection, one: str, other: str, attribution: Attribution) -> str:
    """Make two ids or e-mails one person, in the caller's transaction. Returns what that person is called.

    Raises ArgumentError."""
    _check_reason(attribution)
    first, second = _person(cursor, one), _person(cursor, other)
    if first.lower() == second.lower():
        raise ArgumentError(f"{one} and {other} are already one person: {second}.")
    # The one that the people data know gives the name, and an id rather than an e-mail.
    alias, kept = sorted((first, second), key=lambda each: (_is_known(cursor, each), "@" not in each))
    _withdraw(cursor, attribution, "distinct", one, other)
    if _is_theirs_by_data(cursor, alias, kept):
        _withdraw(cursor, attribution, "apart", alias)
    # That is not enough for an e-mail that the record had before, or that several records have.
    if not are_one(cursor, alias, kept):
        _add_link(cursor, "same", _link_end(cursor, alias), kept, attribution)
    return _person(cursor, kept)


def split(cursor: duckdb.DuckDBPyConnection, one: str, other: str, attribution: Attribution) -> None:
    """Make two ids or e-mails two people, in the caller's transaction: a link between them is withdrawn, an e-mail is
    split from the person who has it, and the pair is not suggested again. Where more than two are one person, `one`
    leaves. Raises ArgumentError."""
    _check_reason(attribution)
    if one.strip().lower() == other.strip().lower():
        raise ArgumentError(f"{one} and {other} are the same. Name two ids or e-mails.")
    for leaving in (one, other):
        if are_one(cursor, one, other):
            _withdraw(cursor, attribution, "same", leaving)
    for leaving in (one, other):
        # One person by the people data: an e-mail can be split from the record that has it.
        if are_one(cursor, one, other) and not _is_known(cursor, leaving):
            _add_link(cursor, "apart", leaving, leaving.lower(), attribution)
    if are_one(cursor, one, other):
        raise ArgumentError(
            f"{one} and {other} are one record of the people data. Correct the people data, and import them again."
        )
    _add_link(cursor, "distinct", one, other, attribution)


def are_one(cursor: duckdb.DuckDBPyConnection, one: str, other: str) -> bool:
    """Whether two ids or e-mails mean one person now. Raises ArgumentError for one that nothing mentions."""
    return _person(cursor, one).lower() == _person(cursor, other).lower()


def _check_reason(attribution: Attribution) -> None:
    if not attribution.reason.strip():
        raise ArgumentError("Give a reason: somebody's credit depends on it, and somebody will ask.")


def _person(cursor: duckdb.DuckDBPyConnection, named: str) -> str:
    """The person whom an id or e-mail means now. Raises ArgumentError for one that nothing mentions."""
    found = run(cursor, SQL / "person_meant.sql", named=named.strip()).fetchone()
    if not found or found[0] is None:
        raise ArgumentError(f"{named}: neither the people data nor any session has this id or e-mail.")
    return str(found[0])


def _link_end(cursor: duckdb.DuckDBPyConnection, alias: str) -> str:
    """Where the links of an id or e-mail lead. A new link starts there: a second one here would end the first."""
    found = run(cursor, SQL / "person_link_end.sql", alias=alias.lower()).fetchone()
    return str(found[0]) if found else alias


def _is_known(cursor: duckdb.DuckDBPyConnection, person: str) -> bool:
    found = cursor.execute("select count(*) from person where lower(person) = lower(?)", [person]).fetchone()
    return found != (0,)


def _is_theirs_by_data(cursor: duckdb.DuckDBPyConnection, email: str, person: str) -> bool:
    """Whether an e-mail that was split from its record would be this person's again."""
    found = run(cursor, SQL / "email_in_records.sql", email=email.strip().lower(), person=person).fetchone()
    return found != (0,)


def _add_link(cursor: duckdb.DuckDBPyConnection, says: str, alias: str, person: str, attribution: Attribution) -> None:
    run(
        cursor, SQL / "person_link_add.sql", link_no=next_number(cursor, "person_link"), says=says,
        alias=alias.strip().lower(), person=person.strip(), reason=attribution.reason.strip(),
        author=attribution.author, linked_on=attribution.on,
    )  # fmt: skip
    run(cursor, SQL / "people_rebuild.sql")


def _withdraw(
    cursor: duckdb.DuckDBPyConnection, attribution: Attribution, says: str, one: str, other: str | None = None
) -> None:
    """Withdraw what contradicts it: the link of an id or e-mail, or the one between two."""
    run(
        cursor, SQL / "person_link_withdraw.sql", says=says, one=one.strip().lower(),
        other=other.strip().lower() if other else None, withdrawn_on=attribution.on, withdrawn_by=attribution.author,
    )  # fmt: skip
    run(cursor, SQL / "people_rebuild.sql")
