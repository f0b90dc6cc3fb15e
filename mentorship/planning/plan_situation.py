"""Where somebody stands before a plan: everything a plan is worked out from, as plain data without a database."""

from dataclasses import dataclass
from datetime import date

from mentorship.policy.model import Policy
from mentorship.policy.requirements import Bucket, counts_by_level
from mentorship.policy.timeline import eras
from mentorship.vocabulary import ActivityCode, Level, TierName


@dataclass(frozen=True)
class Credited:
    """Minutes that a session on record earned, and the bucket they fall into."""

    held_on: date
    bucket: Bucket
    minutes: int


@dataclass(frozen=True)
class TierStanding:
    """When a tier's hours were complete and when it was reached; None: not yet."""

    hours_complete_on: date | None = None
    reached_on: date | None = None


@dataclass(frozen=True)
class Situation:
    """A mentee's record as of a day, and the rules it is judged by.

    `techniques_on`, `diplomate_on`: certifications on record, past or to come; Diplomate implies Techniques.
    `taken`: activities and days that a record names already. `titles`: events on record, lower-cased.
    """

    policy: Policy
    as_of: date
    mentee: str
    credited: tuple[Credited, ...] = ()
    tiers: tuple[tuple[TierName, TierStanding], ...] = ()
    techniques_on: date | None = None
    diplomate_on: date | None = None
    taken: frozenset[tuple[ActivityCode, date]] = frozenset()
    titles: frozenset[str] = frozenset()

    def standing(self, tier: TierName) -> TierStanding:
        return dict(self.tiers).get(tier, TierStanding())

    def held_from(self, level: Level) -> date | None:
        """The day from which a certification level is held; None when it is not on record."""
        match level:
            case Level.NONE:
                return date.min
            case Level.TECHNIQUES:
                return min((each for each in (self.techniques_on, self.diplomate_on) if each), default=None)
        return self.diplomate_on

    def bucket_level(self, day: date) -> Level:
        """The level that tells hours of a day apart: the one held, or none where the rules do not ask."""
        if counts_by_level(self.policy):
            for level in (Level.DIPLOMATE, Level.TECHNIQUES):
                if (held := self.held_from(level)) and held <= day:
                    return level
        return Level.NONE

    def minutes_in(self, buckets: frozenset[Bucket], after: date = date.min) -> int:
        """Minutes on record in some buckets, of the days after one."""
        return sum(each.minutes for each in self.credited if each.bucket in buckets and each.held_on > after)

    def certified_on(self, tier: TierName) -> date | None:
        """The first day on which a tier may be awarded, as far as its prerequisite goes; None when nothing on record
        meets it."""
        rules = self.policy.tiers[tier]
        days = []
        for begin, end in eras([rules.prerequisite]):
            held = self.held_from(rules.prerequisite.on(begin) or Level.NONE)
            if held and (first := max(held, begin, rules.awarded_from or begin)) < end:
                days.append(first)
        return min(days, default=None)
