"""Who asks, under which rules, as of which day, of which data: settled once, and handed to every report."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import duckdb

from mentorship.access import Viewer
from mentorship.answers import SQL
from mentorship.policy.model import Policy
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.sql_files import records_of, run


@dataclass(frozen=True)
class DataStatus:
    """What data there is: nothing about anybody. `has_sample`: some of it is invented; `is_sample`: all of it."""

    sessions: int
    newest_session: date | None
    newest_import: datetime | None
    has_sample: bool
    is_sample: bool
    assessed_at: datetime | None


@dataclass(frozen=True)
class Request:
    """One question to the data. A page makes one and hands it to every report it asks, so that all of them see one
    state of the data; the cursor is in one transaction for as long as the request is answered."""

    viewer: Viewer
    cursor: duckdb.DuckDBPyConnection
    policy: Policy
    as_of: date
    status: DataStatus
    #: Which state of the data it is: raised by every change.
    version: int = 0

    @property
    def values(self) -> dict[str, Any]:
        """What SQL is told of the viewer."""
        return self.viewer.values

    def under(self, policy: Policy) -> "Request":
        """The same question under other rules."""
        return replace(self, policy=policy)


def day_of_judging(status: "DataStatus", as_set: date | None) -> date:
    """The day as it is set; else the last of the sample for the sample, and today for anything else."""
    return as_set or (EXPORTED_ON if status.is_sample else date.today())


def data_status(cursor: duckdb.DuckDBPyConnection) -> DataStatus:
    """What data a store holds."""
    return records_of(run(cursor, SQL / "data_status.sql"), DataStatus)[0]
