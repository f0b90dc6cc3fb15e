"""`mentorship uptake`: how many take part, how long tiers take, where people stall, what the next year will need."""

from typing import Any

from mentorship.commands.analysis import (
    ContactFiles,
    Exports,
    PeopleFiles,
    ReadingsIfNamed,
    Rules,
    Sources,
    analysis,
)
from mentorship.commands.options import Amend, As, AsOf, DateOrder, Fill, Format, Handbook, Reading, StoreAt
from mentorship.commands.output import print_json, report_console
from mentorship.planning.forecast import Forecast, forecast
from mentorship.reports.uptake_figures import UptakeFigures, uptake_figures
from mentorship.terminal.uptake_report import print_uptake


def uptake_command(
    sessions: Exports = None,
    people: PeopleFiles = None,
    contacts: ContactFiles = None,
    fill: Fill = None,
    dates: DateOrder = None,
    store: StoreAt = None,
    as_of: AsOf = None,
    reading: Reading = None,
    readings: ReadingsIfNamed = None,
    amendments: Amend = None,
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """Uptake: registered, started, tiers over time, who is stuck, what the next twelve months will need."""
    sources = Sources(sessions or [], people or [], contacts or [], store, fill or [], dates)
    with analysis(sources, Rules(policy, readings, reading or [], amendments or []), as_of) as made:
        figures, ahead = uptake_figures(made.request), forecast(made.request)
        if output is Format.JSON:
            print_json(made.head() | uptake_json(figures, ahead))
        else:
            print_uptake(report_console(), made.request.policy, figures, ahead, made.request.as_of)
        return made.status()


def uptake_json(figures: UptakeFigures, ahead: Forecast) -> dict[str, Any]:
    """The JSON of `mentorship uptake`, as the contract has it."""
    return vars(figures.counts) | {
        "tiers": [
            {"tier": tier, "reached": figures.reached[tier], "curve": [vars(step) for step in curve.steps]}
            for tier, curve in figures.curves.items()
        ],
        "stuck": [vars(each) for each in figures.stuck],
        "capacity": {
            "months": 12,
            "needed": ahead.needed,
            "low": ahead.low,
            "high": ahead.high,
            "given_last_12": ahead.given_last_12,
            "backtest": {"predicted": ahead.predicted, "happened": ahead.happened},
        },
        "concentration": {"top_three_share_of_C": figures.top_three_share_of_c},
    }
