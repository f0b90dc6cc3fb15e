"""At this pace, when would the hours of the tier in work be complete?"""

from datetime import date, timedelta
from math import ceil

from mentorship.credit.outcomes import MenteeProgress
from mentorship.credit.tier_sentences import missing_parts, tier_in_work

#: One session is taken to last an hour.
SESSION_MINUTES = 60
#: The paces offered: what each is called → days from one session to the next.
PACES = {"one a week": 7, "two a week": 3.5, "one a month": 30.4375}


def sessions_to_go(progress: MenteeProgress) -> int:
    """How many sessions of an hour the tier in work still lacks, each of one category."""
    tier = tier_in_work(progress)
    if tier is None:
        return 0
    parts = missing_parts(progress.requirements_of(tier.tier))
    return sum(ceil(minutes / SESSION_MINUTES) for _, minutes in parts)


def complete_at(progress: MenteeProgress, pace: str, as_of: date) -> date | None:
    """The day of the last session still needed, the first of them a pace from today; None when none is needed."""
    sessions = sessions_to_go(progress)
    return as_of + timedelta(days=ceil(sessions * PACES[pace])) if sessions else None
