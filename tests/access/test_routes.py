"""Every address that the server has is in the guard's list, with who may ask for it."""

import json
import re
import subprocess
import sys

import httpx
import pytest

from pages.parts.guard import routes
from pages.parts.guard.routes import Who, route_of
from tests.access.conftest import TOKEN, copied
from tests.conftest import ROOT
from tests.support.browserless import Tab, text_of
from tests.support.started import free_port, started

pytestmark = pytest.mark.slow

#: Who may ask for what, in one place: a route that is added to the server, by us or by a newer Streamlit, fails here
#: until somebody has thought about it.
EXPECTED = {
    "/_stcore/health": Who.ANYBODY,
    "/_stcore/host-config": Who.ANYBODY,
    "/_stcore/stream": Who.ANYBODY,
    "/_stcore/metrics": Who.NOBODY,
    "/_stcore/script-health-check": Who.NOBODY,
    "/_stcore/agent/interact": Who.NOBODY,
    "/_stcore/agent/openapi.json": Who.NOBODY,
    "/_stcore/agent/mcp": Who.NOBODY,
    "/_stcore/upload_file/x/x": Who.UPLOADS,
    "/_stcore/bidi-components/x": Who.SIGNED_IN,
    "/media/x": Who.OWNER,
    "/component/x": Who.NOBODY,
    "/app/static/x": Who.NOBODY,
    "/auth/login": Who.PROVIDER,
    "/auth/logout": Who.PROVIDER,
    "/oauth2callback": Who.PROVIDER,
    "/api/imports": Who.TOKEN,
    "/downloads/x": Who.OWNER,
    "/": Who.ANYBODY,
}


def test_every_route_of_the_server_is_thought_about():
    """Of a server with everything switched on that Streamlit can switch on."""
    program = """
import json, streamlit as st
from pages.parts import server
for option in ("enableStaticServing", "scriptHealthCheckEnabled", "enableAgentApi"):
    st.get_option(f"server.{option}")
    st.config.set_option(f"server.{option}", True)
app = st.App("app.py", **server.around())
print(json.dumps([getattr(each, "path", str(each)) for each in app._build_starlette_app().routes]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    found = {re.sub(r"\{[^}]*\}", "x", path) or "/" for path in json.loads(done.stdout)}
    assert found == set(EXPECTED)


@pytest.mark.parametrize(("path", "who"), EXPECTED.items())
def test_the_guard_lets_nobody_else_ask(path, who):
    assert route_of(path).who is who


@pytest.mark.parametrize("path", ["/_stcore/new", "/_stcore/stream/x", "/_stcore/health/x", "/_stcore/"])
def test_what_is_not_in_the_list_is_closed(path):
    assert route_of(path).who is Who.NOBODY


def test_every_route_of_the_guard_is_one_of_the_server():
    """Nothing is let through that no longer exists."""
    asked = {each.path for each in routes.ROUTES if each.who is not Who.NOBODY}
    assert {each for each in asked if not any(path.startswith(each) for path in EXPECTED)} == {"/static/"}


def test_below_a_path_of_its_own_the_app_is_guarded_all_the_same(sample_file, tmp_path):
    port = free_port()
    command = ["streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), "--server.headless", "true"]
    options = ["--server.baseUrlPath", "mentorship"]
    store = copied(sample_file, tmp_path)
    with started([*command, *options], port, store, below="/mentorship", MENTORSHIP_IMPORT_TOKEN=TOKEN) as address:
        answers = {path: httpx.get(address + path).status_code for path in ("/", "/my_progress", "/_stcore/metrics")}
        assert answers == {"/": 200, "/my_progress": 200, "/_stcore/metrics": 404}
        assert httpx.get(f"{address}/api/imports?challenge={'x' * 32}").status_code == 200
        assert httpx.get(f"{address}/api/imports", headers={"Host": "evil.example"}).status_code == 403
        with Tab(f"http://127.0.0.1:{port}", {}, below="/mentorship") as tab:
            assert "P-10" in text_of(tab.run("mentee_progress"))
