"""`mentorship imports …`: what came in, what it changed, taking it back, the rows to mend."""

from pathlib import Path
from typing import Annotated

import typer

from mentorship import console
from mentorship.commands.answering import paper, print_json
from mentorship.commands.asking import As, Format, StoreAt, store_at
from mentorship.errors import ArgumentError
from mentorship.intake.history import import_changes, import_history, mend_problems
from mentorship.intake.importer import undo_import

imports = typer.Typer(help="What came in, and when; what it changed; take one back; get the rows with problems.")


@imports.callback(invoke_without_command=True)
def history(context: typer.Context, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """List what came in, the newest first."""
    if context.invoked_subcommand:
        if store:
            raise ArgumentError(f"--store {store}: name the store after “{context.invoked_subcommand}”.")
        return 0
    with store_at(store, must_exist=True) as opened:
        rows = import_history(opened)
    if output is Format.JSON:
        print_json(rows)
    else:
        console.print_history(paper(), rows)
    return 0


@imports.command()
def changes(import_id: str, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """Say what one import changed: new rows, and each column that differs from the version before."""
    with store_at(store, must_exist=True) as opened, opened.cursor() as cursor:
        found = import_changes(cursor, import_id, console.CHANGES_SHOWN if output is Format.TEXT else None)
    if output is Format.JSON:
        print_json(vars(found))
    else:
        console.print_import_changes(paper(), found)
    return 0


@imports.command()
def undo(import_id: str, store: StoreAt = None) -> int:
    """Take one import back; what it replaced returns."""
    with store_at(store, must_exist=True) as opened:
        file = undo_import(opened, import_id)
    print(f"Import {import_id} ({file}) is taken back. What it had replaced is in force again.")
    return 0


@imports.command()
def problems(
    import_id: str,
    out: Annotated[Path, typer.Option("--out", help="Where to write them: FILE.csv or FILE.xlsx.")],
    store: StoreAt = None,
) -> int:
    """Write the rows with problems to a file, ready to mend and import again."""
    with store_at(store, must_exist=True) as opened:
        count = mend_problems(opened, import_id, out)
    print(f"{count} rows written to {out}. Mend them, keep the columns, and import the file as it is.")
    return 0
