"""The servers that are measured, and what they cost: the app in sign-in mode, an empty page, an OpenID provider.

Each is a process of its own on a free port of this machine, ended by its process id. Processor time is that of the
whole server process with all of its threads, those that have ended included: the kernel's clock of that process, which
counts what `/proc/<pid>/stat` counts, but in nanoseconds instead of hundredths of a second.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import ROOT

STARTS_WITHIN = 60.0
HEALTH, DISCOVERY = "/_stcore/health", "/.well-known/openid-configuration"
EMPTY_PAGE = 'import streamlit as st\n\nst.title("An empty page")\n'
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "for measuring only, and long enough to sign with"
client_id = "mentorship"
client_secret = "for measuring only"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    process_id: int

    def processor_seconds(self) -> float:
        """What all processors spent on this process so far."""
        return time.clock_gettime((~self.process_id << 3) | 2)

    def memory_mb(self) -> float:
        """What it holds in memory now."""
        pages = int(Path(f"/proc/{self.process_id}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def folder_for(work: Path, secrets: str = "") -> Path:
    """A folder to start Streamlit in: our settings, and the secrets of sign-in where there is one."""
    settings = work / ".streamlit"
    settings.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / ".streamlit" / "config.toml", settings / "config.toml")
    (settings / "secrets.toml").write_text(secrets, "utf-8")
    return work


@contextlib.contextmanager
def streamlit(
    script: Path, folder: Path, port: int, options: Mapping[str, str], env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """`streamlit run` of a script. `options` are Streamlit's settings by name. Raises RuntimeError."""
    given = {"server.port": str(port), "server.address": "127.0.0.1", "server.headless": "true", **options}
    command = ["streamlit", "run", str(script), *(f"--{name}={value}" for name, value in given.items())]
    with started(command, folder, port, HEALTH, {"PYTHONPATH": str(ROOT), **(env or {})}) as server:
        yield server


@contextlib.contextmanager
def empty_page(work: Path, options: Mapping[str, str]) -> Iterator[Server]:
    """An app of one line under the settings of ours."""
    folder = folder_for(work / "empty")
    script = folder / "empty.py"
    script.write_text(EMPTY_PAGE, "utf-8")
    with streamlit(script, folder, free_port(), options) as server:
        yield server


@contextlib.contextmanager
def provider(work: Path) -> Iterator[Server]:
    """An OpenID provider that lets anybody in under the e-mail they give."""
    port = free_port()
    with started(["oidc_provider_mock", "--port", str(port)], work, port, DISCOVERY) as server:
        yield server


@contextlib.contextmanager
def started(
    command: Sequence[str], folder: Path, port: int, answers_at: str, env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A module of this Python as a server: there once it answers, ended at the end. Raises RuntimeError."""
    log = folder / f"{command[0]}.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", *command],
            cwd=folder, env=os.environ | (env or {}), stdout=out, stderr=out,
        )  # fmt: skip
        server = Server(f"http://127.0.0.1:{port}", process.pid)
        try:
            _wait(server.address + answers_at, process, log)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.perf_counter() + STARTS_WITHIN
    while time.perf_counter() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.02)
    said = log.read_text("utf-8", "replace")[-2000:]
    raise RuntimeError(f"{process.args!r} did not start. It said:\n{said}")
