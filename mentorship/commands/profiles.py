"""`mentorship profiles …`: the kinds of exports that are known."""

import typer

from mentorship import console
from mentorship.commands.answering import paper, print_json
from mentorship.commands.asking import As, Format
from mentorship.intake.profiles import all_profiles, named, saved_files, text_of
from mentorship.settings import Settings

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
    print_json(rows) if output is Format.JSON else console.print_profiles(paper(), rows)
    return 0


@profiles.command()
def show(name: str) -> int:
    """Print a profile as the text of its file, to be changed and kept in the folder MENTORSHIP_PROFILES."""
    print(text_of(named(name, Settings().profiles)), end="")
    return 0
