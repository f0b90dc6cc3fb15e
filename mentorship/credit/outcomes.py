"""What the engine found, as types: a mentee's tiers, requirements, categories and sessions.

Read either from the temporary tables of `assess` (files, what-ifs), or from the stored assessment (reports).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import duckdb

from mentorship.credit import SQL
from mentorship.credit.allocation import Earned, Reached, Use, by_tier, uses
from mentorship.policy.model import Policy
from mentorship.store.sql_files import each_row, run
from mentorship.vocabulary import CategoryName, Level, TierName


@dataclass(frozen=True)
class TierProgress:
    """Where a mentee is in one tier. `minutes_short` is the least that completes its hours; `prerequisite` a level."""

    tier: TierName
    tier_order: int
    hours_complete_on: date | None
    prerequisite: str | None
    prerequisite_held_on: date | None
    reached_on: date | None
    minutes_short: int

    @property
    def lacks_certification(self) -> bool:
        return self.prerequisite is not None and self.prerequisite_held_on is None


@dataclass(frozen=True)
class RequirementProgress:
    """One requirement row of a tier: the minutes it asks of some categories together, and those that are there.

    `levels` are the least certification levels of each category's hours; an *implied* row follows from others."""

    tier: TierName
    tier_order: int
    categories: list[CategoryName]
    levels: list[str]
    implied: bool
    required_minutes: int
    have_minutes: int

    @property
    def short_minutes(self) -> int:
        return max(0, self.required_minutes - self.have_minutes)

    @property
    def certifications(self) -> dict[CategoryName, str]:
        """The level each category's hours must have been held at, where one is asked for."""
        asked = zip(self.categories, self.levels, strict=True)
        return {category: level for category, level in asked if level != Level.NONE}


@dataclass(frozen=True)
class CategoryCredit:
    """A mentee's minutes in one category: credited, and of these more than the tiers together can use."""

    category: CategoryName
    credited_minutes: int
    beyond_use_minutes: int


@dataclass(frozen=True)
class SessionCredit:
    """One session: what it was, what it earned, and by which rules. `category` is empty for an unknown activity."""

    import_no: int
    row: int
    file: str
    session_id: str | None
    held_on: date
    activity: str
    category: CategoryName
    modality: str
    level: str
    mentor: str | None
    leader: str | None
    event: str | None
    attendees: int | None
    recorded_minutes: int
    credited_minutes: int
    outcome: str
    rules: list[str]
    unverified: list[str]
    worth_minutes: int
    used_minutes: int | None
    used_on: date | None
    same_as_file: str | None
    same_as_row: int | None
    ruling_no: int | None = None
    ruled_by: str | None = None
    ruled_on: date | None = None
    ruled_because: str | None = None
    #: What its minutes were used for: (tier, category of the minimum or None) → minutes; filled by `allocated`.
    uses: dict[Use, int] = field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        """Neither cancelled nor missed nor still to come."""
        return self.outcome != "planned" and not {"status.cancelled", "status.no_show"} & set(self.rules)

    @property
    def allocated(self) -> dict[TierName, int]:
        """Tier → minutes of this session that it uses."""
        return by_tier(self.uses)

    @property
    def same_as(self) -> str | None:
        """The record that counts in place of this one."""
        return f"row {self.same_as_row} of {self.same_as_file}" if self.same_as_row is not None else None


@dataclass(frozen=True)
class MenteeProgress:
    """One mentee after an assessment. Tiers in order, requirements by tier and smallest first, sessions by day."""

    tiers: list[TierProgress]
    requirements: list[RequirementProgress]
    categories: list[CategoryCredit]
    sessions: list[SessionCredit]
    recorded_minutes: int = 0

    def requirements_of(self, tier: TierName) -> list[RequirementProgress]:
        return [each for each in self.requirements if each.tier == tier]


def mentees_assessed(cursor: duckdb.DuckDBPyConnection) -> dict[str, MenteeProgress]:
    """Everyone in scope after `assess`, in the order of their ids; sessions not yet allocated."""
    tiers = _by_mentee(cursor, "read_tiers", TierProgress)
    requirements = _by_mentee(cursor, "read_requirements", RequirementProgress)
    sessions = _by_mentee(cursor, "read_sessions", SessionCredit)
    categories = _by_mentee(cursor, "read_categories", CategoryCredit)
    recorded = dict(run(cursor, SQL / "read_recorded.sql").fetchall())
    return {
        mentee: MenteeProgress(tiers[mentee], requirements[mentee], rows, sessions[mentee], recorded.get(mentee, 0))
        for mentee, rows in categories.items()
    }


def mentee_assessed(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> MenteeProgress:
    """The one mentee in scope after `assess`, with sessions allocated; empty where the scope is."""
    found = next(iter(mentees_assessed(cursor).values()), MenteeProgress([], [], [], []))
    return allocated(found, policy, as_of)


def allocated(progress: MenteeProgress, policy: Policy, as_of: date) -> MenteeProgress:
    """The same with each session's minutes given to the tiers that use them."""
    earned = [
        Earned(place, each.held_on, (each.category, Level(each.level)), each.credited_minutes)
        for place, each in enumerate(progress.sessions)
    ]
    reached = [Reached(each.tier, each.hours_complete_on, each.reached_on) for each in progress.tiers]
    used = uses(policy, earned, reached, as_of)
    sessions = [replace(each, uses=dict(used.get(place, {}))) for place, each in enumerate(progress.sessions)]
    return replace(progress, sessions=sessions)


def tier_minutes(sessions: Sequence[SessionCredit], tier: TierName) -> dict[CategoryName, int]:
    """The minutes of each category that a tier uses. After `allocated`."""
    used: dict[CategoryName, int] = defaultdict(int)
    for each in sessions:
        if minutes := each.allocated.get(tier, 0):
            used[each.category] += minutes
    return dict(used)


Record = TypeVar("Record", TierProgress, RequirementProgress, SessionCredit, CategoryCredit)


def _by_mentee(cursor: duckdb.DuckDBPyConnection, question: str, kind: type[Record]) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for row in each_row(run(cursor, SQL / f"{question}.sql")):
        mentee = row.pop("mentee")
        grouped[mentee].append(kind(**row))
    return grouped
