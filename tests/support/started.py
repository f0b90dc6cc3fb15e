"""The app, started by any command; stopped by its own process id."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port


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
            wait_for(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until an address answers, whatever it says."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("The program stopped while starting.")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The program did not start.")
