"""`mentorship backup` and `mentorship restore`: a copy of the store to keep elsewhere, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

from mentorship.commands.options import StoreAt
from mentorship.commands.output import print_text
from mentorship.settings import Settings
from mentorship.store.backup import back_up
from mentorship.store.backup import restore as put_back
from mentorship.wording import count


def backup(
    out: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
    store: StoreAt = None,
) -> int:
    """Copy the store to a file, even while the app is running."""
    rows = back_up(store or Settings().store, out)
    print_text(
        f"Backed up to {out}, and read back to check it: {count(rows, 'row')}. It holds health data; keep it safe."
    )
    return 0


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    store: StoreAt = None,
) -> int:
    """Put a backup in place of the store; the old store is kept under another name. Stop the app first."""
    place = store or Settings().store
    rows, former = put_back(file, place)
    kept = f" What was there before is now {former}." if former else ""
    print_text(f"{place} now holds the backup {file.name}: {count(rows, 'row')}.{kept}")
    return 0
