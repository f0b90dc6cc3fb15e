"""Is the programme growing, and where do people stall?

What is told in words is worked out from the true numbers, whoever looks; rows are as exact as the viewer may see them.
Counted in `questions/uptake*.sql`; how much is virtual: `modality_mix.py`.
"""

from dataclasses import dataclass
from typing import Any

from mentorship.access import require
from mentorship.answers.countries import NOT_TOLD, load_countries
from mentorship.answers.definitions import A_YEAR, year_before
from mentorship.answers.disclosure import GROUPS, gaps_of_small_groups, load_disclosure
from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.credit.tier_sentences import each_in_words
from mentorship.policy.model import Policy
from mentorship.policy.requirements import in_person_only
from mentorship.reports import QUESTIONS
from mentorship.reports.active_people import active_people, joining_people
from mentorship.reports.time_to_tier import time_to_tier, time_to_tier_by_year
from mentorship.reports.uptake_figures import find_stuck
from mentorship.reports.uptake_sentences import uptake_answer
from mentorship.store.sql_files import run


@dataclass(frozen=True)
class Among:
    """Of whom: everybody, or those of a region, a country, or who speak a language."""

    region: str | None = None
    country: str | None = None
    language: str | None = None


EVERYBODY = Among()


def uptake(request: Request, among: Among = EVERYBODY) -> Report:
    """`rows`: one per year and measure (`people`, `is_part_of_year`). Parts: `funnel` (steps, with `share` of the one
    before and `median_days`), `active`, `registered` and `new` (people by quarter, with the limits of a control chart),
    `curves` (share that has reached each tier, by day), `by_year` (the same after whole years), `cohorts`, `groups` (by
    region, country, language, kind), `stuck`, `stuck_in_person`, `came_and_went`. Raises AccessError."""
    require(request.viewer, GROUPS, "Uptake")
    find_people_among(request, among)
    find_stuck(request)
    policy, as_of = request.policy, request.as_of
    tiers = [name for name, _ in policy.tiers_in_order]
    yearly = ask(request, QUESTIONS / "uptake.sql", as_of=as_of)
    active, verdict = active_people(request)
    parts = {
        "funnel": _with_shares(ask(request, QUESTIONS / "uptake_funnel.sql", tiers=tiers)),
        "active": active,
        **joining_people(request),
        "curves": time_to_tier(request),
        "by_year": time_to_tier_by_year(request),
        "cohorts": ask(request, QUESTIONS / "uptake_cohorts.sql"),
        "groups": _groups(request),
        "stuck": ask(request, QUESTIONS / "uptake_stuck.sql", as_of=as_of),
        "stuck_in_person": ask(
            request, QUESTIONS / "stuck_in_person.sql", as_of=as_of, not_told=NOT_TOLD,
            in_person=in_person_only(policy, as_of),
        ),
        "came_and_went": ask(
            request, QUESTIONS / "came_and_went.sql", as_of=as_of, year_before=year_before(as_of), a_year=A_YEAR
        ),
    }  # fmt: skip
    for row in (*yearly, *parts["funnel"], *parts["cohorts"], *parts["stuck"], *parts["curves"], *parts["by_year"]):
        row["label"] = _label(policy, row)
    for row in parts["stuck"]:
        row["lacks"] = each_in_words(policy, row["only"])
    shown = [row for rows in (yearly, *parts.values()) for row in rows]
    return Report(
        uptake_answer(request, ask(request, QUESTIONS / "uptake_truth.sql"), verdict), yearly, parts,
        gaps_of_small_groups(request.viewer, shown),
    )  # fmt: skip


def find_people_among(request: Request, among: Among = EVERYBODY) -> None:
    """Make `programme_person`: those in the programme who are asked about, with what blurs their numbers."""
    load_disclosure(request.cursor)
    load_countries(request)
    run(request.cursor, QUESTIONS / "people_of_programme.sql", as_of=request.as_of, **vars(among))


def _groups(request: Request) -> Rows:
    as_of, activities = request.as_of, request.policy.activities
    rows = ask(request, QUESTIONS / "uptake_groups.sql", as_of=as_of, year_before=year_before(as_of), not_told=NOT_TOLD)
    for row in rows:
        is_kind = row["grouping"] == "kind" and row["value"] in activities
        row["label"] = activities[row["value"]].label if is_kind else row["value"]
    return rows


def _with_shares(funnel: Rows) -> Rows:
    """Each step with its share of the step before, of the numbers as they are seen."""
    before: Row = {"people": None}
    for row in funnel:
        known = row["people"] is not None and before["people"]
        row["share"] = min(1.0, row["people"] / before["people"]) if known else None
        before = row
    return funnel


def _label(policy: Policy, row: dict[str, Any]) -> str:
    measure = str(row.get("measure") or row.get("name") or row.get("tier"))
    if measure.startswith("tier "):
        return f"{policy.tiers[measure.removeprefix('tier ')].label} reached"
    return policy.tiers[measure].label if measure in policy.tiers else measure.capitalize()
