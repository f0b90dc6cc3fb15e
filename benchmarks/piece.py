"""`python -m benchmarks.piece`: run one piece of work in this process, and print what was measured."""

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module

import duckdb

from benchmarks.process import Bench, Measured, Stopwatch, peak_mb


def main() -> None:
    asked = json.loads(sys.argv[1])
    module, _, function = asked["piece"].partition(".")
    # Only the module asked for is imported: each weighs on the memory of its own pieces alone.
    piece = getattr(import_module(f"benchmarks.{module}"), function)
    _bind_a_value()
    found = piece(Bench(**asked["bench"]), *asked["given"])
    if not isinstance(found, Measured):
        watch, usage = found or Stopwatch(), resource.getrusage(resource.RUSAGE_SELF)
        found = Measured(watch.seconds, watch.processor_seconds, peak_mb(usage))
    print(json.dumps(asdict(found)))


def _bind_a_value() -> None:
    """The first value that a process binds makes DuckDB import pandas, if it is there: no part of any piece."""
    with duckdb.connect() as connection:
        connection.execute("select ?", [1]).fetchall()


if __name__ == "__main__":
    main()
