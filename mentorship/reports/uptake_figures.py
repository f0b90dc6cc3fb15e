"""The figures of uptake, exactly: how many, how long, who is stuck, on how few mentors it rests. For the ombudsman."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.access import Role, require
from mentorship.answers.countries import load_countries
from mentorship.answers.definitions import year_before, years_in_days
from mentorship.answers.report import ask, ask_records
from mentorship.answers.request import Request
from mentorship.policy.model import Policy
from mentorship.reports import QUESTIONS
from mentorship.statistics.survival import Curve, curve
from mentorship.store.sql_files import run
from mentorship.vocabulary import CategoryName, TierName

#: One, two, three and five years, in days.
MARKS = tuple(map(years_in_days, (1, 2, 3, 5)))
#: The mentors whose share shows how much rests on few.
TOP_MENTORS = 3


@dataclass(frozen=True)
class Counts:
    """People registered, people with a session held, people registered without one."""

    registered: int
    started: int
    never_started: int


@dataclass(frozen=True)
class Stuck:
    """Mentees who lack only these categories in their tier in work; `median_days`: since nothing else was missing."""

    tier: TierName
    only: list[CategoryName]
    mentees: int
    median_days: int


@dataclass(frozen=True)
class UptakeFigures:
    """`curves`: by tier, from registration (else first session) to the day reached; censored at the day of judging."""

    counts: Counts
    reached: dict[TierName, int]
    curves: dict[TierName, Curve]
    stuck: list[Stuck]
    top_three_share_of_c: float


def uptake_figures(request: Request) -> UptakeFigures:
    """The figures as of the day of the request. Raises AccessError for all but the ombudsman."""
    require(request.viewer, (Role.OMBUDSMAN,), "The exact figures of uptake")
    load_countries(request)
    everybody = dict.fromkeys(("region", "country", "language"))
    run(request.cursor, QUESTIONS / "people_of_programme.sql", as_of=request.as_of, **everybody)
    find_stuck(request)
    curves = time_to_tiers(request, MARKS)
    return UptakeFigures(
        ask_records(request, QUESTIONS / "uptake_counts.sql", Counts)[0],
        {tier: found.arrived for tier, found in curves.items()},
        curves,
        ask_records(request, QUESTIONS / "stuck_groups.sql", Stuck, as_of=request.as_of),
        top_share(request, "C"),
    )


def find_stuck(request: Request) -> None:
    """Make `stuck_mentee`: who lacks only some of the categories that the tier in work counts, and since when."""
    policy = request.policy
    starts_after = policy.interpretation.surplus_hours.value == "starts_after"
    run(request.cursor, QUESTIONS / "stuck.sql", starts_after=starts_after, counts=_counted(policy, request))


def _counted(policy: Policy, request: Request) -> str:
    rows = [
        {"tier": name, "categories": list(tier.counts.on(request.as_of) or ())} for name, tier in policy.tiers.items()
    ]
    return json.dumps(rows)


def time_to_tiers(request: Request, at: Sequence[int] | None = None) -> dict[TierName, Curve]:
    """How many have reached each tier by which day of their time in the programme. After `programme_person`."""
    tiers = [name for name, _ in request.policy.tiers_in_order]
    rows = ask(request, QUESTIONS / "time_to_tier.sql", tiers=tiers, as_of=request.as_of)
    found = {}
    for tier in tiers:
        own = [row for row in rows if row["tier"] == tier]
        found[tier] = curve([row["days"] for row in own], [row["reached"] for row in own], at)
    return found


def top_share(request: Request, category: CategoryName) -> float:
    """The share of a category's credit of the last year that came from the three mentors who gave most."""
    rows = ask(
        request, QUESTIONS / "concentration.sql", category=category, after=year_before(request.as_of),
        as_of=request.as_of,
    )  # fmt: skip
    total = sum(row["minutes"] for row in rows)
    top = [row["minutes"] for row in rows if row["mentor"] is not None][:TOP_MENTORS]
    return sum(top) / total if total else 0.0
