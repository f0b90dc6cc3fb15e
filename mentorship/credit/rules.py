"""The policy as small tables, so that judging a session is a join and a what-if is other rows."""

import json
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any

from mentorship.policy.activity import Activity
from mentorship.policy.model import Policy
from mentorship.policy.requirements import (
    Bucket,
    buckets,
    counts_by_level,
    most_usable,
    requirement_eras,
    requirement_rows,
)
from mentorship.policy.timeline import Timeline, eras
from mentorship.vocabulary import Basis, Level, Modality, Per

Rows = list[dict[str, Any]]


def rule_tables(policy: Policy, as_of: date) -> dict[str, str]:
    """What `rules.sql` makes its tables from, by the names of its parameters: a policy as JSON, as of a day."""
    usable = [{"category": name, "minutes": most} for name, most in most_usable(policy, as_of).items()]
    reading = [{
        "refuse_unknown": policy.interpretation.standing_unknown.value == "refuse",
        "by_level": counts_by_level(policy),
        "starts_after": starts_after(policy),
        "as_of": as_of,
    }]  # fmt: skip
    return rules_of_all_days(policy) | _as_json({"ceilings": usable, "reading": reading})


def starts_after(policy: Policy) -> bool:
    """Whether a tier counts only what was earned after the day the one before it was reached."""
    return policy.interpretation.surplus_hours.value == "starts_after"


def _as_json(tables: dict[str, Rows]) -> dict[str, str]:
    return {name: json.dumps(rows, default=str) for name, rows in tables.items()}


@lru_cache(maxsize=64)
def rules_of_all_days(policy: Policy) -> dict[str, str]:
    """Those of them that do not depend on the day of judging."""
    sets, known = _numbered_sets(policy), buckets(policy)
    return _as_json({
        "terms": _terms(policy),
        "tiers": [{"tier": name, "tier_order": place} for place, (name, _) in enumerate(policy.tiers_in_order, 1)],
        "prerequisites": _prerequisites(policy),
        "requirements": requirements_of_all_days(policy),
        "sets": [
            {"set_no": number, "bucket_no": bucket_number(policy, each)}
            for union, number in sets.items()
            for each in union
        ],
        "buckets": [
            {"bucket_no": bucket_number(policy, each), "category": each[0], "level": each[1]} for each in known
        ],
    })  # fmt: skip


def bucket_number(policy: Policy, bucket: Bucket) -> int:
    """A bucket by number: those of a category one after the other, by level."""
    category, level = bucket
    return sorted(policy.categories).index(category) * len(Level) + Level(level).rank


def _terms(policy: Policy) -> Rows:
    rows = [
        row | {"activity_no": number, "bucket_no": bucket_number(policy, (row["category"], Level.NONE))}
        for number, (code, activity) in enumerate(policy.activities.items())
        for row in _terms_of(code, activity)
    ]
    return [row | {"term_no": number} for number, row in enumerate(rows)]


def _terms_of(code: str, activity: Activity) -> Rows:
    """One row per span within which none of an activity's terms changes."""
    timelines: list[Timeline[Any]] = [
        activity.category, activity.credit, activity.cap, activity.modality, activity.counts_from,
        activity.counts_until, activity.standing, activity.endorsement, activity.attendees, activity.repeats,
        activity.untitled,
    ]  # fmt: skip
    rows = []
    for begin, end in eras(timelines):
        credit, cap, group = activity.credit.on(begin), activity.cap.on(begin), activity.attendees.on(begin)
        modalities = activity.modality.on(begin) or ()
        rows.append({
            "activity": code, "valid_from": begin, "valid_until": end,
            "category": activity.category.on(begin),
            "by_duration": credit and credit.basis is Basis.DURATION,
            "by_day": credit and credit.basis is Basis.PER_DAY,
            "credit_minutes": credit and credit.minutes,
            "session_cap": cap.minutes if cap and cap.per is Per.SESSION else None,
            "event_cap": cap.minutes if cap and cap.per is Per.EVENT else None,
            "allows_in_person": Modality.IN_PERSON in modalities, "allows_virtual": Modality.VIRTUAL in modalities,
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


@lru_cache(maxsize=64)
def requirements_of_all_days(policy: Policy) -> Rows:
    """The requirement rows of each era, numbered, as `rule_requirement` has them."""
    place = {name: number for number, (name, _) in enumerate(policy.tiers_in_order, 1)}
    numbers = _numbered_sets(policy)
    rows = [(begin, end, row) for begin, end in requirement_eras(policy) for row in requirement_rows(policy, begin)]
    asked = Counter((row.tier, begin) for begin, _, row in rows if not row.implied)
    return [
        {
            "requirement_no": number, "tier": row.tier, "tier_order": place[row.tier],
            "era_from": begin, "era_until": end,
            "categories": row.categories, "levels": [row.levels.get(each, Level.NONE) for each in row.categories],
            "set_no": numbers[row.buckets], "minutes": row.minutes, "implied": row.implied,
            "row_count": asked[row.tier, begin],
        }
        for number, (begin, end, row) in enumerate(rows)
    ]  # fmt: skip


def _numbered_sets(policy: Policy) -> dict[frozenset[Bucket], int]:
    """The sets of buckets that any requirement row may be met from."""
    sets = (row.buckets for begin, _ in requirement_eras(policy) for row in requirement_rows(policy, begin))
    return {buckets: number for number, buckets in enumerate(dict.fromkeys(sets))}
