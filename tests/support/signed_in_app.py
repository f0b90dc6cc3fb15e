"""The app in sign-in mode, and a real OpenID provider of this machine that lets anybody in by the e-mail they give."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.support.cold_servers import serving
from tests.support.started import free_port, wait_for

SECRETS = """
[auth]
redirect_uri = "{origin}/oauth2callback"
cookie_secret = "for these tests only, and long enough to sign with"
client_id = "mentorship"
client_secret = "for these tests only"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
ROLES = """
ombudsman = ["boss@example.org", "second@example.org", "third@example.org"]
leadership = ["lead@example.org", "boss@example.org"]
"""


@contextlib.contextmanager
def provider(*options: str) -> Iterator[str]:
    """An OpenID provider of its own process."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *options]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/.well-known/openid-configuration", started)
        yield address
    finally:
        started.terminate()
        started.wait()


def prepared(folder: Path, port: int, provider_at: str, origin: str | None = None) -> Path:
    """A folder to start the app in: our settings, the secrets of sign-in, and who has which role."""
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    secrets = SECRETS.format(origin=origin or f"http://127.0.0.1:{port}", provider=provider_at)
    (folder / ".streamlit" / "secrets.toml").write_text(secrets, "utf-8")
    (folder / "roles.toml").write_text(ROLES, "utf-8")
    return folder


@contextlib.contextmanager
def guarded_app(
    store: Path,
    folder: Path,
    provider_at: str,
    origin: str | None = None,
    port: int | None = None,
    script: Path = ROOT / "app.py",
    **settings: str,
) -> Iterator[str]:
    """The app, to be signed in to; yields its address. `origin` is where it is to everybody, if elsewhere."""
    port = port or free_port()
    prepared(folder, port, provider_at, origin)
    settings = {"access": "oidc", "roles": str(folder / "roles.toml")} | settings
    with serving(store, folder, port, script, **settings) as address:
        yield address
