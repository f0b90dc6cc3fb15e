"""Files that other programs send to a running app, the folder it watches, and commands that find the store in use.

A real server, real files, real programs."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx
import pytest
from playwright.sync_api import expect

from mentorship.store.connection import open_store
from tests.browser.conftest import arrived, row_of
from tests.conftest import ROOT, SAMPLE
from tests.support.cold_servers import serving

pytestmark = pytest.mark.slow

TOKEN = "for these tests only, and long enough"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
HEADINGS = "session_id,held_on,mentee,mentee_name,activity,modality,minutes,mentor"
GOOD = f"{HEADINGS}\nS1,2025-03-03,ada@example.org,Ada,one_to_one,virtual,90,m-1\n"
MIXED = GOOD + "S2,2025-03-04,ada@example.org,Ada,one_to_one,virtual,soon,m-1\n"
COUNTS = {"kind": "sessions", "profile": "canonical", "rows": 1, "accepted": 1, "replaced": 0, "unchanged": 0}


def post(address, body, headers=BEARER, **words):
    words = {"name": "march.csv"} | words
    return httpx.post(f"{address}/api/imports", params=words, content=body, headers=headers, timeout=60)


def refusal(answer, status):
    """The one sentence of an answer that did nothing."""
    assert answer.status_code == status, answer.text
    said = answer.json()
    assert set(said) == {"error"}
    assert said["error"].endswith((".", "?"))
    return said["error"]


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """A running app with an open entrance that takes files of 1 MB; its store holds what the tests before it sent."""
    folder = tmp_path_factory.mktemp("entrance")
    with serving(folder / "s.duckdb", as_of="2026-11-15", import_token=TOKEN, largest_file_mb="1") as address:
        yield address
    log = (folder / "s.log").read_text("utf-8")
    assert "Traceback" not in log
    assert "ada@" not in log


def test_a_file_comes_in_once(app):
    answer = post(app, GOOD)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said == {"import_id": said["import_id"], **COUNTS, "problems": []}
    assert post(app, GOOD, name="again.csv").json()["unchanged"] == 1


def test_problems_are_told_and_the_rest_comes_in(app):
    said = post(app, MIXED, name="mixed.csv", dry_run="yes").json()
    assert (said["import_id"], said["rows"], said["unchanged"]) == (None, 2, 1)
    (problem,) = said["problems"]
    assert (problem["file"], problem["row"], problem["column"], problem["read"]) == ("mixed.csv", 3, "minutes", "soon")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": TOKEN}, {"Authorization": "Bearer"},
     {"Authorization": f"Basic {TOKEN}"}, {"Authorization": "Bearer ÿ".encode("latin-1")}],
)  # fmt: skip
def test_without_the_token_nobody_comes_in(app, headers):
    answer = post(app, GOOD.replace("S1", "S9"), headers=headers)
    assert "token is missing or wrong" in refusal(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"
    assert post(app, GOOD.replace("S1", "S9"), dry_run="yes").json()["accepted"] == 1


def test_what_cannot_be_read_is_a_sentence(app):
    assert "damaged" in refusal(post(app, b"PK\x03\x04 and no more", name="book.xlsx"), 422)
    assert "empty" in refusal(post(app, b"", name="nothing.csv"), 422)
    assert "expected a column" in refusal(post(app, "colour,shape\nred,round\n", name="odd.csv"), 422)


@pytest.mark.parametrize(
    ("words", "said"),
    [({"name": ""}, "name of a file"), ({"colour": "red"}, "colour"), ({"dryrun": "yes"}, "did you mean dry_run?"),
     ({"kind": "people or so"}, "expected"), ({"dates": "backwards"}, "day-first or month-first"),
     ({"set": "activity"}, "a name and a value"), ({"profile": "/etc/passwd.toml"}, "folder of profiles"),
     ({"profile": "no_such"}, "There is no profile"), ({"dry_run": "perhaps"}, "read perhaps"),
     ({"watched": "/in", "dry_run": "yes"}, "watched folder")],
)  # fmt: skip
def test_what_is_asked_wrongly_is_a_sentence(app, words, said):
    assert said in refusal(post(app, GOOD, **words), 400)


def test_a_form_is_told_to_be_a_body(app):
    answer = httpx.post(f"{app}/api/imports?name=a.csv", files={"file": ("a.csv", GOOD)}, headers=BEARER)
    assert "as the body itself" in refusal(answer, 415)


def test_a_file_too_large_is_stopped_as_it_comes(app):
    """Neither its length, nor that it says none, lets it in."""

    def without_end():
        for _ in range(5_000):
            yield b"x" * 1_000

    assert "more than the 1 MB" in refusal(post(app, b"x" * 1_000_001), 413)
    assert "more than the 1 MB" in refusal(post(app, without_end()), 413)


def test_two_at_once_both_come_in_and_pages_answer_meanwhile(app):
    texts = [GOOD.replace("S1", f"T{number}") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(post, app, text, name=f"{number}.csv") for number, text in enumerate(texts)]
        assert httpx.get(f"{app}/_stcore/health").status_code == 200
    answers = [each.result() for each in sent]
    assert [answer.status_code for answer in answers] == [200] * 4
    numbers = {answer.json()["import_id"] for answer in answers}
    assert len(numbers) == 4


def test_a_challenge_is_answered_and_tells_strangers_nothing(app):
    first, second = (
        httpx.get(f"{app}/api/imports", params={"challenge": each * 32}).json()["store"] for each in ("a", "b")
    )
    assert first != second
    assert len(first) == 64
    assert "challenge" in refusal(httpx.get(f"{app}/api/imports"), 400)
    assert httpx.delete(f"{app}/api/imports").status_code == 405


@pytest.mark.parametrize(("token", "said"), [("", "entrance is closed"), ("too short", "fewer than 32 characters")])
def test_without_a_good_token_the_entrance_is_closed(tmp_path, token, said):
    with serving(tmp_path / "s.duckdb", import_token=token) as address:
        assert said in refusal(post(address, GOOD), 403)
        assert said in refusal(post(address, GOOD, headers={"Authorization": f"Bearer {token or None}"}), 403)


@pytest.mark.browser
def test_a_file_sent_while_a_page_is_open_is_on_it_at_the_next_click(page, tmp_path):
    with serving(tmp_path / "s.duckdb", as_of="2026-11-15", import_token=TOKEN) as address:
        page.goto(f"{address}/session_exports")
        expect(page.locator("h4")).to_contain_text("Nothing has been imported yet")
        assert post(address, GOOD).status_code == 200
        page.get_by_role("link", name="Mentee progress").click()
        expect(row_of(page, 1, re.compile(""))).to_contain_text("Ada")
        page.get_by_role("link", name="Session exports").click()
        expect(page.locator("h4")).to_contain_text("1 session from 1 import")
        arrived(page)
        row_of(page, 1, "Every import in force, the newest first, with its counts").click()
        page.get_by_role("button", name="Undo this import").click()
        expect(page.get_by_text("The import of march.csv is undone")).to_be_visible()


# --- the folder that the app watches -------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_app_brings_in_what_arrives_and_says_what_it_could_not(page, tmp_path):
    arriving = tmp_path / "arriving"
    arriving.mkdir()
    (arriving / "march.csv").write_text(GOOD, "utf-8")
    (arriving / "<b>odd<b>.csv").write_text("colour,shape\nred,round\n", "utf-8")
    with serving(tmp_path / "s.duckdb", as_of="2026-11-15", watch=str(arriving)) as address:
        note = page.get_by_role("heading", name="Files that could not be imported automatically")
        reloaded_until(page, f"{address}/session_exports", note)
        expect(page.locator("h4")).to_contain_text("1 session from 1 import")
        expect(page.get_by_text("<b>odd<b>.csv, row 1", exact=False)).to_be_visible()
        page.get_by_role("button", name="Dismiss").click()
        expect(note).to_have_count(0)
        (arriving / "april.csv").write_text(GOOD.replace("S1", "S2").replace("2025-03", "2025-04"), "utf-8")
        reloaded_until(page, f"{address}/session_exports", page.get_by_text("2 sessions from 2 imports"))
        expect(note).to_have_count(0)
    assert sorted(file.name for file in arriving.iterdir()) == ["<b>odd<b>.csv", "april.csv", "march.csv"]
    assert "Traceback" not in (tmp_path / "s.log").read_text("utf-8")


def reloaded_until(page, address, wanted):
    for _ in range(20):
        page.goto(address)
        arrived(page)
        if wanted.count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError("It did not come in.")


# --- commands that find the store in use ---------------------------------------------------------------------------


def mentorship(*arguments, **settings):
    """A command as a program of its own, with settings of its own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("MENTORSHIP_")}
    env |= {f"MENTORSHIP_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "mentorship", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=ROOT, env=env, timeout=120)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    (tmp_path / "mixed.csv").write_text(MIXED, "utf-8")
    (tmp_path / "odd.csv").write_text("colour,shape\nred,round\n", "utf-8")
    return tmp_path


def test_a_command_ends_the_same_through_the_app(files):
    """What it prints, what it complains of, and its status: as with a store of its own."""
    runs = [
        [files / "mixed.csv", "--dry-run"], [files / "good.csv", "--format", "json"], [files / "mixed.csv"],
        [files / "odd.csv"], [files / "odd.csv", files / "good.csv"], [files / "nowhere.csv"], [SAMPLE / "people.csv"],
    ]  # fmt: skip
    alone = [mentorship("import", *run, "--store", files / "alone.duckdb") for run in runs]
    with serving(files / "app.duckdb", as_of="2026-11-15", import_token=TOKEN) as address:
        httpx.get(f"{address}/api/imports", params={"challenge": "x" * 16})
        store = files / "app.duckdb"
        sent = [mentorship("import", *run, "--store", store, import_token=TOKEN, app=address) for run in runs]
    ends = [[(done.returncode, done.stdout, done.stderr) for done in both] for both in (alone, sent)]
    assert ends[0] == ends[1]
    assert [done.returncode for done in sent] == [1, 0, 1, 2, 1, 2, 0]


def test_a_command_sends_nothing_where_it_is_not_sure(files):
    with (
        serving(files / "app.duckdb", import_token=TOKEN) as address,
        serving(files / "other.duckdb", import_token=TOKEN) as other,
    ):
        for each in (address, other):
            httpx.get(f"{each}/api/imports", params={"challenge": "x" * 16})
        told = {
            "no token": {"app": address}, "another token": {"app": address, "import_token": TOKEN[::-1]},
            "another store": {"app": other, "import_token": TOKEN},
            "nobody there": {"app": "http://127.0.0.1:9", "import_token": TOKEN},
        }  # fmt: skip
        for why, settings in told.items():
            done = mentorship("import", files / "good.csv", "--store", files / "app.duckdb", **settings)
            assert done.returncode == 2, why
            assert "is in use by another program" in done.stderr, why
            assert len(done.stderr.splitlines()) == 1
        for unsafe in ("http://example.org", "ftp://127.0.0.1", "http://[::1", "nonsense"):
            done = mentorship(
                "import", files / "good.csv", "--store", files / "app.duckdb", import_token=TOKEN, app=unsafe
            )
            assert done.returncode == 2
            assert "MENTORSHIP_APP" in done.stderr
    store = open_store(files / "app.duckdb")
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from import").fetchone() == (0,)
    store.close()


def test_a_watched_folder_goes_through_the_app_and_its_refusals_are_remembered_there(files):
    arriving = files / "arriving"
    arriving.mkdir()
    for name in ("good.csv", "odd.csv"):
        (files / name).rename(arriving / name)
    (arriving / "two\nlines.csv").write_text(GOOD.replace("S1", "S2"), "utf-8")
    watch = ["watch", arriving, "--once", "--every", "0.2", "--store", files / "app.duckdb", "--format", "json"]
    with serving(files / "app.duckdb", as_of="2026-11-15", import_token=TOKEN) as address:
        httpx.get(f"{address}/api/imports", params={"challenge": "x" * 16})
        told = {"import_token": TOKEN, "app": address}
        first, again = mentorship(*watch, **told), mentorship(*watch, **told)
        closed = mentorship(*watch)
    lines = {line["file"]: line for line in map(json.loads, first.stdout.splitlines())}
    assert lines["good.csv"]["accepted"] == lines["two\ufffdlines.csv"]["accepted"] == 1
    assert "expected a column" in lines["odd.csv"]["error"]
    assert (first.returncode, again.returncode, again.stdout, again.stderr) == (1, 0, "", "")
    assert closed.returncode == 2
    assert f"MENTORSHIP_WATCH={arriving}" in closed.stderr
    local = mentorship(*watch)
    assert (local.returncode, local.stdout) == (0, "")


def test_a_watcher_goes_on_until_it_is_stopped(files):
    arriving = files / "arriving"
    arriving.mkdir()
    command = [sys.executable, "-m", "mentorship", "watch", arriving, "--every", "0.2", "--store", files / "w.duckdb"]
    with subprocess.Popen(
        command, cwd=files, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - jobs in the background ignore it
    ) as begun:  # fmt: skip
        assert begun.stdout and begun.stderr
        try:
            for name, text in (("one.csv", GOOD), ("two.csv", GOOD.replace("S1", "S2"))):
                time.sleep(0.5)
                (arriving / name).write_text(text, "utf-8")
                assert begun.stdout.readline().startswith(f"{name}: Import ")
            open_store(files / "w.duckdb").close()
            begun.send_signal(signal.SIGINT)
            assert begun.wait(20) == 0
            assert begun.stderr.read() == ""
        finally:
            begun.kill()
