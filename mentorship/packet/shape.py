"""What an evidence packet says: content only, as plain data, complete enough to set the same pages again.

A packet is filled from a report, typeset by `pages` and `workbook`, and sealed into the file it makes. Lengths are
whole minutes, days are dates; whatever is shown to people (activities, tiers, readings, reasons) comes here in words.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from pydantic import ConfigDict

#: A sealed packet comes from outside: a key we do not know, or one too few, makes it no packet of ours.
STRICT = ConfigDict(extra="forbid", strict=True)

OutcomeName = Literal["credited", "reduced", "refused", "planned"]


@dataclass(frozen=True)
class Person:
    """Whom the packet is about: the id in the records, and the name as shown (None when the data have none)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    name: str | None = None


@dataclass(frozen=True)
class Prerequisite:
    """What a tier asks for besides hours: 'Techniques certification', and the day it was held from (None: not yet)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    label: str
    held_on: date | None


@dataclass(frozen=True)
class Requirement:
    """One minimum of the tier, or its hours in all: what it asks for, and how many minutes went to it.

    `categories` are those that may serve it; the row for all hours names every category the tier counts.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    label: str
    categories: tuple[str, ...]
    required_minutes: int
    counted_minutes: int


@dataclass(frozen=True)
class Tier:
    """The credit the packet is evidence for. `reached_on` is None while hours or a certification are missing."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    label: str
    reached_on: date | None
    hours_complete_on: date | None
    minutes_short: int
    prerequisite: Prerequisite | None
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class Reason:
    """Why a session earns less than was recorded: the rule's code, its sentence, and the section it is written in."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    rule: str
    text: str
    section: str


@dataclass(frozen=True)
class Session:
    """One session on record. `counted_minutes` is what went to the packet's tier, `unverified` says what nobody has
    confirmed yet, `ruling` is the number of the ruling that decided it, `file` and `row` where the record came from."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    held_on: date
    activity: str
    category: str
    modality: str
    with_whom: str | None
    event: str | None
    recorded_minutes: int
    credited_minutes: int
    counted_minutes: int
    outcome: OutcomeName
    reasons: tuple[Reason, ...] = ()
    unverified: tuple[str, ...] = ()
    ruling: int | None = None
    session_id: str | None = None
    file: str = ""
    row: int = 0


@dataclass(frozen=True)
class Ruling:
    """A ruling that touches a session of the packet: 'accepted' or 'refused', about what, by whom, when and why."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    number: int
    decision: str
    about: str
    reason: str
    ruled_by: str
    ruled_on: date


@dataclass(frozen=True)
class Reading:
    """A reading in force: its name and value (as options take them), its question, and what the value means."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    value: str
    question: str
    means: str


@dataclass(frozen=True)
class Rules:
    """The rules applied: the policy's id and digest, and the readings in force."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    digest: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Records:
    """The data the packet was made from: the digest over them, and the names of the files they came in."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    digest: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Guidance:
    """A passage of the handbook: what the credit is good for, how to send the packet in."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    title: str
    text: str
    section: str


@dataclass(frozen=True)
class Packet:
    """The whole content. Sessions come in the order they are to be listed within their table."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    programme: str
    mentee: Person
    tier: Tier
    sessions: tuple[Session, ...]
    rulings: tuple[Ruling, ...]
    open_questions: tuple[str, ...]
    rules: Rules
    records: Records
    as_of: date
    guidance: tuple[Guidance, ...]

    @property
    def whom(self) -> str:
        """The name, or the id where the data have no name."""
        return self.mentee.name or self.mentee.id
