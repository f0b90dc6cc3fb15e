"""Servers that have served nothing yet, one after the other, each started in a moment.

The program imports what the app needs once and forks for each server, so that each is as cold as a new process to
Streamlit: no runtime, no pages, nothing cached. Run as a program it reads one line of JSON per server (`port`,
`folder`, `env`), and writes the id of the process that serves.
"""

import contextlib
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import mentorship
import pages.parts
from tests.browser.conftest import free_port
from tests.conftest import ROOT


class ColdServers:
    """The program, and what it is asked for."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.support.cold_servers"]
        self._program = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    @contextlib.contextmanager
    def serving(self, store: Path, folder: Path = ROOT, port: int | None = None, **settings: str) -> Iterator[str]:
        """The app over a store; yields its address."""
        port = port or free_port()
        env = {"MENTORSHIP_STORE": str(store)} | {f"MENTORSHIP_{name.upper()}": it for name, it in settings.items()}
        self._say({"port": port, "folder": str(folder), "env": env})
        process_id = int(self._program.stdout.readline())  # type: ignore[union-attr]
        try:
            self._program.stdout.readline()  # type: ignore[union-attr]
            yield f"http://127.0.0.1:{port}"
        finally:
            os.kill(process_id, signal.SIGTERM)
            self._program.stdout.readline()  # type: ignore[union-attr]

    def _say(self, asked: dict[str, object]) -> None:
        assert self._program.stdin
        self._program.stdin.write(json.dumps(asked) + "\n")
        self._program.stdin.flush()

    def close(self) -> None:
        assert self._program.stdin
        assert self._program.stdout
        self._program.stdin.close()
        self._program.stdout.close()
        self._program.wait(20)


def _serve(asked: dict[str, object]) -> None:
    """What `streamlit run app.py` does, in this process."""
    from streamlit.web import cli

    os.environ.update(asked["env"])  # type: ignore[call-overload]
    os.chdir(str(asked["folder"]))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    script = ["run", str(ROOT / "app.py"), "--server.port", str(asked["port"]), "--server.address", "127.0.0.1"]
    sys.argv = ["streamlit", *script, "--server.headless", "true"]
    cli.main(prog_name="streamlit")


def _main() -> None:
    for name in ("streamlit.web.cli", "streamlit.web.server.starlette.starlette_app", "plotly.graph_objects", "pandas"):
        importlib.import_module(name)
    for package in (mentorship, pages.parts):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                _serve(asked)
            finally:
                os._exit(0)
        print(child, flush=True)  # noqa: T201 - the way back
        for _ in range(600):
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{asked['port']}/_stcore/health", timeout=1),
            ):
                break
            time.sleep(0.02)
        print("ready", flush=True)  # noqa: T201
        os.waitpid(child, 0)
        print("over", flush=True)  # noqa: T201


if __name__ == "__main__":
    _main()
