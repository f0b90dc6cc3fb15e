"""Whoever has not signed in: what they send changes nothing, costs little, and shows them nothing."""

import json
import subprocess
import sys
import time

import httpx
import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from mentorship.store.connection import open_store
from pages.parts import resources
from pages.parts.guard.middleware import MOST_PAGES
from pages.parts.guard.sockets import AT_ONCE, LARGEST, MOST_STRANGERS
from tests.access.conftest import TOKEN, copied
from tests.conftest import ROOT
from tests.support.browserless import RefusedError, Tab, cookies_of, said, sign_in, text_of
from tests.support.cold_servers import serving
from tests.support.signed_in_app import guarded_app

pytestmark = pytest.mark.slow

HEADINGS = "session_id,held_on,mentee,mentee_name,activity,modality,minutes,mentor"


def send(address, number):
    body = f"{HEADINGS}\nS{number},2025-03-0{number},ada@example.org,Ada,one_to_one,virtual,90,m-1\n"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return httpx.post(f"{address}/api/imports?name={number}.csv", content=body, headers=headers, timeout=60)


def test_what_strangers_send_lets_no_two_imports_share_a_number(sample_file, tmp_path, provider_at):
    """A message of theirs emptied the caches of everybody once, and with them the one store and its lock."""
    store = copied(sample_file, tmp_path)
    with guarded_app(store, tmp_path / "run", provider_at, as_of="2026-11-15", import_token=TOKEN) as address:
        numbers = []
        for number in range(1, 5):
            with Tab(address) as tab:
                tab.run("session_exports")
                tab.send(BackMsg(clear_cache=True))
                tab.hears_nothing(0.2)
            numbers.append(send(address, number).json()["import_id"])
    assert len(set(numbers)) == 4
    command = [sys.executable, "-m", "mentorship", "imports", "undo", numbers[0], "--store", str(store)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    opened = open_store(store)
    with opened.cursor() as cursor:
        left = cursor.execute("select count(*) from current_session where session_id in ('S1', 'S2', 'S3', 'S4')")
        assert left.fetchone() == (3,)
    opened.close()


def test_the_store_is_in_no_cache_that_somebody_could_empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MENTORSHIP_STORE", str(tmp_path / "store.duckdb"))
    resources.settings.cache_clear()
    store = resources.store()
    st.cache_resource.clear()
    st.cache_data.clear()
    resources.settings.cache_clear()
    assert resources.store() is store
    resources.close()


STRANGE = {
    "names of files to upload": BackMsg(file_urls_request=FileURLsRequest(request_id="r", file_names=["a.csv"])),
    "a message that is too large": BackMsg(rerun_script=ClientState(query_string="x" * LARGEST)),
    "a widget full of data": BackMsg(
        rerun_script=ClientState(
            widget_states=WidgetStates(widgets=[WidgetState(id="x", bytes_value=b"x" * 2_000_000)])
        )
    ),
}


@pytest.mark.parametrize("what", STRANGE)
def test_a_message_that_only_viewers_may_send_is_not_read(guarded, what):
    with Tab(guarded) as tab:
        tab.run("session_exports")
        tab.hears_nothing(0.2)
        tab.send(STRANGE[what])
        assert tab.hears_nothing(0.5)


def test_a_stranger_who_asks_all_the_time_is_served_a_few_times(guarded):
    with Tab(guarded) as tab:
        for _ in range(5 * AT_ONCE):
            tab.send(BackMsg(rerun_script=ClientState(page_name="my_progress")))
        begun = 0
        while not tab.hears_nothing(1.0):
            begun = tab.received.count(b"Please sign in")
        assert 1 <= begun <= AT_ONCE + 10


def test_of_too_many_strangers_the_first_must_go(guarded, boss):
    cookies = cookies_of(guarded)
    tabs = [Tab(guarded, cookies) for _ in range(MOST_STRANGERS + 3)]
    try:
        assert all(tab.is_closed_within(5) for tab in tabs[:3])
        assert "Please sign in" in said(tabs[-1].run("my_progress")), "whoever came last is served"
        with Tab(guarded, boss) as tab:
            assert "P-10" in text_of(tab.run("mentee_progress"))
    finally:
        for tab in tabs:
            tab.__exit__()


def test_one_viewer_opens_so_many_pages_and_no_more(guarded):
    cookies = sign_in(guarded, "third@example.org")
    tabs = [Tab(guarded, cookies) for _ in range(MOST_PAGES)]
    try:
        with pytest.raises(RefusedError):
            Tab(guarded, cookies)
        tabs.pop().__exit__()
        time.sleep(0.3)
        tabs.append(Tab(guarded, cookies))
        assert "P-10" in text_of(tabs[-1].run("mentee_progress"))
    finally:
        for tab in tabs:
            tab.__exit__()


@pytest.mark.parametrize("page", sorted(file.stem for file in (ROOT / "pages").glob("[a-z]*.py")))
def test_every_page_shows_a_stranger_the_way_in_and_nothing_else(guarded, page):
    with Tab(guarded) as tab:
        came = tab.run(page, "view_as=ombudsman&person=P-1051&mentee=P-1051&look_as=ombudsman")
    shown = text_of(came)
    assert said(came) == "Please sign in\nMentorship records are shown only to the people they concern."
    assert "Callum" not in shown
    assert "P-1051" not in shown.replace("person=P-1051", "").replace("mentee=P-1051", "")


@pytest.mark.parametrize("page", ["mentee_progress", "my_progress"])
def test_so_does_a_cold_server_by_deep_link(sample_file, tmp_path, provider_at, page):
    with guarded_app(copied(sample_file, tmp_path), tmp_path / "run", provider_at) as address, Tab(address) as tab:
        came = tab.run(page, "person=P-1051")
        assert said(came).splitlines()[0] == "Please sign in"
        assert "Callum" not in text_of(came)


def test_strangers_learn_nothing_from_the_import_entrance(tmp_path):
    with serving(tmp_path / "s.duckdb", import_token=TOKEN) as address:
        answer = httpx.post(f"{address}/api/imports?name=a.csv", content=b"x" * 1000)
        assert answer.status_code == 401
        assert json.loads(answer.text) == {
            "error": "The token is missing or wrong. Expected the header Authorization: Bearer TOKEN."
        }
