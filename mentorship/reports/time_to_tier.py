"""How long does a tier take? The share that has reached it, by time in the programme, with its interval."""

from mentorship.answers import SQL
from mentorship.answers.definitions import years_in_days
from mentorship.answers.disclosure import ENOUGH_FOR_SHARE, FEWEST_PEOPLE, is_exact
from mentorship.answers.report import Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.reports import QUESTIONS
from mentorship.statistics.survival import Arrived, curve
from mentorship.store.sql_files import run

#: Leadership sees the curve at whole years: each step of it would be one person's day.
YEARLY = tuple(map(years_in_days, range(11)))
#: ... and shares as multiples of 5 %.
SHARE_STEP = 0.05
_HIDDEN: Row = {"at_risk": None, "share": None, "low": None, "high": None, "hidden": True}


def time_to_tier(request: Request) -> Rows:
    """One row per tier and day: `tier`, `days`, `at_risk`, `share`, `low`, `high`, `hidden`. Exact for the ombudsman,
    with a row for each day on which somebody reached the tier. After `programme_person`."""
    return _curves(request, is_exact(request.viewer))


def time_to_tier_by_year(request: Request) -> Rows:
    """The same after each whole year of the programme in which anybody is followed: `years`. After
    `programme_person`."""
    return [{**row, "years": YEARLY.index(row["days"])} for row in _curves(request, False) if row["days"]]


def _curves(request: Request, daily: bool) -> Rows:
    tiers = [name for name, _ in request.policy.tiers_in_order]
    people = ask(request, QUESTIONS / "time_to_tier.sql", tiers=tiers, as_of=request.as_of)
    rows: Rows = []
    for tier in tiers:
        own = [row for row in people if row["tier"] == tier]
        followed = max((row["days"] for row in own), default=0)
        marks = None if daily else [day for day in YEARLY if day <= followed]
        found = curve([row["days"] for row in own], [row["reached"] for row in own], marks)
        seen = [_seen(request, step, own) for step in found.steps]
        if all(each["hidden"] for each in seen if each["days"]):
            seen = [_HIDDEN | {"days": each["days"]} if not is_exact(request.viewer) else each for each in seen]
        rows += [{"tier": tier, **each} for each in seen]
    return rows


def _seen(request: Request, step: Arrived, people: Rows) -> Row:
    if is_exact(request.viewer):
        return {**vars(step), "hidden": False}
    arrived = sum(row["reached"] and row["days"] <= step.days for row in people)
    # Nobody looks like a few; at the very beginning nobody has arrived, and all know it.
    if step.at_risk < ENOUGH_FOR_SHARE or (arrived < FEWEST_PEOPLE and (arrived or step.days)):
        return _HIDDEN | {"days": step.days}
    at_risk = [row["mentee"] for row in people if row["days"] >= step.days]
    shares = {name: round(getattr(step, name) / SHARE_STEP) * SHARE_STEP for name in ("share", "low", "high")}
    return {"days": step.days, "at_risk": _blurred(request, at_risk), **shares, "hidden": False}


def _blurred(request: Request, mentees: list[str]) -> int | None:
    """A number of people as leadership may see it: the same as wherever the same people are counted."""
    found = run(request.cursor, SQL / "blurred_people.sql", **request.values, people=mentees).fetchone()
    return found[0] if found else None
