"""What an import changed, against the imports before it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import duckdb

from mentorship.errors import ArgumentError
from mentorship.intake.history import ImportRecord, find_import
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind
from mentorship.wording import day

SQL = Path(__file__).parent / "sql"
_BATCH = 10_000


@dataclass(frozen=True)
class Change:
    """One column that differs from the version before (`replaced`), or one row that is new (`added`). `was` and
    `is_now` are text; `was_import`, `was_file`, `was_row` say where the version before is."""

    change: Literal["added", "replaced"]
    row: int
    whose: str
    held_on: date | None
    activity: str | None
    session_id: str | None
    column_name: str | None
    was: str | None
    is_now: str | None
    was_import: int | None
    was_file: str | None
    was_row: int | None


@dataclass(frozen=True)
class Changes:
    """What an import changed: how many rows are new, replace an older version, or are unchanged; and the changes one by
    one. `listed` counts all of them, `rows` are the first."""

    import_no: int
    file: str
    kind: Kind
    added: int
    replaced: int
    unchanged: int
    listed: int
    rows: list[Change]

    def as_json(self) -> dict[str, Any]:
        """The JSON of `mentorship imports changes`."""
        return asdict(self)


def import_changes(cursor: duckdb.DuckDBPyConnection, import_id: str, most: int | None = None) -> Changes:
    """What an import changed, as things are now: undone imports do not count. With `most`, only so many changes.

    Raises ArgumentError for an import that does not exist or was undone."""
    found = _compare(cursor, import_id)
    added, replaced, unchanged, listed = run(cursor, SQL / "changes_counted.sql").fetchone() or (0, 0, 0, 0)
    rows = list(islice(_listed(cursor), most))
    return Changes(found.import_no, found.file, found.kind, added, replaced, unchanged, listed, rows)


def each_change(cursor: duckdb.DuckDBPyConnection, import_id: str) -> Iterator[Change]:
    """The changes of an import one by one, however many there are. Raises as `import_changes` does."""
    _compare(cursor, import_id)
    yield from _listed(cursor)


def _compare(cursor: duckdb.DuckDBPyConnection, import_id: str) -> ImportRecord:
    """Compare an import with the versions before it, into the temporary table `changed`."""
    found = find_import(cursor, import_id)
    if found.undone_at:
        raise ArgumentError(
            f"Import {import_id} ({found.file}) was undone on {day(found.undone_at)}. It changes nothing now."
        )
    run(cursor, SQL / "changes_macros.sql")
    run(cursor, SQL / f"{found.kind}_changes.sql", import_no=found.import_no)
    return found


def _listed(cursor: duckdb.DuckDBPyConnection) -> Iterator[Change]:
    found = run(cursor, SQL / "changes_listed.sql")
    while batch := found.fetchmany(_BATCH):
        yield from (Change(*row) for row in batch)
