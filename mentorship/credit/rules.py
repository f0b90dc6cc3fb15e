"""The policy as small tables, so that judging a session is a join and a what-if is other rows."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from mentorship.policy.model import Activity, Policy, Timeline, eras
from mentorship.policy.requirements import (
    Bucket,
    buckets,
    counts_by_level,
    most_usable,
    requirement_eras,
    requirement_rows,
)
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
Rows = list[dict[str, Any]]


def load_rules(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    """Fill the temporary tables `rule_…` of this cursor from a policy, to judge as of a day."""
    run(cursor, SQL / "rules.sql", **_tables(policy, as_of))


@lru_cache(maxsize=64)
def _tables(policy: Policy, as_of: date) -> dict[str, str]:
    requirements, sets = _requirements(policy)
    reading = policy.interpretation
    tables: dict[str, Rows] = {
        "terms": [row for code, activity in policy.activities.items() for row in _terms(code, activity)],
        "tiers": [{"tier": name, "tier_order": place} for place, (name, _) in enumerate(policy.tiers_in_order, 1)],
        "prerequisites": _prerequisites(policy),
        "requirements": requirements,
        "sets": sets,
        "ceilings": [{"category": name, "minutes": most} for name, most in most_usable(policy, as_of).items()],
        "reading": [{
            "refuse_unknown": reading.standing_unknown.value == "refuse",
            "by_level": counts_by_level(policy),
            "starts_after": reading.surplus_hours.value == "starts_after",
            "as_of": as_of,
        }],
    }  # fmt: skip
    return {name: json.dumps(rows, default=str) for name, rows in tables.items()}


def _terms(code: str, activity: Activity) -> Rows:
    """One row per span within which none of an activity's terms changes."""
    timelines: list[Timeline[Any]] = [
        activity.category, activity.credit, activity.cap, activity.modality, activity.counts_from,
        activity.counts_until, activity.standing, activity.endorsement, activity.attendees, activity.repeats,
        activity.untitled,
    ]  # fmt: skip
    rows = []
    for begin, end in eras(timelines):
        credit, cap, group = activity.credit.on(begin), activity.cap.on(begin), activity.attendees.on(begin)
        rows.append({
            "activity": code, "valid_from": begin, "valid_until": end,
            "category": activity.category.on(begin),
            "basis": credit and credit.basis, "credit_minutes": credit and credit.minutes,
            "cap_minutes": cap and cap.minutes, "cap_per": cap and cap.per,
            "modality": activity.modality.on(begin),
            "counts_from": activity.counts_from.on(begin), "counts_until": activity.counts_until.on(begin),
            "standing": activity.standing.on(begin),
            "endorsement_required": activity.endorsement.on(begin) == "required",
            "least_attendees": group and group.least,
            "most_attendees": group and group.most,
            "once_per_event": activity.repeats.on(begin) == "once_per_event",
            "untitled_each": activity.untitled.on(begin) == "each_time",
        })  # fmt: skip
    return rows


def _prerequisites(policy: Policy) -> Rows:
    return [
        {
            "tier_order": place,
            "era_from": max(begin, tier.awarded_from or begin),
            "era_until": end,
            "level": tier.prerequisite.on(begin),
        }
        for place, (_, tier) in enumerate(policy.tiers_in_order, 1)
        for begin, end in eras([tier.prerequisite])
        if end > (tier.awarded_from or begin)
    ]


def _requirements(policy: Policy) -> tuple[Rows, Rows]:
    """The requirement rows by era, and the buckets of each set they speak of."""
    place = {name: number for number, (name, _) in enumerate(policy.tiers_in_order, 1)}
    numbers: dict[frozenset[Bucket], int] = {}
    requirements = [
        {
            "tier_order": place[row.tier], "era_from": begin, "era_until": end,
            "set_no": numbers.setdefault(row.buckets, len(numbers)), "minutes": row.minutes, "implied": row.implied,
        }
        for begin, end in requirement_eras(policy)
        for row in requirement_rows(policy, begin)
    ]  # fmt: skip
    known = set(buckets(policy))
    sets = [
        {"set_no": number, "category": category, "level": level}
        for union, number in numbers.items()
        for category, level in sorted(union & known)
    ]
    return requirements, sets
