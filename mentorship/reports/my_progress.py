"""Where do I stand, what counts, what is missing?"""

from datetime import date

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.credit.explain import reasons
from mentorship.credit.results import allocated, verdict_of
from mentorship.errors import AccessError
from mentorship.policy.model import Policy
from mentorship.policy.requirements import requirement_rows
from mentorship.reports.report import Report, Row, Rows, ask
from mentorship.wording import day, hours, listed

WHO = (Role.MENTEE, Role.OMBUDSMAN)


def mentees(viewer: Viewer, cursor: duckdb.DuckDBPyConnection) -> Rows:
    """The mentees whom the viewer may look at one by one: mentee, name, country."""
    return ask(cursor, "mentees", viewer)


def my_progress(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, mentee: str) -> Report:
    """One mentee. `rows`: sessions, the newest first, with what each earned, why, and which tiers it went to; parts
    `tiers`, `needs`, `categories`, `next_steps`. Raises AccessError for a mentee whom the viewer may not look at."""
    require(viewer, WHO, "A mentee's progress")
    found = [row for row in mentees(viewer, cursor) if row["mentee"] == mentee]
    if not found:
        raise AccessError("There is no such mentee among those you may look at.")
    sessions = ask(cursor, "my_sessions", viewer, mentee=mentee)
    tiers = ask(cursor, "my_tiers", viewer, mentee=mentee) or untouched_tiers(policy, as_of)
    needs = ask(cursor, "my_needs", viewer, mentee=mentee) or untouched_needs(policy, as_of)
    categories = ask(cursor, "my_categories", viewer, mentee=mentee)
    for tier in tiers:
        tier["label"] = policy.tiers[tier["tier"]].label
    who = "You" if viewer.role is Role.MENTEE else found[0]["name"]
    steps = [{"step": step} for step in next_steps(policy, tiers, needs, categories)]
    parts = {"tiers": tiers, "needs": needs, "categories": categories, "next_steps": steps}
    return Report(progress_answer(who, tiers, needs), _explained(policy, sessions, tiers, as_of), parts)


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
    tier = ahead[0]
    if tier["minutes_short"]:
        missing = f"{hours(tier['minutes_short'])} {'still ' if not reached else ''}missing for “{tier['label']}”"
        said.append(f"{who if you else 'In all'}: {missing}: {missing_words(needs, tier)}.")
    return " ".join(said)


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


def _explained(policy: Policy, sessions: Rows, tiers: Rows, as_of: date) -> Rows:
    """Each session with its reasons as sentences, and the tiers its minutes went to."""
    spent = allocated(policy, sessions, tiers, as_of)
    for row, tiers_paid in zip(sessions, spent, strict=True):
        activity = policy.activities.get(row["activity"])
        row["label"] = activity.label if activity else row["activity"]
        row["why"] = " ".join(reason["text"] for reason in reasons(policy, verdict_of(row)))
        row["went_to"] = listed(f"{hours(paid)} to {policy.tiers[tier].label}" for tier, paid in tiers_paid.items())
    return sessions
