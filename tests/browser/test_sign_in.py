"""Sign-in with a real OpenID provider; and every page as the first request to a cold server."""

import json
import re
import shutil
import subprocess
import sys
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import choose, settled
from tests.conftest import ROOT
from tests.support.cold_servers import serving
from tests.support.started import free_port, wait_for

pytestmark = pytest.mark.browser

SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "for this test only, and long enough to sign with"
client_id = "mentorship"
client_secret = "for this test only"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


PEOPLE = {
    # What `email_verified` says of each; None: the claim is not there.
    "boss@example.org": True,
    "silent@example.org": None,
    "worded@example.org": "false",
    "callum.prior.1051@example.org": True,
    "stranger@example.org": True,
    "unverified@example.org": False,
}


def _claim(verified):
    return {} if verified is None else {"email_verified": verified}


@pytest.fixture(scope="module")
def provider():
    """An OpenID provider of its own process, on this machine."""
    port = free_port()
    people = [
        word
        for email, verified in PEOPLE.items()
        for word in ("--user-claims", json.dumps({"sub": email, "email": email} | _claim(verified)))
    ]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration", started)
    yield f"http://127.0.0.1:{port}"
    started.terminate()
    started.wait()


@pytest.fixture
def guarded(tmp_path, sample_copy, provider):
    """The app in sign-in mode; the ombudsman and leadership stand in the roles file."""
    port = free_port()
    folder = tmp_path / "run"
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    (folder / ".streamlit" / "secrets.toml").write_text(SECRETS.format(port=port, provider=provider), "utf-8")
    roles = tmp_path / "roles.toml"
    bosses = [f'"{email}"' for email in PEOPLE if email.split("@")[0] in ("boss", "unverified", "silent", "worded")]
    roles.write_text(f'ombudsman = [{", ".join(bosses)}]\nleadership = ["boss@example.org"]\n', "utf-8")
    return lambda: serving(sample_copy, folder, port, access="oidc", roles=str(roles))


def sign_in(page, address, email, path=""):
    page.goto(f"{address}/{path}")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_placeholder("sub").fill(email)
    page.get_by_role("button", name=re.compile("Authorize")).first.click()
    page.wait_for_url(f"{address}/**")


# All pages without a browser: tests/access/test_strangers.py.
@pytest.mark.parametrize("name", ["my_progress", "attention", "uptake"])
def test_a_cold_deep_link_shows_the_sign_in_notice_only(page, guarded, name):
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(frame)))  # noqa: PLW0108
    with guarded() as address:
        page.goto(f"{address}/{name}?view_as=ombudsman&mentee=P-1051&person=P-1051")
        expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()
        page.wait_for_timeout(300)
        assert page.locator("h1").count() == 1
        assert urlparse(page.url).path == f"/{name}"
    sent = b" ".join(frame if isinstance(frame, bytes) else str(frame).encode() for frame in received)
    assert received
    assert b"P-1051" not in sent.replace(b"mentee=P-1051", b"").replace(b"person=P-1051", b"")
    assert b"Callum" not in sent


def test_each_role_by_sign_in(page, guarded, chromium):
    with guarded() as address:
        sign_in(page, address, "callum.prior.1051@example.org", "my_progress")
        expect(page.locator("h4")).to_contain_text("22 h to go to your first credit")
        page.goto(f"{address}/my_progress?mentee=P-1001&view_as=ombudsman")
        expect(page.locator("h4")).to_contain_text("22 h to go to your first credit")
        page.goto(f"{address}/mentee_progress")
        expect(page.get_by_role("heading", name="Not for this role")).to_be_visible()
        other = chromium.new_context().new_page()
        sign_in(other, address, "boss@example.org")
        expect(other.locator("h4")).to_contain_text("need a look")
        settled(other)
        other.get_by_role("button", name=re.compile("ombudsman")).click()
        choose(other, re.compile("Look as"), "Leadership")
        expect(other.get_by_role("heading", name=re.compile("About|At least"))).to_be_visible()
        expect(other.locator("h4")).to_have_count(1)
        other.context.close()


UNKNOWN = {
    "stranger@example.org": "this e-mail is not on record here",
    "unverified@example.org": "has not verified your e-mail",
    "silent@example.org": "has not verified your e-mail",
    "worded@example.org": "has not verified your e-mail",
}


def test_who_is_not_known_sees_nothing(chromium, guarded):
    with guarded() as address:
        for email, words in UNKNOWN.items():
            page = chromium.new_context().new_page()
            sign_in(page, address, email)
            expect(page.get_by_text(words)).to_be_visible()
            assert page.locator("h4").count() == 0, email
            assert json.dumps(page.inner_text("body")).count("P-1") == 0, email
            page.context.close()
