"""The store's files are for their owner alone: health data lie in them."""

import contextlib
import os
from pathlib import Path

_OWNER_ALONE = 0o077


def keep_private(path: Path) -> None:
    """Make a store's folder where there is none, and keep all of its files from others on this machine.

    DuckDB makes files beside the store whenever it likes (its log, what does not fit into memory), so from here on
    whatever this process makes is its owner's alone. A store that others could read is closed to them. Raises OSError.
    """
    os.umask(_OWNER_ALONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    for file in (path, path.with_name(f"{path.name}.wal")):
        # A store of somebody else's stays as its owner has it.
        with contextlib.suppress(OSError):
            file.chmod(file.stat().st_mode & ~_OWNER_ALONE)
