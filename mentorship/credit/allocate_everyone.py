"""Which session paid for which tier, for everybody in scope at once: the same as `allocation.py` says of one mentee.

Within a category sessions are always used in the order of their days, so what a demand takes of a category is a stretch
of its running total, and only the amounts are worked out, demand by demand. That covers rules whose hours carry over,
are not told apart by level, and are of one era; other rules go through `allocation.py` mentee by mentee, which takes
longer.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby

import duckdb

from mentorship.credit import SQL
from mentorship.credit.allocation import Earned, Reached, allocate
from mentorship.credit.rules import rule_tables
from mentorship.policy.model import Policy
from mentorship.policy.requirements import Demand, counts_by_level, demands, requirement_eras
from mentorship.store.sql_files import rows_of, run
from mentorship.vocabulary import CategoryName, Level


def allocate_everyone(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    """Make `assessed_allocation` (mentee, session and tier: minutes) of everybody whom `assess` has just assessed."""
    phases = {id(demand): _phases(policy, demand, as_of) for demand in demands(policy, as_of)}
    if _is_plain(policy, [phase for each in phases.values() for phase in each]):
        _by_stretches(cursor, policy, as_of)
    else:
        _one_by_one(cursor, policy, as_of)


def _is_plain(policy: Policy, phases: Sequence[Sequence[CategoryName]]) -> bool:
    carries_over = policy.interpretation.surplus_hours.value == "carries_over"
    one_era = len(requirement_eras(policy)) == 1
    return carries_over and one_era and not counts_by_level(policy) and all(len(phase) <= 2 for phase in phases)


def _phases(policy: Policy, demand: Demand, when: date) -> list[list[CategoryName]]:
    """The categories that serve a demand, those that fewest later tiers count first."""
    order = [name for name, _ in policy.tiers_in_order]
    later = [c for name in order[order.index(demand.tier) + 1 :] for c in policy.tiers[name].counts.on(when) or ()]
    serving = sorted({category for category, _ in demand.buckets}, key=lambda each: (later.count(each), each))
    return [list(alike) for _, alike in groupby(serving, key=later.count)]


def _by_stretches(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    place = {name: number for number, (name, _) in enumerate(policy.tiers_in_order, 1)}
    run(cursor, SQL / "allocation_begin.sql", **rule_tables(policy, as_of))
    for demand in demands(policy, as_of):
        asked = {"tier": demand.tier, "minutes": demand.minutes}
        if demand.category is not None:
            run(cursor, SQL / "allocation_minimum.sql", **asked, category=demand.category)
            continue
        serving = sorted({category for category, _ in demand.buckets})
        run(cursor, SQL / "allocation_wanted.sql", **asked)
        for phase in _phases(policy, demand, as_of):
            run(
                cursor, SQL / "allocation_flexible.sql", **asked, tier_order=place[demand.tier], serving=serving,
                phase=phase,
            )  # fmt: skip
    run(cursor, SQL / "allocation_end.sql")


def _one_by_one(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    reached: dict[str, list[Reached]] = defaultdict(list)
    for row in rows_of(run(cursor, SQL / "read_tiers.sql")):
        reached[row["mentee"]].append(Reached(row["tier"], row["hours_complete_on"], row["reached_on"]))
    allocated = []
    earned_rows = rows_of(run(cursor, SQL / "allocation_earned.sql", **rule_tables(policy, as_of)))
    for mentee, rows in groupby(earned_rows, key=lambda row: row["mentee"]):
        earned = [
            Earned(
                (row["import_no"], row["row"]), row["held_on"], (row["category"], Level(row["level"])), row["minutes"]
            )
            for row in rows
        ]
        for key, tiers in allocate(policy, earned, reached[mentee], as_of).items():
            import_no, line = key if isinstance(key, tuple) else (0, 0)
            allocated += [
                {"mentee": mentee, "import_no": import_no, "row": line, "tier": tier, "minutes": minutes}
                for tier, minutes in tiers.items()
            ]
    run(cursor, SQL / "allocation_given.sql", allocated=json.dumps(allocated))
