"""Who is mentoring, how much, how recently?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mentorship.access import Role, require
from mentorship.answers.definitions import (
    ENOUGH_RATINGS,
    STRIP_MONTHS,
    begins_after,
    quiet_before,
    year_before,
)
from mentorship.answers.disclosure import GROUPS, gaps_of_small_groups, is_exact, load_disclosure, people_in_words
from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.errors import ArgumentError
from mentorship.reports import QUESTIONS
from mentorship.wording import capitalised, count, day, listed

#: At the most so many mentors are compared side by side.
MOST_COMPARED = 4
STATES = {
    "active": "Active: led a session in the last year",
    "quiet": "Quiet: the latest session was one to two years ago",
    "stopped": "Stopped: none for two years, or no longer certified",
    "not_started": "Not started: certified, and no session on record",
    "not_mentoring": "Not mentoring: neither certified nor with a session by then",
}


@dataclass(frozen=True)
class View:
    """A view with a name: which mentors it shows."""

    label: str
    shows: Callable[[Row], bool]


#: In the order of their tabs.
VIEWS = {
    "all": View("All", lambda row: True),
    "no_contact": View("No contact in 12 months", lambda row: row["is_out_of_contact"]),
    "quiet": View("Quiet", lambda row: row["state"] == "quiet"),
    "stopped": View("Stopped", lambda row: row["state"] == "stopped"),
    "not_started": View("Not started", lambda row: row["state"] == "not_started"),
    "uncertified": View("Led sessions uncertified", lambda row: row["uncertified_sessions"] > 0),
    "unverified": View("Certification not on record", lambda row: row["unverified_sessions"] > 0),
}


@dataclass(frozen=True)
class Span:
    """Days that are counted: later than `after`, up to `until`."""

    after: date
    until: date
    called: str


def span(request: Request, period: str, begin: date | None = None, until: date | None = None) -> Span:
    """A period by its name, or from day to day; as of the last day. Raises ArgumentError for one that cannot be."""
    end = until or request.as_of
    if end > request.as_of:
        raise ArgumentError(f"{day(end)} is later than {day(request.as_of)}, the day up to which sessions are judged.")
    if begin is None:
        named = period.lower() if end == request.as_of else f"{period.lower()} up to {day(end)}"
        return Span(begins_after(period, end), end, named)
    if begin > end:
        raise ArgumentError(f"The period begins on {day(begin)}, after its end on {day(end)}.")
    return Span(begin - timedelta(days=1), end, f"{day(begin)} to {day(end)}")


def mentor_activity(
    request: Request, period: str = "Last 12 months", view: str = "all", begin: date | None = None,
    until: date | None = None,
) -> Report:  # fmt: skip
    """`rows`: one per mentor of a view (ombudsman) or per band of activity (leadership); parts `groups`: the bands, and
    `views`: each view with its count. A period by its name, or from `begin` to `until`.

    Sessions are those a mentor leads: groups and 1x1. `mean_rating` is None below five ratings; `monthly` are the last
    24 months, the oldest first; `state` is told by the days, not by the period. Periods from day to day are for the
    ombudsman: what differs between two of them would tell of single people. Raises AccessError, ArgumentError."""
    viewer = request.viewer
    require(viewer, GROUPS, "Mentor activity")
    if view not in VIEWS:
        raise ArgumentError(f"There is no view {view}. Use one of {listed(VIEWS)}.")
    if not is_exact(viewer) and (begin or until):
        raise ArgumentError(
            "Choose one of the named periods: numbers for any two days could be compared to single people out."
        )
    asked = span(request, period, begin, until)
    load_disclosure(request.cursor)
    groups = ask(request, QUESTIONS / "mentor_activity_groups.sql", after=asked.after, until=asked.until)
    if not is_exact(viewer):
        gap = gaps_of_small_groups(viewer, groups)
        return Report(_groups_answer(request, asked), groups, {"groups": groups}, gap)
    rows = mentor_rows(request, asked)
    views = [{"view": name, "label": each.label, "mentors": sum(map(each.shows, rows))} for name, each in VIEWS.items()]
    shown = [row for row in rows if VIEWS[view].shows(row)]
    return Report(_answer(rows, asked), shown, {"groups": groups, "views": views}, _gaps(rows))


def mentor_rows(request: Request, asked: Span) -> Rows:
    """One row per mentor whom the viewer may see: all for the ombudsman, a mentor's own."""
    rows = ask(request, QUESTIONS / "mentor_activity.sql", after=asked.after, until=asked.until, strip=STRIP_MONTHS)
    has_contacts = any(row["contacts"] for row in rows)
    for row in rows:
        contact = row["last_contact"]
        row["days_since_contact"] = (asked.until - contact).days if contact else None
        row["months_since_contact"] = _months(contact, asked.until) if contact else None
        row["kinds"] = row["kinds"] or {}
        row["state"] = _state(row, asked.until)
        # As the signal `no_contact` asks: whoever is certified and active, where contacts are on record at all.
        row["is_out_of_contact"] = (
            has_contacts and row["is_certified"] and row["state"] == "active"
            and (contact is None or contact <= year_before(asked.until))
        )  # fmt: skip
        if row["ratings"] < ENOUGH_RATINGS:
            row["mean_rating"] = None
    return rows


def mentor_comparison(
    request: Request, mentors: Sequence[str], period: str = "Last 12 months", begin: date | None = None,
    until: date | None = None,
) -> Report:  # fmt: skip
    """Up to four mentors side by side, by name. Part `everybody`: one row, the mean of all active mentors, to see each
    beside. For the ombudsman. Raises AccessError; ArgumentError for none, too many, or somebody unknown."""
    require(request.viewer, (Role.OMBUDSMAN,), "Comparing mentors")
    if not 1 <= len(set(mentors)) <= MOST_COMPARED:
        raise ArgumentError(f"Choose one to {MOST_COMPARED} mentors to see side by side.")
    asked = span(request, period, begin, until)
    rows = {row["mentor"]: row for row in mentor_rows(request, asked)}
    if unknown := [each for each in mentors if each not in rows]:
        raise ArgumentError(f"There is no mentor {unknown[0]}.")
    chosen = [row for mentor, row in rows.items() if mentor in mentors]
    active = [row for row in rows.values() if row["sessions"]]
    names = ("sessions", "mentees", "new_mentees", "recorded_minutes", "credited_minutes")
    mean = {name: sum(row[name] for row in active) / len(active) if active else None for name in names}
    said = f"{listed(row['name'] for row in chosen)}, {asked.called}."
    return Report(said, chosen, {"everybody": [{"mentors": len(active), **mean}]})


def mentors(request: Request) -> Rows:
    """The mentors whom the viewer may look at one by one: mentor, name."""
    return ask(request, QUESTIONS / "mentors.sql")


def months_shown(until: date) -> list[date]:
    """The first days of the months of a strip, the oldest first."""
    last = until.year * 12 + until.month - 1
    return [date(place // 12, place % 12 + 1, 1) for place in range(last - STRIP_MONTHS + 1, last + 1)]


def _state(row: dict[str, Any], until: date) -> str:
    last = row["last_session"]
    if last is None:
        return "not_started" if row["is_certified"] else "not_mentoring"
    if last > year_before(until):
        return "active"
    return "quiet" if row["is_certified"] and last > quiet_before(until) else "stopped"


def _months(since: date, until: date) -> int:
    """Whole months from one day to another."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (until.day < since.day)


def _answer(rows: Rows, asked: Span) -> str:
    if not rows:
        return "No mentors are on record yet."
    active = [row for row in rows if row["sessions"]]
    idle = sum(row["is_certified"] and not row["sessions"] for row in rows)
    silent = sum(row["is_out_of_contact"] for row in rows)
    sessions = count(sum(row["sessions"] for row in active), "session")
    said = f"{count(len(active), 'mentor')} led {sessions} ({asked.called})"
    said += f"; {count(idle, 'certified mentor')} led none." if idle else "."
    if any(row["contacts"] for row in rows):
        have = "has" if silent == 1 else "have"
        said += f" {silent or 'None'} of those certified and active {have} gone a year or longer without contact."
    return said


def _groups_answer(request: Request, asked: Span) -> str:
    """Counted as one group, as on the overview: bands that are blurred do not add up."""
    active = ask(request, QUESTIONS / "mentors_led.sql", after=asked.after, until=asked.until)[0]["mentors"]
    if not active:
        return "Too few mentors to show, or no sessions in this period."
    said = people_in_words(request.viewer, active, "mentor", "mentors")
    return f"{capitalised(said)} led sessions ({asked.called})."


def _gaps(rows: Rows) -> list[str]:
    gaps = []
    if not any(row["ratings"] for row in rows):
        gaps.append("Not in your data: column `rating`.")
    if not any(row["contacts"] for row in rows):
        gaps.append("Not in your data: contacts with mentors.")
    return gaps
