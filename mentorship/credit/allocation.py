"""Which session paid for which tier.

Whether a tier's hours are complete never depends on this: it is read off afterwards, so that every minute can be
pointed to. Tier by tier, minimums first, then flexible minutes; flexible minutes from the categories that fewest
later tiers count (Category B before A and C); earlier sessions before later ones. No step may take what a complete
tier still needs: a demand gets from a bucket only the slack of every requirement row that holds the bucket and not
the whole demand.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentorship.policy.model import Policy
from mentorship.policy.requirements import Bucket, Demand, demands, requirement_rows
from mentorship.vocabulary import CategoryName, TierName


@dataclass(frozen=True)
class Earned:
    """Credited minutes of one session. `key` is whatever names the session to the caller."""

    key: object
    held_on: date
    bucket: Bucket
    minutes: int


@dataclass(frozen=True)
class Reached:
    """When a tier's hours were complete, and when it was reached; None: not yet."""

    tier: TierName
    hours_complete_on: date | None
    reached_on: date | None


#: What a session's minutes were used for: a tier's minimum of a category, or its flexible hours (None).
Use = tuple[TierName, CategoryName | None]
Uses = dict[object, dict[Use, int]]
Allocation = dict[object, dict[TierName, int]]


def allocate(policy: Policy, earned: Sequence[Earned], tiers: Sequence[Reached], as_of: date) -> Allocation:
    """Minutes of each session by tier; what no tier uses is in no entry. Arguments as for `uses`."""
    return {key: by_tier(used) for key, used in uses(policy, earned, tiers, as_of).items()}


def by_tier(used: Mapping[Use, int]) -> dict[TierName, int]:
    """One session's minutes by tier, whatever the tiers used them for."""
    minutes: dict[TierName, int] = defaultdict(int)
    for (tier, _), each in used.items():
        minutes[tier] += each
    return dict(minutes)


def uses(policy: Policy, earned: Sequence[Earned], tiers: Sequence[Reached], as_of: date) -> Uses:
    """Minutes of each session by what they were used for; what no tier uses is in no entry.

    `tiers` in order, as the engine found them. The rules of the day a tier was completed decide what it takes.
    """
    sessions = sorted((each for each in earned if each.minutes), key=lambda each: each.held_on)
    if policy.interpretation.surplus_hours.value == "starts_after":
        return _one_after_the_other(policy, sessions, tiers, as_of)
    complete = _leading(tiers)
    last = tiers[complete - 1].hours_complete_on if complete else None
    ledger = _Ledger(policy, sessions, [each.tier for each in tiers[:complete]], last or as_of)
    for when, names in ((last or as_of, tiers[:complete]), (as_of, tiers[complete:])):
        wanted = {each.tier for each in names}
        for demand in demands(policy, when):
            if demand.tier in wanted:
                ledger.serve(demand)
    return ledger.uses


def _leading(tiers: Sequence[Reached]) -> int:
    """How many tiers from the first on have their hours complete."""
    open_tiers = [place for place, each in enumerate(tiers) if each.hours_complete_on is None]
    return open_tiers[0] if open_tiers else len(tiers)


def _one_after_the_other(policy: Policy, sessions: list[Earned], tiers: Sequence[Reached], as_of: date) -> Uses:
    """Each tier from the sessions after the day the one before it was reached, until its own hours are complete."""
    merged: Uses = defaultdict(dict)
    after = date.min
    for each in tiers:
        until = each.hours_complete_on
        own = [s for s in sessions if s.held_on > after and (until is None or s.held_on <= until)]
        ledger = _Ledger(policy, own, [each.tier] if until else [], until or as_of)
        for demand in demands(policy, until or as_of):
            if demand.tier == each.tier:
                ledger.serve(demand)
        for key, minutes in ledger.uses.items():
            merged[key] |= minutes
        if each.reached_on is None:
            break
        after = each.reached_on
    return merged


class _Ledger:
    """What is left of each session, and the slack of the requirement rows of the last complete tier."""

    def __init__(self, policy: Policy, sessions: list[Earned], complete: list[TierName], when: date) -> None:
        order = [name for name, _ in policy.tiers_in_order]
        self.sessions = sessions
        self.left = {id(each): each.minutes for each in sessions}
        self.complete = complete
        self.counted_later = {
            name: [category for later in order[place + 1 :] for category in policy.tiers[later].counts.on(when) or ()]
            for place, name in enumerate(order)
        }
        have: dict[Bucket, int] = defaultdict(int)
        for each in sessions:
            have[each.bucket] += each.minutes
        self.slack = {
            row.buckets: sum(have[bucket] for bucket in row.buckets) - row.minutes
            for row in requirement_rows(policy, when)
            if complete and row.tier == complete[-1]
        }
        self.uses: Uses = defaultdict(lambda: defaultdict(int))

    def serve(self, demand: Demand) -> None:
        """Give a demand its minutes, or as many as there are."""
        wanted = demand.minutes
        later = self.counted_later[demand.tier]
        served_by = [each for each in self.sessions if each.bucket in demand.buckets]
        for session in sorted(served_by, key=lambda each: later.count(each.bucket[0])):
            taken = min(wanted, self.left[id(session)], self._spare(session.bucket, demand))
            if taken > 0:
                self._take(session, demand, taken)
                wanted -= taken

    def _binding(self, bucket: Bucket, demand: Demand) -> list[frozenset[Bucket]]:
        """The rows that lose slack when the demand is served from the bucket."""
        if demand.tier not in self.complete:
            return []
        return [row for row in self.slack if bucket in row and not demand.buckets <= row]

    def _spare(self, bucket: Bucket, demand: Demand) -> int:
        return min((self.slack[row] for row in self._binding(bucket, demand)), default=demand.minutes)

    def _take(self, session: Earned, demand: Demand, minutes: int) -> None:
        self.left[id(session)] -= minutes
        self.uses[session.key][demand.tier, demand.category] += minutes
        for row in self._binding(session.bucket, demand):
            self.slack[row] -= minutes
