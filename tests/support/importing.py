"""Import one file into an empty store, and see what became of it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentorship.intake.importer import import_file
from mentorship.intake.results import ImportResult
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind

HANDBOOK = read_handbook()


HEADINGS = "held_on,mentee,activity,modality,minutes,mentor,notes"


FACTS = {Kind.SESSIONS: "session_fact", Kind.PEOPLE: "person_fact", Kind.CONTACTS: "contact_fact"}


GOOD = "2025-03-03,ada,one_to_one,virtual,60,mia,"


@dataclass(frozen=True)
class Taken:
    """What an import made of a file: its result, and the facts, row by row."""

    result: ImportResult
    facts: list[dict[str, Any]]

    def column(self, name: str) -> list[Any]:
        return [fact[name] for fact in self.facts]

    @property
    def without_place(self) -> list[dict[str, Any]]:
        """The facts without what depends on the file's layout."""
        return [{name: value for name, value in fact.items() if name not in ("row", "original")} for fact in self.facts]


def take(folder: Path, content: str | bytes, name: str = "sessions.csv", **how: Any) -> Taken:
    """Import a file of this content into an empty store. However it ends, every row is accounted for."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return take_file(path, **how)


def take_file(path: Path, **how: Any) -> Taken:
    store = open_store(None)
    try:
        result = import_file(store, path, HANDBOOK, **how)
        with store.cursor() as cursor:
            found = cursor.execute(f"select * exclude (import_no) from {FACTS[result.kind]} order by row")
            names = [column[0] for column in found.description]
            facts = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    finally:
        store.close()
    with_problems = len({problem.row for problem in result.problems})
    assert result.rows == result.accepted + result.replaced + result.unchanged + with_problems
    assert len(facts) == result.accepted
    return Taken(result, facts)


def table(*rows: str, headings: str = HEADINGS) -> str:
    return "\n".join([headings, *rows]) + "\n"


def cells(rows: Iterable[Iterable[str]], delimiter: str = ",", ending: str = "\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return text.getvalue()
