"""The parts of a mentor's dossier: certifications, what happened when, months by kind, the mix, the feedback."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from mentorship.access import Role
from mentorship.answers.definitions import ENOUGH_RATINGS
from mentorship.answers.disclosure import FEWEST_PEOPLE
from mentorship.answers.report import Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.credit.explain import activity_label
from mentorship.oversight.measures import usual_since
from mentorship.oversight.signals.current import Signal
from mentorship.reports import QUESTIONS
from mentorship.reports.mentor_activity import months_shown
from mentorship.vocabulary import Modality

OVERLAPS = ("overlap_mentor", "group_as_one_to_one")


def standing(about: Row) -> Rows:
    """Certifications with their days; None for an end that has not come."""
    held = (
        ("Techniques", about.get("techniques_certified_on"), None),
        ("Diplomate", about.get("diplomate_certified_on"), None),
        ("Mentor", about.get("mentor_since"), about.get("mentor_until")),
    )
    return [{"certification": name, "since": since, "until": until} for name, since, until in held if since]


def timeline(sessions: Rows, contacts: Rows, about: Row, as_of: date) -> Rows:
    """What happened, the newest first: each day's sessions of a kind as one line."""
    days: dict[tuple[date, str], Rows] = defaultdict(list)
    for row in sessions:
        days[row["held_on"], row["label"]].append(row)
    lines = [_line(when, "session", label, some) for (when, label), some in days.items()]
    for row in contacts:
        label = f"Contact ({row['channel']})" if row["channel"] else "Contact"
        lines.append(_line(row["contacted_on"], "contact", label) | {"summary": row["summary"]})
    for row in standing(about):
        label = f"{row['certification']} certification"
        lines.append(_line(row["since"], "certified", label))
        if row["until"] and row["until"] <= as_of:
            lines.append(_line(row["until"], "ended", f"{label} ended"))
    return sorted(lines, key=lambda line: (line["day"], line["what"], line["label"]), reverse=True)


def _line(when: date, what: str, label: str, sessions: Sequence[Row] = ()) -> Row:
    return {
        "day": when, "what": what, "label": label, "sessions": len(sessions) or None,
        "mentees": len({row["mentee"] for row in sessions}) or None,
        "minutes": sum(row["recorded_minutes"] for row in sessions) or None,
        "credited_minutes": sum(row["credited_minutes"] for row in sessions) if sessions else None, "summary": None,
    }  # fmt: skip


def strip(request: Request, sessions: Rows, raised: list[Signal]) -> Rows:
    """The last 24 months by kind, the oldest first: sessions, minutes, and how many overlap or begin at one time."""
    overlapping = {
        (each.import_no, each.row) for signal in raised if signal.signal in OVERLAPS for each in signal.sessions
    }
    months = months_shown(request.as_of)
    found: dict[tuple[date, str], Rows] = defaultdict(list)
    for row in sessions:
        if row["held_on"] >= months[0]:
            found[row["held_on"].replace(day=1), row["activity"]].append(row)
    kinds = sorted({activity for _, activity in found})
    return [
        {
            "month": month, "activity": kind, "label": activity_label(request.policy, kind),
            "sessions": len(found[month, kind]),
            "minutes": sum(row["recorded_minutes"] for row in found[month, kind]),
            "overlapping": sum((row["import_no"], row["row"]) in overlapping for row in found[month, kind]),
        }
        for month in months
        for kind in kinds
    ]  # fmt: skip


def mix(request: Request, mentor: str) -> Rows:
    """Kinds of sessions of the last three years, as shares, beside similar mentors: half to twice as many sessions."""
    rows = ask(
        request, QUESTIONS / "mix_of_mentors.sql", mentor=mentor, since=usual_since(request.as_of), fewest=FEWEST_PEOPLE
    )
    own, others = (sum(row[name] for row in rows) for name in ("sessions", "of_similar"))
    return [
        {
            **row, "label": activity_label(request.policy, row["activity"]),
            "held": Modality(row["modality"]).in_words, "share": row["sessions"] / own if own else None,
            "share_of_similar": row["of_similar"] / others if others else None,
        }
        for row in rows
    ]  # fmt: skip


def feedback(request: Request, mentor: str, sessions: Rows) -> Row:
    """Ratings: how many of how many that could have come in, and their mean where there are enough."""
    ratings = [row["rating"] for row in sessions if row["rating"] is not None]
    asked = ask(request, QUESTIONS / "asked_for_rating.sql", mentor=mentor)[0]["sessions"]
    enough = len(ratings) >= ENOUGH_RATINGS
    found: dict[str, Any] = {
        "ratings": len(ratings), "asked": asked, "response_rate": len(ratings) / asked if asked else None,
        "mean_rating": sum(ratings) / len(ratings) if enough else None,
        "more_needed": max(0, ENOUGH_RATINGS - len(ratings)),
    }  # fmt: skip
    # One rating alone would tell a mentor who gave it.
    shown = enough or request.viewer.role is Role.OMBUDSMAN
    return found | {f"rated_{each}": ratings.count(each) if shown else None for each in range(1, 6)}
