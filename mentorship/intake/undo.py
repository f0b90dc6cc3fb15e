"""Undo an import: its rows are deleted, and what they had replaced is in force again. The history keeps the import."""

from pathlib import Path

import duckdb

from mentorship.errors import ArgumentError
from mentorship.intake.history import find_import
from mentorship.intake.storing import now
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind
from mentorship.wording import day

SQL = Path(__file__).parent / "sql"


def undo_import(cursor: duckdb.DuckDBPyConnection, import_id: str, undone_by: str) -> str:
    """Undo an import, with all parts of its file, in the caller's transaction. Returns the name of the file.

    Raises ArgumentError."""
    found = find_import(cursor, import_id)
    if found.undone_at:
        raise ArgumentError(f"Import {import_id} ({found.file}) was already undone, on {day(found.undone_at)}.")
    parts = run(cursor, SQL / "import_parts.sql", part_of=found.part_of).fetchall()
    for number, kind in parts:
        run(cursor, SQL / f"{kind}_undo.sql", import_no=number)
        if kind == Kind.PEOPLE:
            run(cursor, SQL / "people_rebuild.sql")
        run(cursor, SQL / "import_undo.sql", import_no=number, undone_by=undone_by, undone_at=now())
    return found.file
