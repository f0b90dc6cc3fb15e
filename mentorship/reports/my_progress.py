"""Where do I stand, what counts, what is missing?"""

from datetime import date

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.credit.progress import next_steps, progress_answer, untouched_needs, untouched_tiers
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
    `tiers`, `needs`, `categories`, `next_steps`, `filled`. Raises AccessError for one whom the viewer may not see."""
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
    sessions = told(policy, sessions, tiers, as_of)
    parts = {
        "tiers": tiers,
        "needs": needs,
        "categories": categories,
        "next_steps": steps,
        "filled": filled(policy, sessions, tiers, as_of),
    }
    for session in sessions:
        paid = session["went_to"].items()
        session["went_to"] = listed(f"{hours(minutes)} to {policy.tiers[tier].label}" for tier, minutes in paid)
    return Report(progress_answer(who, tiers, needs), sessions, parts)
