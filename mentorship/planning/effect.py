"""What a plan changes: each requirement of the tier in work before and after, and when each is complete."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentorship.credit.outcomes import MenteeProgress, TierProgress
from mentorship.credit.tier_sentences import credit_called, tier_in_work, tier_state
from mentorship.policy.model import Policy
from mentorship.reports.my_requirements import Requirement, requirements_of
from mentorship.vocabulary import CategoryName, TierName
from mentorship.wording import capitalised, hours


@dataclass(frozen=True)
class RequirementEffect:
    """A requirement with the minutes a plan adds as its planned ones, and the day it is complete with the plan."""

    requirement: Requirement
    complete_on: date | None


@dataclass(frozen=True)
class TierEffect:
    """A tier in a few words: what its credit is called, where it is now, and where with the plan."""

    called: str
    now: str
    then: str


def requirement_effects(
    policy: Policy, now: MenteeProgress, then: MenteeProgress, as_of: date
) -> list[RequirementEffect]:
    """The requirements of the tier in work now, with what the plan adds. Both allocated."""
    tier = tier_in_work(now)
    if tier is None:
        return []
    before = requirements_of(policy, now, tier.tier, as_of)
    after = {each.category: each for each in requirements_of(policy, then, tier.tier, as_of)}
    return [_requirement_effect(each, after.get(each.category), then) for each in before]


def _requirement_effect(before: Requirement, after: Requirement | None, then: MenteeProgress) -> RequirementEffect:
    adds = max(0, (after.have_minutes if after else 0) - before.have_minutes)
    used = (before.tier, before.category)
    return RequirementEffect(replace(before, planned_minutes=adds), _complete_on(then, used, before.required_minutes))


def _complete_on(progress: MenteeProgress, used: tuple[TierName, CategoryName | None], required: int) -> date | None:
    """The day on which the minutes used for one requirement are all there."""
    minutes = 0
    for session in sorted(progress.sessions, key=lambda each: each.held_on):
        minutes += session.uses.get(used, 0)
        if minutes >= required:
            return session.held_on
    return None


def tier_effects(policy: Policy, now: Sequence[TierProgress], then: Sequence[TierProgress]) -> list[TierEffect]:
    """Each tier now and with the plan."""
    return [
        TierEffect(capitalised(credit_called(policy, after.tier)), tier_state(before), tier_state(after))
        for before, after in zip(now, then, strict=True)
    ]


def wasted(policy: Policy, now: MenteeProgress, then: MenteeProgress) -> list[str]:
    """A warning for each category of which the plan holds more than all tiers together can use."""
    before = {each.category: each.beyond_use_minutes for each in now.categories}
    return [
        f"{hours(more)} of the {policy.categories[each.category].in_words} in this plan would be wasted: "
        "all credits together cannot use them."
        for each in then.categories
        if (more := each.beyond_use_minutes - before.get(each.category, 0)) > 0
    ]
