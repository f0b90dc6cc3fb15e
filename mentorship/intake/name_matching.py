"""People named by name only, as in an attendance report: who is meant, and who could be.

A name becomes a person only where somebody said so: for this name, or for every name that one person of the people data
has (`match_names`). Otherwise the row is a problem, and likely people are suggested. Which names are the
same: `name_key` in `sql/name_folding.sql`; how alike two are: `sql/name_similarity.sql`; two ids of one person:
`merging.py`; which records could be one: `reports/questions/alike_people.sql`.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import duckdb

from mentorship.errors import ArgumentError
from mentorship.intake.results import Candidate, Problem, UnknownName
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
#: How many names are asked about at a time, and how many people are suggested for each.
MOST_NAMES = 100
MOST_CANDIDATES = 5


def load_known_names(cursor: duckdb.DuckDBPyConnection, match_names: bool, people: Mapping[str, str]) -> None:
    """Fill the temporary table `known_name`: which names mean whom. `people`: name → id or e-mail.

    Raises ArgumentError for an id that the people data do not have."""
    for name, person in people.items():
        known = cursor.execute("select count(*) from person_alias where alias = lower(?)", [person]).fetchone()
        if known == (0,) and "@" not in person:
            raise ArgumentError(
                f"“{name}” was given as {person}, but the people data have no such id. Give another, or an e-mail."
            )
    told = json.dumps([{"name": name, "person": person} for name, person in people.items()])
    run(cursor, SQL / "known_names.sql", people=told, match_names=match_names)


def unknown_names(cursor: duckdb.DuckDBPyConnection, problems: list[Problem]) -> list[UnknownName]:
    """The names that problems of `parsed_row` are about, the most frequent first, with the people they could be."""
    if not any(problem.column in ("mentee", "mentor") for problem in problems):
        return []
    run(cursor, SQL / "name_similarity.sql")
    found = run(cursor, SQL / "name_candidates.sql", most=MOST_NAMES, candidates=MOST_CANDIDATES).fetchall()
    rows = {name: number for name, number, *_ in found}
    candidates: dict[str, list[Candidate]] = {name: [] for name in rows}
    for name, _, person, person_name, likeness in found:
        candidates[name] += [Candidate(person, person_name, likeness)] if person else []
    return [UnknownName(name, number, candidates[name]) for name, number in rows.items()]
