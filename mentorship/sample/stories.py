"""Stories planted into the sample, each to be found by a page, a signal or a test. `data/README.md` lists them."""

from collections.abc import Callable, Sequence

from mentorship.sample import stories_of_mentees as mentees
from mentorship.sample import stories_of_mentors as mentors
from mentorship.sample import stories_of_records as records
from mentorship.sample.people import Person, Registry
from mentorship.sample.story import Sessions, Story

Tells = Callable[[Registry, list[Person]], Story]

#: Planted before anybody else registers: their ids do not depend on how many do.
FIRST_STORIES: list[Tells] = [
    mentees.stuck_on_category_a,
    mentees.dead_category_b,
    mentees.waiting_for_certification,
    mentees.before_the_windows,
    mentees.virtual_treatment,
    mentors.lapsed_mentor,
    mentors.no_contact_for_a_year,
    mentors.group_booked_as_1x1,
    records.double_report,
    mentors.few_sessions_extreme_ratings,
    mentees.never_started,
    mentees.all_three_tiers,
    mentees.plans_ahead,
    records.two_addresses,
]
#: Planted after everybody else; they have mentors of their own.
LATER_STORIES: list[Tells] = [
    records.double_booked,
    records.in_two_places,
    records.two_sides,
    records.crowded_small_group,
    records.eleven_hours,
    records.course_not_attended,
    records.examiner_and_mentor,
    records.busy_of_late,
    records.told_twice,
]
STORIES = [*FIRST_STORIES, *LATER_STORIES]


def plant(
    registry: Registry, mentors: list[Person], stories: Sequence[Tells] = STORIES
) -> tuple[Sessions, dict[str, Person]]:
    """Their sessions, and the person each is about, by the story's name. `mentors`: ten who mentor steadily."""
    sessions: Sessions = []
    about: dict[str, Person] = {}
    for story in stories:
        person, held = story(registry, mentors)
        about[story.__name__] = person
        sessions += held
    return sessions, about
