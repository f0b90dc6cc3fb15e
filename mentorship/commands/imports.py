"""`mentorship imports …`: what was imported, what it changed, undo, the rows to fix."""

from pathlib import Path
from typing import Annotated

import typer

from mentorship.actions.imports import undo_import
from mentorship.commands.options import COMMAND_LINE, As, Format, StoreAt, policy_for, store_at
from mentorship.commands.output import print_json, print_text, report_console
from mentorship.errors import ArgumentError
from mentorship.intake.changes import import_changes
from mentorship.intake.corrections import write_rows_to_fix
from mentorship.intake.history import import_history
from mentorship.terminal.import_report import CHANGES_SHOWN, print_history, print_import_changes

imports = typer.Typer(help="What was imported, and when; what it changed; undo one; get the rows to fix.")


@imports.callback(invoke_without_command=True)
def history(context: typer.Context, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """List what was imported, the newest first."""
    if context.invoked_subcommand:
        if store:
            raise ArgumentError(f"--store {store}: name the store after “{context.invoked_subcommand}”.")
        return 0
    with store_at(store, must_exist=True) as opened:
        rows = import_history(opened)
    if output is Format.JSON:
        print_json([each.as_json() for each in rows])
    else:
        print_history(report_console(), rows)
    return 0


@imports.command()
def changes(import_id: str, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """Say what one import changed: new rows, and each column that differs from the version before."""
    with store_at(store, must_exist=True) as opened, opened.cursor() as cursor:
        found = import_changes(cursor, import_id, CHANGES_SHOWN if output is Format.TEXT else None)
    if output is Format.JSON:
        print_json(found.as_json())
    else:
        print_import_changes(report_console(), policy_for(None, "default", None), found)
    return 0


@imports.command()
def undo(import_id: str, store: StoreAt = None) -> int:
    """Undo one import; whatever it replaced comes back."""
    with store_at(store, must_exist=True) as opened:
        file = undo_import(COMMAND_LINE, opened, import_id)
    print_text(f"Import {import_id} ({file}) is undone. Whatever it replaced is back.")
    return 0


@imports.command()
def problems(
    import_id: str,
    out: Annotated[Path, typer.Option("--out", help="Where to write them: FILE.csv or FILE.xlsx.")],
    store: StoreAt = None,
) -> int:
    """Write the rows with problems to a file, ready to fix and import again."""
    with store_at(store, must_exist=True) as opened:
        count = write_rows_to_fix(opened, import_id, out)
    print_text(f"{count} rows written to {out}. Fix them, keep the columns, and import the file as it is.")
    return 0
