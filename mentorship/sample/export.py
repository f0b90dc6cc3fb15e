"""The invented programme as exports: sessions, people, contacts, and a few appointments from another source. The same
seed, the same bytes."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from mentorship.sample.held import EXPORTED_ON, FIRST_DAY, Held
from mentorship.sample.people import COURSES, Person, Registry
from mentorship.sample.sessions import Programme
from mentorship.sample.settled import settled, spare_examiners
from mentorship.sample.stories import FIRST_STORIES, LATER_STORIES, plant

CHANNELS = ("call", "call", "video call", "e-mail", "visit")
SUMMARIES = ("regular contact", "questions on group sizes", "feedback from mentees", "plans for the year", "new offer")
#: A therapist whom sessions name and the people data do not know: sessions with this one are unverified.
UNLISTED = Person("visiting.therapist@example.org", "Noor Haddad", "France", "visiting.therapist@example.org")


def write_sample(out: Path, sessions: int, mentees: int, seed: int) -> int:
    """Write the files into a folder, with about so many sessions and mentees, and with those of the later stories.
    Returns the number of session rows."""
    random = Random(seed)
    registry = Registry(random)
    programme = Programme(random, registry, mentors=max(24, mentees // 40), therapists=max(20, mentees // 20))
    steady = programme.mentors[:10]
    told, about = plant(registry, steady, FIRST_STORIES)
    told_of = len({id(each.mentee) for each in told})
    careers = _careers(programme, registry, sessions - len(told), mentees - told_of)
    quiet = about["no_contact_for_a_year"]
    later, about = plant(registry, steady, LATER_STORIES)
    planted = [*told, *later]
    held = [*planted, *settled((each for career in careers for each in career), planted, programme.mentors)]
    spare_examiners(held, programme.mentors)
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "sessions.csv", SESSION_HEADINGS, _session_rows(held))
    _write(out / "people.csv", PEOPLE_HEADINGS, (_person_row(each) for each in registry.people))
    _write(out / "contacts.csv", CONTACT_HEADINGS, _contact_rows(random, registry.people, quiet))
    _write(out / "appointments.csv", APPOINTMENT_HEADINGS, _appointment_rows(later, about["told_twice"]))
    return len(held)


def _careers(programme: Programme, registry: Registry, sessions: int, mentees: int) -> list[list[Held]]:
    """Mentees who register over the years, more and more of them; one in twelve never starts. One list each."""
    random = programme.random
    careers: list[list[Held]] = []
    number = 0
    for place in range(mentees):
        mentee = registry.new()
        when = int((EXPORTED_ON - FIRST_DAY).days * random.random() ** 0.8 * 0.98)
        mentee.registered_on = FIRST_DAY + timedelta(days=when)
        mentee.courses = list(COURSES[: random.randint(1, 4)])
        if random.random() < 0.55:
            mentee.techniques = mentee.registered_on + timedelta(days=random.randint(200, 1400))
            if random.random() < 0.4:
                mentee.diplomate = mentee.techniques + timedelta(days=random.randint(500, 1500))
        _not_yet(mentee)
        career: list[Held] = []
        if random.random() >= 1 / 12:
            left = max(1.0, (sessions - number) / (mentees - place))
            career = programme.career(mentee, max(1, int(random.gammavariate(1.3, left / 1.15))))
        careers.append(career)
        number += len(career)
    # A few treatments by somebody our people data do not know.
    treatments = [each for career in careers for each in career if each.activity == "treatment"]
    unlisted = {id(each) for each in treatments[::97]}
    return [[replace(each, mentor=UNLISTED) if id(each) in unlisted else each for each in career] for career in careers]


def _not_yet(mentee: Person) -> None:
    """Certifications that lie after the export have not happened."""
    if mentee.techniques and mentee.techniques > EXPORTED_ON:
        mentee.techniques = mentee.diplomate = None
    if mentee.diplomate and mentee.diplomate > EXPORTED_ON:
        mentee.diplomate = None


SESSION_HEADINGS = (
    "session_id",
    "held_on",
    "starts_at",
    "mentee",
    "mentee_name",
    "mentor",
    "mentor_name",
    "activity",
    "modality",
    "minutes",
    "event",
    "days",
    "attendees",
    "status",
    "endorsed",
    "reported_by",
    "topic_course",
    "goals",
    "rating",
    "fee",
    "currency",
    "notes",
)
PEOPLE_HEADINGS = (
    "person",
    "name",
    "email",
    "country",
    "registered_on",
    "mentor_since",
    "mentor_until",
    "techniques_certified_on",
    "diplomate_certified_on",
    "examiner",
    "courses",
    "languages",
    "offers",
    "contact",
)
CONTACT_HEADINGS = ("mentor", "contacted_on", "channel", "summary")
APPOINTMENT_HEADINGS = ("held_on", "mentee", "mentor", "activity", "modality", "minutes")


def _session_rows(held: list[Held]) -> Iterable[tuple[object, ...]]:
    in_order = sorted(held, key=lambda it: (it.held_on, it.starts_at, it.mentee.person, it.activity, it.event))
    for number, each in enumerate(in_order, 1):
        status = "scheduled" if each.held_on > EXPORTED_ON and each.status == "completed" else each.status
        leader = each.mentor
        yield (
            f"S-{number:06d}",
            each.held_on,
            each.starts_at,
            each.mentee.person,
            each.mentee.name,
            leader.person if leader else "",
            leader.name if leader else "",
            each.activity,
            each.modality,
            each.minutes,
            each.event,
            each.days,
            each.attendees,
            status,
            each.endorsed,
            each.reported_by,
            each.topic_course,
            each.goals,
            None if status == "scheduled" else each.rating,
            each.fee,
            leader.currency if leader and each.fee is not None else "",
            each.notes,
        )


def _person_row(each: Person) -> tuple[object, ...]:
    return (
        each.person,
        each.name,
        each.email,
        each.country,
        each.registered_on,
        each.mentor_since,
        each.mentor_until,
        each.techniques,
        each.diplomate,
        "yes" if each.examiner else "no" if each.mentor_since else "",
        ";".join(each.courses),
        each.languages,
        ";".join(each.offers),
        each.contact,
    )


def _contact_rows(random: Random, people: list[Person], quiet: Person) -> Iterable[tuple[object, ...]]:
    """The ombudsman speaks with every mentor two or three times a year, but for one."""
    rows: list[tuple[date, str, str, str]] = []
    for mentor in people:
        day = mentor.mentor_since
        end = min(mentor.mentor_until or EXPORTED_ON, date(2025, 6, 3) if mentor is quiet else EXPORTED_ON)
        while day and (day := day + timedelta(days=random.randint(60, 210))) <= end:
            rows.append((day, mentor.person, random.choice(CHANNELS), random.choice(SUMMARIES)))
    return [(mentor, day, channel, summary) for day, mentor, channel, summary in sorted(rows)]


def _appointment_rows(held: list[Held], mentee: Person) -> Iterable[tuple[object, ...]]:
    """What a booking system says of the last of somebody's sessions: ten minutes more."""
    *_, last = [each for each in held if each.mentee is mentee]
    leader = last.mentor.person if last.mentor else ""
    yield last.held_on, mentee.email, leader, last.activity, last.modality, (last.minutes or 0) + 10


def _write(file: Path, headings: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
