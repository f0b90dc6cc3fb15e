"""Where do I stand, what counts, what is missing?"""

from datetime import date

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.credit.progress import next_steps, progress_answer, untouched_needs, untouched_tiers
from mentorship.credit.proof import explain_tiers
from mentorship.credit.results import filled, told
from mentorship.errors import AccessError
from mentorship.policy.model import Policy
from mentorship.reports.report import Report, Rows, ask
from mentorship.wording import hours, listed

WHO = (Role.MENTEE, Role.OMBUDSMAN)


def mentees(viewer: Viewer, cursor: duckdb.DuckDBPyConnection) -> Rows:
    """The mentees whom the viewer may look at one by one: mentee, name, country."""
    return ask(cursor, "mentees", viewer)


def my_progress(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, mentee: str) -> Report:
    """One mentee. `rows`: sessions, the newest first, with what each earned, why, and which tiers it went to; parts
    `tiers`, `needs`, `categories`, `next_steps`, `filled`, `ledger`
    and `proof`. Raises AccessError for one whom the viewer may not see."""
    require(viewer, WHO, "A mentee's progress")
    found = [row for row in mentees(viewer, cursor) if row["mentee"] == mentee]
    if not found:
        raise AccessError("There is no such mentee among those you may look at.")
    sessions = ask(cursor, "my_sessions", viewer, mentee=mentee)
    tiers = ask(cursor, "my_tiers", viewer, mentee=mentee) or untouched_tiers(policy, as_of)
    needs = ask(cursor, "my_needs", viewer, mentee=mentee) or untouched_needs(policy, as_of)
    categories = ask(cursor, "my_categories", viewer, mentee=mentee)
    for need in needs:
        need["label"] = policy.tiers[need["tier"]].label
    for tier in tiers:
        tier["label"] = policy.tiers[tier["tier"]].label
    who = "You" if viewer.role is Role.MENTEE else found[0]["name"]
    steps = [{"step": step} for step in next_steps(policy, tiers, needs, categories)]
    sessions = told(policy, sessions, tiers, as_of)
    parts = {
        "tiers": tiers,
        "needs": needs,
        "categories": categories,
        "next_steps": steps,
        "filled": filled(policy, sessions, tiers, as_of),
        "ledger": _ledger(policy, sessions, categories),
        "proof": [vars(each) for each in explain_tiers(policy, tiers, sessions, as_of)],
    }
    for session in sessions:
        paid = session["went_to"].items()
        session["went_to"] = listed(f"{hours(minutes)} to {policy.tiers[tier].label}" for tier, minutes in paid)
    return Report(progress_answer(who, tiers, needs), sessions, parts)


def _ledger(policy: Policy, sessions: Rows, categories: Rows) -> Rows:
    """Where the credit of each category went: tier by tier, still to be used, and beyond use."""
    rows: Rows = []
    for category in categories:
        paid = {
            name: sum(each["went_to"].get(name, 0) for each in sessions if each["category"] == category["category"])
            for name, _ in policy.tiers_in_order
        }
        left = category["credited_minutes"] - sum(paid.values())
        beyond = min(left, category["beyond_use_minutes"])
        rows.append({
            "category": category["category"], "credited_minutes": category["credited_minutes"],
            **{f"to_{name}": minutes for name, minutes in paid.items()}, "left_minutes": left - beyond,
            "beyond_use_minutes": beyond,
        })  # fmt: skip
    return rows
