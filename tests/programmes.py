"""Random programmes for property tests: exports that crowd around the limits of the rules, and the files they make."""

import csv
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle import Session, Somebody

AS_OF = date(2026, 11, 15)
#: Days that matter to some rule, and their neighbours.
EDGES = [
    *(date(2013, 5, 1), date(2014, 1, 1), date(2014, 5, 1), date(2016, 3, 1), date(2019, 6, 30), date(2021, 1, 1)),
    AS_OF,
]
PEOPLE = [
    Somebody("mentor", date(2010, 1, 1), None, date(2008, 1, 1), None),
    Somebody("lapsing", date(2016, 3, 1), date(2019, 6, 30), None, date(2016, 3, 1)),
    Somebody("blank"),
]
ACTIVITIES = ("treatment", "small_group", "large_group", "study_group", "clinical_application", "recording",
              "conference", "precepting", "intensive", "csir_call", "one_to_one")  # fmt: skip

days = st.one_of(
    st.builds(lambda edge, off: edge + timedelta(days=off), st.sampled_from(EDGES), st.integers(-2, 3)),
    st.dates(date(2014, 6, 1), date(2020, 12, 31)),
)
long_or_short = st.sampled_from([1, 30, 59, 60, 61, 90, 180, 240, 359, 360, 361, 720, 1080, 1440])


@st.composite
def sessions(draw, mentee, activities=ACTIVITIES):
    activity = draw(st.sampled_from([*activities, "treatment", "one_to_one", "one_to_one"]))
    return Session(
        row=0,
        mentee=mentee,
        activity=activity,
        held_on=draw(days),
        modality=draw(st.sampled_from(["in_person", "in_person", "virtual"])),
        minutes=draw(long_or_short),
        starts_at=draw(st.sampled_from([None, None, "09:00", "14:30"])),
        mentor=draw(st.sampled_from(["mentor", "mentor", "mentor", "lapsing", "blank", "unheard"])),
        event=draw(st.sampled_from([None, None, "Pediatrics", "pediatrics", "Endings"])),
        days=draw(st.sampled_from([None, 1, 2, 3])),
        attendees=draw(st.sampled_from([None, 1, 3, 4, 9])),
        status=draw(st.sampled_from(["completed"] * 8 + ["cancelled", "no_show", "scheduled"])),
        endorsed=draw(st.sampled_from([None, None, "yes", "no"])),
    )


@st.composite
def programmes(draw, activities=ACTIVITIES):
    """Sessions of up to four mentees, with duplicates among them, and people data."""
    people = list(PEOPLE)
    rows = []
    for name in ("ada", "ben", "cy", "dee")[: draw(st.integers(1, 4))]:
        own = draw(st.lists(sessions(name, activities), min_size=1, max_size=16))
        rows += own + draw(st.lists(st.sampled_from(own), max_size=3))
        if draw(st.booleans()):
            certified = st.one_of(st.none(), days)
            people.append(Somebody(name, techniques=draw(certified), diplomate=draw(certified)))
    numbered = [replace(row, row=place) for place, row in enumerate(rows, 2)]
    return numbered, people


def write_sessions(file, rows):
    names = ("held_on", "mentee", "activity", "modality", "minutes", "starts_at", "mentor", "event", "days",
             "attendees", "status", "endorsed", "session_id")  # fmt: skip
    _write(file, names, [[getattr(row, name) for name in names] for row in rows])


def write_people(file, people):
    names = ("person", "mentor_since", "mentor_until", "techniques_certified_on", "diplomate_certified_on")
    fields = ("person", "mentor_since", "mentor_until", "techniques", "diplomate")
    _write(file, names, [[getattr(somebody, name) for name in fields] for somebody in people])


def _write(file, headings, rows):
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(headings)
        writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
