"""The app, started by any command; stopped by its own process id."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.browser.conftest import wait_for
from tests.conftest import ROOT


@contextmanager
def started(
    command: list[str], port: int, store: Path, folder: Path = ROOT, below: str = "", **settings: str
) -> Iterator[str]:
    """`command` is a module of this Python with its arguments. Yields the address, once something answers there."""
    env = os.environ | {"MENTORSHIP_STORE": str(store), "MENTORSHIP_AS_OF": "2026-11-15", "PYTHONPATH": str(ROOT)}
    with store.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=folder, env=env | settings, stdout=log, stderr=log
        )
        address = f"http://127.0.0.1:{port}{below}"
        try:
            _wait(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Whatever it answers."""
    try:
        wait_for(address, process)
    except RuntimeError:
        assert process.poll() is None
        httpx.get(address, trust_env=False)
