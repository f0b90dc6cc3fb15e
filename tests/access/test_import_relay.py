"""Files for the running app: whoever stands between a program and the app gets neither the token nor a record."""

import hashlib
import os
import subprocess
import sys
from urllib.parse import urlencode

import httpx
import pytest

from mentorship.import_handshake import on_the_same_connection
from mentorship.import_signing import Answer, Requests, answer, authorization
from tests.access.conftest import TOKEN
from tests.conftest import ROOT
from tests.support.cold_servers import serving
from tests.support.forwarding import forwarding

pytestmark = pytest.mark.slow

HEADINGS = "session_id,held_on,mentee,mentee_name,activity,modality,minutes,mentor"
BODY = f"{HEADINGS}\nS1,2025-03-03,secret.person@example.org,Ada,one_to_one,virtual,90,m-1\n"


def mentorship(*arguments, **settings):
    env = {name: value for name, value in os.environ.items() if not name.startswith("MENTORSHIP_")}
    env |= {f"MENTORSHIP_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "mentorship", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=env, timeout=120)


@pytest.fixture
def export(tmp_path):
    (tmp_path / "march.csv").write_text(BODY, "utf-8")
    return tmp_path / "march.csv"


def test_a_command_tells_a_relay_nothing(export, tmp_path):
    """Somebody on the port where the app usually is passes the challenge on to where it is now."""
    store, heard = tmp_path / "s.duckdb", []

    def passed_on(head):
        heard.append(head)
        return head.replace(b"Host: 127.0.0.1:%d" % relay, b"Host: " + app.encode())

    with serving(store, import_token=TOKEN) as address:
        app = address.removeprefix("http://")
        httpx.get(f"{address}/api/imports?challenge={'x' * 32}")  # the store is open now
        with forwarding(int(app.rpartition(":")[2]), passed_on) as relay:
            sent = mentorship("import", export, "--store", store, import_token=TOKEN, app=f"http://127.0.0.1:{relay}")
        straight = mentorship("import", export, "--store", store, import_token=TOKEN, app=address)
    assert (sent.returncode, "is in use by another program" in sent.stderr) == (2, True)
    (asked,) = heard
    assert asked.startswith(b"GET /api/imports?challenge=")
    assert TOKEN.encode() not in asked
    assert straight.returncode == 0, "and the app itself is sent it"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    with serving(folder / "s.duckdb", as_of="2026-11-15", import_token=TOKEN) as address:
        yield address


def signed(app, body=BODY, said=None, **words):
    """A request as the command line makes it. `said` is what it announces, where that differs from what it sends."""
    target = "/api/imports?" + urlencode({"name": "march.csv"} | words)
    found = Answer(**httpx.get(f"{app}/api/imports", params={"challenge": "x" * 32}).json())
    digest = hashlib.sha256((said or body).encode()).hexdigest()
    return target, {"Authorization": authorization(TOKEN, found, target, digest)}


def post(app, target, headers, body=BODY):
    return httpx.post(app + target, content=body, headers=headers, timeout=60)


def test_a_signed_request_is_good_once(app):
    target, headers = signed(app, dry_run="yes")
    assert TOKEN not in headers["Authorization"]
    assert post(app, target, headers).status_code == 200
    assert post(app, target, headers).status_code == 401, "whoever overheard it cannot send it again"


def test_for_this_request_and_no_other(app):
    target, headers = signed(app)
    assert post(app, target.replace("march", "april"), headers).status_code == 401
    assert post(app, f"{target}&dry_run=no", headers).status_code == 401


def test_for_this_file_and_no_other(app):
    target, headers = signed(app)
    refused = post(app, target, headers, BODY.replace("secret", "forged"))
    assert (refused.status_code, "not the file that was announced" in refused.json()["error"]) == (400, True)
    target, headers = signed(app, dry_run="yes")
    assert post(app, target, headers).json()["accepted"] == 1, "nothing of the other came in"


@pytest.mark.parametrize("change", ["number=1-", "digest=00", "signature=00", "Mentorship ", "number"])
def test_an_altered_signature_is_none(app, change):
    target, headers = signed(app)
    value = headers["Authorization"]
    at = value.index(change) + len(change) if change in value else 12
    altered = value[:at] + ("0" if value[at] != "0" else "1") + value[at + 1 :]
    assert post(app, target, {"Authorization": altered}).status_code == 401


def test_a_number_is_good_for_a_minute_and_for_the_address_it_was_given_at(tmp_path):
    store, now = tmp_path / "s.duckdb", [0.0]
    store.write_bytes(b"")
    found = answer(store, TOKEN, "c" * 32, "127.0.0.1 8501")
    header = authorization(TOKEN, found, "/x?y", "0" * 64)
    began = int(found.number.partition("-")[0])
    for later, at, holds in (
        (61, found.at, False),
        (-5, found.at, False),
        (5, "127.0.0.1 9000", False),
        (5, found.at, True),
    ):
        now[0] = began + later
        requests = Requests(lambda: now[0])
        assert (requests.digest_of(header, TOKEN, at, "/x?y") is not None) == holds
    assert found.holds(store, TOKEN, "c" * 32, "127.0.0.1 8501")
    assert not found.holds(store, TOKEN, "c" * 32, "127.0.0.1 9000"), "asked at another address: somebody passed it on"
    assert not found.holds(store, TOKEN, "d" * 32, "127.0.0.1 8501")
    assert not found.holds(store, TOKEN[::-1], "c" * 32, "127.0.0.1 8501")


def test_a_file_goes_over_the_connection_that_was_proved_or_nowhere(app):
    """The app may end, and somebody else take its place, between the two."""
    with httpx.Client() as client, pytest.raises(httpx.ConnectError):
        client.post(f"{app}/api/imports?name=a.csv", extensions={"trace": on_the_same_connection})
