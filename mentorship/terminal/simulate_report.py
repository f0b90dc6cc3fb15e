"""What `mentorship simulate` prints."""

from datetime import date

from rich.console import Console
from rich.table import Table

from mentorship.planning.simulate import Simulation, tier_label
from mentorship.terminal.text import plain
from mentorship.wording import count, day, hours

#: More people than this are only counted.
SHOWN = 40


def print_simulation(console: Console, found: Simulation, as_of: date) -> None:
    """The rules before and after, tiers gained and lost, whether earned credit is kept, and whom it concerns."""
    if not found.difference:
        console.print("The rules stay as they are, so nothing changes.")
        return
    for change in found.difference:
        console.print(plain(str(change)))
    console.print()
    if not found.changed:
        console.print(f"Nothing changes for any of {count(found.mentees, 'mentee')}, as of {day(as_of)}.")
        return
    console.print(
        f"Something changes for {len(found.changed):,} of {count(found.mentees, 'mentee')}, as of {day(as_of)}."
    )
    _print_tiers(console, found)
    _print_losses(console, found)


def _print_tiers(console: Console, found: Simulation) -> None:
    label = tier_label(found.before, found.after)
    table = Table("Tier", "Reached now", "Then", "Gained", "Lost", "Earlier", "Later", box=None, header_style="bold")
    for each in found.tiers:
        numbers = (each.reached_before, each.reached_after, each.gained, each.lost, each.earlier, each.later)
        table.add_row(plain(label(each.tier)), *(f"{number:,}" for number in numbers))
    console.print(table)


def _print_losses(console: Console, found: Simulation) -> None:
    since = f"before {day(found.first_day)}" if found.first_day else "so far"
    if found.grandfathering_holds:
        console.print(f"Nobody loses anything earned {since}.", style="green")
        return
    people = len({each.mentee for each in found.lost})
    console.print(f"{count(people, 'mentee')} would lose something earned {since}:", style="bold red")
    label = tier_label(found.before, found.after)
    for each in found.lost[:SHOWN]:
        what = (
            f"“{label(each.tier)}” ({hours(each.minutes)} short)" if each.tier else f"{hours(each.minutes)} of credit"
        )
        console.print(plain(f"  {each.mentee}: {what}"))
    if len(found.lost) > SHOWN:
        console.print(f"  … and {len(found.lost) - SHOWN:,} more.")
