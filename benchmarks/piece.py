"""`python -m benchmarks.piece`: run one piece of work in this process, and print what was measured."""

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module

from benchmarks.process import Bench, Measured, Stopwatch, peak_mb


def main() -> None:
    asked = json.loads(sys.argv[1])
    module, _, function = asked["piece"].partition(".")
    # Only the module asked for is imported: pandas would weigh on everybody's memory.
    piece = getattr(import_module(f"benchmarks.{module}"), function)
    found = piece(Bench(**asked["bench"]), *asked["given"])
    if not isinstance(found, Measured):
        watch, usage = found or Stopwatch(), resource.getrusage(resource.RUSAGE_SELF)
        found = Measured(watch.seconds, watch.processor_seconds, peak_mb(usage))
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
