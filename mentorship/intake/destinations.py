"""Where files of a watched folder go: into a store, which remembers what it refused."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from mentorship.errors import MappingError, MentorshipError, StoreError
from mentorship.intake.options import ImportOptions
from mentorship.intake.results import ImportResult
from mentorship.intake.storing import now, sha256_of
from mentorship.intake.watching import Arrival
from mentorship.store.connection import Store
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
#: Where somebody can say what a file does not. The page itself need not say so.
ASKED_THERE = "Import it on the page “Session exports”, which asks for what is missing."


@dataclass(frozen=True)
class StoreDestination:
    """Imports the files of a folder into a store, and remembers there what was refused. `bring_in` imports a file under
    a name, by the options."""

    store: Store
    options: ImportOptions
    folder: str
    bring_in: Callable[[Path, str], ImportResult]

    def take_in(self, file: Path, name: str) -> Arrival | None:
        """Import a file, unless its bytes came before: an undone import stays undone, and what was refused is not tried
        again. Raises StoreError."""
        sha256 = sha256_of(file)
        imported, refused = self._seen(sha256)
        if imported:
            self._change("refusal_forget", name)
        if imported or refused:
            return None
        try:
            result = self.bring_in(file, name)
        except StoreError:
            raise
        except MappingError as error:
            arrival = self.refuse(name, error.message, sha256)
            return replace(arrival, refusal=f"{error.message} {ASKED_THERE}") if arrival else None
        except MentorshipError as error:
            return self.refuse(name, error.message, sha256)
        except (duckdb.Error, OSError, MemoryError):
            message = (
                f"{name}: it could not be stored. Import it yourself, or wait: it is tried again at the next start."
            )
            return self.refuse(name, message)
        self._change("refusal_forget", name)
        return Arrival(name, result)

    def refuse(self, name: str, message: str, sha256: str | None = None) -> Arrival | None:
        """Remember a refusal, of these bytes where they could be read."""
        refusal = {"sha256": sha256, "read_as": _read_as(self.options), "message": message}
        with self.store.cursor() as cursor:
            row = run(cursor, SQL / "refusal_same.sql", folder=self.folder, file_name=name, **refusal).fetchone()
        if row == (True,):
            return None
        self._change("refusal_add", name, refused_at=now(), **refusal)
        return Arrival(name, refusal=message)

    def _seen(self, sha256: str) -> tuple[bool, bool]:
        """Whether these bytes were imported, and whether they were refused."""
        with self.store.cursor() as cursor:
            found = run(cursor, SQL / "file_seen.sql", sha256=sha256, read_as=_read_as(self.options)).fetchone()
        return found or (False, False)

    def _change(self, question: str, name: str, **values: Any) -> None:
        with self.store.cursor() as cursor, self.store.transaction(cursor):
            run(cursor, SQL / f"{question}.sql", folder=self.folder, file_name=name, **values)


def dismiss(cursor: duckdb.DuckDBPyConnection, folder: str, file_name: str, dismissed_by: str) -> None:
    """Take a refusal off the page, in the caller's transaction. The file is not tried again before it changes."""
    run(
        cursor, SQL / "refusal_dismiss.sql", folder=folder, file_name=file_name, dismissed_by=dismissed_by,
        dismissed_at=now(),
    )  # fmt: skip


def _read_as(options: ImportOptions) -> str:
    """The options that decide how a file is read, as text that is the same for the same options."""
    given = {
        "kind": options.kind, "profile": options.profile, "fill": options.fill, "renames": options.renames,
        "dates": options.dates, "match_names": options.match_names,
    }  # fmt: skip
    return json.dumps({name: value for name, value in given.items() if value}, sort_keys=True)
