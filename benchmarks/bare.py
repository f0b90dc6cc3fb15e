"""The same work in bare DuckDB, as somebody would type it: no checks, no reasons, no history."""

import shutil
from pathlib import Path

import duckdb

from benchmarks.process import Bench, Stopwatch, stopwatch

SKETCH = Path(__file__).parent / "sketch.sql"
RESULTS = """
copy (select mentee, category, sum(minutes) as minutes from credited where minutes > 0 group by all)
    to '{credited}' (header);
copy (select mentee, tier, hours_complete_on, minutes_short from tier_reached) to '{tiers}' (header);
"""


def import_sessions(bench: Bench) -> Stopwatch:
    """The file as a table in a database on disk. The quotation mark is given: unaided, the reader misses it."""
    path = bench.store("scratch_bare")
    path.unlink(missing_ok=True)
    with stopwatch() as watch, duckdb.connect(path) as connection:
        connection.execute(f"create table session as from read_csv('{bench.export('sessions')}', quote = '\"')")
    return watch


def assess(bench: Bench) -> Stopwatch:
    """The sketch, on typed tables, its results kept on disk."""
    path = Path(shutil.copy(bench.store("loaded"), bench.store("scratch_sketch")))
    with stopwatch() as watch, duckdb.connect(path) as connection:
        connection.execute(SKETCH.read_text("utf-8"))
    with duckdb.connect(path, read_only=True) as connection:
        tables = {name: bench.result(f"bare_{name}") for name in ("credited", "tiers")}
        connection.execute(RESULTS.format(**tables))
    return watch
