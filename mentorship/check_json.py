"""The JSON of `mentorship check`, as the contract has it (docs/json.md)."""

from datetime import date
from typing import Any

from mentorship.credit.explain import reasons
from mentorship.credit.outcomes import (
    MenteeProgress,
    RequirementProgress,
    SessionCredit,
    TierProgress,
    allocated,
)
from mentorship.policy.model import Policy

Json = dict[str, Any]


def mentees_as_json(everyone: dict[str, MenteeProgress], policy: Policy, as_of: date) -> list[Json]:
    """Everyone: totals, tiers with their needs, sessions with reasons and allocation."""
    return [mentee_as_json(mentee, allocated(found, policy, as_of), policy) for mentee, found in everyone.items()]


def mentee_as_json(mentee: str, progress: MenteeProgress, policy: Policy) -> Json:
    """One mentee whose sessions are allocated."""
    return {
        "mentee": mentee,
        "recorded_minutes": progress.recorded_minutes,
        "credited_minutes": {each.category: each.credited_minutes for each in progress.categories},
        "beyond_use_minutes": {each.category: each.beyond_use_minutes for each in progress.categories},
        "tiers": [_tier(each, progress) for each in progress.tiers],
        "sessions": [_session(policy, each) for each in progress.sessions],
    }


def _tier(tier: TierProgress, progress: MenteeProgress) -> Json:
    level = tier.prerequisite
    return {
        "tier": tier.tier,
        "reached_on": iso(tier.reached_on),
        "hours_complete_on": iso(tier.hours_complete_on),
        "prerequisite": {"level": level, "held_on": iso(tier.prerequisite_held_on)} if level else None,
        "minutes_short": tier.minutes_short,
        "needs": [_need(each) for each in progress.requirements_of(tier.tier)],
    }


def _need(row: RequirementProgress) -> Json:
    need: Json = {
        "categories": row.categories, "required": row.required_minutes, "have": row.have_minutes,
        "short": row.short_minutes,
    }  # fmt: skip
    # Only where hours must come after a certification: the level each category's hours must have been held at.
    return need | {"certification": row.certifications} if row.certifications else need


def _session(policy: Policy, session: SessionCredit) -> Json:
    return {
        "file": session.file,
        "row": session.row,
        "session_id": session.session_id,
        "held_on": session.held_on.isoformat(),
        "activity": session.activity,
        "category": session.category,
        "recorded_minutes": session.recorded_minutes,
        "credited_minutes": session.credited_minutes,
        "outcome": session.outcome,
        "reasons": reasons(policy, session),
        "unverified": session.unverified,
        "allocated": [{"tier": tier, "minutes": minutes} for tier, minutes in session.allocated.items()],
    }


def iso(when: date | None) -> str | None:
    """A day as JSON has it."""
    return when.isoformat() if when else None
