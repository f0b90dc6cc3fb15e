"""What is wrong with rows, in sentences: the catalogue of complaints, problems, the names that are asked about."""

import tomllib
from functools import cache
from pathlib import Path

import duckdb

from mentorship.intake.results import Likely, Named, Problem
from mentorship.store.sql_files import run
from mentorship.wording import listed

SQL = Path(__file__).parent / "sql"
#: How many names without id or e-mail are asked about at one time, and how many people are suggested for each.
MOST_NAMES = 100
MOST_LIKELY = 5


@cache
def catalogue(activities: tuple[str, ...] = ()) -> list[dict[str, str | None]]:
    """The catalogue of complaints as rows: code, column, expected, message."""
    tables = tomllib.loads((Path(__file__).parent / "complaints.toml").read_text("utf-8"))
    rows = []
    for name, each in tables.items():
        kinds = {"": each} if "expected" in each else each
        for kind, words in kinds.items():
            rows.append({
                "code": f"{name}.{kind}" if kind else name,
                "column_name": name if kind else None,
                "expected": words["expected"].replace("{activities}", listed(activities, "or")),
                "message": words["message"],
            })  # fmt: skip
    return rows


def names_asked(cursor: duckdb.DuckDBPyConnection, problems: list[Problem]) -> list[Named]:
    """Who is named by name only among the rows with problems, and who of the people data that could be."""
    if not any(problem.column in ("mentee", "mentor") and problem.read is None for problem in problems):
        return []
    run(cursor, SQL / "likeness.sql")
    found = run(cursor, SQL / "names_asked.sql", most=MOST_NAMES, choices=MOST_LIKELY).fetchall()
    rows = {name: number for name, number, *_ in found}
    likely: dict[str, list[Likely]] = {name: [] for name in rows}
    for name, _, person, called, how in found:
        likely[name] += [Likely(person, called, how)] if person else []
    return [Named(name, number, likely[name]) for name, number in rows.items()]


def problems_of(cursor: duckdb.DuckDBPyConnection, number: int) -> list[Problem]:
    """The complaints of one import, in the order of its rows."""
    rows = run(cursor, SQL / "import_problems.sql", import_no=number).fetchall()
    return [Problem(*row) for row in rows]
