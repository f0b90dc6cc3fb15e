"""What `mentorship uptake` prints."""

from datetime import date

from rich.console import Console
from rich.table import Table

from mentorship.credit.tier_sentences import each_in_words
from mentorship.planning.forecast import Forecast, to_read
from mentorship.policy.model import Policy
from mentorship.reports.uptake_figures import UptakeFigures
from mentorship.terminal.text import plain
from mentorship.wording import count, day, hours


def print_uptake(console: Console, policy: Policy, figures: UptakeFigures, ahead: Forecast, as_of: date) -> None:
    """Counts, tiers over time, who is stuck, and the next twelve months."""
    counts = figures.counts
    console.print(
        f"As of {day(as_of)}, {count(counts.registered, 'person is', 'people are')} registered; "
        f"{count(counts.started, 'person has', 'people have')} had a session; "
        f"{counts.never_started:,} of those registered have not."
    )
    _print_curves(console, policy, figures)
    for each in figures.stuck:
        lacks = each_in_words(policy, each.only)
        is_ = "is" if len(each.only) == 1 and "and" not in lacks else "are"
        console.print(plain(
            f"Only {lacks} {is_} missing from “{policy.tiers[each.tier].label}” for "
            f"{count(each.mentees, 'mentee')}, for a median of {count(each.median_days, 'day')}."
        ))  # fmt: skip
    _print_capacity(console, policy, ahead)
    console.print(f"Three mentors gave {figures.top_three_share_of_c:.0%} of the credit for 1x1 in the last 12 months.")


def _print_curves(console: Console, policy: Policy, figures: UptakeFigures) -> None:
    table = Table("Tier", "Reached", "1 year", "2 years", "3 years", "5 years", box=None, header_style="bold")
    for tier, curve in figures.curves.items():
        shares = [f"{step.share:.0%} ({step.low:.0%}–{step.high:.0%})" for step in curve.steps]
        table.add_row(plain(policy.tiers[tier].label), f"{curve.arrived:,}", *shares)
    console.print(table)


def _print_capacity(console: Console, policy: Policy, ahead: Forecast) -> None:
    table = Table(
        "Next 12 months", "Needed", "From", "To", "Given last 12", "Forecast a year ago", "Happened",
        box=None, header_style="bold",
    )  # fmt: skip
    for name in ahead.needed:
        forecasts = (ahead.needed, ahead.low, ahead.high, ahead.predicted)
        needed, low, high, predicted = (hours(to_read(each[name])) for each in forecasts)
        given, happened = hours(ahead.given_last_12[name]), hours(ahead.happened[name])
        label = plain(f"{name}: {policy.categories[name].in_words}")
        table.add_row(label, needed, low, high, given, predicted, happened)
    console.print(table)
