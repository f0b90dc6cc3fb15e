"""The table of who may see what, the people it is about, and what of whom stands in an answer."""

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from types import GeneratorType
from typing import Any

from mentorship.access import Role, Viewer
from tests.conftest import ROOT

TABLE: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    (ROOT / "tests" / "access" / "who_sees_what.toml").read_text("utf-8")
)
ROLES = [str(role) for role in Role]
#: Through whose eyes to look, and whose records nobody but the ombudsman may see.
MENTEE, MENTOR, OTHER, OTHER_MENTOR = "P-1051", "P-1003", "P-1048", "P-1004"
PERSON = {"mentee": MENTEE, "mentor": MENTOR}


def viewer_of(role: str) -> Viewer:
    return Viewer(Role(role), PERSON.get(role), "")


class People:
    """Everybody in a store, with all that names them."""

    def __init__(self, cursor: Any) -> None:
        rows = cursor.execute("select person, name, email, mentor_since is not null from person").fetchall()
        self._names = {person: {each for each in (person, name, email) if each} for person, name, email, _ in rows}
        self._mentors = {person for person, *_, is_mentor in rows if is_mentor}
        led = "select mentee, mentor from decision where mentor is not null"
        self._met: dict[str, set[str]] = {}
        for mentee, mentor in cursor.execute(led).fetchall():
            self._met.setdefault(mentee, set()).add(mentor)
            self._met.setdefault(mentor, set()).add(mentee)

    def forbidden(self, sees: str, role: str) -> set[str]:
        """All that names somebody whom a role may not be shown. Viewers may always be told who they are."""
        own = PERSON.get(role, "")
        allowed = {
            "everybody": set(self._names),
            "mentors": self._mentors,
            "own": {own, *self._met.get(own, ())},
            "nobody": set(),
        }[sees] | {own}
        shown = {each for person in allowed for each in self._names.get(person, ())}
        return {each for person in self._names if person not in allowed for each in self._names[person]} - shown


def texts_of(answer: Any) -> Iterator[str]:
    """Every text in an answer, however deep."""
    match answer:
        case str():
            yield answer
        case Mapping():
            for key, each in answer.items():
                yield from texts_of(key)
                yield from texts_of(each)
        case list() | tuple() | set() | frozenset() | GeneratorType():
            for each in answer:
                yield from texts_of(each)
        case _ if dataclasses.is_dataclass(answer):
            for each in dataclasses.fields(answer):
                yield from texts_of(getattr(answer, each.name))
