"""The app started in other ways than the README says: nothing is open that was not meant to be."""

import socket
from contextlib import suppress

import httpx
import pytest

from tests.access.conftest import copied
from tests.conftest import ROOT, lacks
from tests.support.browserless import RefusedError, Tab, said, text_of
from tests.support.cold_servers import serving
from tests.support.forwarding import forwarding
from tests.support.signed_in_app import prepared
from tests.support.started import free_port, started

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own_address():
    """An address of this machine at which others reach it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # nothing is sent
        found = probe.getsockname()[0]
        if not found.startswith("127."):
            return found
    return lacks("A network address")


def test_a_server_that_listens_to_the_network_answers_this_machine_alone(sample_file, tmp_path, own_address):
    """`uvicorn app:app --host 0.0.0.0`: no setting of ours says so, the connection does."""
    port, store = free_port(), copied(sample_file, tmp_path)
    with started(["uvicorn", "app:app", "--host", "0.0.0.0", "--port", str(port)], port, store) as here:
        outside = f"http://{own_address}:{port}"
        for host in (None, f"127.0.0.1:{port}"):
            answer = httpx.get(outside, headers={"Host": host} if host else {}, trust_env=False)
            assert (answer.status_code, "this machine only" in answer.text) == (403, True)
            with pytest.raises(RefusedError):
                Tab(outside, host=host, origin=f"http://{host or own_address}")
        with Tab(here) as tab:
            assert "P-10" in text_of(tab.run("mentee_progress")), "who sits here is served"


def test_uvicorn_does_not_believe_a_proxy_that_nobody_set_up(sample_file, tmp_path):
    """By default it takes the address in X-Forwarded-For for that of the other end."""
    port, store = free_port(), copied(sample_file, tmp_path)
    with started(["uvicorn", "app:app", "--port", str(port)], port, store) as here:
        for value in ("203.0.113.7", "127.0.0.1, 203.0.113.7", "203.0.113.7, 127.0.0.1"):
            assert httpx.get(here, headers={"X-Forwarded-For": value}).status_code == 403
            with pytest.raises(RefusedError):
                Tab(here, headers={"X-Forwarded-For": value})


def test_a_proxy_to_an_app_without_sign_in_leads_nowhere(local):
    """As it is usually set up: the name is passed on, or the app's own put in its place, with or without saying whom
    it speaks for."""
    app = int(local.rpartition(":")[2])
    name = b"mentorship.example.org"
    ways = {
        "the name is passed on": lambda head: head,
        "and whom it speaks for": lambda head: head.replace(b"\r\n", b"\r\nX-Forwarded-For: 203.0.113.7\r\n", 1),
        "the app's own name": lambda head: head.replace(b"Host: " + name, b"Host: 127.0.0.1:%d" % app),
        "and it says that it is one": lambda head: head.replace(
            b"Host: " + name, b"Via: 1.1 p\r\nHost: 127.0.0.1:%d" % app
        ),
    }
    for way, replaces in ways.items():
        with forwarding(app, replaces) as port, pytest.raises(RefusedError):
            Tab(f"http://127.0.0.1:{port}", {}, host=name.decode(), origin="http://" + name.decode())
            pytest.fail(way)


def test_sign_in_that_is_set_up_but_not_switched_on_shows_nothing(sample_file, tmp_path, provider_at):
    """`MENTORSHIP_ACCESS` was forgotten: the default would be no sign-in."""
    port = free_port()
    folder = prepared(tmp_path / "run", port, provider_at)
    command = ["streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), "--server.headless", "true"]
    with started(command, port, copied(sample_file, tmp_path), folder) as address:
        answer = httpx.get(f"{address}/my_progress")
        assert answer.status_code == 403
        assert "Set MENTORSHIP_ACCESS=oidc" in answer.text
        with pytest.raises(RefusedError):
            Tab(address, {})


def test_a_mistyped_setting_shows_nothing_but_what_is_wrong(sample_file, tmp_path):
    port = free_port()
    command = ["streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), "--server.headless", "true"]
    with started(command, port, copied(sample_file, tmp_path), MENTORSHIP_ACESS="oidc") as address:
        answer = httpx.get(address)
        assert answer.status_code == 503
        assert answer.text.startswith(
            "MENTORSHIP_ACESS is not a setting of this program. Did you mean MENTORSHIP_ACCESS?"
        )
        assert httpx.get(f"{address}/api/imports").json()["error"] == answer.text
        with pytest.raises(RefusedError):
            Tab(address, {})


@pytest.mark.parametrize("page", ["mentee_progress", "my_progress"])
def test_a_page_file_that_is_run_by_itself_shows_nothing(sample_file, tmp_path, page):
    """Streamlit serves each file it is given; the guard is around the app alone."""
    port = free_port()
    command = ["streamlit", "run", str(ROOT / "pages" / f"{page}.py"), "--server.port", str(port)]
    options = ["--server.headless", "true", "--server.address", "127.0.0.1"]
    with started([*command, *options], port, copied(sample_file, tmp_path)) as address, Tab(address) as tab:
        shown = tab.run()
        assert "Start the app with" in said(shown)
        assert "P-10" not in text_of(shown)


def test_with_sign_in_and_without_a_provider_only_a_sentence_is_shown(sample_file, tmp_path):
    with serving(copied(sample_file, tmp_path), access="oidc") as address, Tab(address) as tab:
        assert "Sign-in is not set up" in said(tab.run("mentee_progress"))
        assert httpx.get(f"{address}/auth/login").status_code == 404
