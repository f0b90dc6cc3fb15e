"""Uploads: from whoever may import, into their own page, and no more than fits."""

from contextlib import ExitStack

import httpx
import pytest

from tests.access.conftest import BOSS, LEADER, MENTEE, copied
from tests.support.browserless import Tab, cookies_of, sign_in
from tests.support.cold_servers import serving
from tests.support.signed_in_app import guarded_app

pytestmark = pytest.mark.slow

MB = 1 << 20


def put(address, tab, size=100, file="f1", cookies=None, method="PUT", chunked=False, **headers):
    """Upload into a page that is open, as its own browser would, or somebody else's."""
    cookies = tab.cookies if cookies is None else cookies
    sent = {"X-Xsrftoken": cookies.get("_streamlit_xsrf", ""), "Origin": address} | headers
    path = f"{address}/_stcore/upload_file/{tab.session}/{file}"
    if chunked:
        start = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
        sent |= {"Content-Type": "multipart/form-data; boundary=b"}
        pieces = (start, *(b"x" * (size // 8) for _ in range(8)), b"\r\n--b--\r\n")
        return httpx.put(path, content=iter(pieces), headers=sent, cookies=cookies).status_code
    files = {"f": ("a.csv", b"x" * size)} if method == "PUT" else None
    return httpx.request(method, path, files=files, headers=sent, cookies=cookies).status_code


def test_the_ombudsman_uploads_into_their_own_page(guarded, boss):
    with Tab(guarded, boss) as tab:
        tab.run("session_exports")
        assert put(guarded, tab) == 204
        assert put(guarded, tab, method="DELETE") == 204


@pytest.mark.parametrize("email", [MENTEE, LEADER, "stranger@example.org"])
def test_whoever_may_not_import_cannot_upload(guarded, email):
    with Tab(guarded, sign_in(guarded, email)) as tab:
        tab.run("session_exports")
        assert put(guarded, tab) == 403


def test_nobody_uploads_without_signing_in(guarded):
    with Tab(guarded) as tab:
        tab.run("session_exports")
        assert put(guarded, tab) == 403


def test_nobody_changes_what_another_page_has_uploaded(guarded, boss):
    with Tab(guarded, boss) as tab:
        tab.run("session_exports")
        for cookies in ({}, cookies_of(guarded), sign_in(guarded, "second@example.org"), sign_in(guarded, BOSS)):
            assert put(guarded, tab, cookies=cookies) == 403
            assert put(guarded, tab, cookies=cookies, method="DELETE") == 403
        assert put(guarded, tab, **{"X-Xsrftoken": "2|00000000|00|1"}) == 403
        assert put(guarded, tab, Origin="http://evil.example") == 403


def test_one_viewer_has_room_for_the_largest_file_and_gets_it_back(sample_file, tmp_path, provider_at):
    store = copied(sample_file, tmp_path)
    with guarded_app(store, tmp_path / "run", provider_at, largest_file_mb="1") as address:
        cookies = sign_in(address, BOSS)
        with Tab(address, cookies) as tab, Tab(address, cookies) as other:
            for each in (tab, other):
                each.run("session_exports")
            assert put(address, tab, MB) == 204
            assert put(address, tab, MB, "f2") == 413
            assert put(address, other, MB, "f3") == 413, "another page of the same viewer"
            assert put(address, tab, 8 * MB, "f4", chunked=True) == 413, "whatever length it says, or none"
            assert put(address, tab, method="DELETE") == 204
            assert put(address, other, MB, "f3") == 204


def test_all_viewers_together_have_room_for_two(sample_file, tmp_path, provider_at):
    store = copied(sample_file, tmp_path)
    with guarded_app(store, tmp_path / "run", provider_at, largest_file_mb="1") as address, ExitStack() as stack:
        tabs = [
            stack.enter_context(Tab(address, sign_in(address, f"{name}@example.org")))
            for name in ("boss", "second", "third")
        ]
        for tab in tabs:
            tab.run("session_exports")
        first, second, third = tabs
        assert [put(address, tab, 2 * MB - 500) for tab in (first, second)] == [204, 204]
        assert put(address, third, MB) == 413
        assert put(address, first, method="DELETE") == 204
        assert put(address, third, MB) == 204


def test_without_sign_in_there_is_a_quota_too(tmp_path):
    with serving(tmp_path / "s.duckdb", largest_file_mb="1") as address, Tab(address) as tab:
        tab.run("session_exports")
        assert put(address, tab, MB) == 204
        assert put(address, tab, MB, "f2") == 413
        assert put(address, tab, 8 * MB, "f3", chunked=True) == 413
