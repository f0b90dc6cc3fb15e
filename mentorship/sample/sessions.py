"""An invented programme, year by year: who meets whom, when, how. From a seed, the same every time."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from mentorship.sample.held import EXPORTED_ON, FIRST_DAY, LAST_DAY, Held
from mentorship.sample.kinds import Kinds
from mentorship.sample.people import Person, Registry


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
        warmth = {mentor.person: random.gauss(0, 0.35) for mentor in self.mentors}
        self.kinds = Kinds(random, [], warmth)
        self.circles = self._circles()
        self.kinds.classes = sorted(self._some_day(FIRST_DAY, LAST_DAY) for _ in range(90))

    # --- the calendar

    def _some_day(self, begin: date, end: date) -> date:
        return begin + timedelta(days=self.random.randint(0, max(0, (end - begin).days)))

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
                circles.append(Circle(mentor, kept, self.kinds.clock(), self.random.choice((90, 120, 120, 150)), large))
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
            "one_to_one": 42, "treatment": 40, "study_group": 5, "recording": 5, "class": 2, "call": 2,
            "conference": 1.2, "precepting": 2 * certified, "intensive": 2 * certified,
        }  # fmt: skip
        if date(2020, 3, 15) <= day < date(2020, 9, 1):
            kinds |= {"treatment": 0, "study_group": 20, "recording": 20}
        kind = self.random.choices(list(kinds), list(kinds.values()))[0]
        return self.kinds.held(kind, mentee, day, therapist if kind == "treatment" else mentor)

    def _circle_of(self, mentee: Person, begin: date, end: date) -> list[Held]:
        fitting = [each for each in self.circles if each.days and begin <= each.days[0] <= end]
        if not fitting:
            return []
        circle = self.random.choice(fitting)
        size = 14 if circle.large else 6
        return [
            self.kinds.as_left(
                Held(
                    day,
                    mentee,
                    "large_group" if circle.large else "small_group",
                    self.kinds.modality(day),
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
