"""What was imported: the list of imports, newest first."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from mentorship.errors import ArgumentError
from mentorship.store.connection import Store
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class PastImport:
    """An import with its counts; the times are UTC. `problem_rows` is how many rows had problems on its day,
    `rows_to_fix` how many of them no later import has corrected."""

    import_no: int
    kind: Kind
    file_name: str
    profile: str
    imported_by: str
    imported_at: datetime
    row_count: int
    accepted: int
    replaced: int
    unchanged: int
    problem_rows: int
    rows_to_fix: int
    is_sample: bool
    undone_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        """The JSON of `mentorship imports`, where the rows to fix are called `rows_to_mend`."""
        return {"rows_to_mend" if name == "rows_to_fix" else name: value for name, value in asdict(self).items()}


def import_history(store: Store) -> list[PastImport]:
    """Every import, the newest first, undone ones included."""
    with store.cursor() as cursor:
        rows = run(cursor, SQL / "import_history.sql").fetchall()
    return [PastImport(number, Kind(kind), *rest) for number, kind, *rest in rows]


@dataclass(frozen=True)
class ImportRecord:
    """One import as the store has it: its number, the first import of the same file, name, kind and headings of the
    file, and when it was undone."""

    import_no: int
    part_of: int
    file: str
    kind: Kind
    headings: list[str]
    undone_at: datetime | None


def find_import(cursor: duckdb.DuckDBPyConnection, import_id: str) -> ImportRecord:
    """An import by its id. Raises ArgumentError where there is none."""
    found = run(cursor, SQL / "import_find.sql", import_id=import_id).fetchone()
    if not found:
        raise ArgumentError(f"There is no import {import_id}. List them with: mentorship imports.")
    number, part_of, file, kind, headings, undone_at = found
    return ImportRecord(number, part_of, file, Kind(kind), headings, undone_at)
