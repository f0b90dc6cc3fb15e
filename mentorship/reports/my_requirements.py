"""What the tier in work asks for, one requirement at a time, and which sessions fill each."""

from dataclasses import dataclass
from datetime import date

from mentorship.credit.allocation import Use
from mentorship.credit.outcomes import MenteeProgress, SessionCredit
from mentorship.credit.tier_sentences import credit_called, tier_in_work
from mentorship.policy.model import Policy
from mentorship.policy.requirements import demands
from mentorship.vocabulary import CategoryName, TierName
from mentorship.wording import capitalised

UNUSED, PLANNED, NOT_COUNTED = "Credited, not used yet", "Planned", "Not counted"


@dataclass(frozen=True)
class Requirement:
    """One requirement of a tier: a minimum of a category, or the hours of whichever category the tier counts (None).

    `have_minutes` of `required_minutes` are there; `planned_minutes` more are scheduled and could fill it."""

    tier: TierName
    category: CategoryName | None
    label: str
    required_minutes: int
    have_minutes: int
    planned_minutes: int = 0

    @property
    def missing_minutes(self) -> int:
        return self.required_minutes - self.have_minutes


def requirements_in_work(policy: Policy, progress: MenteeProgress, as_of: date) -> list[Requirement]:
    """The requirements of the tier in work, in the order of the handbook's categories, flexible hours last."""
    tier = tier_in_work(progress)
    if tier is None:
        return []
    return requirements_of(policy, progress, tier.tier, tier.hours_complete_on or as_of)


def requirements_of(policy: Policy, progress: MenteeProgress, tier: TierName, when: date) -> list[Requirement]:
    """The requirements of one tier under the rules of a day, filled by the sessions of an allocated progress."""
    planned = _planned(policy, progress)
    found = []
    for demand in demands(policy, when):
        if demand.tier != tier:
            continue
        have = sum(each.uses.get((tier, demand.category), 0) for each in progress.sessions)
        missing = max(0, demand.minutes - have)
        counted = {category for category, _ in demand.buckets}
        coming = min(missing, sum(minutes for category, minutes in planned.items() if category in counted))
        for category in counted:
            planned[category] = max(0, planned.get(category, 0) - coming)
        found.append(Requirement(tier, demand.category, _label(policy, demand.category), demand.minutes, have, coming))
    return found


def _planned(policy: Policy, progress: MenteeProgress) -> dict[CategoryName, int]:
    """The minutes of each category that scheduled sessions would add, as far as their length says."""
    minutes: dict[CategoryName, int] = {}
    for each in progress.sessions:
        if each.outcome == "planned" and each.category and each.rules == ["status.scheduled"]:
            minutes[each.category] = minutes.get(each.category, 0) + each.worth_minutes
    return minutes


def _label(policy: Policy, category: CategoryName | None) -> str:
    words = policy.categories[category].in_words if category else "any kind"
    return capitalised(words)


def main_use(session: SessionCredit) -> Use | None:
    """The requirement that most of a session went to; None where no tier uses it."""
    return max(session.uses, key=lambda use: session.uses[use]) if session.uses else None


def group_of(policy: Policy, session: SessionCredit) -> str:
    """What a session fills, as the heading it is listed under."""
    use = main_use(session)
    if use is not None:
        return _use_called(policy, use)
    if session.outcome == "planned":
        return PLANNED
    return UNUSED if session.credited_minutes else NOT_COUNTED


def groups_in_order(policy: Policy, progress: MenteeProgress) -> list[str]:
    """The headings of `group_of` in the order they are shown: the latest tier first, its minimums before the rest."""
    used = {use for each in progress.sessions if (use := main_use(each))}
    order = [name for name, _ in policy.tiers_in_order]
    by_tier = sorted(used, key=lambda use: (-order.index(use[0]), use[1] is None, use[1] or ""))
    return [*(_use_called(policy, use) for use in by_tier), UNUSED, PLANNED, NOT_COUNTED]


def _use_called(policy: Policy, use: Use) -> str:
    tier, category = use
    called = credit_called(policy, tier)
    return f"{capitalised(called)}: {_label(policy, category).lower()}"
