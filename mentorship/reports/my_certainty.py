"""How certain is my credit? What separates recorded from credited, what is not verified, what a refusal would undo."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.credit.outcomes import MenteeProgress, SessionCredit, TierProgress
from mentorship.policy.model import Policy
from mentorship.vocabulary import CategoryName
from mentorship.wording import hours, listed

#: So many people are named in a sentence.
MOST_NAMES = 3


@dataclass(frozen=True)
class Difference:
    """What one rule took from the recorded minutes (or added, below zero), over how many sessions."""

    label: str
    minutes: int
    sessions: int


@dataclass(frozen=True)
class Unverified:
    """Credited minutes with one mentor or therapist whose certification on the day our data do not show."""

    leader: str
    minutes: int
    sessions: int


def differences(policy: Policy, sessions: Sequence[SessionCredit]) -> list[Difference]:
    """The whole way from recorded to credited minutes of held sessions, rule by rule, the largest first.

    A session's difference is put down to the first rule that applied to it; they add up exactly."""
    minutes: dict[str, int] = defaultdict(int)
    counted: dict[str, int] = defaultdict(int)
    for each in sessions:
        if each.is_held and (taken := each.recorded_minutes - each.credited_minutes):
            label = _rule_called(policy, each)
            minutes[label] += taken
            counted[label] += 1
    found = [Difference(label, taken, counted[label]) for label, taken in minutes.items()]
    return sorted(found, key=lambda each: (-abs(each.minutes), each.label))


def _rule_called(policy: Policy, session: SessionCredit) -> str:
    rule = session.rules[0] if session.rules else ""
    return policy.reasons[rule].label if rule in policy.reasons else "Another rule"


def unverified(sessions: Sequence[SessionCredit]) -> list[Unverified]:
    """What counts although we cannot tell whether whoever led it was certified, by name, the most first."""
    minutes: dict[str, int] = defaultdict(int)
    counted: dict[str, int] = defaultdict(int)
    for each in sessions:
        if each.unverified and each.credited_minutes:
            leader = each.leader or "somebody not named"
            minutes[leader] += each.credited_minutes
            counted[leader] += 1
    found = [Unverified(leader, many, counted[leader]) for leader, many in minutes.items()]
    return sorted(found, key=lambda each: (-each.minutes, each.leader))


def undoing(progress: MenteeProgress, tier: TierProgress) -> list[SessionCredit]:
    """The single sessions which, if refused, would leave the tier's hours incomplete. None while they are."""
    if tier.minutes_short or tier.hours_complete_on is None:
        return []
    rows = progress.requirements_of(tier.tier)
    return [
        each
        for each in progress.sessions
        if each.credited_minutes
        and any(
            each.category in row.categories and row.have_minutes - each.credited_minutes < row.required_minutes
            for row in rows
        )
    ]


def unverified_sentence(found: Sequence[Unverified]) -> str:
    """What would verify it: 'Not verified: 3 h with Ana Ruiz. …'. `found`: not empty."""
    minutes = sum(each.minutes for each in found)
    names = [each.leader for each in found[:MOST_NAMES]]
    others = ["others"] if len(found) > MOST_NAMES else []
    return (
        f"Not verified: {hours(minutes)} with {listed([*names, *others])}. Our data do not say "
        "whether they were certified that day. It counts for now, and is certain once the certification is on record."
    )


def cushion(progress: MenteeProgress) -> dict[CategoryName, int]:
    """Per category, the minutes that verified sessions alone hold beyond what the reached tiers ask of it alone.

    Below zero where the tiers reached lean on unverified hours; empty while no tier is reached."""
    reached = [each for each in progress.tiers if each.reached_on]
    if not reached:
        return {}
    verified: dict[CategoryName, int] = defaultdict(int)
    for session in progress.sessions:
        if not session.unverified:
            verified[session.category] += session.credited_minutes
    rows = [row for row in progress.requirements_of(reached[-1].tier) if len(row.categories) == 1]
    return {row.categories[0]: verified[row.categories[0]] - row.required_minutes for row in rows}
