"""The domain's words as types.

Categories, activities and tiers are data of the handbook, so they are plain names here;
what the program itself must tell apart is an enumeration.
"""

from enum import StrEnum
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator

#: A category of credit ("A"), an activity's code ("small_group"), a tier's name ("first").
CategoryName = str
ActivityCode = str
TierName = str


class Level(StrEnum):
    """A certification level; each later one implies the earlier ones."""

    NONE = "none"
    TECHNIQUES = "techniques"
    DIPLOMATE = "diplomate"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Modality(StrEnum):
    IN_PERSON = "in_person"
    VIRTUAL = "virtual"

    @property
    def in_words(self) -> str:
        """As a sentence has it: 'in person', 'virtual'."""
        return self.value.replace("_", " ")


class Status(StrEnum):
    COMPLETED = "completed"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Basis(StrEnum):
    """How a session's credit is reckoned: by its length, so much each, or so much a day."""

    DURATION = "duration"
    FIXED = "fixed"
    PER_DAY = "per_day"


class Per(StrEnum):
    """What a cap is for: one class or conference (however many sessions), or one session."""

    EVENT = "event"
    SESSION = "session"


class Standing(StrEnum):
    """Whose certification on the day an activity asks for."""

    MENTOR = "mentor"
    PROVIDER = "provider"
    NONE = "none"


class Kind(StrEnum):
    """What an export holds."""

    SESSIONS = "sessions"
    PEOPLE = "people"
    CONTACTS = "contacts"


def _known_zone(name: str) -> str:
    if name not in available_timezones() - {"localtime", "Factory"}:
        raise ValueError(f"expected a time zone such as UTC or Europe/Berlin, read {name!r}")
    return name


#: A time zone by its IANA name.
TimeZone = Annotated[str, AfterValidator(_known_zone)]
