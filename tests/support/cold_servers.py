"""The app as a server, started in a moment: for tests that need one of their own.

A program imports what the app needs once and forks for each server, so that each is as cold as a new process to
Streamlit: no runtime, no pages, nothing cached. Run as a program it reads a line of JSON for each server (`port`,
`folder`, `script`, `log`, `env`), and writes the id of the process that serves, and when it is ready; or a line with
the `stop` of such a process. That the app starts by itself is seen in `tests/access/test_started_otherwise.py`.
"""

import atexit
import contextlib
import functools
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mentorship
import pages.parts
from tests.conftest import ROOT
from tests.support.started import free_port


@contextlib.contextmanager
def serving(
    store: Path, folder: Path = ROOT, port: int | None = None, script: Path = ROOT / "app.py", **settings: str
) -> Iterator[str]:
    """The app over a store, with some settings; yields its address. What it writes is in a file beside the store."""
    port = port or free_port()
    env = dict(os.environ) | {"MENTORSHIP_STORE": str(store), "PYTHONPATH": str(ROOT)}
    env |= {f"MENTORSHIP_{name.upper()}": value for name, value in settings.items()}
    log = str(store.with_suffix(".log"))
    program = _program()
    process_id = program.asked({"port": port, "folder": str(folder), "script": str(script), "log": log, "env": env})
    try:
        if not program.asked({"ready": process_id, "port": port}):
            raise RuntimeError("The app did not start.")
        yield f"http://127.0.0.1:{port}"
    finally:
        program.asked({"stop": process_id})


class _Program:
    """The program that forks, as its parent sees it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.support.cold_servers"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def asked(self, what: dict[str, Any]) -> int:
        """What it answers: one number."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(20)


@functools.cache
def _program() -> _Program:
    started = _Program()
    atexit.register(started.close)
    return started


def _serve(asked: dict[str, Any]) -> None:
    """What `streamlit run app.py` does, in this process."""
    from streamlit.web import cli

    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["folder"])
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    script = ["run", asked["script"], "--server.port", str(asked["port"]), "--server.address", "127.0.0.1"]
    sys.argv = ["streamlit", *script, "--server.headless", "true"]
    cli.main(prog_name="streamlit")


def _forked(asked: dict[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        try:
            _serve(asked)
        finally:
            os._exit(0)
    return child


def _is_ready(asked: dict[str, Any]) -> int:
    """Whether it answers, whatever it says."""
    for _ in range(1500):
        if os.waitpid(asked["ready"], os.WNOHANG)[0]:
            return 0
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{asked['port']}/_stcore/health", timeout=1):
                return 1
        except urllib.error.HTTPError:
            return 1
        except OSError:
            time.sleep(0.02)
    return 0


def _stopped(process_id: int) -> int:
    with contextlib.suppress(OSError):
        os.kill(process_id, signal.SIGTERM)
        for _ in range(500):
            if os.waitpid(process_id, os.WNOHANG)[0]:
                return 1
            time.sleep(0.02)
        os.kill(process_id, signal.SIGKILL)
        os.waitpid(process_id, 0)
    return 1


def _main() -> None:
    for name in ("streamlit.web.cli", "streamlit.web.server.starlette.starlette_app", "plotly.graph_objects", "pandas"):
        importlib.import_module(name)
    for package in (mentorship, pages.parts):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for line in sys.stdin:
        asked = json.loads(line)
        if "stop" in asked:
            answer = _stopped(asked["stop"])
        else:
            answer = _is_ready(asked) if "ready" in asked else _forked(asked)
        print(answer, flush=True)  # noqa: T201 - the way back


if __name__ == "__main__":
    _main()
