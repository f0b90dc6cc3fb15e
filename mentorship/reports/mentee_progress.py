"""Where does everybody stand across the tiers?"""

from collections import defaultdict
from datetime import date

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.policy.model import Policy
from mentorship.reports.report import GROUPS, QUESTIONS, Report, Rows, ask, gaps_of_small_groups
from mentorship.store.sql_files import run
from mentorship.wording import count, listed

#: Minutes short of a tier from which it counts as within reach.
WITHIN_REACH = 360

STATES = {
    "not_started": "Not started",
    "under_way": "Under way",
    "within_reach": "Within reach (6 h or less)",
    "waiting": "Hours complete, waiting",
    "complete": "All tiers reached",
}


def mentee_progress(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    """`rows`: one per mentee (ombudsman) or per group (leadership); part `groups`: how many stand where."""
    require(viewer, GROUPS, "Everybody's progress")
    run(cursor, QUESTIONS / "small_cells.sql")
    groups = ask(
        cursor,
        "mentee_progress_groups",
        viewer,
        within_reach=WITHIN_REACH,
        tiers=len(policy.tiers),
        states=list(STATES),
    )
    for group in groups:
        group["state_label"] = STATES[group["state"]]
        group["stage"] = _stage(policy, group["tiers_reached"])
    rows = groups
    if viewer.role is Role.OMBUDSMAN:
        rows = ask(cursor, "mentee_progress", viewer, within_reach=WITHIN_REACH)
        for row in rows:
            row["state_label"] = STATES[row["state"]]
            row["next_label"] = policy.tiers[row["next_tier"]].label if row["next_tier"] else None
    return Report(_answer(viewer, groups), rows, {"groups": groups}, gaps_of_small_groups(viewer, groups))


def _stage(policy: Policy, tiers_reached: int) -> str:
    """What somebody who has reached so many tiers is working on."""
    labels = [tier.label for _, tier in policy.tiers_in_order]
    return labels[tiers_reached] if tiers_reached < len(labels) else "All tiers reached"


def _answer(viewer: Viewer, groups: Rows) -> str:
    if not groups:
        return "Nobody is registered yet."
    people: dict[str, int] = defaultdict(int)
    for group in groups:
        people[group["state"]] += group["people"] or 0
    told = [
        f"{people[state]:,} {one if people[state] == 1 else many}"
        for state, one, many in (
            ("within_reach", "is within six hours of the next tier", "are within six hours of the next tier"),
            ("waiting", "has the hours and waits", "have the hours and wait"),
            ("not_started", "has not started", "have not started"),
        )
        if people[state]
    ]
    if viewer.role is not Role.OMBUDSMAN:
        return f"At least {listed(told)}." if told else "Too few people to say where they stand."
    total = count(sum(people.values()), "mentee")
    return f"Of {total}, {listed(told)}." if told else f"All of {total} are under way."
