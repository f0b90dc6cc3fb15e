"""What leadership may see of numbers about few people: never a named mentee, never a cell of fewer than five.

Counts and amounts are blurred by the cell-key method (see docs/decisions.md, and `sql/disclosure.sql` for how). What is
said in words is worked out from the true numbers and then said vaguely; it is never computed from blurred ones.
"""

import duckdb

from mentorship.access import Role, Viewer
from mentorship.answers import SQL
from mentorship.answers.report import Rows
from mentorship.store.sql_files import run
from mentorship.wording import count

#: Those who may see numbers about groups.
GROUPS = (Role.OMBUDSMAN, Role.LEADERSHIP)
#: Leadership sees no group of fewer people than this, and numbers of people as multiples of it.
FEWEST_PEOPLE = 5
#: Amounts of credit are shown to leadership as multiples of 5 h.
MINUTES_STEP = 300
#: No share is said of fewer people, to anybody: chance alone would move it by tens of points.
ENOUGH_FOR_SHARE = 20
#: Shares that people say, each with the words for it.
_SAID = (
    (0.05, "about one in twenty"), (0.1, "about one in ten"), (0.2, "about one in five"), (0.25, "about a quarter"),
    (1 / 3, "about a third"), (0.4, "about two in five"), (0.5, "about half"), (0.6, "about three in five"),
    (2 / 3, "about two thirds"), (0.75, "about three quarters"), (0.8, "about four in five"),
    (0.9, "about nine in ten"), (0.95, "about nineteen in twenty"),
)  # fmt: skip


def load_disclosure(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the macros `person_key`, `shown`, `is_hidden` and `shown_amount`: SQL uses them for what leadership sees."""
    run(cursor, SQL / "disclosure.sql", fewest=FEWEST_PEOPLE, step=MINUTES_STEP)


def is_exact(viewer: Viewer) -> bool:
    """Whether the viewer sees numbers of people as they are."""
    return viewer.role is Role.OMBUDSMAN


def gaps_of_small_groups(viewer: Viewer, rows: Rows) -> list[str]:
    """What leadership is told about the numbers it sees; nothing for the ombudsman, who sees them exactly."""
    if is_exact(viewer) or not rows:
        return []
    hidden = sum(bool(row["hidden"]) for row in rows)
    kept_back = f"; {count(hidden, 'number')} of {too_few()} people not shown" if hidden else ""
    return [f"Numbers are blurred to multiples of {in_words()}, so they need not add up{kept_back}."]


def people_in_words(viewer: Viewer, number: int, one: str = "person", many: str = "people") -> str:
    """A number of people in a sentence, as exact as the viewer may know it: '72 people', 'about 70 people'."""
    vague = "" if is_exact(viewer) or not number else "about "
    return f"{vague}{count(number, one, many)}"


def share_in_words(viewer: Viewer, part: int, whole: int) -> str | None:
    """A share of people in a sentence, from true numbers: '62%', 'about three in five'. None where the whole is too
    small for a share to mean anything, or, for leadership, where the part or the rest is too small to be told."""
    if whole < ENOUGH_FOR_SHARE:
        return None
    if is_exact(viewer):
        return f"{part / whole:.0%}"
    if min(part, whole - part) < FEWEST_PEOPLE:
        return None
    return amount_share_in_words(viewer, part / whole)


def amount_share_in_words(viewer: Viewer, share: float) -> str:
    """A share of an amount, from the true one: '62%', 'about three in five'."""
    if is_exact(viewer):
        return f"{share:.0%}"
    if not 0.025 <= share <= 0.975:
        return "hardly any" if share < 0.5 else "nearly all"
    return min(_SAID, key=lambda each: abs(each[0] - share))[1]


def too_few() -> str:
    """What stands where a number is not shown: 'fewer than five'."""
    return f"fewer than {in_words()}"


def in_words() -> str:
    """The fewest people of whom leadership sees a number: 'five'."""
    return {5: "five", 10: "ten"}.get(FEWEST_PEOPLE, str(FEWEST_PEOPLE))
