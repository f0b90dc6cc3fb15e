"""Every way into the running app: foreign names, foreign pages, proxies, and addresses that nobody needs."""

import socket

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from tests.access.conftest import TOKEN, copied
from tests.support.browserless import RefusedError, Tab, cookies_of, text_of
from tests.support.signed_in_app import guarded_app

pytestmark = pytest.mark.slow

EVIL = "evil.example"
#: Some address of every kind, with what it is asked with.
ADDRESSES = [
    ("GET", "/"), ("GET", "/my_progress"), ("GET", "/_stcore/health"), ("GET", "/_stcore/host-config"),
    ("GET", "/favicon.png"), ("GET", "/media/x.csv"), ("GET", "/downloads/x"),
    ("GET", "/api/imports?challenge=long-enough-for-one"),
    ("POST", "/api/imports?name=a.csv"), ("PUT", "/_stcore/upload_file/s/f"), ("DELETE", "/_stcore/upload_file/s/f"),
    ("GET", "/_stcore/bidi-components/records/x.js"), ("GET", "/auth/login"), ("GET", "/oauth2callback"),
]  # fmt: skip
FORGED = [
    {"Host": f"{EVIL}:{{port}}"}, {"Host": "127.0.0.1:1"}, {"Host": "localhost.evil.example:{port}"},
    {"Origin": f"http://{EVIL}"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
    {"Host": f"{EVIL}:{{port}}", "Origin": f"http://{EVIL}:{{port}}"}, {"X-Forwarded-For": "203.0.113.7"},
    {"X-Forwarded-Host": EVIL}, {"Forwarded": "for=203.0.113.7"}, {"Via": "1.1 proxy"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
]  # fmt: skip


def filled(headers, address):
    return {name: value.format(port=address.rpartition(":")[2]) for name, value in headers.items()}


@pytest.mark.parametrize(("method", "path"), ADDRESSES, ids=lambda each: each[:30])
def test_without_sign_in_no_address_answers_a_forged_request(local, method, path):
    """A page of elsewhere that made its own name point here, one of another port, one that came by way of a proxy."""
    for headers in FORGED:
        sent = filled(headers, local) | {"Authorization": f"Bearer {TOKEN}"}
        answer = httpx.request(method, local + path, headers=sent)
        assert answer.status_code == 403, headers
        assert "set-cookie" not in answer.headers
        assert len(answer.text) < 200


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_nor_does_the_socket(local, headers):
    sent = filled(headers, local)
    host, origin = sent.pop("Host", None), sent.pop("Origin", "own")
    with pytest.raises(RefusedError) as refused:
        Tab(local, host=host, origin=origin, headers=sent)
    assert refused.value.status == 403


def test_nor_without_saying_which_page_opened_it(local):
    with pytest.raises(RefusedError):
        Tab(local, origin=None)


def test_a_host_named_twice_or_not_at_all_is_refused(local):
    port = int(local.rpartition(":")[2])
    for lines in (b"Host: 127.0.0.1:%d\r\nHost: evil.example" % port, b"X: y"):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\n" + lines + b"\r\nConnection: close\r\n\r\n")
            assert connection.recv(100).split(b" ")[1] in (b"400", b"403")


def test_whoever_sits_here_gets_through(local):
    assert httpx.get(local).status_code == 200
    assert httpx.get(local.replace("127.0.0.1", "localhost")).status_code == 200
    with Tab(local) as tab:
        assert "P-10" in text_of(tab.run("mentee_progress"))


CLOSED = [
    "/_stcore/metrics", "/_stcore/metrics?families=session_events", "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/script-health-check", "/_stcore/anything",
    "/component/x/index.html", "/app/static/x",
    "/_stcore/upload_file",
]  # fmt: skip


@pytest.mark.parametrize("path", CLOSED)
def test_addresses_that_nobody_needs_are_closed(local, guarded, boss, path):
    for address, cookies in ((local, {}), (guarded, {}), (guarded, boss)):
        for method in ("GET", "POST", "PUT", "OPTIONS"):
            assert httpx.request(method, address + path, cookies=cookies).status_code in (404, 405), (method, path)


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_pages_are_only_asked_for(local, method):
    assert httpx.request(method, f"{local}/my_progress").status_code == 405


def test_no_other_page_may_read_an_answer_frame_it_or_guess_what_it_is(local, guarded):
    for address in (local, guarded):
        for path in ("/", "/my_progress", "/_stcore/health", "/media/x", "/downloads/x", "/api/imports", "/nothing.js"):
            headers = httpx.get(address + path).headers
            assert headers["x-frame-options"] == "DENY"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert not [name for name in headers if name.startswith("access-control-")]


def test_with_sign_in_the_app_answers_to_its_own_name_alone(guarded):
    port = guarded.rpartition(":")[2]
    for host in (f"localhost:{port}", f"evil.example:{port}"):
        assert httpx.get(f"{guarded}/my_progress", headers={"Host": host}).status_code == 403
        with pytest.raises(RefusedError):
            Tab(guarded, host=host, origin=f"http://{host}")
    with pytest.raises(RefusedError):
        Tab(guarded, origin=f"http://{EVIL}")


def test_programs_of_this_machine_find_the_import_entrance_of_an_app_that_is_elsewhere_to_everybody(
    sample_file, tmp_path, provider_at
):
    origin = "https://mentorship.example.org"
    with guarded_app(
        copied(sample_file, tmp_path), tmp_path / "run", provider_at, origin, import_token=TOKEN
    ) as address:
        assert httpx.get(f"{address}/api/imports", params={"challenge": "x" * 32}).status_code == 200
        assert httpx.get(f"{address}/_stcore/health").status_code == 200
        assert httpx.get(f"{address}/").status_code == 403
        forged = {"X-Forwarded-For": "203.0.113.7"}
        assert httpx.get(f"{address}/api/imports", params={"challenge": "x" * 32}, headers=forged).status_code == 403


FOR_DEVELOPERS = [
    "clear_cache",
    "load_git_info",
    "set_run_on_save",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
]


@pytest.mark.parametrize("name", FOR_DEVELOPERS)
def test_messages_for_developers_are_as_if_they_had_not_been_sent(local, guarded, boss, name):
    for address, cookies in ((local, cookies_of(local)), (guarded, boss), (guarded, cookies_of(guarded))):
        with Tab(address, cookies) as tab:
            tab.run("mentee_progress")
            tab.hears_nothing(0.2)  # what follows a run
            message = BackMsg()
            setattr(message, name, True)
            tab.send(message)
            assert tab.hears_nothing(0.5)
            assert tab.run("mentee_progress"), "and the page goes on"


def test_a_message_that_is_none_ends_the_connection_without_a_word(local):
    for raw in (b"\xff\xff\xff\xff", b"\x00" * 100):
        with Tab(local) as tab:
            tab.send_raw(raw)
            with pytest.raises((ConnectionClosed, TimeoutError)):
                tab.next(0.5)
