"""A sign-in ends when somebody signs out, when its time is over and when the server stops, for copied cookies, too."""

import time
from contextlib import contextmanager

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.access.conftest import BOSS, MENTEE, copied
from tests.support.browserless import RefusedError, Tab, cookies_of, downloads_in, said, sign_in, text_of
from tests.support.signed_in_app import guarded_app, provider

pytestmark = pytest.mark.slow


def sees(address, cookies, page="mentee_progress"):
    """What somebody with these cookies is shown."""
    with Tab(address, cookies) as tab:
        came = tab.run(page)
        return "records" if "P-10" in text_of(came) else said(came).splitlines()[0]


def sign_out(address, cookies, **headers):
    return httpx.get(f"{address}/auth/logout", cookies=cookies, headers=headers, trust_env=False)


def test_whoever_signed_in_sees_what_is_theirs_and_nothing_else(guarded, boss, mentee):
    assert sees(guarded, boss) == "records"
    assert sees(guarded, mentee) == "Not for this role"
    with Tab(guarded, mentee) as tab:
        assert "22 h to go" in said(tab.run("my_progress"))


def test_a_copied_cookie_is_worth_nothing_after_signing_out(guarded):
    cookies = sign_in(guarded, BOSS)
    copy, other = dict(cookies), sign_in(guarded, BOSS)
    assert sees(guarded, copy) == "records"
    assert sign_out(guarded, cookies).status_code == 302
    assert sees(guarded, copy) == "Please sign in"
    assert sees(guarded, other) == "records", "another sign-in of the same person goes on"


def test_open_pages_are_closed_at_once_and_cannot_be_taken_up_again(guarded):
    cookies = sign_in(guarded, BOSS)
    with Tab(guarded, cookies) as tab:
        tab.run("mentee_progress")
        sign_out(guarded, cookies)
        assert tab.is_closed_within(5)
        with Tab(guarded, cookies, session=tab.session) as again:
            assert said(again.run("mentee_progress")).startswith("Please sign in")
            assert again.session != tab.session


def test_a_browser_that_does_not_come_by_to_sign_out_is_signed_out_all_the_same(guarded):
    """The button is pressed, and the page it leads to never asked for."""
    cookies = sign_in(guarded, MENTEE)
    with Tab(guarded, cookies) as tab:
        tab.run("my_progress")
        assert any(each.HasField("auth_redirect") for each in tab.press("Sign out", "my_progress"))
        assert tab.is_closed_within(10)
    assert sees(guarded, cookies, "my_progress") == "Please sign in"


def test_another_page_cannot_sign_anybody_out(guarded):
    cookies = sign_in(guarded, BOSS)
    follows = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    answer = sign_out(guarded, cookies, **follows)
    assert answer.status_code == 403
    assert sees(guarded, cookies) == "records"


@contextmanager
def of_short_tokens(sample_file, tmp_path, seconds, **settings):
    with (
        provider("--token-max-age", str(seconds)) as provider_at,
        guarded_app(copied(sample_file, tmp_path), tmp_path / "run", provider_at, **settings) as address,
    ):
        yield address


def test_a_sign_in_ends_with_the_providers_token(sample_file, tmp_path):
    with of_short_tokens(sample_file, tmp_path, 6) as address:
        cookies = sign_in(address, BOSS)
        with Tab(address, cookies) as tab:
            assert "P-10" in text_of(tab.run("mentee_progress"))
            links = downloads_in(tab.run("mentee_progress"))
            assert httpx.get(address + links[0], cookies=cookies).status_code == 200
            assert tab.is_closed_within(10), "an open page ends with it"
        assert sees(address, cookies) == "Please sign in"
        assert httpx.get(address + links[0], cookies=cookies).status_code == 404


def test_a_token_that_has_run_out_signs_nobody_in(sample_file, tmp_path):
    with of_short_tokens(sample_file, tmp_path, -60) as address:
        cookies = sign_in(address, BOSS)
        assert not [name for name in cookies if name.startswith("_streamlit_user")]
        assert sees(address, cookies) == "Please sign in"


def test_a_sign_in_may_be_set_to_outlast_short_tokens(sample_file, tmp_path):
    with of_short_tokens(sample_file, tmp_path, 2, sign_in_minutes="5") as address:
        cookies = sign_in(address, BOSS)
        time.sleep(3)
        assert sees(address, cookies) == "records"


def test_a_restart_ends_every_sign_in_and_a_known_secret_begins_none(sample_file, tmp_path, provider_at):
    """Cookies signed with the right secret, as old and forged ones may be, of nobody who came back to this server."""
    store = copied(sample_file, tmp_path)
    with guarded_app(store, tmp_path / "one", provider_at) as address:
        cookies = sign_in(address, BOSS)
        assert sees(address, cookies) == "records"
        port = address.rpartition(":")[2]
    with guarded_app(store, tmp_path / "two", provider_at, port=int(port)) as address:
        assert sees(address, cookies) == "Please sign in"


def test_cookies_are_for_https_alone_where_the_app_is_served_so(sample_file, tmp_path, provider_at):
    """By way of a proxy that speaks https to everybody and plainly to the app."""
    origin = "https://mentorship.example.org"
    with guarded_app(copied(sample_file, tmp_path), tmp_path / "run", provider_at, origin) as address:
        answer = httpx.get(f"{address}/_stcore/health", headers={"Host": "mentorship.example.org"})
        cookies = answer.headers.get_list("set-cookie")
        assert cookies
        assert all("; secure" in each.lower() for each in cookies)
        assert "max-age" in answer.headers["strict-transport-security"]


def test_cookies_of_a_sign_in_last_as_long_as_it_does(guarded):
    answers: list[httpx.Response] = []
    sign_in(guarded, BOSS, answers)
    given = [each for answer in answers for each in answer.headers.get_list("set-cookie")]
    (lasts,) = [each for each in given if each.startswith("_streamlit_user=")]
    (seconds,) = [int(each.partition("=")[2]) for each in lasts.split("; ") if each.startswith("Max-Age=")]
    assert 3000 < seconds <= 3600, "as long as the provider's token"
    assert "HttpOnly" in lasts


def test_a_socket_without_a_page_of_ours_is_a_strangers(guarded, boss):
    """The cookie goes along by itself; the token, which only our page can read, does not."""
    with Tab(guarded, boss, with_token=False) as tab:
        assert said(tab.run("mentee_progress")).startswith("Please sign in")


def test_a_role_that_is_taken_away_is_gone_from_open_pages(sample_file, tmp_path, provider_at):
    """A button of the open page would still do what it did when it was drawn."""
    with guarded_app(copied(sample_file, tmp_path), tmp_path / "run", provider_at) as address:
        cookies = sign_in(address, "second@example.org")
        with Tab(address, cookies) as tab:
            assert "P-10" in text_of(tab.run("mentee_progress"))
            (tmp_path / "run" / "roles.toml").write_text('ombudsman = ["boss@example.org"]\n', "utf-8")
            with pytest.raises(ConnectionClosed):
                tab.run("mentee_progress")
        with Tab(address, cookies, session=tab.session) as again:
            assert "not on record" in said(again.run("mentee_progress"))
            assert again.session != tab.session


def test_a_stolen_session_id_opens_nobodys_page(guarded, boss, mentee):
    with Tab(guarded, boss) as tab:
        tab.run("mentee_progress")
        for thief in (cookies_of(guarded), mentee):
            with Tab(guarded, thief, session=tab.session) as other:
                assert "P-10" not in text_of(other.run("mentee_progress")).replace("P-1051", "")
                assert other.session != tab.session
        assert "P-10" in text_of(tab.run("mentee_progress"))


def test_signing_out_without_having_signed_in_harms_nobody(guarded, boss):
    assert sign_out(guarded, cookies_of(guarded)).status_code == 302
    assert sees(guarded, boss) == "records"
    with pytest.raises(RefusedError):
        Tab(guarded, boss, origin="http://evil.example")
