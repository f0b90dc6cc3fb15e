"""Is the programme growing, and where do people stall?"""

from datetime import date
from itertools import pairwise

import duckdb

from mentorship.access import Viewer, require
from mentorship.policy.model import Policy
from mentorship.reports.report import GROUPS, QUESTIONS, Report, Rows, ask, gaps_of_small_groups, people_said
from mentorship.store.sql_files import run


def uptake(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    """`rows`: one per year and measure (people); part `funnel`: step by step from registration to the last tier."""
    require(viewer, GROUPS, "Uptake")
    run(cursor, QUESTIONS / "small_cells.sql")
    yearly = ask(cursor, "uptake", viewer, as_of=as_of)
    funnel = ask(cursor, "uptake_funnel", viewer)
    for row in funnel:
        row["label"] = policy.tiers[row["name"]].label if row["name"] in policy.tiers else row["name"].capitalize()
    for row in yearly:
        row["label"] = _label(policy, row["measure"])
    return Report(
        _answer(viewer, yearly, funnel, as_of), yearly, {"funnel": funnel}, gaps_of_small_groups(viewer, yearly)
    )


def _label(policy: Policy, measure: str) -> str:
    if measure.startswith("tier "):
        return f"{policy.tiers[measure.removeprefix('tier ')].label} reached"
    return measure.capitalize()


def _answer(viewer: Viewer, yearly: Rows, funnel: Rows, as_of: date) -> str:
    if not yearly:
        return "Nobody has registered yet."
    active = {row["year"]: row["people"] for row in yearly if row["measure"] == "active"}
    now, before = active.get(as_of.year - 1), active.get(as_of.year - 2)
    said = []
    if now and before:
        trend = "more than" if now > before else "fewer than" if now < before else "as many as"
        said.append(
            f"In {as_of.year - 1}, {people_said(viewer, now)} earned credit, {trend} the year before ({before:,})."
        )
    losses = [
        (1 - after["people"] / step["people"], step["label"], after["label"])
        for step, after in pairwise(funnel)
        if step["people"] and after["people"] is not None
    ]
    if losses:
        share, here, there = max(losses)
        said.append(f"The largest step is from “{here}” to “{there}”: {share:.0%} have not taken it so far.")
    return " ".join(said) or "Too few people to say how uptake develops."
