"""What `mentorship people` prints: records that could be one person, and what merging them would do."""

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from mentorship.answers.report import Report
from mentorship.credit.tier_sentences import state
from mentorship.policy.model import Policy
from mentorship.terminal.text import assembled, plain
from mentorship.wording import day, hours


def print_alike(console: Console, report: Report) -> None:
    """Which records could be one person, and what was settled."""
    console.print(plain(report.answer))
    table = Table("One", "Name", "Other", "Name", "Why we ask", box=None, header_style="bold")
    for row in report.rows:
        cells = (row["one"], row["one_name"], row["other"], row["other_name"], row["evidence"])
        table.add_row(*(plain(cell or "") for cell in cells))
    if report.rows:
        console.print(table)
    for row in report.parts["settled"]:
        says = "is the same person as" if row["says"] == "same" else "is not the same person as"
        because = f"{row['author']} on {day(row['linked_on'])}: {row['reason']}"
        console.print(plain(f"{row['one']} {says} {row['other']} ({because})"))


def print_effect(console: Console, policy: Policy, rows: list[dict[str, Any]]) -> None:
    """Whose credit and tiers differ after a change of who is whom."""
    for row in rows:
        before, after = (
            None if row[name] is None else hours(row[name]) for name in ("credited_before", "credited_after")
        )
        credit = f"credited {before or 'nothing'} before, {after or 'nothing'} after"
        console.print(assembled((f"{row['name']} ({row['mentee']})", "bold"), f": {credit}"))
        for tier in row["tiers"] or []:
            now, then = (_reached(tier, when) for when in ("before", "after"))
            if now != then and now and then:
                label = policy.tiers[tier["tier"]].label
                console.print(Padding(plain(f"{label}: {now} before, {then} after"), (0, 2), expand=False))
    if not rows:
        console.print("Nobody’s credit changes.")


def _reached(tier: dict[str, Any], when: str) -> str | None:
    short = tier[f"short_{when}"]
    return None if short is None else state(tier[f"reached_{when}"], short)
