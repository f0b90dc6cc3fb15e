"""Records that raise a question of their own: one session twice, one person under two names, times that cannot be."""

from dataclasses import replace
from datetime import date, timedelta

from mentorship.sample.held import Held, every
from mentorship.sample.people import Person, Registry
from mentorship.sample.story import Story, a_mentee, a_mentor


def double_report(registry: Registry, mentors: list[Person]) -> Story:
    """One session, reported by the mentee and by the mentor."""
    mentee = a_mentee(registry, "Priya Raman", "Australia", date(2023, 2, 1))
    session = Held(date(2023, 3, 14), mentee, "one_to_one", "virtual", 90, mentors[5], "08:30")
    return mentee, [session, replace(session, reported_by="mentor")]


def two_addresses(registry: Registry, mentors: list[Person]) -> Story:
    """One mentee under two names: a scheduler knows a private address and a name with a slip. Together a whole tier."""
    mentee = a_mentee(registry, "Marleen Hoogland", "Netherlands", date(2024, 1, 15))
    private = Person("marleen.h@example.org", "Marlene Hoogland", mentee.country, "marleen.h@example.org")
    return mentee, [
        *(
            Held(day, mentee, "treatment", "in_person", 90, mentors[0], "13:00")
            for day in every(date(2024, 2, 5), 28, 8)
        ),
        *(
            Held(day, mentee, "one_to_one", "virtual", 60, mentors[1], "16:00", goals="confidence")
            for day in every(date(2024, 2, 20), 35, 6)
        ),
        *(
            Held(day, private, "small_group", "virtual", 90, mentors[1], "19:00", attendees=6, goals="confidence")
            for day in every(date(2024, 3, 7), 28, 4)
        ),
    ]


def double_booked(registry: Registry, mentors: list[Person]) -> Story:
    """A mentor with two mentees at overlapping times, once; every other session has its own hour."""
    mentor = a_mentor(registry, "Beatrix Holloway", "United Kingdom", date(2018, 2, 1))
    one, other = (a_mentee(registry, name, "United Kingdom", date(2023, 9, 4)) for name in ("Rowan Pell", "Tamsin Oke"))
    days = every(date(2024, 1, 15), 91, 4)
    held = [_one_to_one(day, mentee, mentor, at) for day in days for mentee, at in ((one, "10:00"), (other, "13:00"))]
    return mentor, [*held, _one_to_one(days[1], other, mentor, "10:30")]


def in_two_places(registry: Registry, mentors: list[Person]) -> Story:
    """A mentee whose treatment in Dublin and whose 1x1 by video overlap by half an hour."""
    mentor = a_mentor(registry, "Oisin Callan", "Ireland", date(2019, 3, 1))
    mentee = a_mentee(registry, "Saoirse Keane", "Ireland", date(2024, 2, 5))
    day = date(2024, 6, 11)
    return mentee, [
        *(_one_to_one(each, mentee, mentor, "15:00") for each in every(date(2024, 3, 12), 30, 3)),
        Held(day, mentee, "treatment", "in_person", 75, mentors[4], "14:15"),
        _one_to_one(day, mentee, mentor, "15:00"),
    ]


def two_sides(registry: Registry, mentors: list[Person]) -> Story:
    """Mentor and mentee both report. Two sessions agree; one only the mentee reports, one only the mentor."""
    mentor = a_mentor(registry, "Ines Valcourt", "France", date(2019, 9, 1))
    mentee = a_mentee(registry, "Lucien Marchetti", "France", date(2025, 1, 20))
    agreed = [_one_to_one(day, mentee, mentor, "17:00") for day in every(date(2025, 2, 10), 42, 2)]
    claimed = _one_to_one(date(2025, 5, 26), mentee, mentor, "17:00")
    confirmed = replace(_one_to_one(date(2025, 7, 7), mentee, mentor, "17:00"), reported_by="mentor")
    return mentor, [*agreed, *(replace(each, reported_by="mentor") for each in agreed), claimed, confirmed]


def crowded_small_group(registry: Registry, mentors: list[Person]) -> Story:
    """A small group of eleven people: it would be a large one."""
    mentor = a_mentor(registry, "Hanneke Drost", "Netherlands", date(2017, 5, 1))
    mentees = [a_mentee(registry, name, "Netherlands", date(2024, 8, 12)) for name in ("Pim Verhoef", "Roos Dekker")]
    return mentor, [
        replace(_one_to_one(day, mentee, mentor, "19:00"), activity="small_group", minutes=120, attendees=size)
        for day, size in zip(every(date(2024, 9, 9), 28, 3), (7, 11, 8), strict=True)
        for mentee in mentees
    ]


def eleven_hours(registry: Registry, mentors: list[Person]) -> Story:
    """A mentor who led eleven hours of 1x1 on one day."""
    mentor = a_mentor(registry, "Konrad Weyland", "Germany", date(2016, 1, 4))
    mentees = [a_mentee(registry, name, "Germany", date(2024, 3, 4)) for name in ("Swantje Rohde", "Malte Ehlers")]
    starts = ("08:00", "10:00", "12:00", "14:00", "16:00", "18:00")
    long_day = [
        replace(_one_to_one(date(2024, 5, 18), mentees[place % 2], mentor, at), minutes=110)
        for place, at in enumerate(starts)
    ]
    return mentor, [
        *long_day,
        *(_one_to_one(day, mentees[0], mentor, "11:00") for day in every(date(2024, 8, 5), 60, 3)),
    ]


def course_not_attended(registry: Registry, mentors: list[Person]) -> Story:
    """A session on a course that the mentee has not attended."""
    mentor = a_mentor(registry, "Paloma Iriarte", "Spain", date(2018, 10, 1))
    mentee = a_mentee(registry, "Gonzalo Beltrán", "Spain", date(2025, 2, 3))
    held = [_one_to_one(day, mentee, mentor, "18:00") for day in every(date(2025, 3, 5), 35, 4)]
    topics = ("CST I", "CST II", "Advanced CST", "CST II")
    return mentor, [replace(each, topic_course=topic) for each, topic in zip(held, topics, strict=True)]


def examiner_and_mentor(registry: Registry, mentors: list[Person]) -> Story:
    """An examiner who mentored somebody until two months before that person was certified."""
    mentor = a_mentor(registry, "Theodora Quist", "Australia", date(2015, 7, 1))
    mentor.examiner = True
    mentee = a_mentee(registry, "Jarrah Winslow", "Australia", date(2023, 11, 6))
    mentee.techniques = date(2025, 9, 15)
    return mentor, [_one_to_one(day, mentee, mentor, "07:30") for day in every(date(2024, 7, 10), 49, 8)]


def busy_of_late(registry: Registry, mentors: list[Person]) -> Story:
    """A mentor who led two or three sessions a month for two years, and twelve in the last full month."""
    mentor = a_mentor(registry, "Marguerite Sloane", "Canada", date(2020, 1, 6))
    mentees = [a_mentee(registry, name, "Canada", date(2024, 9, 2)) for name in ("Desmond Achterberg", "Fern Lavallee")]
    months = [date(2024, 9 + month, 5) for month in range(4)]
    months += [date(year, month, 5) for year in (2025, 2026) for month in range(1, 13) if (year, month) < (2026, 10)]
    usual = [
        _one_to_one(month + timedelta(days=11 * place), mentees[place % 2], mentor, "09:00")
        for number, month in enumerate(months)
        for place in range(2 + number % 2)
    ]
    of_late = [
        _one_to_one(date(2026, 10, 1) + timedelta(days=2 * place), mentees[place % 2], mentor, "17:30")
        for place in range(12)
    ]
    return mentor, [*usual, *of_late]


def told_twice(registry: Registry, mentors: list[Person]) -> Story:
    """A session that a booking system (`appointments.csv`) has, too, ten minutes longer: one, or two?"""
    mentor = a_mentor(registry, "Ludovic Amsel", "Switzerland", date(2021, 4, 12))
    mentee = a_mentee(registry, "Flurina Caduff", "Switzerland", date(2025, 5, 5))
    return mentee, [_one_to_one(day, mentee, mentor, "16:00") for day in every(date(2025, 6, 3), 28, 3)]


def _one_to_one(day: date, mentee: Person, mentor: Person, at: str) -> Held:
    return Held(day, mentee, "one_to_one", "virtual", 60, mentor, at, attendees=1, goals="case discussion")
