"""Stories planted into the sample, each there to be found by a page or a test. `data/README.md` lists them."""

from collections.abc import Callable
from datetime import date, timedelta

from mentorship.sample.people import Person, Registry
from mentorship.sample.sessions import EXPORTED_ON, Held

Sessions = list[Held]


def plant(registry: Registry, mentors: list[Person]) -> tuple[Sessions, dict[str, Person]]:
    """All stories: their sessions, and the person each is about, by the story's name."""
    sessions: Sessions = []
    about: dict[str, Person] = {}
    for story in STORIES:
        person, held = story(registry, mentors)
        about[story.__name__] = person
        sessions += held
    return sessions, about


def _mentee(registry: Registry, name: str, country: str, registered_on: date) -> Person:
    person = registry.new(name, country)
    person.registered_on = registered_on
    person.courses = ["CST I", "CST II", "SomatoEmotional Release I"]
    return person


def _every(start: date, days: int, times: int) -> list[date]:
    return [start + timedelta(days=days * place) for place in range(times)]


def stuck_on_category_a(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """Forty treatments, and not one hour of anything else."""
    mentee = _mentee(registry, "Harriet Ames", "United States", date(2019, 2, 4))
    return mentee, [
        Held(day, mentee, "treatment", "in_person", 60, mentors[0], "10:00") for day in _every(date(2019, 3, 2), 42, 40)
    ]


def dead_category_b(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """Thirty hours of groups: eighteen more than all tiers together can use."""
    mentee = _mentee(registry, "Oskar Lindqvist", "Germany", date(2021, 1, 11))
    groups = [
        Held(day, mentee, "large_group", "virtual", 120, mentors[1], "18:00", attendees=14, reported_by="mentor")
        for day in _every(date(2021, 2, 6), 28, 15)
    ]
    own = [
        Held(day, mentee, "one_to_one", "virtual", 60, mentors[1], "09:00") for day in _every(date(2021, 3, 3), 60, 4)
    ]
    return mentee, groups + own


def waiting_for_certification(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """All hours of two tiers, and no Techniques certification: the second tier waits for the paper."""
    mentee = _mentee(registry, "Marisol Vega", "Spain", date(2018, 1, 8))
    return mentee, [
        *(
            Held(day, mentee, "treatment", "in_person", 90, mentors[2], "11:00")
            for day in _every(date(2018, 2, 1), 30, 16)
        ),
        *(
            Held(day, mentee, "one_to_one", "virtual", 90, mentors[3], "16:00")
            for day in _every(date(2018, 2, 15), 30, 14)
        ),
        *(
            Held(day, mentee, "small_group", "virtual", 120, mentors[3], "19:00", attendees=6)
            for day in _every(date(2018, 3, 5), 30, 5)
        ),
    ]


def before_the_windows(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """Eager: three sessions before their kind began to count, and the same kinds on the first day that counts."""
    mentee = _mentee(registry, "Tobias Reinholt", "Austria", date(2013, 4, 20))
    return mentee, [
        Held(date(2013, 4, 30), mentee, "recording", "virtual", 60, event="Ethics of touch"),
        Held(date(2013, 5, 1), mentee, "recording", "virtual", 60, event="Endings"),
        Held(date(2013, 12, 31), mentee, "treatment", "in_person", 60, mentors[0], "10:00"),
        Held(date(2014, 1, 1), mentee, "treatment", "in_person", 60, mentors[0], "10:00"),
        Held(date(2014, 4, 30), mentee, "one_to_one", "virtual", 60, mentors[0], "15:00"),
        Held(date(2014, 5, 1), mentee, "one_to_one", "virtual", 60, mentors[0], "15:00"),
    ]


def virtual_treatment(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """Treatments booked as virtual in the spring of 2020; Category A is in person only."""
    mentee = _mentee(registry, "Yuki Tanabe", "Japan", date(2020, 1, 15))
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


def lapsed_mentor(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """A mentor whose certification ended in 2019 and who went on mentoring: two sessions after the last day."""
    mentor = registry.mentor(date(2014, 6, 1), name="Edwina Marsh", country="United Kingdom")
    mentor.mentor_until = date(2019, 6, 30)
    mentee = _mentee(registry, "Callum Prior", "United Kingdom", date(2018, 9, 3))
    days = [date(2019, 5, 6), date(2019, 6, 30), date(2019, 7, 1), date(2019, 9, 2)]
    return mentor, [Held(day, mentee, "one_to_one", "virtual", 60, mentor, "17:00") for day in days]


def no_contact_for_a_year(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """An active mentor whom the ombudsman has not spoken with since June 2025."""
    mentor = registry.mentor(date(2016, 3, 1), name="Rosalind Okafor", country="Canada")
    mentee = _mentee(registry, "Delphine Roy", "Canada", date(2024, 11, 1))
    return mentor, [
        Held(day, mentee, "one_to_one", "virtual", 60, mentor, "14:00", rating=5)
        for day in _every(date(2025, 1, 9), 35, 18)
    ]


def group_booked_as_1x1(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """Five mentees, one mentor, one hour, five entries of 1x1."""
    mentor = registry.mentor(date(2017, 9, 1), name="Gideon Falk", country="Netherlands")
    mentees = [
        _mentee(registry, name, "Netherlands", date(2022, 1, 10))
        for name in ("Sanne Bakker", "Lotte Smit", "Daan Mulder", "Eva Hoekstra", "Thijs Postma")
    ]
    return mentor, [
        Held(day, mentee, "one_to_one", "virtual", 120, mentor, "19:30", reported_by="mentor")
        for day in _every(date(2022, 3, 7), 28, 4)
        for mentee in mentees
    ]


def double_report(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """One session, reported by the mentee and by the mentor."""
    mentee = _mentee(registry, "Priya Raman", "Australia", date(2023, 2, 1))
    session = Held(date(2023, 3, 14), mentee, "one_to_one", "virtual", 90, mentors[5], "08:30")
    return mentee, [session, Held(**{**vars(session), "reported_by": "mentor"})]


def few_sessions_extreme_ratings(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """Four sessions, all rated 1: too few to say anything."""
    mentor = registry.mentor(date(2025, 9, 1), name="Lorenzo Pini", country="Italy")
    mentees = [_mentee(registry, name, "Italy", date(2025, 10, 1)) for name in ("Carla Neri", "Ugo Fabbri")]
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


def never_started(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """Registered in 2024, and nothing since."""
    return _mentee(registry, "Wanda Zielinska", "Ireland", date(2024, 5, 20)), []


def all_three_tiers(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """The whole way: 36 h of treatments, 12 h of groups, 33 h of 1x1, both certifications."""
    mentee = _mentee(registry, "Ingrid Sørensen", "Switzerland", date(2015, 1, 5))
    mentee.techniques, mentee.diplomate = date(2017, 6, 12), date(2020, 2, 3)
    return mentee, [
        *(
            Held(day, mentee, "treatment", "in_person", 90, mentors[6], "10:00")
            for day in _every(date(2015, 2, 2), 60, 24)
        ),
        *(
            Held(day, mentee, "small_group", "in_person", 120, mentors[7], "18:00", attendees=5)
            for day in _every(date(2015, 3, 2), 45, 6)
        ),
        *(
            Held(day, mentee, "one_to_one", "virtual", 90, mentors[7], "15:00")
            for day in _every(date(2015, 4, 6), 55, 22)
        ),
    ]


def plans_ahead(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """An hour short of the first tier, with the hour booked."""
    mentee = _mentee(registry, "Felix Ammann", "Switzerland", date(2026, 1, 12))
    return mentee, [
        *(
            Held(day, mentee, "treatment", "in_person", 60, mentors[8], "11:00")
            for day in _every(date(2026, 2, 2), 30, 8)
        ),
        *(
            Held(day, mentee, "small_group", "virtual", 120, mentors[9], "18:00", attendees=7)
            for day in _every(date(2026, 2, 9), 28, 4)
        ),
        *(
            Held(day, mentee, "one_to_one", "virtual", 60, mentors[9], "16:00")
            for day in _every(date(2026, 3, 2), 30, 7)
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


def two_addresses(registry: Registry, mentors: list[Person]) -> tuple[Person, Sessions]:
    """One mentee under two names: a scheduler knows a private address and a name with a slip. Together a whole tier."""
    mentee = _mentee(registry, "Marleen Hoogland", "Netherlands", date(2024, 1, 15))
    private = Person("marleen.h@example.org", "Marlene Hoogland", mentee.country, "marleen.h@example.org")
    return mentee, [
        *(
            Held(day, mentee, "treatment", "in_person", 90, mentors[0], "13:00")
            for day in _every(date(2024, 2, 5), 28, 8)
        ),
        *(
            Held(day, mentee, "one_to_one", "virtual", 60, mentors[1], "16:00")
            for day in _every(date(2024, 2, 20), 35, 6)
        ),
        *(
            Held(day, private, "small_group", "virtual", 90, mentors[1], "19:00", attendees=6)
            for day in _every(date(2024, 3, 7), 28, 4)
        ),
    ]


STORIES: list[Callable[[Registry, list[Person]], tuple[Person, Sessions]]] = [
    stuck_on_category_a,
    dead_category_b,
    waiting_for_certification,
    before_the_windows,
    virtual_treatment,
    lapsed_mentor,
    no_contact_for_a_year,
    group_booked_as_1x1,
    double_report,
    few_sessions_extreme_ratings,
    never_started,
    all_three_tiers,
    plans_ahead,
    two_addresses,
]
