"""The load driver: it measures the real app, counts what the server did, and misses no error."""

import asyncio
import contextlib
import os
import random
import signal
from collections import Counter
from functools import cache
from typing import Any

import httpx
import pytest
from streamlit.proto.Checkbox_pb2 import Checkbox
from streamlit.proto.Dataframe_pb2 import Dataframe

from benchmarks.load_lines import app_line, empty_line, percentile, site
from benchmarks.load_server import folder_for, free_port, streamlit
from benchmarks.load_signin import Signed
from benchmarks.load_store import LEADERSHIP, MENTEE, OMBUDSMAN, SAMPLE, people
from benchmarks.load_traffic import Traffic, changes
from benchmarks.load_viewer import Tab

pytestmark = pytest.mark.slow

UNWATCHED = {"server.fileWatcherType": "none"}
COUNTS_ITSELF = """
from pathlib import Path
import streamlit as st

with Path({log!r}).open("a") as log:
    log.write("run\\n")
st.title("Counted")
"""
GOES_WRONG = """
import streamlit as st

def fine(): st.write("fine")
def raises(): raise ValueError("on purpose")
def says_so(): st.error("It cannot be shown.")
def starts_over():
    if "again" not in st.session_state:
        st.session_state["again"] = True
        st.rerun()
    st.error("after starting over")

st.navigation([st.Page(fine, default=True), st.Page(raises), st.Page(says_so), st.Page(starts_over)]).run()
"""
#: Says as errors what it was told by its widgets, since errors are what a tab reports.
HAS_WIDGETS = """
import streamlit as st

st.error(f"toggle {st.toggle('Toggle')}")
st.error(f"filter {st.segmented_control('Filter', ['All', 'Some'], default='All')}")
st.error(f"list {st.selectbox('List', ['one', 'two'], index=None)}")
table = st.dataframe({"a": [1, 2, 3]}, on_select="rerun", selection_mode="single-row")
st.error(f"rows {table.selection.rows}")
st.dataframe({"a": [1]})

@st.fragment
def part(): st.error(f"part {st.checkbox('Part')}")

part()
st.download_button("Take it", lambda: b"all of it", "file.csv", on_click="ignore")
"""
CHANGES: dict[str, dict[str, Any]] = {
    "Toggle": {"bool_value": True},
    "Filter": {"string_array_value": {"data": ["Some"]}},
    "List": {"string_value": "two"},
    "dataframe": {"string_value": '{"selection": {"rows": [1]}}'},
    "Part": {"bool_value": True},
}


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    """Starts a small app from its source, each only once."""
    with contextlib.ExitStack() as running:

        @cache
        def start(source):
            folder = folder_for(tmp_path_factory.mktemp("small"))
            (folder / "small.py").write_text(source, "utf-8")
            return running.enter_context(streamlit(folder / "small.py", folder, free_port(), UNWATCHED))

        yield start


def test_the_app_under_a_few_viewers_meets_no_error():
    """Signed in by a real provider, on the sample, beside the empty page."""

    async def measured():
        with site(SAMPLE, UNWATCHED) as place:
            return await app_line(place, 4, 6, 2), await empty_line(place, 4, 6, 2)

    app, empty = asyncio.run(measured())
    assert app.errors == ()
    assert app.runs >= 4
    assert app.received_kb > 5
    assert 0 < app.p50 <= app.p95 <= app.p99
    assert app.processor_ms > empty.processor_ms > 0
    assert app.memory_most >= app.memory_start > empty.memory_start > 0
    assert empty.errors == ()


def test_every_run_of_the_server_is_counted_once(serving, tmp_path):
    server = serving(COUNTS_ITSELF.format(log=str(tmp_path / "runs.log")))

    async def traffic():
        async with Traffic(server, [Signed()] * 3) as viewers:
            return await viewers.phase("all", 5)

    phase = asyncio.run(traffic())
    ran = len((tmp_path / "runs.log").read_text().splitlines())
    assert len(phase.seen.runs) == len(phase.runs) == ran >= 3
    assert phase.processor_seconds > 0


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("raises", "exception"),
        ("says_so", "error shown: It cannot be shown"),
        ("starts_over", "error shown: after starting over"),
        ("nowhere", "no page"),
        ("", None),
    ],
)
def test_a_page_that_goes_wrong_is_an_error(serving, page, said):
    server = serving(GOES_WRONG)

    async def run():
        async with Tab(server.address) as tab:
            await tab.go("")
            return await tab.go(page)

    errors = asyncio.run(run()).errors
    assert len(errors) == (said is not None)
    assert all(said in error for error in errors)


def test_a_page_that_does_not_compile_is_an_error(serving):
    server = serving("import streamlit as st\nst.title(")

    async def run():
        async with Tab(server.address) as tab:
            return await tab.go("")

    assert asyncio.run(run()).errors == ["the page does not compile"]


def test_a_server_that_dies_is_an_error_of_every_viewer_and_not_the_end_of_the_driver(serving):
    server = serving(f"{HAS_WIDGETS}# dies")

    async def traffic():
        async with Traffic(server, [Signed()] * 3) as viewers:
            await asyncio.sleep(4)
            os.kill(server.process_id, signal.SIGKILL)
            await asyncio.sleep(4)
        return viewers.seen

    errors = Counter(error[:10] for run in asyncio.run(traffic()).runs for error in run.errors)
    assert errors["connection"] >= 3


def test_a_change_reaches_the_page_as_from_a_browser(serving):
    server = serving(HAS_WIDGETS)

    async def changed():
        async with Tab(server.address) as tab:
            said = [(await tab.go("")).errors]
            # The table without a choice of rows stands in the list, too: the last one of a name is kept.
            widgets = {getattr(it, "label", kind): it.id for kind, it, _ in reversed(tab.shown.widgets.values())}
            for widget, value in CHANGES.items():
                said.append((await tab.change(widgets[widget], value)).errors)
        return said

    said = [[error.removeprefix("error shown: ") for error in errors] for errors in asyncio.run(changed())]
    first = ["toggle False", "filter All", "list None", "rows []", "part False"]
    assert said[0] == first
    assert said[4] == ["toggle True", "filter Some", "list two", "rows [1]", "part False"]
    assert said[5] == ["part True"], "a fragment runs alone"


def test_a_file_is_made_and_fetched_or_counted_as_lost(serving):
    server = serving(HAS_WIDGETS)

    async def fetched():
        async with Tab(server.address) as tab:
            await tab.go("")
            path = await tab.prepare_download(tab.shown.downloads[0])
        async with httpx.AsyncClient(base_url=server.address, trust_env=False) as http:
            return (await http.get(path)).content, (await http.get(f"{path[:-8]}gone.csv")).status_code

    content, status = asyncio.run(fetched())
    assert content == b"all of it"
    assert status == 404


def test_of_twenty_viewers_seventeen_are_mentees_each_with_a_record_of_their_own():
    who = people(SAMPLE, 40)
    assert Counter(person.role for person in who) == {MENTEE: 34, OMBUDSMAN: 4, LEADERSHIP: 2}
    assert len({person.email for person in who}) == 40
    assert people(SAMPLE, 1)[0].role == MENTEE


def test_changes_are_made_of_what_can_be_changed_only():
    tab = Tab("http://nowhere")
    tab.shown.widgets["table"] = ("dataframe", Dataframe(id="table"), "")
    assert changes(tab, random.Random(1)) is None
    tab.shown.widgets["toggle"] = ("checkbox", Checkbox(id="toggle"), "")
    made = [changes(tab, random.Random(seed)) for seed in range(9)]
    assert {each and each[0] for each in made} == {"toggle"}


@pytest.mark.parametrize(("part", "value"), [(50, 51), (95, 96), (99, 100), (100, 100)])
def test_percentiles_of_a_hundred_numbers(part, value):
    assert percentile(list(range(1, 101)), part) == value


def test_no_runs_have_no_percentile():
    assert percentile([], 95) == 0
