"""`mentorship profiles …`: the kinds of exports that are known."""

import typer

from mentorship.commands.options import As, Format
from mentorship.commands.output import print_json, report_console
from mentorship.intake.profiles import all_profiles, named, saved_files, text_of
from mentorship.settings import Settings
from mentorship.terminal.import_report import print_profiles

profiles = typer.Typer(help="The kinds of exports that are known: ours, and those that were saved.")


@profiles.callback(invoke_without_command=True)
def known_profiles(context: typer.Context, output: As = Format.TEXT) -> int:
    """List the kinds of exports that are known."""
    if context.invoked_subcommand:
        return 0
    saved = saved_files(Settings().profiles)
    rows = [
        {"profile": name, "kind": each.kind, "label": each.label, "saved": str(saved.get(name, ""))}
        for name, each in all_profiles(Settings().profiles).items()
    ]
    print_json(rows) if output is Format.JSON else print_profiles(report_console(), rows)
    return 0


@profiles.command()
def show(name: str) -> int:
    """Print a profile as text, to change and save in the folder MENTORSHIP_PROFILES."""
    print(text_of(named(name, Settings().profiles)), end="")
    return 0
