"""`python -m benchmarks.piece`: run one piece of work in this process, and print what was measured."""

import json
import sys
from dataclasses import asdict
from importlib import import_module

from benchmarks.process import Bench, Measured, peak_mb


def main() -> None:
    asked = json.loads(sys.argv[1])
    module, _, function = asked["piece"].partition(".")
    # Only the module asked for is imported: pandas would weigh on everybody's memory.
    piece = getattr(import_module(f"benchmarks.{module}"), function)
    found = piece(Bench(**asked["bench"]), *asked["given"])
    measured = found if isinstance(found, Measured) else Measured(found or 0.0, peak_mb())
    print(json.dumps(asdict(measured)))


if __name__ == "__main__":
    main()
