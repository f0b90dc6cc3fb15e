"""Who is mentoring, how much, how recently?"""

from datetime import date, timedelta

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.policy.model import Policy
from mentorship.reports.report import (
    GROUPS,
    QUESTIONS,
    Report,
    Rows,
    ask,
    gaps_of_small_groups,
    led_by_mentors,
    people_said,
)
from mentorship.store.sql_files import run
from mentorship.wording import count

#: Fewer ratings than this say nothing: the mean is not shown.
ENOUGH_RATINGS = 5
#: From so many days without contact on, a mentor has gone without for a year.
A_YEAR = 365
#: Periods that can be asked for: label → days back; None is everything.
PERIODS = {"Last 12 months": A_YEAR, "Last 3 years": 3 * A_YEAR, "All years": None}


def mentor_activity(
    viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, period: str = "Last 12 months"
) -> Report:
    """`rows`: one per mentor (ombudsman) or per band of activity (leadership); part `groups`: the bands. Sessions are
    those a mentor leads: groups and 1x1. `mean_rating` is None below five ratings."""
    require(viewer, GROUPS, "Mentor activity")
    run(cursor, QUESTIONS / "small_cells.sql")
    since = first_day(period, as_of)
    led = led_by_mentors(policy)
    groups = ask(cursor, "mentor_activity_groups", viewer, led_by_mentors=led, as_of=as_of, since=since)
    if viewer.role is not Role.OMBUDSMAN:
        return Report(
            _groups_answer(viewer, groups, period), groups, {"groups": groups}, gaps_of_small_groups(viewer, groups)
        )
    rows = ask(cursor, "mentor_activity", viewer, led_by_mentors=led, as_of=as_of, since=since)
    for row in rows:
        row["days_since_contact"] = (as_of - row["last_contact"]).days if row["last_contact"] else None
        if row["ratings"] < ENOUGH_RATINGS:
            row["mean_rating"] = None
    return Report(_answer(rows, period), rows, {"groups": groups}, _gaps(rows))


def first_day(period: str, as_of: date) -> date | None:
    """The day a period begins with; None for all years."""
    back = PERIODS[period]
    return as_of - timedelta(days=back) if back else None


def mentors(viewer: Viewer, cursor: duckdb.DuckDBPyConnection) -> Rows:
    """The mentors whom the viewer may look at one by one: mentor, name."""
    return ask(cursor, "mentors", viewer)


def _answer(rows: Rows, period: str) -> str:
    if not rows:
        return "No mentors are on record yet."
    active = [row for row in rows if row["sessions"]]
    idle = sum(row["is_certified"] and not row["sessions"] for row in rows)
    silent = sum(row["days_since_contact"] is None or row["days_since_contact"] >= A_YEAR for row in active)
    sessions = count(sum(row["sessions"] for row in active), "session")
    said = f"{count(len(active), 'mentor')} led {sessions} ({period.lower()})"
    said += f"; {count(idle, 'certified mentor')} led none." if idle else "."
    if any(row["contacts"] for row in rows):
        have = "has" if silent == 1 else "have"
        said += f" {silent or 'None'} of the active {have} gone a year or longer without contact."
    return said


def _groups_answer(viewer: Viewer, groups: Rows, period: str) -> str:
    active = sum(group["mentors"] or 0 for group in groups if group["sessions"] != "none")
    if not active:
        return "Too few mentors to show, or no sessions in this period."
    said = people_said(viewer, active, "mentor", "mentors")
    return f"{said[0].upper()}{said[1:]} led sessions ({period.lower()})."


def _gaps(rows: Rows) -> list[str]:
    gaps = []
    if not any(row["ratings"] for row in rows):
        gaps.append("Not in your data: column `rating`.")
    if not any(row["contacts"] for row in rows):
        gaps.append("Not in your data: contacts with mentors.")
    return gaps
