"""Do the sketch and the pandas version find what the engine finds? A faster answer that is wrong is no measure."""

from pathlib import Path

import duckdb

DIFFERENT = """
with
ours as (select * from read_csv($ours)),
theirs as (select * from read_csv($theirs)),
different as ((from ours except from theirs) union (from theirs except from ours))
select count(distinct mentee) from different
"""


def different_mentees(ours: Path, theirs: Path) -> int:
    """For how many mentees two results differ."""
    with duckdb.connect() as connection:
        (number,) = connection.execute(DIFFERENT, {"ours": str(ours), "theirs": str(theirs)}).fetchone() or (0,)
    return int(number)
