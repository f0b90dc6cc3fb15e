"""Which data an answer is about: what every analysis says of it, and a digest by which it is recognised."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from mentorship.credit import SQL
from mentorship.store.sql_files import run


@dataclass(frozen=True)
class DataDigest:
    """`sessions` in force; `newest_held_on`, the newest day of one, up to the day of judging; `digest`, the SHA-256 of
    all of them in an order of their own: the same for the same sessions, from files or from a store."""

    sessions: int
    newest_held_on: date | None
    digest: str

    def as_json(self) -> dict[str, Any]:
        newest = self.newest_held_on.isoformat() if self.newest_held_on else None
        return {"sessions": self.sessions, "newest_held_on": newest, "digest": self.digest}


def data_digest(cursor: duckdb.DuckDBPyConnection, as_of: date) -> DataDigest:
    """The data that a cursor sees, as of a day."""
    found = run(cursor, SQL / "data_digest.sql", as_of=as_of).fetchone() or (0, None, "")
    return DataDigest(*found)
