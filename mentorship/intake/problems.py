"""What can be wrong with a row, in sentences (`problems.toml`), and what was wrong with those of an import.

The conditions are in `sql/*_parse.sql`, which give each problem by its code.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from mentorship.intake.results import Problem
from mentorship.store.sql_files import run
from mentorship.wording import listed

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class ProblemText:
    """One entry of `problems.toml`. `column_name` is None for a problem of the whole row; `{read}` in the message
    stands for what was read."""

    code: str
    column_name: str | None
    expected: str
    message: str


@cache
def problem_texts(activities: tuple[str, ...]) -> tuple[ProblemText, ...]:
    """Every problem there is. `activities`: the codes of the handbook, which some of the sentences list."""
    tables = tomllib.loads((Path(__file__).parent / "problems.toml").read_text("utf-8"))
    codes = listed(activities, "or")
    found = []
    for name, each in tables.items():
        for kind, words in ({"": each} if "expected" in each else each).items():
            expected = words["expected"].replace("{activities}", codes)
            code, column = (f"{name}.{kind}", name) if kind else (name, None)
            found.append(ProblemText(code, column, expected, words["message"]))
    return tuple(found)


def problems_of(cursor: duckdb.DuckDBPyConnection, import_no: int) -> list[Problem]:
    """The problems of one import, in the order of its rows."""
    rows = run(cursor, SQL / "import_problems.sql", import_no=import_no).fetchall()
    return [Problem(*row) for row in rows]


def questions_of(cursor: duckdb.DuckDBPyConnection, file: str) -> list[Problem]:
    """The cells of optional columns in `parsed_row` that could not be read; their rows count without them. The texts of
    problems are loaded."""
    return [Problem(*row) for row in run(cursor, SQL / "questions.sql", shown_as=file).fetchall()]
