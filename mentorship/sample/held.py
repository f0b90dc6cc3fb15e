"""One invented session, and the words it is made of."""

from dataclasses import dataclass
from datetime import date, timedelta

from mentorship.sample.people import Person

FIRST_DAY = date(2013, 6, 1)
#: The sample is an export of this evening; later sessions are plans.
EXPORTED_ON = date(2026, 11, 15)
LAST_DAY = date(2026, 12, 20)

CLASSES = ("Pediatrics", "Touching the Brain", "Chronic Pain", "Pregnancy and Birth", "Listening to the Second Heart")
RECORDINGS = (
    "Grounding before a session",
    "Working with children",
    "Building a practice",
    "Ethics of touch",
    "Words that open",
    "When nothing moves",
    "Caring for the carer",
    "The first five minutes",
    "Endings",
    "Working alongside physicians",
)
GOALS = ("technique review", "case discussion", "being observed", "certification", "confidence", "practice building")
NOTES = (
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "brought two cases",
    "follow-up agreed",
    "shortened by a late start",
    "very helpful",
)
CONFERENCES = {2013: (10, 11), 2015: (4, 24), 2017: (4, 21), 2019: (5, 3), 2022: (9, 16), 2024: (4, 19), 2026: (4, 24)}


@dataclass(frozen=True)
class Held:
    """One row of sessions.csv; `sort` keeps rows of one day apart."""

    held_on: date
    mentee: Person
    activity: str
    modality: str
    minutes: int | None = None
    mentor: Person | None = None
    starts_at: str = ""
    event: str = ""
    days: int | None = None
    attendees: int | None = None
    status: str = "completed"
    endorsed: str = ""
    reported_by: str = "mentee"
    topic_course: str = ""
    goals: str = ""
    rating: int | None = None
    fee: int | None = None
    notes: str = ""


def every(start: date, days: int, times: int) -> list[date]:
    """So many days, evenly apart."""
    return [start + timedelta(days=days * place) for place in range(times)]
