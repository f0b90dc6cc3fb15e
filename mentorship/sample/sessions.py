"""An invented programme, year by year: who meets whom, when, how. From a seed, the same every time."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from mentorship.sample.people import COURSES, Person, Registry

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


@dataclass(frozen=True)
class Circle:
    """A mentoring group: the same people with the same mentor, month after month."""

    mentor: Person
    days: list[date]
    starts_at: str
    minutes: int
    large: bool


class Programme:
    """Simulates careers of mentees among mentors, therapists and circles."""

    def __init__(self, random: Random, registry: Registry, mentors: int, therapists: int) -> None:
        self.random = random
        self.registry = registry
        span = (EXPORTED_ON - date(2014, 5, 1)).days
        self.mentors = [
            registry.mentor(date(2014, 5, 1) + timedelta(days=0 if place < 8 else random.randint(60, span - 500)))
            for place in range(mentors)
        ]
        for mentor in random.sample(self.mentors[:8], 2):
            mentor.mentor_until = date(2014, 5, 1) + timedelta(days=random.randint(1500, 2600))
        self.therapists = [registry.therapist() for _ in range(therapists)]
        self.warmth = {mentor.person: random.gauss(0, 0.35) for mentor in self.mentors}
        self.circles = self._circles()
        self.classes = sorted(self._some_day(FIRST_DAY, LAST_DAY) for _ in range(90))

    # --- the calendar

    def _some_day(self, begin: date, end: date) -> date:
        return begin + timedelta(days=self.random.randint(0, max(0, (end - begin).days)))

    def _in_person_share(self, day: date) -> float:
        """Meeting in person: usual at first, almost gone from March 2020, back in part."""
        if date(2020, 3, 15) <= day < date(2021, 6, 1):
            return 0.03
        if day.year <= 2020:
            return 0.62 - 0.02 * (day.year - 2014)
        return min(0.34, 0.16 + 0.03 * (day.year - 2021))

    def _modality(self, day: date) -> str:
        return "in_person" if self.random.random() < self._in_person_share(day) else "virtual"

    def _clock(self) -> str:
        return f"{self.random.randint(8, 19):02d}:{self.random.choice(('00', '00', '00', '30', '15'))}"

    def _circles(self) -> list[Circle]:
        circles = []
        for mentor in self.mentors:
            for _ in range(self.random.randint(1, 4) if "small_group" in mentor.offers else 0):
                begin = self._some_day(max(mentor.mentor_since or FIRST_DAY, FIRST_DAY), EXPORTED_ON)
                days = [begin + timedelta(days=28 * month) for month in range(self.random.randint(5, 12))]
                large = "large_group" in mentor.offers and self.random.random() < 0.4
                kept = [
                    day for day in days if day <= LAST_DAY and (not mentor.mentor_until or day <= mentor.mentor_until)
                ]
                circles.append(Circle(mentor, kept, self._clock(), self.random.choice((90, 120, 120, 150)), large))
        return circles

    # --- one mentee

    def career(self, mentee: Person, size: int) -> list[Held]:
        """About `size` sessions of one mentee: bursts, pauses, and for some an early end."""
        begin = mentee.registered_on or FIRST_DAY
        stamina = self.random.choices((0.12, 0.4, 1.0), (2, 3, 6))[0]
        end = begin + timedelta(days=max(60, int((LAST_DAY - begin).days * stamina)))
        mentor = self._a_mentor(begin, mentee)
        therapist = self.random.choice([*self.therapists, mentor])
        held: list[Held] = []
        day = begin + timedelta(days=self.random.randint(5, 90))
        pause = max(3.0, (end - day).days / max(1, size))
        while day <= min(end, LAST_DAY) and len(held) < size:
            if self.random.random() < 0.05:
                mentor = self._a_mentor(day, mentee)
            there = {(each.event, each.held_on) for each in held if each.event}
            new = self._something(mentee, day, mentor, therapist)
            held += [each for each in new if (each.event, each.held_on) not in there]
            day += timedelta(days=max(1, int(self.random.expovariate(1 / pause))))
            if self.random.random() < 0.03:
                day += timedelta(days=self.random.randint(90, 400))
        if self.random.random() < 0.6:
            held += self._circle_of(mentee, begin, end)
        return held

    def _a_mentor(self, day: date, mentee: Person) -> Person:
        active = [
            each
            for each in self.mentors
            if each.mentor_since
            and each.mentor_since <= max(day, date(2014, 5, 1))
            and (not each.mentor_until or day <= each.mentor_until)
        ]
        near = [each for each in active if each.country == mentee.country]
        return self.random.choice(near if near and self.random.random() < 0.6 else active)

    def _something(self, mentee: Person, day: date, mentor: Person, therapist: Person) -> list[Held]:
        certified = bool(mentee.techniques and mentee.techniques <= day)
        kinds = {
            "one_to_one": 42,
            "treatment": 40,
            "study_group": 5,
            "recording": 5,
            "class": 2,
            "call": 2,
            "conference": 1.2,
            "precepting": 2 * certified,
            "intensive": 2 * certified,
        }
        if date(2020, 3, 15) <= day < date(2020, 9, 1):
            kinds |= {"treatment": 0, "study_group": 20, "recording": 20}
        kind = self.random.choices(list(kinds), list(kinds.values()))[0]
        return getattr(self, f"_{kind}")(mentee, day, therapist if kind == "treatment" else mentor)  # type: ignore[no-any-return]

    def _one_to_one(self, mentee: Person, day: date, mentor: Person) -> list[Held]:
        if not mentor.mentor_since or day < mentor.mentor_since:
            return []
        return [
            self._told(
                Held(
                    day,
                    mentee,
                    "one_to_one",
                    self._modality(day),
                    self.random.choice((45, 60, 60, 75, 90, 90, 120)),
                    mentor,
                    self._clock(),
                    attendees=1,
                    topic_course=self._topic(mentee),
                    goals=self.random.choice(GOALS),
                )
            )
        ]

    def _treatment(self, mentee: Person, day: date, therapist: Person) -> list[Held]:
        return [
            self._told(
                Held(
                    day,
                    mentee,
                    "treatment",
                    "in_person",
                    self.random.choice((60, 60, 75, 75, 90)),
                    therapist,
                    self._clock(),
                )
            )
        ]

    def _study_group(self, mentee: Person, day: date, _: Person) -> list[Held]:
        return [
            Held(
                day,
                mentee,
                "study_group",
                self._modality(day),
                self.random.choice((60, 90, 90, 120)),
                None,
                self._clock(),
                event="Regional study group",
                endorsed="yes",
                attendees=self.random.randint(4, 14),
            )
        ]

    def _recording(self, mentee: Person, day: date, _: Person) -> list[Held]:
        return [Held(day, mentee, "recording", "virtual", 60, event=self.random.choice(RECORDINGS))]

    def _class(self, mentee: Person, day: date, _: Person) -> list[Held]:
        begin = self.classes[min(bisect_left(self.classes, day), len(self.classes) - 1)]
        title = f"{CLASSES[self.classes.index(begin) % len(CLASSES)]} {begin:%Y-%m}"
        place = self._modality(begin)
        return [
            Held(
                begin + timedelta(days=day),
                mentee,
                "clinical_application",
                place,
                420,
                starts_at="09:00",
                event=title,
                endorsed="yes",
                attendees=24,
                reported_by="organiser",
            )
            for day in range(2)
        ]

    def _call(self, mentee: Person, day: date, _: Person) -> list[Held]:
        return [
            Held(
                day,
                mentee,
                "csir_call",
                "virtual",
                self.random.choice((60, 75, 90)),
                starts_at="18:00",
                event=f"CSIR follow-up {day:%Y-%m}",
                endorsed="yes",
                attendees=18,
                reported_by="organiser",
            )
        ]

    def _conference(self, mentee: Person, day: date, _: Person) -> list[Held]:
        year = min((each for each in CONFERENCES if each >= day.year), default=2026)
        month, first = CONFERENCES[year]
        return [
            Held(
                date(year, month, first + place),
                mentee,
                "conference",
                "virtual" if year == 2022 else "in_person",
                360,
                starts_at="09:00",
                event=f"Beyond the Dura {year}",
                endorsed="yes",
                reported_by="organiser",
            )
            for place in range(2)
        ]

    def _precepting(self, mentee: Person, day: date, _: Person) -> list[Held]:
        return [
            Held(
                day,
                mentee,
                "precepting",
                "in_person",
                event="Advanced CST",
                days=self.random.randint(3, 5),
                endorsed="yes",
                reported_by="organiser",
            )
        ]

    def _intensive(self, mentee: Person, day: date, _: Person) -> list[Held]:
        return [
            Held(
                day,
                mentee,
                "intensive",
                "in_person",
                event="Intensive Therapy Programme",
                days=5,
                endorsed="yes",
                reported_by="organiser",
            )
        ]

    def _circle_of(self, mentee: Person, begin: date, end: date) -> list[Held]:
        fitting = [each for each in self.circles if each.days and begin <= each.days[0] <= end]
        if not fitting:
            return []
        circle = self.random.choice(fitting)
        size = 14 if circle.large else 6
        return [
            self._told(
                Held(
                    day,
                    mentee,
                    "large_group" if circle.large else "small_group",
                    self._modality(day),
                    circle.minutes,
                    circle.mentor,
                    circle.starts_at,
                    attendees=size + self.random.randint(-1, 2),
                    goals="case discussion",
                    reported_by="mentor",
                )
            )
            for day in circle.days
            if self.random.random() < 0.85
        ]

    # --- what is said of a session

    def _told(self, held: Held) -> Held:
        """Status, rating, fee and notes, as people leave them: often not at all."""
        chance = self.random.random()
        status = "cancelled" if chance < 0.035 else "no_show" if chance < 0.048 else "completed"
        rating = None
        if status == "completed" and held.activity != "treatment" and self.random.random() < 0.55 and held.mentor:
            felt = 4.35 + self.warmth.get(held.mentor.person, 0.0) + self.random.gauss(0, 0.7)
            rating = min(5, max(1, round(felt)))
        fee = None
        if held.mentor and self.random.random() < 0.5:
            share = {"one_to_one": 1.0, "treatment": 1.0, "small_group": 0.35, "large_group": 0.12}[held.activity]
            fee = round(held.mentor.price * share * (held.minutes or 60) / 60 / 5) * 5
        notes = self.random.choice(NOTES)
        if held.reported_by == "mentee" and self.random.random() < 0.2:
            held = replace(held, reported_by="mentor")
        return replace(held, status=status, rating=rating, fee=fee, notes=notes)

    def _topic(self, mentee: Person) -> str:
        known = mentee.courses or list(COURSES[:1])
        if self.random.random() < 0.4:
            return ""
        return self.random.choice(COURSES) if self.random.random() < 0.02 else self.random.choice(known)
