"""Why a tier was reached on its day and not sooner, and what holds it up: the requirement rows that decide.

A tier's hours are complete on the day the last of its requirement rows is met, and no way of splitting the hours can
do without any of the rows (Hall's condition). So the rows that were not met the day before are the proof.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.credit.explain import Because
from mentorship.credit.outcomes import SessionCredit, TierProgress
from mentorship.credit.tier_sentences import categories_in_words
from mentorship.policy.model import Policy, Tier
from mentorship.policy.requirements import RequirementRow, requirement_rows
from mentorship.policy.timeline import Timeline
from mentorship.vocabulary import Level
from mentorship.wording import day, hours, listed


@dataclass(frozen=True)
class Limit:
    """A requirement row that decides: the minutes it asks for, and those that were there before the day."""

    categories: list[str]
    required_minutes: int
    had_minutes: int
    in_words: str

    def __str__(self) -> str:
        return f"{hours(self.had_minutes)} out of {hours(self.required_minutes)} of {self.in_words}"


@dataclass(frozen=True)
class TierExplanation:
    """One tier of one mentee: where it stands, the rules behind, and the proof that it could not be sooner."""

    tier: str
    says: str
    because: list[Because]
    limits: list[Limit]


def explain_tiers(
    policy: Policy, tiers: list[TierProgress], sessions: list[SessionCredit], as_of: date
) -> list[TierExplanation]:
    """Every tier of one mentee. Sessions need not be allocated."""
    return [_explain(policy, tiers, sessions, place, as_of) for place in range(len(tiers))]


def _explain(
    policy: Policy, tiers: list[TierProgress], sessions: list[SessionCredit], place: int, as_of: date
) -> TierExplanation:
    own = tiers[place]
    tier = policy.tiers[own.tier]
    when = own.hours_complete_on or as_of
    found = limits(policy, tiers, sessions, place, as_of)
    return TierExplanation(tier.label, _says(tier, tiers, place, found), _rules(policy, tier, when), found)


def limits(
    policy: Policy, tiers: list[TierProgress], sessions: list[SessionCredit], place: int, as_of: date
) -> list[Limit]:
    """The rows of a tier not yet met the day before its hours were complete; while they are not, those not met now."""
    own, starts = tiers[place], date.min
    complete_on = own.hours_complete_on
    if place and policy.interpretation.surplus_hours.value == "starts_after":
        starts = tiers[place - 1].reached_on or date.max
    counted = [
        each
        for each in sessions
        if each.credited_minutes and each.held_on > starts and (not complete_on or each.held_on < complete_on)
    ]
    found = []
    for row in requirement_rows(policy, complete_on or as_of):
        if row.tier != own.tier or row.implied:
            continue
        had = sum(each.credited_minutes for each in counted if (each.category, Level(each.level)) in row.buckets)
        if had < row.minutes:
            words = f"{categories_in_words(policy, row.categories)}{_certified(row)}"
            found.append(Limit(row.categories, row.minutes, had, words))
    return found


def _certified(row: RequirementRow) -> str:
    """What certification the hours of a row must have been held with, where the reading asks for it."""
    levels = {level.capitalize() for level in row.levels.values()}
    return f" with {listed(sorted(levels), 'or')} certification" if levels else ""


def _says(tier: Tier, tiers: list[TierProgress], place: int, found: list[Limit]) -> str:
    own = tiers[place]
    if not own.hours_complete_on:
        return f"“{tier.label}” still lacks hours: so far there are {listed(map(str, found))}."
    done = day(own.hours_complete_on)
    said = [f"The hours for “{tier.label}” were complete on {done}, and not earlier, however they are split."]
    if found:
        said.append(f"The day before, there were only {listed(map(str, found))}.")
    else:
        said.append("What decided was the tier before it, or a rule that came into force that day.")
    return " ".join([*said, *_after_the_hours(tiers, place)])


def _after_the_hours(tiers: list[TierProgress], place: int) -> list[str]:
    """What came between the hours and the award, if anything did."""
    own = tiers[place]
    asked = (own.prerequisite or "").capitalize()
    if own.reached_on is None:
        return [
            f"It waits for {asked} certification." if not own.prerequisite_held_on else "It waits for the tier before."
        ]
    if own.reached_on == own.hours_complete_on:
        return []
    if own.reached_on == own.prerequisite_held_on:
        return [f"It was reached on {day(own.reached_on)}, the day of the {asked} certification."]
    return [f"It was reached on {day(own.reached_on)}, with the tier before."]


def _rules(policy: Policy, tier: Tier, when: date) -> list[Because]:
    """What the tier asks for, with where each rule is written."""
    asked = tier.prerequisite.on(when)
    rules: list[tuple[str, str, Timeline[Any]]] = [
        ("tier.hours", f"{hours(tier.minutes.on(when) or 0)} in all", tier.minutes)
    ]
    rules += [
        (f"tier.minimum.{category}", f"at least {hours(least)} of {policy.categories[category].in_words}", timeline)
        for category, timeline in sorted(tier.minimum.items())
        if (least := timeline.on(when) or 0)
    ]
    rules.append(("tier.counts", f"counted: {categories_in_words(policy, tier.counts.on(when) or ())}", tier.counts))
    if asked and asked is not Level.NONE:
        rules.append(("tier.prerequisite", f"{asked.capitalize()} certification", tier.prerequisite))
    return [_because(policy, rule, text, timeline, when) for rule, text, timeline in rules]


def _because(policy: Policy, rule: str, text: str, timeline: Timeline[Any], when: date) -> Because:
    dated = timeline.dated_on(when)
    return (
        Because(rule, text, policy.citation(dated.source), dated.in_force_from)
        if dated
        else Because(rule, text, "", None)
    )
