"""From a number to the records behind it: import, file, row, original text. Reports refuse all but the ombudsman."""

from collections.abc import Callable, Iterator
from functools import partial

import streamlit as st

from mentorship.access import Role
from mentorship.answers.report import Row
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.charts.palette import NAMES
from mentorship.reports import provenance as numbers
from mentorship.reports.provenance import Number
from mentorship.wording import count
from pages.parts import notices, records

WHERE = [Column("import_no", "Import", Shows.NUMBER), Column("file", "File"), Column("row", "Row", Shows.NUMBER)]
SESSIONS = [
    Column("held_on", "Day", Shows.DAY),
    Column("mentee", "Mentee"),
    Column("label", "What"),
    Column("held", "Held"),
    Column("recorded_minutes", "Recorded", Shows.HOURS, further=True),
    Column("credited_minutes", "Credited", Shows.HOURS),
    *WHERE,
    Column("session_id", "Session"),
]
PEOPLE = [Column("held_on", "Day", Shows.DAY), Column("mentee", "Mentee"), *WHERE]
CELLS = [Column("heading", "Heading"), Column("value", "What the file says")]
PERSON = [
    Column("label", "Column"),
    Column("understood", "Understood as"),
    Column("as_written", "What the file says"),
    *WHERE,
    Column("heading", "Heading", further=True),
    Column("says", "Meaning", further=True),
]


def session(request: Request, row: Row) -> None:
    """The row of a file that one session was read from, cell by cell."""
    if request.viewer.role is not Role.OMBUDSMAN:
        return
    cells = numbers.session_origin(request, row["import_no"], row["row"])
    with st.expander("What the file says, word for word", icon=":material/description:"):
        st.caption(f"Import {row['import_no']}, {notices.escape(row['file'])}, row {row['row']}.")
        records.table(
            request, cells, CELLS, "origin_of_session", "The cells of the row that this session was read from"
        )


def person(request: Request, who: str) -> None:
    """What the people data say of somebody, and where: certifications, registration, mentoring."""
    if request.viewer.role is not Role.OMBUDSMAN:
        return
    known = numbers.person_origins(request, who)
    with st.expander("What the people data say, and where", icon=":material/badge:"):
        if known:
            records.table(
                request,
                known,
                PERSON,
                "origin_of_person",
                "Everything known about this person, with file and row",
            )
        else:
            st.markdown("No people file has this person.")


def credit(request: Request, chosen: Row) -> None:
    """The sessions that one row of credit adds up."""
    what = f"{chosen['year']}, {chosen['category']}, {chosen['modality_label']}"
    st.subheader(f"Behind {notices.escape(what)}", anchor=False)
    _records(request, numbers.of_credit(chosen["year"], chosen["category"], chosen["modality"]), SESSIONS)


def people(request: Request, chosen: Row) -> None:
    """The people that one number counts, and a way to the record of each."""
    st.subheader(f"Behind {chosen['year']}, {notices.escape(chosen['label'])}", anchor=False)
    number = numbers.of_people(request.as_of, chosen["year"], chosen["measure"])
    if person := _records(request, number, PEOPLE, opens=records.Opens("behind")):
        record(person["mentee_id"], person["mentee"])


def record(mentee: str, name: str) -> None:
    """A way to everything about one mentee."""
    notices.link("my_progress", f"Open the record of {notices.escape(name)}", mentee=mentee)


def _records(request: Request, number: Number, columns: list[Column], opens: records.Opens | None = None) -> Row | None:
    say = partial(_in_words, {code: activity.label for code, activity in request.policy.activities.items()})
    found = numbers.behind(request, number)
    is_all = found.listed == len(found.rows)
    shown = "" if is_all else f" The first {len(found.rows):,} are shown; the download has them all."
    st.caption(f"{count(found.listed, 'record')}.{shown}")
    return records.table(
        request, [{**say(row), "id": str(place)} for place, row in enumerate(found.rows)], columns, number.question,
        "The records behind this number, with import, file and row",
        opens=opens, every=None if is_all else partial(_every, number, say),
    )  # fmt: skip


def _every(number: Number, say: Callable[[Row], Row], request: Request) -> Iterator[Row]:
    yield from map(say, numbers.all_behind(request, number))


def _in_words(labels: dict[str, str], row: Row) -> Row:
    """A session with its kind and modality as people say them; anything else as it is."""
    if "activity" not in row:
        return row
    return {**row, "label": labels.get(row["activity"], row["activity"]), "held": NAMES[row["modality"]]}
