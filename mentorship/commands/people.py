"""`mentorship people …`: who is who."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from mentorship.actions.people import merge_people, split_people, try_merge, try_split
from mentorship.commands.options import (
    COMMAND_LINE,
    As,
    AsOf,
    Format,
    StoreAt,
    as_of_day,
    policy_for,
    request_at,
    store_at,
)
from mentorship.commands.output import print_json, print_text, report_console
from mentorship.planning.merge_effect import merge_effect
from mentorship.reports.who_is_who import who_is_who
from mentorship.terminal.people_report import print_alike, print_effect

people = typer.Typer(help="Who is who: records that could be one person; merge them, or split them again.")
Because = Annotated[str, typer.Option("--because", help="How you know; it is recorded.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")]


@people.callback(invoke_without_command=True)
def alike(context: typer.Context, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """List records that could be one person, and what was decided about them."""
    if context.invoked_subcommand:
        return 0
    with (
        store_at(store, must_exist=True) as opened,
        request_at(opened, policy_for(None, "default", None), as_of_day(None)) as request,
    ):
        report = who_is_who(request)
    if output is Format.JSON:
        print_json({"alike": report.rows, "settled": report.parts["settled"]})
    else:
        print_alike(report_console(), report)
    return 0


@people.command("merge")
def merge(
    one: str, other: str, because: Because = "", dry_run: DryRun = False, store: StoreAt = None, as_of: AsOf = None
) -> int:
    """Two ids or e-mails are one person. Shows whose credit changes; `separate` undoes it."""
    return _decide(merge_people, try_merge, one, other, because, dry_run, store, as_of)


@people.command("separate")
def separate(
    one: str, other: str, because: Because = "", dry_run: DryRun = False, store: StoreAt = None, as_of: AsOf = None
) -> int:
    """Two ids or e-mails are two people. Shows whose credit changes; `merge` undoes it."""
    return _decide(split_people, try_split, one, other, because, dry_run, store, as_of)


def _decide(
    decide: Callable[..., object], attempt: Callable[..., Any], one: str, other: str, because: str, dry_run: bool,
    store: Path | None, as_of: str | None,
) -> int:  # fmt: skip
    day, rules = as_of_day(as_of), policy_for(None, "default", None)
    with store_at(store, must_exist=True) as opened:
        with request_at(opened, rules, day) as request:
            policy = request.policy
        change = partial(attempt, one=one, other=other, reason=because or ("trial" if dry_run else ""), on=day)
        print_effect(report_console(), policy, merge_effect(COMMAND_LINE, opened, policy, day, change))
        if not dry_run:
            decide(COMMAND_LINE, opened, one, other, because, day)
    print_text("Nothing was changed." if dry_run else "Recorded.")
    return 0
