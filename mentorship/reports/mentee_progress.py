"""Where does everybody stand across the tiers?"""

from collections import defaultdict
from collections.abc import Iterable

from mentorship.access import Viewer, require
from mentorship.answers.definitions import WITHIN_REACH
from mentorship.answers.disclosure import GROUPS, gaps_of_small_groups, is_exact, load_disclosure
from mentorship.answers.report import Report, Rows, ask
from mentorship.answers.request import Request
from mentorship.errors import ArgumentError
from mentorship.policy.model import Policy
from mentorship.reports import QUESTIONS
from mentorship.reports.uptake_figures import find_stuck
from mentorship.wording import count, hours, listed

STATES = {
    "not_started": "Not started",
    "under_way": "Under way",
    "within_reach": f"Within reach ({hours(WITHIN_REACH)} or less)",
    "waiting": "Hours complete, waiting",
    "complete": "All tiers reached",
}


#: Views with a name, in the order of their tabs.
VIEWS = {
    "all": "All",
    "within_reach": f"Close: {hours(WITHIN_REACH)} or less to go",
    "waiting": "Waiting: hours complete",
    "stuck": "Stuck on some categories",
    "beyond": "More than can be credited",
    "unverified": "Credit not verified",
    "not_started": "Not started",
    "complete": "All tiers reached",
}


def mentee_progress(request: Request, view: str = "all") -> Report:
    """`rows`: one per mentee of a view (ombudsman) or per group (leadership); parts `groups`: how many stand where, and
    for the ombudsman `views`: each view with its count.

    `stuck_on` are the only categories that are missing, since `stuck_since` nothing else is; `waits_since`: the day the
    hours of the next tier were complete. Raises AccessError; ArgumentError for no such view."""
    viewer, policy = request.viewer, request.policy
    require(viewer, GROUPS, "Everybody's progress")
    if view not in VIEWS:
        raise ArgumentError(f"There is no view {view}. Use one of {listed(VIEWS)}.")
    load_disclosure(request.cursor)
    groups = ask(
        request, QUESTIONS / "mentee_progress_groups.sql",
        within_reach=WITHIN_REACH, tiers=len(policy.tiers), states=list(STATES),
    )  # fmt: skip
    for group in groups:
        group["state_label"] = STATES[group["state"]]
        group["stage"] = _stage(policy, group["tiers_reached"])
    if not is_exact(viewer):
        return Report(_answer(viewer, groups), groups, {"groups": groups}, gaps_of_small_groups(viewer, groups))
    rows, views = _everybody(request, view)
    return Report(_answer(viewer, groups), rows, {"groups": groups, "views": views})


def mentees_of_views(request: Request, views: Iterable[str]) -> dict[str, Rows]:
    """The mentees of several views, worked out once. For the ombudsman; for anybody else there are none."""
    find_stuck(request)
    ask(request, QUESTIONS / "mentee_progress.sql", within_reach=WITHIN_REACH, as_of=request.as_of)
    return {view: ask(request, QUESTIONS / "mentee_progress_listed.sql", view=view) for view in views}


def _everybody(request: Request, view: str) -> tuple[Rows, Rows]:
    """The mentees of a view, and how many each view shows."""
    policy = request.policy
    rows = mentees_of_views(request, [view])[view]
    counted = {row["view"]: row["mentees"] for row in ask(request, QUESTIONS / "mentee_progress_views.sql")}
    for row in rows:
        row["state_label"] = STATES[row["state"]]
        credited = row.pop("credited") or {}
        row |= {f"credited_{name}": credited.get(name, 0) for name in policy.categories}
        row["next_label"] = policy.tiers[row["next_tier"]].label if row["next_tier"] else None
    return rows, [{"view": name, "label": label, "mentees": counted.get(name, 0)} for name, label in VIEWS.items()]


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
    if not is_exact(viewer):
        return f"About {listed(told)}." if told else "Too few people to say where they stand."
    total = count(sum(people.values()), "mentee")
    return f"Of {total}, {listed(told)}." if told else f"All of {total} are under way."
