"""The engine's temporary tables as plain data: the `mentees` of the JSON of `mentorship check`."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import duckdb

from mentorship.credit.allocation import Earned, Reached, allocate
from mentorship.credit.explain import Verdict, because, reasons
from mentorship.credit.rules import SQL
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run
from mentorship.vocabulary import Level

Json = dict[str, Any]


@dataclass(frozen=True)
class Standings:
    """One mentee after `assess`, as rows: tiers, requirement rows, categories, sessions with their verdicts."""

    tiers: list[Json]
    needs: list[Json]
    categories: list[Json]
    sessions: list[Json]

    def told(self, policy: Policy, as_of: date) -> "Standings":
        """The same with labels, reasons and allocation. Sessions the earliest first."""
        tiers = [{**tier, "label": policy.tiers[tier["tier"]].label} for tier in self.tiers]
        sessions = told(policy, [dict(session) for session in self.sessions], tiers, as_of)
        return Standings(tiers, self.needs, self.categories, sessions)


def standings_by_mentee(cursor: duckdb.DuckDBPyConnection) -> dict[str, Standings]:
    """Everyone in scope after `assess`, in the order of their ids."""
    questions = ("read_mentees", "read_tiers", "read_needs", "read_verdicts")
    categories, tiers, needs, sessions = (_by_mentee(cursor, question) for question in questions)
    return {
        mentee: Standings(tiers[mentee], needs[mentee], rows, sessions[mentee]) for mentee, rows in categories.items()
    }


def mentees_as_json(everyone: dict[str, Standings], policy: Policy, as_of: date) -> list[Json]:
    """Everyone as the contract says: totals, tiers with their needs, sessions."""
    return [
        {
            "mentee": mentee,
            "recorded_minutes": rows.categories[0]["recorded_minutes"],
            "credited_minutes": {row["category"]: row["credited_minutes"] for row in rows.categories},
            "beyond_use_minutes": {row["category"]: row["beyond_use_minutes"] for row in rows.categories},
            "tiers": [_tier(row, rows.needs) for row in rows.tiers],
            "sessions": _sessions(policy, rows.sessions, rows.tiers, as_of),
        }
        for mentee, rows in everyone.items()
    ]


def standings(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Standings:
    """The one mentee in scope after `assess`; empty where the scope is."""
    found = next(iter(standings_by_mentee(cursor).values()), Standings([], [], [], []))
    return found.told(policy, as_of)


def told(policy: Policy, sessions: list[Json], tiers: list[Json], as_of: date) -> list[Json]:
    """Sessions of one mentee with what they are called, why they earn what they earn, and where it went."""
    spent = allocated(policy, sessions, tiers, as_of)
    for row, tiers_paid in zip(sessions, spent, strict=True):
        activity = policy.activities.get(row["activity"])
        row["label"] = activity.label if activity else row["activity"]
        row["because"] = because(policy, verdict_of(row))
        row["why"] = " ".join(each.text for each in row["because"])
        row["went_to"] = tiers_paid
    return sessions


def filled(policy: Policy, sessions: list[Json], tiers: list[Json], as_of: date) -> list[Json]:
    """What fills each tier: its allocated minutes by category, in order, and last what is missing. After `told`."""
    rows: list[Json] = []
    for tier in tiers:
        used = dict.fromkeys(sorted(policy.categories), 0)
        for session in sessions:
            used[session["category"]] = used.get(session["category"], 0) + session["went_to"].get(tier["tier"], 0)
        whole = policy.tiers[tier["tier"]].minutes.on(tier["hours_complete_on"] or as_of) or 0
        used["missing"] = max(0, whole - sum(used.values()))
        rows += [{"tier": tier["label"], "what": what, "minutes": minutes} for what, minutes in used.items()]
    return rows


def _by_mentee(cursor: duckdb.DuckDBPyConnection, question: str) -> dict[str, list[Json]]:
    found = run(cursor, SQL / f"{question}.sql")
    names = [column[0] for column in found.description or []]
    grouped: dict[str, list[Json]] = defaultdict(list)
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        grouped[row.pop("mentee")].append(row)
    return grouped


def _tier(row: Json, needs: list[Json]) -> Json:
    level = row["prerequisite"]
    return {
        "tier": row["tier"],
        "reached_on": _iso(row["reached_on"]),
        "hours_complete_on": _iso(row["hours_complete_on"]),
        "prerequisite": {"level": level, "held_on": _iso(row["prerequisite_held_on"])} if level else None,
        "minutes_short": row["minutes_short"],
        "needs": [_need(need) for need in needs if need["tier"] == row["tier"]],
    }


def _need(need: Json) -> Json:
    levels = dict(zip(need["categories"], need["levels"], strict=True))
    asked = {category: level for category, level in levels.items() if level != Level.NONE}
    required, have = need["required_minutes"], need["have_minutes"]
    row = {"categories": need["categories"], "required": required, "have": have, "short": max(0, required - have)}
    # Only where hours must come after a certification: the level each category's hours must have been held at.
    return row | {"certification": asked} if asked else row


def _sessions(policy: Policy, rows: list[Json], tiers: list[Json], as_of: date) -> list[Json]:
    spent = allocated(policy, rows, tiers, as_of)
    return [_session(policy, row, spent[place]) for place, row in enumerate(rows)]


def allocated(policy: Policy, rows: list[Json], tiers: list[Json], as_of: date) -> list[dict[str, int]]:
    """For each of a mentee's sessions: the minutes of it that went to each tier."""
    earned = [
        Earned(place, row["held_on"], (row["category"], Level(row["level"])), row["credited_minutes"])
        for place, row in enumerate(rows)
    ]
    reached = [Reached(row["tier"], row["hours_complete_on"], row["reached_on"]) for row in tiers]
    allocation = allocate(policy, earned, reached, as_of)
    return [dict(allocation.get(place, {})) for place in range(len(rows))]


def _session(policy: Policy, row: Json, allocated: dict[str, int]) -> Json:
    verdict = verdict_of(row)
    return {
        "file": row["file"],
        "row": row["row"],
        "session_id": row["session_id"],
        "held_on": row["held_on"].isoformat(),
        "activity": row["activity"],
        "category": row["category"],
        "recorded_minutes": row["recorded_minutes"],
        "credited_minutes": row["credited_minutes"],
        "outcome": row["outcome"],
        "reasons": reasons(policy, verdict),
        "unverified": row["unverified"],
        "allocated": [{"tier": tier, "minutes": minutes} for tier, minutes in allocated.items()],
    }


def verdict_of(row: Json) -> Verdict:
    """A row of `read_verdicts.sql` as a verdict."""
    same_as = f"row {row['same_as_row']} of {row['same_as_file']}" if row["same_as_row"] is not None else None
    return Verdict(**{each.name: row[each.name] for each in fields(Verdict) if each.name != "same_as"}, same_as=same_as)


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None
