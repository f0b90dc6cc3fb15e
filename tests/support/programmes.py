"""Random programmes for property tests: exports that crowd around the limits of the rules, and the files they make."""

import copy
import csv
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from mentorship.policy.checking import policy_from
from tests.support.oracle import Session, Somebody

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
MENTEES = ("ada", "ben", "cy", "dee", "eve", "flo", "gus", "hal", "ida", "joy", "kay", "leo")
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
def programmes(draw, activities=ACTIVITIES, most=12):
    """Sessions of up to so many mentees, with duplicates among them, and people data.

    Reading files costs far more than judging a mentee: so an example has many mentees, and tests need few examples.
    """
    people = list(PEOPLE)
    rows = []
    for name in MENTEES[: draw(st.sampled_from([1, 4, most, most, most]))]:
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


# --- random rulebooks -----------------------------------------------------------------------------------------

SOURCE = "faq#credit"
whole_hours = st.integers(0, 12)


def dated(draw, values):
    """One value, or two, the second from a day within the sessions' years on."""
    first = {"value": draw(values), "in_force_from": date(2013, 5, 1), "source": SOURCE}
    if not draw(st.sampled_from([False, False, True])):
        return [first]
    return [first, {"value": draw(values), "in_force_from": draw(st.sampled_from(EDGES[2:])), "source": SOURCE}]


@st.composite
def tiers(draw, order):
    """A tier whose minimums fit into its hours, whatever it counts."""
    counted = sorted(draw(st.sets(st.sampled_from("ABC"), min_size=1)))
    least = {category: dated(draw, whole_hours) for category in counted if draw(st.booleans())}
    most = sum(max(each["value"] for each in values) for values in least.values())
    return {
        "order": order,
        "label": f"Tier {order}",
        "hours": dated(draw, st.integers(max(1, most), most + 12)),
        "counts": [{"value": counted, "in_force_from": date(2013, 5, 1), "source": SOURCE}],
        "prerequisite": dated(draw, st.sampled_from(["none", "techniques", "diplomate"])),
        "minimum": least,
        **draw(st.sampled_from([{}, {}, {}, {"awarded_from": EDGES[4]}, {"awarded_from": AS_OF + timedelta(days=1)}])),
    }


@st.composite
def activity_terms(draw):
    """What may differ in an activity; the rest stays as it is in our handbook."""
    cap = st.builds(
        lambda hours, per: {"hours": hours, "per": per}, st.integers(0, 7), st.sampled_from(["event", "session"])
    )
    credit = st.one_of(
        st.just({"basis": "duration"}),
        st.builds(
            lambda basis, hours: {"basis": basis, "hours": hours},
            st.sampled_from(["fixed", "per_day"]),
            st.integers(0, 3),
        ),
    )
    size = st.builds(lambda least, most: {"least": least, "most": least + most}, st.integers(1, 4), st.integers(0, 6))
    terms = {
        "category": st.sampled_from("ABC"),
        "credit": credit,
        "cap": st.one_of(st.just("none"), cap),
        "modality": st.sampled_from([["in_person"], ["virtual"], ["in_person", "virtual"]]),
        "counts_from": st.sampled_from(EDGES),
        "counts_until": st.one_of(st.just("none"), st.sampled_from(EDGES[3:])),
        "standing": st.sampled_from(["none", "mentor", "provider"]),
        "endorsement": st.sampled_from(["required", "not_required"]),
        "attendees": st.one_of(st.just("none"), size),
        "repeats": st.sampled_from(["count", "once_per_event"]),
        "untitled": st.sampled_from(["each_time", "once"]),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(terms)), max_size=4))
    return {name: dated(draw, terms[name]) for name in sorted(chosen)}


@st.composite
def policies(draw, handbook):
    """Another rulebook: other tiers, minimums, categories, caps, windows; read in the ways of our handbook."""
    tables = copy.deepcopy(handbook._data)
    number = draw(st.integers(1, 4))
    tables["tiers"] = {f"tier{place}": draw(tiers(place)) for place in range(1, number + 1)}
    for code in draw(st.sets(st.sampled_from(ACTIVITIES), max_size=5)):
        tables["activities"][code] |= draw(activity_terms())
    return policy_from(tables, "random.toml")
