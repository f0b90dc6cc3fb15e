"""What a report is: the answer in a sentence, the rows behind it, and what the data cannot say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from mentorship.access import Role, Viewer
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run
from mentorship.vocabulary import Standing
from mentorship.wording import count

QUESTIONS = Path(__file__).parent / "questions"
_BATCH = 10_000

#: Those who may see numbers about groups.
GROUPS = (Role.OMBUDSMAN, Role.LEADERSHIP)

Row = dict[str, Any]
Rows = list[Row]


@dataclass(frozen=True)
class Report:
    """`answer` is the page's first line. `rows` are what the page shows and offers for download; `parts` are further
    rows by name. `gaps` say what the data cannot say. All minutes are whole minutes, all days are dates."""

    answer: str
    rows: Rows
    parts: dict[str, Rows] = field(default_factory=dict)
    gaps: Sequence[str] = ()


def ask(cursor: duckdb.DuckDBPyConnection, question: str, viewer: Viewer, **values: Any) -> Rows:
    """The rows that answer `questions/<question>.sql` for a viewer."""
    return list(each(cursor, question, viewer, **values))


def each(cursor: duckdb.DuckDBPyConnection, question: str, viewer: Viewer, **values: Any) -> Iterator[Row]:
    """The same rows one by one, where there may be too many to hold at once."""
    found = run(cursor, QUESTIONS / f"{question}.sql", **viewer.values, **values)
    names = [column[0] for column in found.description or []]
    while batch := found.fetchmany(_BATCH):
        yield from (dict(zip(names, row, strict=True)) for row in batch)


def led_by_mentors(policy: Policy) -> list[str]:
    """The activities that a mentor leads: those that ask for a certified mentor."""
    return sorted(
        code
        for code, activity in policy.activities.items()
        if any(dated.value is Standing.MENTOR for dated in activity.standing)
    )


def gaps_of_small_groups(viewer: Viewer, rows: Rows) -> list[str]:
    """What leadership is told of the numbers of people it sees; nothing for the ombudsman, who sees them exactly."""
    if viewer.role is Role.OMBUDSMAN or not rows:
        return []
    hidden = sum(row["hidden"] for row in rows)
    kept_back = f"; {count(hidden, 'number')} of fewer than five people not shown" if hidden else ""
    return [f"Numbers of people are rounded down to a multiple of five{kept_back}."]


def people_said(viewer: Viewer, number: int, one: str = "person", many: str = "people") -> str:
    """A number of people in a sentence, as exact as the viewer may know it: '72 people', 'at least 70 people'."""
    least = "" if viewer.role is Role.OMBUDSMAN or not number else "at least "
    return f"{least}{count(number, one, many)}"
