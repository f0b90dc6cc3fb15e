"""All signals of what was held, found anew: into the temporary table `found_signal` of a cursor."""

import json
from datetime import date
from typing import Any

import duckdb

from mentorship.access import Role, Viewer
from mentorship.oversight import SQL
from mentorship.oversight.rebasing import rebased_months
from mentorship.oversight.signals import HERE
from mentorship.oversight.signals.definitions import CODES, parameters
from mentorship.oversight.sudden_change import When, by_mentor, sudden_change
from mentorship.policy.model import Policy
from mentorship.policy.timeline import eras
from mentorship.store.sql_files import rows_of, run
from mentorship.vocabulary import Standing

#: Asked of contacts, which change without any session: found anew each time (`current.py`).
NOT_KEPT = ("no_contact",)
_EVERYTHING = Viewer(Role.OMBUDSMAN).values


def find_signals(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    """Fill `found_signal` with every signal but those of contacts. The stored assessment must be that of the policy, as
    of the day."""
    groups = group_activities(policy, as_of)
    run(cursor, SQL / "held_sessions.sql")
    run(cursor, SQL / "meetings.sql", groups=groups, **parameters("overlap_mentor", as_of))
    run(cursor, SQL / "reports_by_both.sql", **parameters("claimed_only", as_of))
    for signal in CODES:
        if signal not in NOT_KEPT:
            values = parameters(signal, as_of) | {"as_of": as_of, "groups": groups}
            run(cursor, HERE / f"{signal}.sql", **values, **_worked_out(cursor, signal, policy, as_of))
    run(cursor, SQL / "signal_facts.sql")


def group_activities(policy: Policy, as_of: date) -> list[str]:
    """The activities that are groups led by a mentor: those for which the handbook names a size."""
    return [
        code
        for code, each in policy.activities.items()
        if each.standing.on(as_of) is Standing.MENTOR and (each.usual_size.on(as_of) or each.attendees.on(as_of))
    ]


def _worked_out(cursor: duckdb.DuckDBPyConnection, signal: str, policy: Policy, as_of: date) -> dict[str, Any]:
    """What the SQL of a signal needs beside its parameters."""
    match signal:
        case "size_against_kind":
            return {"sizes": json.dumps(_sizes(policy, as_of), default=str)}
        case "long_day":
            return {"most_minutes": int(60 * parameters(signal, as_of)["most_hours"])}
        case "sudden_change":
            return {"found": json.dumps(_changes(cursor, as_of), default=str)}
    return {}


def _sizes(policy: Policy, as_of: date) -> list[dict[str, Any]]:
    """How many people take part in each kind of session, by date: as the handbook says, but where a parameter does."""
    own = parameters("size_against_kind", as_of)
    rows = []
    for code, each in policy.activities.items():
        for begin, end in eras([each.usual_size]):
            usual = each.usual_size.on(begin)
            least, most = own.get(f"{code}_least", usual and usual.least), own.get(f"{code}_most", usual and usual.most)
            if least is not None or most is not None:
                rows.append({"activity": code, "valid_from": begin, "valid_until": end, "least": least, "most": most})
    return rows


def _changes(cursor: duckdb.DuckDBPyConnection, as_of: date) -> list[dict[str, Any]]:
    """Each mentor's sudden change, where there is one."""
    when = When(**parameters("sudden_change", as_of))
    found = rows_of(
        run(cursor, SQL / "monthly_sessions.sql", as_of=as_of, months=when.most_points, mentor=None, **_EVERYTHING)
    )
    rebased = rebased_months(cursor)
    changes = {
        mentor: sudden_change(months, when, rebased.get(mentor, ())) for mentor, months in by_mentor(found).items()
    }
    return [
        {
            "mentor": mentor, "first_month": each.first_month, "last_month": each.last_month, "side": each.side,
            "rule": each.rule, "sessions": each.sessions, "usual": each.usual, "months": each.months,
        }
        for mentor, each in changes.items()
        if each
    ]  # fmt: skip
