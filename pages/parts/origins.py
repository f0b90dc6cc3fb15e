"""From a number to the records behind it: import, file, row, original text. Reports refuse all but the ombudsman."""

from collections.abc import Callable, Iterator
from functools import partial

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts.palette import NAMES
from mentorship.reports import origins
from mentorship.reports.origins import Number
from mentorship.reports.report import Row
from mentorship.reports.tables import Column, Shows
from mentorship.wording import count
from pages.parts import notices, shelf, tables

WHERE = [Column("import_no", "Import", Shows.NUMBER), Column("file", "File"), Column("row", "Row", Shows.NUMBER)]
SESSIONS = [
    Column("held_on", "Day", Shows.DAY),
    Column("mentee", "Mentee"),
    Column("label", "What"),
    Column("held", "Held"),
    Column("recorded_minutes", "Recorded", Shows.HOURS),
    Column("credited_minutes", "Credited", Shows.HOURS),
    *WHERE,
    Column("session_id", "Session"),
]
PEOPLE = [Column("held_on", "Day", Shows.DAY), Column("mentee", "Mentee"), *WHERE]
CELLS = [Column("heading", "Heading"), Column("value", "What the file says")]
PERSON = [
    Column("column_name", "Column"),
    Column("value", "Understood as"),
    Column("as_written", "What the file says"),
    *WHERE,
    Column("heading", "Heading"),
    Column("says", "Meaning"),
]


def session(viewer: Viewer, row: Row) -> None:
    """The row of a file that one session was read from, cell by cell."""
    if viewer.role is not Role.OMBUDSMAN:
        return
    with shelf.store().cursor() as cursor:
        cells = origins.session_origin(viewer, cursor, row["import_no"], row["row"])
    with st.expander("What the file says, word for word", icon=":material/description:"):
        st.caption(f"Import {row['import_no']}, {notices.escape(row['file'])}, row {row['row']}.")
        tables.table(cells, CELLS, "origin_of_session", "The cells of the row that this session was read from")


def person(viewer: Viewer, who: str) -> None:
    """What the people data say of somebody, and where: certifications, registration, mentoring."""
    if viewer.role is not Role.OMBUDSMAN:
        return
    with shelf.store().cursor() as cursor:
        said = origins.person_origins(viewer, cursor, who)
    with st.expander("What the people data say, and where", icon=":material/badge:"):
        if said:
            tables.table(
                said, PERSON, "origin_of_person", "Each thing known of this person, with file and row", key=who
            )
        else:
            st.markdown("No file of people names this person.")


def mentor(viewer: Viewer, picked: Row, period: str) -> None:
    """The sessions behind the numbers of one mentor, and where the certification is written."""
    st.subheader(f"Behind the numbers of {notices.escape(picked['name'])}", anchor=False)
    _records(viewer, origins.of_mentor(shelf.policy(), shelf.as_of(), picked["mentor"], period), SESSIONS)
    person(viewer, picked["mentor"])


def credit(viewer: Viewer, picked: Row) -> None:
    """The sessions that one row of credit adds up."""
    said = f"{picked['year']}, {picked['category']}, {picked['modality_label']}"
    st.subheader(f"Behind {notices.escape(said)}", anchor=False)
    _records(viewer, origins.of_credit(picked["year"], picked["category"], picked["modality"]), SESSIONS)


def people(viewer: Viewer, picked: Row) -> None:
    """The people that one number counts, and a way to the record of each."""
    st.subheader(f"Behind {picked['year']}, {notices.escape(picked['label'])}", anchor=False)
    chosen = _records(viewer, origins.of_people(shelf.as_of(), picked["year"], picked["measure"]), PEOPLE, choose=True)
    if chosen:
        record(chosen["mentee_id"], chosen["mentee"])


def record(mentee: str, name: str) -> None:
    """A way to everything about one mentee."""
    notices.link("my_progress", f"Open the record of {notices.escape(name)}", mentee=mentee)


def _records(viewer: Viewer, number: Number, columns: list[Column], choose: bool = False) -> Row | None:
    say = partial(_in_words, {code: activity.label for code, activity in shelf.policy().activities.items()})
    with shelf.store().cursor() as cursor:
        found = origins.behind(viewer, cursor, number)
    is_all = found.listed == len(found.rows)
    shown = "" if is_all else f" Shown are the first {len(found.rows):,}; the download has them all."
    is_of_rows = all(row["row"] for row in found.rows)
    many = "" if is_of_rows else " Where no row stands, many together say it: open the record."
    st.caption(f"{count(found.listed, 'record')}.{shown}{many}")
    return tables.table(
        [say(row) for row in found.rows], columns, number.question,
        "The records behind this number, with import, file and row",
        choose=choose, every=None if is_all else partial(_every, viewer, number, say),
    )  # fmt: skip


def _every(viewer: Viewer, number: Number, say: Callable[[Row], Row]) -> Iterator[Row]:
    with shelf.store().cursor() as cursor:
        yield from map(say, origins.all_behind(viewer, cursor, number))


def _in_words(labels: dict[str, str], row: Row) -> Row:
    """A session with its kind and modality as people say them; anything else as it is."""
    if "activity" not in row:
        return row
    return {**row, "label": labels.get(row["activity"], row["activity"]), "held": NAMES[row["modality"]]}
