"""Where a mentee stands, in words: what is reached, what is missing, what comes next.

Tiers and needs are rows as the engine keeps them (`tier_standing`, `requirement_standing`), as dictionaries.
"""

from datetime import date
from typing import Any

from mentorship.policy.model import Policy
from mentorship.policy.requirements import requirement_rows
from mentorship.wording import day, hours, listed

Rows = list[dict[str, Any]]
Row = dict[str, Any]


def untouched_needs(policy: Policy, as_of: date) -> Rows:
    """The requirement rows of somebody without a session: all is still to come."""
    order = {name: place for place, (name, _) in enumerate(policy.tiers_in_order, 1)}
    return [
        {
            "tier": row.tier,
            "tier_order": order[row.tier],
            "categories": row.categories,
            "implied": row.implied,
            "required_minutes": row.minutes,
            "have_minutes": 0,
            "short_minutes": row.minutes,
        }
        for row in requirement_rows(policy, as_of)
    ]


def untouched_tiers(policy: Policy, as_of: date) -> Rows:
    """The tiers of somebody without a session."""
    needs = untouched_needs(policy, as_of)
    rows: Rows = []
    for place, (name, tier) in enumerate(policy.tiers_in_order, 1):
        asked = tier.prerequisite.on(as_of)
        rows.append(
            {
                "tier": name,
                "tier_order": place,
                "hours_complete_on": None,
                "prerequisite": str(asked) if asked and asked != "none" else None,
                "prerequisite_held_on": None,
                "reached_on": None,
                "minutes_short": max(need["short_minutes"] for need in needs if need["tier"] == name),
            }
        )
    return rows


def progress_answer(who: str, tiers: Rows, needs: Rows) -> str:
    """Where somebody stands, in a sentence or two; `who` is a name, or 'You'."""
    you = who == "You"
    reached = [tier for tier in tiers if tier["reached_on"]]
    ahead = [tier for tier in tiers if not tier["reached_on"]]
    said = []
    if reached:
        have = "have" if you else "has"
        said.append(f"{who} {have} reached “{reached[-1]['label']}” on {day(reached[-1]['reached_on'])}.")
    if not ahead:
        return " ".join([*said, "That is the last one: congratulations."])
    have = "have" if you else "has"
    return " ".join([*said, *(f"{who} {have} {words}." for words in to_go(tiers, needs))])


def to_go(tiers: Rows, needs: Rows) -> list[str]:
    """What the next tier lacks, to follow 'You have'; none when all are reached or only a day in the future is."""
    ahead = [tier for tier in tiers if not tier["reached_on"]]
    if not ahead:
        return []
    tier, waits = ahead[0], waits_for(ahead[0])
    if tier["minutes_short"]:
        return [f"{hours(tier['minutes_short'])} to go for “{tier['label']}”: {missing_words(needs, tier)}"]
    return [f"all hours for “{tier['label']}”, which waits for {waits}"] if waits else []


def waits_for(tier: Row) -> str | None:
    """The certification that a tier still waits for, in words; None when it waits for none."""
    if tier["prerequisite"] and not tier["prerequisite_held_on"]:
        return f"{tier['prerequisite'].capitalize()} certification"
    return None


def missing_words(needs: Rows, tier: Row) -> str:
    """What a tier still lacks: '4 h of A and 2 h 30 of A, B or C'."""
    told: list[tuple[frozenset[str], int]] = []
    own = [need for need in needs if need["tier"] == tier["tier"] and need["short_minutes"]]
    for need in sorted(own, key=lambda each: len(each["categories"])):
        inside = frozenset(need["categories"])
        extra = need["short_minutes"] - sum(minutes for part, minutes in told if part <= inside)
        if extra > 0:
            told.append((inside, extra))
    return listed(f"{hours(minutes)} of {listed(sorted(part), 'or')}" for part, minutes in told)


def next_steps(policy: Policy, tiers: Rows, needs: Rows, categories: Rows) -> list[str]:
    """What to do next, in sentences a mentee can act on."""
    ahead = [tier for tier in tiers if not tier["reached_on"]]
    if not ahead:
        return ["Send in the tracking form for every tier that you have not sent in yet."]
    tier, steps, single = ahead[0], [], 0
    own = [need for need in needs if need["tier"] == tier["tier"] and need["short_minutes"]]
    for need in own:
        if len(need["categories"]) == 1:
            category = need["categories"][0]
            single += need["short_minutes"]
            steps.append(f"{hours(need['short_minutes'])} of Category {category}: {policy.categories[category].plain}.")
    if rest := tier["minutes_short"] - single:
        widest = max((need["categories"] for need in own), key=len)
        counted = listed((f"Category {each}" for each in sorted(widest)), "or")
        steps.append(f"{hours(rest)} more of whichever you like: {counted}.")
    if waits := waits_for(tier):
        steps.append(f"{waits}: “{tier['label']}” is awarded once it is on record.")
    steps += [
        f"More of Category {row['category']} earns no further credit: "
        f"{hours(row['beyond_use_minutes'])} are beyond use already."
        for row in categories
        if row["beyond_use_minutes"]
    ]
    return steps
