"""Which session paid for which tier, for everybody in scope at once: the same as `allocation.py` says of one mentee.

Within a category sessions are always used in the order of their days, so what a demand takes of a category is a stretch
of its running total, and only the amounts are worked out, demand by demand. That covers rules whose hours carry over,
are not told apart by level, and are of one era; other rules go through `allocation.py` mentee by mentee, which takes
longer.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

import duckdb

from mentorship.credit import SQL
from mentorship.credit.allocation import Earned, Reached, allocate
from mentorship.credit.rules import bucket_number, rule_tables
from mentorship.policy.model import Policy
from mentorship.policy.requirements import Demand, counts_by_level, demands, requirement_eras
from mentorship.store.sql_files import rows_of, run
from mentorship.vocabulary import CategoryName, Level, TierName


def allocate_everyone(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    """Put into `allocation` what each session in `earned` pays for which tier, once the tiers are worked out."""
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
    place = _places(policy)
    run(cursor, SQL / "allocation_begin.sql", **rule_tables(policy, as_of))
    for demand in demands(policy, as_of):
        asked = {"tier_order": place[demand.tier], "minutes": demand.minutes}
        if demand.category is not None:
            run(cursor, SQL / "allocation_minimum.sql", **asked, bucket_no=_numbers(policy, [demand.category])[0])
            continue
        serving = _numbers(policy, {category for category, _ in demand.buckets})
        run(cursor, SQL / "allocation_wanted.sql", **asked)
        for phase in _phases(policy, demand, as_of):
            run(cursor, SQL / "allocation_flexible.sql", **asked, serving=serving, phase=_numbers(policy, phase))
    run(cursor, SQL / "allocation_end.sql")


def _places(policy: Policy) -> dict[TierName, int]:
    return {name: number for number, (name, _) in enumerate(policy.tiers_in_order, 1)}


def _numbers(policy: Policy, categories: Iterable[CategoryName]) -> list[int]:
    """The buckets of categories whose hours are not told apart by level."""
    return [bucket_number(policy, (each, Level.NONE)) for each in sorted(categories)]


def _one_by_one(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> None:
    place = _places(policy)
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
                {"import_no": import_no, "row": line, "tier_order": place[tier], "minutes": minutes}
                for tier, minutes in tiers.items()
            ]
    run(cursor, SQL / "allocation_given.sql", allocated=json.dumps(allocated))
