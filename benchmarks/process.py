"""One piece of work in a process of its own: clean memory, and a peak that nothing else has raised."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: The system counts memory in kilobytes, but for macOS, which counts bytes.
_MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10


@dataclass(frozen=True)
class Bench:
    """What a run works on: how many sessions, the exports of the large and the small programme, a folder for stores."""

    sessions: int
    exports: str
    smaller_exports: str
    work: str

    def export(self, name: str) -> Path:
        return Path(self.exports) / f"{name}.csv"

    def store(self, name: str) -> Path:
        return Path(self.work) / f"{name}.duckdb"

    def table(self, name: str) -> Path:
        """An export as a library of frames keeps it: in Parquet, typed."""
        return Path(self.work) / f"{name}.parquet"

    def result(self, name: str, ending: str = "csv") -> Path:
        """Where an assessment leaves what it found, to be compared."""
        return Path(self.work) / f"{name}.{ending}"


@dataclass(frozen=True)
class Measured:
    """What a piece of work took: time on the clock, time of all processors, and the most memory its process held.

    On a busy machine the clock tells how busy it was; the processors' time still tells what the work costs.
    """

    seconds: float
    processor_seconds: float
    peak_mb: float

    def best(self, other: "Measured") -> "Measured":
        return Measured(
            min(self.seconds, other.seconds),
            min(self.processor_seconds, other.processor_seconds),
            max(self.peak_mb, other.peak_mb),
        )


@dataclass
class Stopwatch:
    seconds: float = 0.0
    processor_seconds: float = 0.0


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """Times what is done within; preparation stays outside."""
    watch = Stopwatch()
    begin, processor_begin = time.perf_counter(), time.process_time()
    yield watch
    watch.seconds = time.perf_counter() - begin
    watch.processor_seconds = time.process_time() - processor_begin


def peak_mb(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / _MEGABYTE


def in_own_process(bench: Bench, piece: str, *given: str) -> Measured:
    """Run a piece (`module.function` of this package) and return what it measured. Raises RuntimeError."""
    asked = json.dumps({"bench": asdict(bench), "piece": piece, "given": given})
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.piece", asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{piece} failed:\n{done.stderr}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))
