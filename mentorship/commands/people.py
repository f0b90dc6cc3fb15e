"""`mentorship people …`: who is who."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from mentorship import console
from mentorship.access import Role, Viewer
from mentorship.commands.answering import paper, print_json
from mentorship.commands.asking import As, AsOf, Format, StoreAt, as_of_day, policy_for, store_at
from mentorship.credit.choices import readings_in_force
from mentorship.credit.keep import refresh
from mentorship.intake import identities
from mentorship.planning.who_is_who import effect
from mentorship.policy.amendments import read_as
from mentorship.reports.who_is_who import who_is_who

people = typer.Typer(help="Who is who: records that could be one person; say that they are, or that they are two.")
Because = Annotated[str, typer.Option("--because", help="How you know; it is recorded.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")]


@people.callback(invoke_without_command=True)
def alike(context: typer.Context, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """List records that could be one person, and what was settled about that."""
    if context.invoked_subcommand:
        return 0
    with store_at(store, must_exist=True) as opened, opened.cursor() as cursor:
        report = who_is_who(Viewer(Role.OMBUDSMAN), cursor)
    if output is Format.JSON:
        print_json({"alike": report.rows, "settled": report.parts["settled"]})
    else:
        console.print_alike(paper(), report)
    return 0


@people.command("merge")
def merge_people(
    one: str, other: str, because: Because = "", dry_run: DryRun = False, store: StoreAt = None, as_of: AsOf = None
) -> int:
    """Two ids or e-mails are one person. Says whose credit changes; `separate` takes it back."""
    return _settle(identities.link, one, other, because, dry_run, store, as_of)


@people.command("separate")
def separate_people(
    one: str, other: str, because: Because = "", dry_run: DryRun = False, store: StoreAt = None, as_of: AsOf = None
) -> int:
    """Two ids or e-mails are two people. Says whose credit changes; `merge` takes it back."""
    return _settle(identities.part, one, other, because, dry_run, store, as_of)


def _settle(
    change: Callable[..., Any], one: str, other: str, because: str, dry_run: bool, store: Path | None, as_of: str | None
) -> int:
    day, rules = as_of_day(as_of), policy_for(None, "default", None)
    said = identities.Said("command line", because or ("tried" if dry_run else ""), day)
    do = partial(change, one=one, other=other, said=said)
    with store_at(store, must_exist=True) as opened:
        with opened.cursor() as cursor:
            in_force = read_as(rules, readings_in_force(cursor, rules))
        refresh(opened, in_force, day)
        console.print_effect(paper(), in_force, effect(Viewer(Role.OMBUDSMAN), opened, in_force, day, do))
        if not dry_run:
            with opened.cursor() as cursor, opened.transaction(cursor):
                do(cursor)
    print("Nothing was changed." if dry_run else "Recorded.")
    return 0
