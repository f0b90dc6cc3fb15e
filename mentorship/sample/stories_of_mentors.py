"""Mentors whom a page or a test is to find: lapsed, out of contact, groups booked as 1x1, too few ratings."""

from datetime import date, timedelta

from mentorship.sample.held import Held, every
from mentorship.sample.people import Person, Registry
from mentorship.sample.story import Story, a_mentee


def lapsed_mentor(registry: Registry, mentors: list[Person]) -> Story:
    """A mentor whose certification ended in 2019 and who went on mentoring: two sessions after the last day."""
    mentor = registry.mentor(date(2014, 6, 1), name="Edwina Marsh", country="United Kingdom")
    mentor.mentor_until = date(2019, 6, 30)
    mentee = a_mentee(registry, "Callum Prior", "United Kingdom", date(2018, 9, 3))
    days = [date(2019, 5, 6), date(2019, 6, 30), date(2019, 7, 1), date(2019, 9, 2)]
    return mentor, [Held(day, mentee, "one_to_one", "virtual", 60, mentor, "17:00") for day in days]


def no_contact_for_a_year(registry: Registry, mentors: list[Person]) -> Story:
    """An active mentor whom the ombudsman has not spoken with since June 2025."""
    mentor = registry.mentor(date(2016, 3, 1), name="Rosalind Okafor", country="Canada")
    mentee = a_mentee(registry, "Delphine Roy", "Canada", date(2024, 11, 1))
    return mentor, [
        Held(day, mentee, "one_to_one", "virtual", 60, mentor, "14:00", rating=4 + place % 2, goals="confidence")
        for place, day in enumerate(every(date(2025, 1, 9), 35, 18))
    ]


def group_booked_as_1x1(registry: Registry, mentors: list[Person]) -> Story:
    """Five mentees, one mentor, one hour, five entries of 1x1."""
    mentor = registry.mentor(date(2017, 9, 1), name="Gideon Falk", country="Netherlands")
    mentees = [
        a_mentee(registry, name, "Netherlands", date(2022, 1, 10))
        for name in ("Sanne Bakker", "Lotte Smit", "Daan Mulder", "Eva Hoekstra", "Thijs Postma")
    ]
    return mentor, [
        Held(day, mentee, "one_to_one", "virtual", 120, mentor, "19:30", reported_by="mentor")
        for day in every(date(2022, 3, 7), 28, 4)
        for mentee in mentees
    ]


def few_sessions_extreme_ratings(registry: Registry, mentors: list[Person]) -> Story:
    """Four sessions, all rated 1: too few to say anything."""
    mentor = registry.mentor(date(2025, 9, 1), name="Lorenzo Pini", country="Italy")
    mentees = [a_mentee(registry, name, "Italy", date(2025, 10, 1)) for name in ("Carla Neri", "Ugo Fabbri")]
    return mentor, [
        Held(
            date(2026, 5, 4) + timedelta(days=21 * place),
            mentees[place % 2],
            "one_to_one",
            "virtual",
            60,
            mentor,
            "10:30",
            rating=1,
        )
        for place in range(4)
    ]
