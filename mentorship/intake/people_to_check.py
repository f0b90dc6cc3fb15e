"""Before an import: whom its sessions name that we do not know, or know not to have been certified on the day."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from mentorship.policy.model import Policy
from mentorship.store.sql_files import run
from mentorship.vocabulary import Standing
from mentorship.wording import count, listed

SQL = Path(__file__).parent / "sql"
#: So many people are named, those with most sessions first; the others are counted.
NAMED = 10
SAYS = {
    "mentee": "Mentees who are not in the people data: {who}. Their sessions come in all the same.",
    "leader": "Mentors and therapists who are not in the people data: {who}. Their certificates cannot be checked.",
    "not certified": "Not certified on the day, by the people data: {who}. Such sessions earn no credit.",
}


def people_to_check(cursor: duckdb.DuckDBPyConnection, policy: Policy) -> list[str]:
    """A sentence for each thing there is to say of people in `parsed_row`; none where there are no people data."""
    rows = run(
        cursor, SQL / "people_to_check.sql", of_mentors=_asking_for(policy, Standing.MENTOR),
        of_providers=_asking_for(policy, Standing.PROVIDER),
    ).fetchall()  # fmt: skip
    who = {what: [(name, sessions) for each, name, sessions in rows if each == what] for what in SAYS}
    return [SAYS[what].format(who=_named(people)) for what, people in who.items() if people]


def _asking_for(policy: Policy, standing: Standing) -> list[str]:
    """The activities that now ask for a certified mentor, or therapist."""
    return [code for code, activity in policy.activities.items() if list(activity.standing)[-1].value is standing]


def _named(people: Sequence[tuple[str, int]]) -> str:
    named = [f"{name} ({count(sessions, 'session')})" for name, sessions in people[:NAMED]]
    return listed([*named, f"{len(people) - NAMED:,} more"] if len(people) > NAMED else named)
