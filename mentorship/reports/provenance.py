"""Where does this number come from? From a number to the sessions and people behind it, and from those to import, file,
row and original text. For the ombudsman alone: original cells may hold notes about others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentorship.access import Role, require
from mentorship.answers.definitions import begins_after
from mentorship.answers.report import Row, Rows, ask, ask_each
from mentorship.answers.request import Request
from mentorship.intake.columns import COLUMNS, Column, Holds
from mentorship.policy.model import Policy
from mentorship.reports import QUESTIONS
from mentorship.reports.find_a_mentor import offers_in_words
from mentorship.vocabulary import Kind
from mentorship.wording import day

WHO = (Role.OMBUDSMAN,)
WHAT = "Where a number comes from"
#: So many records are shown; there may be a million behind a number.
SHOWN = 5_000


@dataclass(frozen=True)
class Number:
    """A number on a page: the question that lists the records behind it, and what it is asked about."""

    question: str
    about: dict[str, Any] = field(default_factory=dict)


def of_mentor(as_of: date, mentor: str, period: str) -> Number:
    """What `mentor_activity` counts of one mentor."""
    return Number("sessions_of_mentor", {"after": begins_after(period, as_of), "mentor": mentor})


def of_credit(year: int, category: str, modality: str) -> Number:
    """What `modality_mix` adds up in one of its rows."""
    return Number("sessions_credited", {"year": year, "category": category, "modality": modality})


def of_people(as_of: date, year: int, measure: str) -> Number:
    """The people that `uptake` counts in one of its rows."""
    return Number("people_of_uptake", {"as_of": as_of, "year": year, "measure": measure})


@dataclass(frozen=True)
class Behind:
    """The first records behind a number, and how many there are in all. A record says `import_no`, `file` and `row`,
    None where no single row of a file says it."""

    rows: Rows
    listed: int


def behind(request: Request, number: Number, most: int = SHOWN) -> Behind:
    """The records behind a number: sessions, the newest first, or people."""
    require(request.viewer, WHO, WHAT)
    rows = ask(request, QUESTIONS / f"{number.question}.sql", most=most, **number.about)
    return Behind(rows, rows[0]["listed"] if rows else 0)


def all_behind(request: Request, number: Number) -> Iterator[dict[str, Any]]:
    """All of them one by one, for a download."""
    require(request.viewer, WHO, WHAT)
    return ask_each(request, QUESTIONS / f"{number.question}.sql", most=None, **number.about)


def session_origin(request: Request, import_no: int, row: int) -> Rows:
    """What the file said of one session, cell by cell: import_no, file, row, heading, value."""
    require(request.viewer, WHO, WHAT)
    return ask(request, QUESTIONS / "origin_of_session.sql", import_no=import_no, row=row)


def person_origins(request: Request, person: str) -> Rows:
    """What the people data say of one person, column by column: column_name, label, says (its meaning), value and
    what it is in words (`understood`), import_no, file, row, heading and as_written (both None where the value was told
    when the file came in)."""
    require(request.viewer, WHO, WHAT)
    rows = ask(request, QUESTIONS / "origin_of_person.sql", person=person)
    columns = COLUMNS[Kind.PEOPLE]
    return [{**row, **_in_words(request.policy, columns[row["column_name"]], row["value"])} for row in rows]


def _in_words(policy: Policy, column: Column, value: str | None) -> Row:
    """A column of the people data and what it says, as people say them."""
    understood = value
    if value is not None and column.holds is Holds.DAY:
        understood = day(date.fromisoformat(value))
    if value is not None and column.name == "offers":
        understood = offers_in_words(policy, value.split("; "))
    return {"label": column.label, "says": column.meaning, "understood": understood}
