"""How virtual is it, against what the rules allow?"""

from collections import defaultdict
from datetime import date

import duckdb

from mentorship.access import Viewer, require
from mentorship.policy.model import Policy
from mentorship.policy.requirements import virtual_ceiling
from mentorship.reports.report import GROUPS, QUESTIONS, Report, Rows, ask, gaps_of_small_groups
from mentorship.store.sql_files import run
from mentorship.vocabulary import Modality

#: Years with less credit than 100 h are not called the most virtual one: a handful of sessions would decide.
ENOUGH_MINUTES = 6000


def modality_mix(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    """`rows`: one per year, category and modality, in credited minutes; parts: `share` by year, `ceiling` by tier
    (the last row: all tiers together)."""
    require(viewer, GROUPS, "The virtual and in-person mix")
    run(cursor, QUESTIONS / "small_cells.sql")
    rows = ask(cursor, "modality_mix", viewer)
    shares, ceiling = _shares(ask(cursor, "modality_mix_years", viewer)), _ceiling(policy, as_of)
    parts = {"share": shares, "ceiling": ceiling}
    return Report(_answer(shares, ceiling, as_of), rows, parts, gaps_of_small_groups(viewer, rows))


def _ceiling(policy: Policy, as_of: date) -> Rows:
    found = [
        {"tier": policy.tiers[name].label, "virtual_minutes": most, "minutes": total}
        for name, (most, total) in virtual_ceiling(policy, as_of).items()
    ]
    together = {key: sum(int(str(row[key])) for row in found) for key in ("virtual_minutes", "minutes")}
    rows: Rows = [*found, {"tier": "All tiers together", **together}]
    return [{**row, "share": row["virtual_minutes"] / row["minutes"]} for row in rows]


def _shares(rows: Rows) -> Rows:
    """Year → credited minutes in person and virtual, and the virtual share. A year of which a part may not be shown is
    left out: its share would be wrong."""
    minutes: dict[int, dict[str, int]] = defaultdict(lambda: {str(modality): 0 for modality in Modality})
    for row in rows:
        minutes[row["year"]][row["modality"]] = row["credited_minutes"] or 0
    hidden = {row["year"] for row in rows if row["hidden"]}
    return [
        {"year": year, **split, "share": split[Modality.VIRTUAL] / total}
        for year, split in sorted(minutes.items())
        if year not in hidden and (total := sum(split.values()))
    ]


def _answer(shares: Rows, ceiling: Rows, as_of: date) -> str:
    if not shares:
        return "No credited sessions yet."
    last = [row for row in shares if row["year"] >= as_of.year - 1] or shares[-1:]
    virtual = sum(row["virtual"] for row in last)
    share = virtual / (virtual + sum(row["in_person"] for row in last))
    peak = max(
        [row for row in shares if row["virtual"] + row["in_person"] >= ENOUGH_MINUTES] or shares,
        key=lambda row: float(row["share"]),
    )
    years = f"{last[0]['year']} and {last[-1]['year']}" if len(last) > 1 else f"{last[0]['year']}"
    return (
        f"{share:.0%} of the credited hours of {years} were virtual. Of the hours that tiers use, the rules let "
        f"at most {ceiling[-1]['share']:.1%} be virtual. "
        f"The most virtual year was {peak['year']}, with {peak['share']:.0%}."
    )
