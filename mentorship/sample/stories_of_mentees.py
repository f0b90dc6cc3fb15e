"""Mentees whom a page or a test is to find: stuck, waiting, too early, never started, all the way."""

from datetime import date, timedelta

from mentorship.sample.held import EXPORTED_ON, Held, every
from mentorship.sample.people import Person, Registry
from mentorship.sample.story import Story, a_mentee


def stuck_on_category_a(registry: Registry, mentors: list[Person]) -> Story:
    """Forty treatments, and not one hour of anything else."""
    mentee = a_mentee(registry, "Harriet Ames", "United States", date(2019, 2, 4))
    return mentee, [
        Held(day, mentee, "treatment", "in_person", 60, mentors[0], "10:00") for day in every(date(2019, 3, 2), 42, 40)
    ]


def dead_category_b(registry: Registry, mentors: list[Person]) -> Story:
    """Thirty hours of groups: eighteen more than all tiers together can use."""
    mentee = a_mentee(registry, "Oskar Lindqvist", "Germany", date(2021, 1, 11))
    groups = [
        Held(day, mentee, "large_group", "virtual", 120, mentors[1], "18:00", attendees=14, reported_by="organiser")
        for day in every(date(2021, 2, 6), 28, 15)
    ]
    own = [
        Held(day, mentee, "one_to_one", "virtual", 60, mentors[1], "09:00") for day in every(date(2021, 3, 3), 60, 4)
    ]
    return mentee, groups + own


def waiting_for_certification(registry: Registry, mentors: list[Person]) -> Story:
    """All hours of two tiers, and no Techniques certification: the second tier waits for the paper."""
    mentee = a_mentee(registry, "Marisol Vega", "Spain", date(2018, 1, 8))
    return mentee, [
        *(
            Held(day, mentee, "treatment", "in_person", 90, mentors[2], "11:00")
            for day in every(date(2018, 2, 1), 30, 16)
        ),
        *(
            Held(day, mentee, "one_to_one", "virtual", 90, mentors[3], "16:00")
            for day in every(date(2018, 2, 15), 30, 14)
        ),
        *(
            Held(day, mentee, "small_group", "virtual", 120, mentors[3], "19:00", attendees=6)
            for day in every(date(2018, 3, 5), 30, 5)
        ),
    ]


def before_the_windows(registry: Registry, mentors: list[Person]) -> Story:
    """Eager: three sessions before their kind began to count, and the same kinds on the first day that counts."""
    mentee = a_mentee(registry, "Tobias Reinholt", "Austria", date(2013, 4, 20))
    return mentee, [
        Held(date(2013, 4, 30), mentee, "recording", "virtual", 60, event="Ethics of touch"),
        Held(date(2013, 5, 1), mentee, "recording", "virtual", 60, event="Endings"),
        Held(date(2013, 12, 31), mentee, "treatment", "in_person", 60, mentors[0], "10:00"),
        Held(date(2014, 1, 1), mentee, "treatment", "in_person", 60, mentors[0], "10:00"),
        Held(date(2014, 4, 30), mentee, "one_to_one", "virtual", 60, mentors[0], "15:00"),
        Held(date(2014, 5, 1), mentee, "one_to_one", "virtual", 60, mentors[0], "15:00"),
    ]


def virtual_treatment(registry: Registry, mentors: list[Person]) -> Story:
    """Treatments booked as virtual in the spring of 2020; Category A is in person only."""
    mentee = a_mentee(registry, "Yuki Tanabe", "Japan", date(2020, 1, 15))
    return mentee, [
        Held(date(2020, 2, 10), mentee, "treatment", "in_person", 60, mentors[4], "10:00"),
        Held(
            date(2020, 4, 14),
            mentee,
            "treatment",
            "virtual",
            60,
            mentors[4],
            "10:00",
            notes="by video, with self-treatment",
        ),
        Held(date(2020, 5, 12), mentee, "treatment", "virtual", 60, mentors[4], "10:00"),
    ]


def never_started(registry: Registry, mentors: list[Person]) -> Story:
    """Registered in 2024, and nothing since."""
    return a_mentee(registry, "Wanda Zielinska", "Ireland", date(2024, 5, 20)), []


def all_three_tiers(registry: Registry, mentors: list[Person]) -> Story:
    """The whole way: 36 h of treatments, 12 h of groups, 33 h of 1x1, both certifications."""
    mentee = a_mentee(registry, "Ingrid Sørensen", "Switzerland", date(2015, 1, 5))
    mentee.techniques, mentee.diplomate = date(2017, 6, 12), date(2020, 2, 3)
    return mentee, [
        *(
            Held(day, mentee, "treatment", "in_person", 90, mentors[6], "10:00")
            for day in every(date(2015, 2, 2), 60, 24)
        ),
        *(
            Held(day, mentee, "small_group", "in_person", 120, mentors[7], "18:00", attendees=5)
            for day in every(date(2015, 3, 2), 45, 6)
        ),
        *(
            Held(day, mentee, "one_to_one", "virtual", 90, mentors[7], "15:00")
            for day in every(date(2015, 4, 6), 55, 22)
        ),
    ]


def plans_ahead(registry: Registry, mentors: list[Person]) -> Story:
    """An hour short of the first tier, with the hour booked."""
    mentee = a_mentee(registry, "Felix Ammann", "Switzerland", date(2026, 1, 12))
    return mentee, [
        *(
            Held(day, mentee, "treatment", "in_person", 60, mentors[8], "11:00")
            for day in every(date(2026, 2, 2), 30, 8)
        ),
        *(
            Held(day, mentee, "small_group", "virtual", 120, mentors[9], "18:00", attendees=7, goals="certification")
            for day in every(date(2026, 2, 9), 28, 4)
        ),
        *(
            Held(day, mentee, "one_to_one", "virtual", 60, mentors[9], "16:00", goals="certification")
            for day in every(date(2026, 3, 2), 30, 7)
        ),
        Held(
            EXPORTED_ON + timedelta(days=18),
            mentee,
            "one_to_one",
            "virtual",
            60,
            mentors[9],
            "16:00",
            status="scheduled",
        ),
    ]
