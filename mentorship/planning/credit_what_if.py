"""What if I did this next? Planned sessions beside the record of one mentee, judged by the same engine."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.credit.assess import assess
from mentorship.credit.progress import to_go
from mentorship.credit.results import filled, standings
from mentorship.errors import AccessError, ArgumentError
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run
from mentorship.vocabulary import ActivityCode, Modality
from mentorship.wording import count, day, listed

SQL = Path(__file__).parent / "sql"
Rows = list[dict[str, Any]]
#: How far ahead, and how much at once, somebody may plan.
MOST_YEARS, MOST_MINUTES, MOST_DAYS = 20, 12_000, 60


@dataclass(frozen=True)
class Planned:
    """A session that might be held: `minutes` where credit is by duration, `days` where it is by the day."""

    held_on: date
    activity: ActivityCode
    modality: Modality
    minutes: int | None = None
    days: int | None = None


@dataclass(frozen=True)
class WhatIf:
    """What would follow, judged as of the last planned day: the answer in a sentence, `tiers` and `needs` as the
    record's own, `filled` (what fills each tier), `sessions` (the planned ones, with what each would earn and why)."""

    answer: str
    judged_as_of: date
    tiers: Rows
    needs: Rows
    categories: Rows
    filled: Rows
    sessions: Rows


def credit_what_if(
    viewer: Viewer,
    cursor: duckdb.DuckDBPyConnection,
    policy: Policy,
    as_of: date,
    mentee: str,
    planned: Sequence[Planned],
    count_scheduled: bool = False,
) -> WhatIf:
    """Judge a mentee's record with planned sessions added, without touching it. Whoever leads a planned session is
    taken to be certified. With `count_scheduled` the sessions on record as scheduled count as held, too.

    Raises AccessError for a mentee whom the viewer may not look at, ArgumentError for a plan in the past.
    """
    require(viewer, (Role.MENTEE, Role.OMBUDSMAN), "A mentee's what-if")
    if viewer.role is Role.MENTEE and viewer.person != mentee:
        raise AccessError("There is no such mentee among those you may look at.")
    if past := [each for each in planned if each.held_on < as_of]:
        raise ArgumentError(f"{day(past[0].held_on)} is past: plan for {day(as_of)} or later.")
    for each in planned:
        _check(each, as_of)
    rows = [{**asdict(each), "row": place} for place, each in enumerate(planned, 1)]
    run(
        cursor, SQL / "scope_planned.sql", **viewer.values, mentee=mentee, as_of=as_of,
        planned=json.dumps(rows, default=str), count_scheduled=count_scheduled,
    )  # fmt: skip
    (last,) = cursor.execute("select max(held_on) from scope_session").fetchone() or (None,)
    until = max(as_of, last or as_of)
    assess(cursor, policy, until)
    found = standings(cursor, policy, until)
    sessions = [row for row in found.sessions if row["import_no"] == 0]
    whole = filled(policy, found.sessions, found.tiers, until)
    answer = _answer(found.tiers, found.needs, sessions, as_of)
    return WhatIf(answer, until, found.tiers, found.needs, found.categories, whole, sessions)


def _check(planned: Planned, as_of: date) -> None:
    """Raises ArgumentError for a plan that nobody can mean."""
    if planned.held_on.year > as_of.year + MOST_YEARS:
        raise ArgumentError(f"{day(planned.held_on)} is too far ahead: plan for the next {MOST_YEARS} years.")
    if not (planned.minutes is None or 0 < planned.minutes <= MOST_MINUTES):
        raise ArgumentError("A planned session lasts more than nothing, and not longer than 200 hours.")
    if not (planned.days is None or 0 < planned.days <= MOST_DAYS):
        raise ArgumentError(f"A planned session takes 1 to {MOST_DAYS} days.")


def _answer(tiers: Rows, needs: Rows, sessions: Rows, as_of: date) -> str:
    """What the plan would bring, in a few sentences."""
    if not tiers:
        return "Nothing is on record yet, and nothing planned."
    new = [f"“{tier['label']}” would be reached on {day(tier['reached_on'])}"
           for tier in tiers if tier["reached_on"] and tier["reached_on"] > as_of]  # fmt: skip
    said = [f"With this plan {listed(new)}." if new else "With this plan no further tier would be reached."]
    said += [f"Then there are {words}." for words in to_go(tiers, needs)]
    if empty := [row for row in sessions if not row["credited_minutes"]]:
        said.append(f"{count(len(empty), 'planned session')} would earn nothing: see why below.")
    return " ".join(said)
