"""A store and small exports for it: what it says now, in an order that is always the same."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mentorship.intake.undo import undo_import
from mentorship.policy.loader import read_handbook
from mentorship.vocabulary import Kind

HANDBOOK = read_handbook()


AS_OF = date(2026, 11, 15)


SESSIONS = ("session_id", "held_on", "mentee", "activity", "modality", "minutes", "mentor")


PEOPLE = ("person", "email", "name", "mentor_since", "techniques_certified_on")


CONTACTS = ("mentor", "contacted_on", "channel", "summary")


#: What the store says now, kind by kind; and the same for the assessment it keeps. Numbers of imports left out.
NOW = {
    Kind.SESSIONS: ["select * exclude (import_no) from current_session"],
    # Of a contact that several files report, one row is shown, and it does not matter which.
    Kind.CONTACTS: ["select * exclude (import_no, row, original) from current_contact"],
    Kind.PEOPLE: ["select * from person", "select * from person_alias"],
    None: ["select of_file, of_row from open_problem"],
}


ASSESSED = [
    "select * exclude (import_no, row, same_as_import, same_as_row) from decision",
    "select * from tier_progress",
    "select * from requirement_progress",
    "select * from category_credit",
    "select * from mentee_alias",
    "select digest, as_of from assessment",
]


def asked(store, *questions: str) -> list[list[tuple[Any, ...]]]:
    """The answers, each in an order of its own that is always the same."""
    with store.cursor() as cursor:
        return [sorted(cursor.execute(question).fetchall(), key=repr) for question in questions]


def now(store):
    """Everything in force: sessions, contacts and people, and rows to fix."""
    return asked(store, *(question for questions in NOW.values() for question in questions))


SHOWN = "held_on, mentee, mentee_name, mentor, activity, modality, minutes, starts_at, event, attendees, status"


def rows(store) -> list[list[str]]:
    """The sessions in force as text, column by column of `SHOWN`."""
    with store.cursor() as cursor:
        found = cursor.execute(f"select {SHOWN} from current_session order by import_no, row").fetchall()
    return [["" if value is None else str(value) for value in row] for row in found]


def counts(result):
    return result.rows, result.accepted, result.replaced, result.unchanged, len({each.row for each in result.problems})


def write(folder: Path, name: str, headings: Sequence[str], *rows: Sequence[Any]) -> Path:
    with (folder / name).open("w", newline="") as opened:
        csv.writer(opened).writerows([headings, *rows])
    return folder / name


def session(number: str, day: str = "2025-03-03", minutes: int = 60, mentee: str = "ada"):
    return number, day, mentee, "one_to_one", "virtual", minutes, "mia"


def undo(store, import_id: str | None, undone_by: str = "Om") -> str:
    """Undo an import, as the action does."""
    assert import_id is not None, "that import changed nothing"
    with store.cursor() as cursor, store.transaction(cursor):
        return undo_import(cursor, import_id, undone_by)
