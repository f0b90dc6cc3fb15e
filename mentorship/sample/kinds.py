"""How each kind of session comes out: how long, how it is held, what is recorded of it."""

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from mentorship.sample.held import CLASSES, CONFERENCES, GOALS, NOTES, RECORDINGS, Held
from mentorship.sample.people import COURSES, Person


class Kinds:
    """Sessions by kind. `classes`: the days classes begin; `warmth`: how much better a mentor is rated than others."""

    def __init__(self, random: Random, classes: list[date], warmth: dict[str, float]) -> None:
        self.random, self.classes, self.warmth = random, classes, warmth

    def held(self, kind: str, mentee: Person, day: date, leader: Person) -> list[Held]:
        """The rows of one session of a kind: a class takes two days."""
        rows: list[Held] = getattr(self, "class_" if kind == "class" else kind)(mentee, day, leader)
        return rows

    def _in_person_share(self, day: date) -> float:
        """Meeting in person: usual at first, almost gone from March 2020, back in part."""
        if date(2020, 3, 15) <= day < date(2021, 6, 1):
            return 0.03
        if day.year <= 2020:
            return 0.62 - 0.02 * (day.year - 2014)
        return min(0.34, 0.16 + 0.03 * (day.year - 2021))

    def modality(self, day: date) -> str:
        return "in_person" if self.random.random() < self._in_person_share(day) else "virtual"

    def clock(self) -> str:
        return f"{self.random.randint(8, 19):02d}:{self.random.choice(('00', '00', '00', '30', '15'))}"

    def one_to_one(self, mentee: Person, day: date, mentor: Person) -> list[Held]:
        if not mentor.mentor_since or day < mentor.mentor_since:
            return []
        return [
            self.as_left(
                Held(
                    day,
                    mentee,
                    "one_to_one",
                    self.modality(day),
                    self.random.choice((45, 60, 60, 75, 90, 90, 120)),
                    mentor,
                    self.clock(),
                    attendees=1,
                    topic_course=self._topic(mentee),
                    goals=self.random.choice(GOALS),
                )
            )
        ]

    def treatment(self, mentee: Person, day: date, therapist: Person) -> list[Held]:
        return [
            self.as_left(
                Held(
                    day,
                    mentee,
                    "treatment",
                    "in_person",
                    self.random.choice((60, 60, 75, 75, 90)),
                    therapist,
                    self.clock(),
                )
            )
        ]

    def study_group(self, mentee: Person, day: date, _: Person) -> list[Held]:
        return [
            Held(
                day,
                mentee,
                "study_group",
                self.modality(day),
                self.random.choice((60, 90, 90, 120)),
                None,
                self.clock(),
                event="Regional study group",
                endorsed="yes",
                attendees=self.random.randint(4, 14),
            )
        ]

    def recording(self, mentee: Person, day: date, _: Person) -> list[Held]:
        return [Held(day, mentee, "recording", "virtual", 60, event=self.random.choice(RECORDINGS))]

    def class_(self, mentee: Person, day: date, _: Person) -> list[Held]:
        begin = self.classes[min(bisect_left(self.classes, day), len(self.classes) - 1)]
        title = f"{CLASSES[self.classes.index(begin) % len(CLASSES)]} {begin:%Y-%m}"
        place = self.modality(begin)
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

    def call(self, mentee: Person, day: date, _: Person) -> list[Held]:
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

    def conference(self, mentee: Person, day: date, _: Person) -> list[Held]:
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

    def precepting(self, mentee: Person, day: date, _: Person) -> list[Held]:
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

    def intensive(self, mentee: Person, day: date, _: Person) -> list[Held]:
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

    def as_left(self, held: Held) -> Held:
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
