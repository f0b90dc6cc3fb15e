"""Who is looking, and what they may see. A report takes the viewer first, and its SQL decides by the viewer.

Who may open a page stands in its last line, `show(…, to=…)`. All in one table: `tests/access/who_sees_what.toml`.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from mentorship.errors import AccessError
from mentorship.store.sql_files import run
from mentorship.wording import listed

SQL = Path(__file__).parent / "sql"


class Role(StrEnum):
    """Ombudsman: everything. Leadership: groups, never a named mentee. Mentee and mentor: their own."""

    OMBUDSMAN = "ombudsman"
    LEADERSHIP = "leadership"
    MENTEE = "mentee"
    MENTOR = "mentor"


EVERYONE = frozenset(Role)
_CALLED = {
    Role.OMBUDSMAN: "the ombudsman",
    Role.LEADERSHIP: "leadership",
    Role.MENTEE: "mentees",
    Role.MENTOR: "mentors",
}


@dataclass(frozen=True)
class Viewer:
    """Somebody looking, in one role. `person` is the id by which the people data know them."""

    role: Role
    person: str | None = None
    name: str = ""

    @property
    def values(self) -> dict[str, str | None]:
        """What the SQL of a report is told of the viewer."""
        return {"viewer_role": str(self.role), "viewer_person": self.person}


def require(viewer: Viewer, roles: Iterable[Role], what: str) -> None:
    """Refuse in a sentence. Raises AccessError. The SQL refuses as well, by finding nothing."""
    allowed = frozenset(roles)
    if viewer.role not in allowed:
        for_whom = listed([_CALLED[role] for role in Role if role in allowed])
        raise AccessError(f"{what}: only for {for_whom}. Your role here is {viewer.role}.")


def viewers_of(cursor: duckdb.DuckDBPyConnection, email: str, roles_file: Path) -> list[Viewer]:
    """Every role that somebody who signed in with an e-mail has: by the roles file, and by the people data."""
    # Letters that only turn into others when lowered must not open a role.
    if not email.isascii() or "@" not in email:
        return []
    email = email.strip().lower()
    found = [Viewer(role, name=email) for role, emails in _roles(roles_file).items() if email in emails]
    person = run(cursor, SQL / "record_of_email.sql", email=email).fetchone()
    if person:
        number, name, is_mentee, is_mentor = person
        found += [Viewer(Role.MENTEE, number, name or email)] if is_mentee or not is_mentor else []
        found += [Viewer(Role.MENTOR, number, name or email)] if is_mentor else []
    return found


def _roles(file: Path) -> dict[Role, set[str]]:
    """`ombudsman = ["…@…"]`, `leadership = ["…@…"]`. Raises AccessError for a file that says anything else."""
    if not file.exists():
        return {}
    try:
        tables = tomllib.loads(file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        raise AccessError(f"The roles file {file.name} cannot be read. Nobody can sign in until it is fixed.") from None
    known = {Role.OMBUDSMAN, Role.LEADERSHIP}
    for name, emails in tables.items():
        if name not in known or not isinstance(emails, list) or not all(isinstance(each, str) for each in emails):
            raise AccessError(f"The roles file {file.name}: read {name!r}, expected lists ombudsman and leadership.")
    return {Role(name): {email.strip().lower() for email in emails if email.strip()} for name, emails in tables.items()}
