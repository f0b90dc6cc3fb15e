"""From which months on a control chart has new limits, because somebody decided so and said why. Never by itself."""

from collections import defaultdict
from datetime import date

import duckdb

from mentorship.oversight import SQL
from mentorship.store.sql_files import run


def rebased_months(cursor: duckdb.DuckDBPyConnection) -> dict[str | None, list[date]]:
    """Mentor (None: the whole programme) → the months from which limits are new, in order."""
    found: dict[str | None, list[date]] = defaultdict(list)
    for mentor, month in run(cursor, SQL / "rebased_months.sql").fetchall():
        found[mentor].append(month)
    return dict(found)
