"""`mentorship simulate`: what a change to the rules would do, and to whom."""

from functools import reduce
from pathlib import Path
from typing import Annotated, Any

import typer

from mentorship.commands.analysis import (
    Analysis,
    ContactFiles,
    Exports,
    PeopleFiles,
    ReadingsIfNamed,
    Rules,
    Sources,
    analysis,
)
from mentorship.commands.options import As, AsOf, DateOrder, Fill, Format, Handbook, Reading, StoreAt
from mentorship.commands.output import print_json, progress_bar, report_console
from mentorship.planning.simulate import MenteeChange, Simulation, simulate
from mentorship.planning.watch import Watch
from mentorship.policy.amendments import amend, read_amendment
from mentorship.policy.model import Policy
from mentorship.terminal.simulate_report import print_simulation


def simulate_command(
    amendments: Annotated[
        list[Path],
        typer.Option("--amend", metavar="FILE", help="A change to the rules; several are applied in order."),
    ],
    sessions: Exports = None,
    people: PeopleFiles = None,
    contacts: ContactFiles = None,
    fill: Fill = None,
    dates: DateOrder = None,
    store: StoreAt = None,
    as_of: AsOf = None,
    reading: Reading = None,
    readings: ReadingsIfNamed = None,
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """What a change to the rules would do: who gains, who loses, whether earned credit is kept."""
    changes = [read_amendment(file) for file in amendments]
    sources = Sources(sessions or [], people or [], contacts or [], store, fill or [], dates)
    rules = Rules(policy, readings, reading or [], proposed=amendments)
    with analysis(sources, rules, as_of) as made, progress_bar("Rule change", output is Format.JSON) as progress:
        found = simulate(made.request, reduce(amend, changes, made.request.policy), Watch(progress))
        if output is Format.JSON:
            print_json(simulation_json(made, found))
        else:
            print_simulation(report_console(), found, made.request.as_of)
        return made.status()


def simulation_json(made: Analysis, found: Simulation) -> dict[str, Any]:
    """The JSON of `mentorship simulate`, as the contract has it."""
    before, after = found.before, found.after
    return made.head() | {
        "policy": {"before": _policy(before), "after": _policy(after)},
        "difference": [str(change) for change in found.difference],
        "mentees": found.mentees,
        "changed": [_changed(each) for each in found.changed],
        "tiers": [
            {
                "tier": each.tier,
                "reached": {"before": each.reached_before, "after": each.reached_after},
                "gained": each.gained,
                "lost": each.lost,
                "earlier": each.earlier,
                "later": each.later,
            }
            for each in found.tiers
        ],
        "grandfathering": {
            "holds": found.grandfathering_holds,
            "from": found.first_day,
            "lost": [vars(each) for each in found.lost],
        },
    }


def _policy(policy: Policy) -> dict[str, Any]:
    return {"id": policy.id, "digest": policy.digest, "readings": policy.chosen_readings}


def _changed(each: MenteeChange) -> dict[str, Any]:
    return {
        "mentee": each.mentee,
        "credited_minutes": {"before": each.before, "after": each.after},
        "tiers": [
            {
                "tier": tier.tier,
                "reached_on": {"before": tier.reached_before, "after": tier.reached_after},
                "minutes_short": {"before": tier.short_before, "after": tier.short_after},
            }
            for tier in each.tiers
        ],
    }
