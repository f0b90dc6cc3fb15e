"""Who decided something, why, and when: every decision of a person carries it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import duckdb

#: Called in the transaction of a change before it is kept: what it writes is kept with the change, or not at all.
Recorder = Callable[[duckdb.DuckDBPyConnection], None]


@dataclass(frozen=True)
class Attribution:
    """The author of a decision, the reason, and the day."""

    author: str
    reason: str
    on: date


def unrecorded(cursor: duckdb.DuckDBPyConnection) -> None:
    """For changes that nobody asks about later: files read into a store in memory."""
