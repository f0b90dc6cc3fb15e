"""What a planted story is: the person it is about, and the sessions that tell it."""

from datetime import date

from mentorship.sample.held import Held
from mentorship.sample.people import COURSES, Person, Registry

Sessions = list[Held]
Story = tuple[Person, Sessions]


def a_mentee(registry: Registry, name: str, country: str, registered_on: date) -> Person:
    """A mentee with the first three courses."""
    person = registry.new(name, country)
    person.registered_on = registered_on
    person.courses = ["CST I", "CST II", "SomatoEmotional Release I"]
    return person


def a_mentor(registry: Registry, name: str, country: str, since: date) -> Person:
    """A certified mentor who offers everything and is no examiner; nothing about this one is left to chance."""
    person = registry.new(name, country)
    person.techniques, person.diplomate = date(since.year - 8, 3, 1), date(since.year - 4, 3, 1)
    person.mentor_since = since
    person.courses = list(COURSES)
    person.offers = ["virtual", "one_to_one", "in_person", "small_group", "large_group"]
    return person
