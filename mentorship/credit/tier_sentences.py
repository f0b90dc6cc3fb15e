"""Where a mentee is, in words: the one place that puts a tier, a shortfall and the next steps into sentences.

Pages, terminal and library all say it with these, so that no two of them can disagree.
"""

from collections.abc import Sequence
from datetime import date

from mentorship.credit.outcomes import CategoryCredit, MenteeProgress, RequirementProgress, TierProgress
from mentorship.policy.model import Policy
from mentorship.policy.requirements import RequirementRow, requirement_rows
from mentorship.vocabulary import CategoryName, Level, TierName
from mentorship.wording import capitalised, count, day, hours, listed

#: Tiers whose names say their place.
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")

#: Categories together, and the minutes that are missing in them.
Part = tuple[frozenset[CategoryName], int]


def without_sessions(policy: Policy, as_of: date) -> MenteeProgress:
    """The progress of somebody without a session: everything is still to come."""
    order = {name: place for place, (name, _) in enumerate(policy.tiers_in_order, 1)}
    requirements = [
        RequirementProgress(
            row.tier, order[row.tier], row.categories, _levels_of(row), row.implied, row.minutes, have_minutes=0
        )
        for row in requirement_rows(policy, as_of)
    ]
    tiers = []
    for place, (name, tier) in enumerate(policy.tiers_in_order, 1):
        asked = tier.prerequisite.on(as_of)
        level = str(asked) if asked and asked is not Level.NONE else None
        short = max(each.short_minutes for each in requirements if each.tier == name)
        tiers.append(TierProgress(name, place, None, level, None, None, short))
    return MenteeProgress(tiers, requirements, [], [])


def _levels_of(row: RequirementRow) -> list[str]:
    return [str(row.levels.get(category, Level.NONE)) for category in row.categories]


def tier_state(tier: TierProgress) -> str:
    """Where one tier is: 'reached on 3 Mar 2026', '7 h 30 to go', 'hours complete, waiting for …'."""
    return state(tier.reached_on, tier.minutes_short, waits_for(tier) or "the tier before it")


def state(reached_on: date | None, minutes_short: int, waiting_for: str = "") -> str:
    """The same from its parts, where the tier itself is not at hand."""
    if reached_on:
        return f"reached on {day(reached_on)}"
    if minutes_short:
        return f"{hours(minutes_short)} to go"
    return "hours complete, waiting" + (f" for {waiting_for}" if waiting_for else "")


def waits_for(tier: TierProgress) -> str | None:
    """The certification that a tier still waits for, in words; None when it waits for none."""
    return f"{(tier.prerequisite or '').capitalize()} certification" if tier.lacks_certification else None


def prerequisite_sentence(tier: TierProgress) -> str:
    """The certification a tier asks for, and since when it is held; empty where it asks for none."""
    if not tier.prerequisite:
        return ""
    called = f"{tier.prerequisite.capitalize()} certification"
    if tier.prerequisite_held_on is None:
        return f"{called}: not on record yet."
    return f"{called} has been on record since {day(tier.prerequisite_held_on)}."


def missing_parts(requirements: Sequence[RequirementProgress]) -> list[Part]:
    """What a tier lacks, as categories with minutes, the narrowest first. `requirements`: all rows of one tier.

    A wider row adds only what its narrower ones do not ask for already, so nested rows add up to the shortfall."""
    parts: list[Part] = []
    for row in sorted(requirements, key=lambda each: len(each.categories)):
        inside = frozenset(row.categories)
        extra = row.short_minutes - sum(minutes for part, minutes in parts if part <= inside)
        if extra > 0:
            parts.append((inside, extra))
    return parts


def missing_words(policy: Policy, requirements: Sequence[RequirementProgress]) -> str:
    """The same in words: '4 h of treatment and 2 h 30 of any kind'."""
    return listed(f"{hours(minutes)} of {kind_in_words(policy, part)}" for part, minutes in missing_parts(requirements))


def kind_in_words(policy: Policy, categories: Sequence[CategoryName] | frozenset[CategoryName]) -> str:
    """What hours may be of: 'treatment', or 'any kind' where every category will do."""
    is_any = len(categories) > 1 and set(categories) == set(policy.categories)
    return "any kind" if is_any else categories_in_words(policy, categories)


def categories_in_words(policy: Policy, categories: Sequence[CategoryName] | frozenset[CategoryName]) -> str:
    """Categories as people call them: 'treatment or 1x1'."""
    return listed([policy.categories[each].in_words for each in sorted(categories)], "or")


def each_in_words(policy: Policy, categories: Sequence[CategoryName]) -> str:
    """Categories that are missing, each of them: 'treatment, and 1x1'."""
    return ", and ".join(policy.categories[each].in_words for each in sorted(categories))


def tier_sentence(policy: Policy, progress: MenteeProgress, tier: TierProgress) -> str:
    """One tier in a sentence, with what it lacks and what it waits for."""
    said = tier_state(tier)
    if tier.minutes_short:
        said += f": {missing_words(policy, progress.requirements_of(tier.tier))}"
        said += f"; it also asks for {waits_for(tier)}" if tier.lacks_certification else ""
    return f"{capitalised(said)}."


def credit_called(policy: Policy, tier: TierName) -> str:
    """What a tier's credit is called in a sentence: 'third credit'."""
    return f"{tier} credit" if tier in _ORDINALS else f"credit “{policy.tiers[tier].label}”"


def tier_in_work(progress: MenteeProgress) -> TierProgress | None:
    """The tier a mentee is working on: the first that is not reached; None when all are."""
    return next((each for each in progress.tiers if not each.reached_on), None)


def progress_sentence(policy: Policy, who: str, progress: MenteeProgress) -> str:
    """Where somebody is, in a sentence: what the next credit lacks or waits for. `who` is a name, or 'You'."""
    you = who == "You"
    have, its = ("have", "your") if you else ("has", "the")
    tier = tier_in_work(progress)
    if tier is None:
        last = max(each.reached_on for each in progress.tiers if each.reached_on)
        return f"{who} {have} reached all {count(len(progress.tiers), 'credit')}, the last on {day(last)}."
    called = f"{its} {credit_called(policy, tier.tier)}"
    if tier.minutes_short:
        missing = missing_words(policy, progress.requirements_of(tier.tier))
        subject = "" if you else f"{who} has "
        return f"{subject}{hours(tier.minutes_short)} to go to {called}: {missing}."
    waits = waits_for(tier)
    after = (
        f"It is awarded once {'your' if you else 'the'} {waits} is on record."
        if waits
        else "It follows the one before it."
    )
    return f"{who} {have} all the hours for {called}. {after}"


def next_steps(policy: Policy, progress: MenteeProgress) -> list[str]:
    """What to do next, in sentences a mentee can act on."""
    tier = tier_in_work(progress)
    if tier is None:
        return []
    steps = [_step(policy, part) for part in missing_parts(progress.requirements_of(tier.tier))]
    if waits := waits_for(tier):
        steps.append(f"{waits}: the {credit_called(policy, tier.tier)} is awarded once it is on record.")
    return steps + [_beyond_use(policy, each) for each in progress.categories if each.beyond_use_minutes]


def _step(policy: Policy, part: Part) -> str:
    categories, minutes = part
    if len(categories) == 1:
        (category,) = categories
        return f"{hours(minutes)} of {policy.categories[category].in_words}: {policy.categories[category].plain}."
    return f"{hours(minutes)} more of any kind: {categories_in_words(policy, categories)}."


def _beyond_use(policy: Policy, credit: CategoryCredit) -> str:
    return (
        f"More {policy.categories[credit.category].in_words} earns no further credit: "
        f"{hours(credit.beyond_use_minutes)} are already beyond what the programme can credit."
    )
