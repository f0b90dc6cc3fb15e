"""A plan to take away: as a calendar (ICS) that calendar programs accept, and as a table (CSV).

The same plan gives the same bytes. Neither holds more of a person than the plan itself; sessions have no time of day,
so each is an all-day entry that leaves the day free.
"""

import csv
import hashlib
import io
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mentorship.errors import ArgumentError
from mentorship.formulas import neutral_in_csv
from mentorship.hidden_characters import visible
from mentorship.planning.plan import Plan
from mentorship.planning.plan_sessions import PlannedSession
from mentorship.policy.model import Policy
from mentorship.wording import hours

if TYPE_CHECKING:
    from icalendar import Event

COLUMNS = ("held_on", "mentee", "activity", "modality", "minutes", "days", "event", "status", "mentor", "category",
           "credited_minutes")  # fmt: skip


def write_plan(path: Path, plan: Plan, policy: Policy, as_of: date) -> None:
    """Write a plan to a file, as its ending says. Raises ArgumentError for another ending, OSError."""
    check_ending(path)
    path.write_bytes(as_ics(plan, policy, as_of) if path.suffix.lower() == ".ics" else as_csv(plan))


def check_ending(path: Path) -> None:
    """Raises ArgumentError for a file that is neither a calendar nor a table."""
    if path.suffix.lower() not in (".ics", ".csv"):
        raise ArgumentError(f"--out {path}: expected a name ending in .ics (a calendar) or .csv (a table).")


def as_ics(plan: Plan, policy: Policy, as_of: date) -> bytes:
    """An iCalendar file (RFC 5545): an all-day entry for each session."""
    from icalendar import Calendar  # loaded when a calendar is asked for: other commands start without it

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//mentorship//plan//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Plan: {policy.tiers[plan.tier].label}")
    for session in plan.sessions:
        calendar.add_component(_entry(plan, session, policy, as_of))
    return bytes(calendar.to_ical())


def _entry(plan: Plan, session: PlannedSession, policy: Policy, as_of: date) -> "Event":
    from icalendar import Event

    label = policy.activities[session.activity].label
    length = hours(session.minutes) if session.minutes is not None else "1 day" if session.days else None
    entry = Event()
    entry.add("uid", _uid(plan, session))
    entry.add("dtstamp", datetime.combine(as_of, time(), UTC))
    entry.add("dtstart", session.held_on)
    entry.add("dtend", session.held_on + timedelta(days=1))
    entry.add("summary", f"{label} ({', '.join(filter(None, (length, session.modality.in_words)))})")
    entry.add("description", f"Planned: {hours(session.credited_minutes)} of Category {session.category}.")
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "TENTATIVE")
    return entry


def _uid(plan: Plan, session: PlannedSession) -> str:
    """The same session of the same person's plan is the same entry when a calendar takes it in again."""
    told = "\n".join((plan.mentee, plan.tier, session.held_on.isoformat(), session.activity))
    return f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@mentorship"


def as_csv(plan: Plan) -> bytes:
    """A table in the columns of a session export, as scheduled sessions whose mentor is still to be filled in; UTF-8
    with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for each in plan.sessions:
        cells = (each.held_on.isoformat(), plan.mentee, each.activity, each.modality, each.minutes, each.days,
                 each.event, "scheduled", None, each.category, each.credited_minutes)  # fmt: skip
        writer.writerow(["" if cell is None else neutral_in_csv(visible(str(cell))) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
