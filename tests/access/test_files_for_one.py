"""Files to take away: for whoever they were offered to, as long as they are signed in, and kept by no cache."""

import httpx
import pytest

from tests.access.conftest import BOSS, LEADER, MENTEE, copied
from tests.support.browserless import Tab, cookies_of, downloads_in, sign_in
from tests.support.signed_in_app import guarded_app

pytestmark = pytest.mark.slow


def got(address, path, cookies=None, **headers):
    return httpx.get(address + path, cookies=cookies or {}, headers=headers, trust_env=False)


@pytest.fixture
def offered(guarded, boss):
    """What the ombudsman's page offers, while it is open."""
    with Tab(guarded, boss) as tab:
        yield downloads_in(tab.run("mentee_progress"))


def test_a_download_is_for_whoever_it_was_offered_to(guarded, boss, offered):
    for path in offered:
        answer = got(guarded, path, boss)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"].startswith("attachment")
    assert "P-10" in got(guarded, offered[0], boss).text


@pytest.mark.parametrize("email", [None, MENTEE, LEADER, "second@example.org", "stranger@example.org"])
def test_nobody_else_gets_it(guarded, offered, email):
    """Not even somebody in the same role: what they may have, their own page offers."""
    cookies = sign_in(guarded, email) if email else cookies_of(guarded)
    for path in offered:
        answer = got(guarded, path, cookies)
        assert answer.status_code == 404
        assert "no longer available" in answer.text
        assert answer.headers["cache-control"] == "no-store"


def test_nobody_finds_one_by_trying(guarded, boss, offered):
    assert got(guarded, "/downloads/" + "0" * 64, boss).status_code == 404
    assert got(guarded, offered[0][:-1], boss).status_code == 404
    assert (
        got(guarded, "/downloads/../downloads/" + offered[0].rpartition("/")[2], cookies_of(guarded)).status_code == 404
    )


def test_a_page_of_elsewhere_cannot_fetch_it(guarded, boss, offered):
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert got(guarded, offered[0], boss, **headers).status_code == 403


def test_after_signing_out_it_is_gone_for_everybody(guarded):
    cookies = sign_in(guarded, BOSS)
    with Tab(guarded, cookies) as tab:
        path = downloads_in(tab.run("mentee_progress"))[0]
    assert got(guarded, path, cookies).status_code == 200
    httpx.get(f"{guarded}/auth/logout", cookies=cookies)
    assert got(guarded, path, cookies).status_code == 404
    assert got(guarded, path, sign_in(guarded, BOSS)).status_code == 404


def test_a_role_that_is_taken_away_takes_its_downloads_along(sample_file, tmp_path, provider_at):
    with guarded_app(copied(sample_file, tmp_path), tmp_path / "run", provider_at) as address:
        cookies = sign_in(address, "second@example.org")
        with Tab(address, cookies) as tab:
            path = downloads_in(tab.run("mentee_progress"))[0]
        assert got(address, path, cookies).status_code == 200
        (tmp_path / "run" / "roles.toml").write_text('ombudsman = ["boss@example.org"]\n', "utf-8")
        assert got(address, path, cookies).status_code == 404


#: An app with a file of the kind that Streamlit keeps by itself, behind the same guard.
MEDIA_APP = """
import streamlit as st
from pages.parts import server, sign_in

if __name__ == "__main__":
    if sign_in.is_signed_in():
        st.download_button("Take it", f"of {st.user.email}", "own.csv", "text/csv")
    else:
        st.button("Sign in", on_click=st.login)
else:
    app = st.App(__file__, **server.around())
"""


def test_a_file_that_streamlit_keeps_is_for_whoever_it_is_shown_to(sample_file, tmp_path, provider_at):
    script = tmp_path / "media_app.py"
    script.write_text(MEDIA_APP, "utf-8")
    store = copied(sample_file, tmp_path)
    with guarded_app(store, tmp_path / "run", provider_at, script=script) as address:
        boss, other = sign_in(address, BOSS), sign_in(address, LEADER)
        with Tab(address, boss) as tab:
            (path,) = {
                each.delta.new_element.download_button.url
                for each in tab.run()
                if each.delta.new_element.WhichOneof("type") == "download_button"
            }
            assert path.startswith("/media/")
            answer = got(address, path, boss)
            assert (answer.status_code, answer.text) == (200, f"of {BOSS}")
            assert answer.headers["cache-control"] == "no-store"
            for cookies in (other, cookies_of(address), {}):
                assert got(address, path, cookies).status_code == 404
            httpx.get(f"{address}/auth/logout", cookies=boss)
            assert got(address, path, boss).status_code == 404
