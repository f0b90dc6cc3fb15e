"""Characters that hide or steer, in every text that an export can bring: seen for what they are wherever they go."""

import csv
import io
import os
import pty
import re
import subprocess
import sys
import unicodedata

import httpx
import openpyxl
import pytest

from tests.access.conftest import TOKEN
from tests.conftest import ROOT
from tests.support.browserless import Tab, downloads_in, text_of
from tests.support.cold_servers import serving

pytestmark = pytest.mark.slow

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[a-z]*.py"))
OVERRIDE, NO_WIDTH, CSI, MARK = "\u202e", "\u200b", "\x9b31m", "\ufffd"
ID, NAME = f"P{NO_WIDTH}-1", f"Ada{OVERRIDE}ecaL"
#: How each stands in what goes to a browser: as it is, and as JSON writes it.
HIDDEN = [each for code in ("202e", "200b", "009b") for each in (chr(int(code, 16)), f"\\u{code}")]


def rows(headings, *lines):
    made = io.StringIO()
    csv.writer(made).writerows([headings, *lines])
    return made.getvalue()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    odd = f"x{OVERRIDE}y{NO_WIDTH}z"
    files = {
        f"people{OVERRIDE}.csv": rows(
            ["person", "name", "email", "country", "registered_on", "mentor_since", "languages", "courses"],
            [ID, NAME, "a@example.org", odd, "2024-01-01", "", odd, odd],
            ["M-1", f"Mia{OVERRIDE}", "m@example.org", odd, "2020-01-01", "2020-01-01", odd, odd],
            ["P-2", f"Ada{NO_WIDTH}ecaL", "b@example.org", odd, "2024-01-01", "", "", ""],
        ),
        "sessions.csv": rows(
            ["session_id", "held_on", "mentee", "activity", "modality", "minutes", "mentor", "event", "notes", "goals",
             "topic_course"],
            [odd, "2025-03-03", ID, "one_to_one", "virtual", "60", "M-1", odd, odd, odd, odd],
            ["S2", "2025-03-04", ID, "one_to_one", "virtual", f"60{CSI}", "M-1", odd, odd, odd, odd],
            ["S3", "2025-03-05", "nobody" + odd, "one_to_one", "virtual", "60", "M-" + odd, odd, odd, odd, odd],
        ),
        "contacts.csv": rows(["mentor", "contacted_on", "channel", "summary"], ["M-1", "2026-03-03", odd, odd]),
    }  # fmt: skip
    with serving(folder / "s.duckdb", as_of="2026-11-15", import_token=TOKEN) as address:
        for name, text in files.items():
            sent = httpx.post(
                f"{address}/api/imports", params={"name": name}, content=text.encode(), timeout=60,
                headers={"Authorization": f"Bearer {TOKEN}"},
            )  # fmt: skip
            assert sent.status_code == 200, sent.text
        yield address


@pytest.mark.parametrize("role", ["ombudsman", "mentee", "mentor"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_sends_one(hostile, page, role):
    person = {"mentee": ID, "mentor": "M-1"}.get(role, "")
    query = str(httpx.QueryParams(view_as=role, person=person, mentee=ID))
    with Tab(hostile) as tab:
        came = tab.run(page, query)
    shown = text_of([each for each in came if each.WhichOneof("type") not in ("page_info_changed", "new_session")])
    shown = re.sub(r'"(id|opened)": ?"[^"]*"', "", shown)  # by which a row is opened; nobody sees it
    assert [each for each in HIDDEN if each in shown] == []


def test_the_test_would_find_them(hostile):
    """Names are on these pages, each with the mark that stands for what was hidden."""
    with Tab(hostile) as tab:
        shown = text_of(tab.run("mentee_progress", "view_as=ombudsman"))
    assert any(each in shown for each in (f"Ada{MARK}ecaL", "Ada\\ufffdecaL"))


def test_files_to_take_away_have_none(hostile):
    with Tab(hostile) as tab:
        texts = b""
        for path in downloads_in(tab.run("mentee_progress", "view_as=ombudsman")):
            answer = httpx.get(hostile + path)
            if "spreadsheet" in answer.headers["content-type"]:
                sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
                texts += " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row).encode()
            else:
                texts += answer.content
    assert f"Ada{MARK}ecaL" in texts.decode()
    assert not [each for each in (OVERRIDE, NO_WIDTH, CSI) if each in texts.decode()]


def on_a_terminal(*arguments, folder):
    """What a command writes where somebody sits before it."""
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "mentorship", *map(str, arguments)], cwd=folder, stdout=child, stderr=child,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "200"},
    ) as program:  # fmt: skip
        os.close(child)
        said = b""
        while True:
            try:
                data = os.read(parent, 65536)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            said += data
        program.wait(60)
    os.close(parent)
    return said.decode("utf-8", "replace")


def test_a_terminal_is_steered_by_nothing(tmp_path):
    """File names, cells, markup of the progress bar, JSON."""
    steering = "\x1b]0;owned\x07"
    name = f"s{OVERRIDE}{steering}[red].csv"
    text = rows(
        ["held_on", "mentee", "activity", "modality", "minutes", "mentor"],
        ["2025-03-03", f"a{OVERRIDE}{steering}{CSI}@example.org", "one_to_one", "virtual", "60", "M-1"],
        [f"some{OVERRIDE}{steering}{CSI}day", "b@example.org", "one_to_one", "virtual", "60", "M-1"],
    )
    (tmp_path / name).write_text(text, "utf-8")
    store = ("--store", tmp_path / "s.duckdb")
    commands = [
        ("check", name), ("check", name, "--format", "json"), ("import", name, *store), ("imports", *store),
        ("imports", "problems", "1", *store), ("people", *store), ("import", "missing" + name, *store),
        ("imports", "undo", "1", *store),
    ]  # fmt: skip
    for command in commands:
        said = on_a_terminal(*command, folder=tmp_path)
        assert said
        hidden = {each for each in said if unicodedata.category(each) in ("Cf", "Cc")} - set("\r\n\t\x1b\x07")
        assert hidden == set(), command
        assert "\x1b]0;owned" not in said, command
        assert "\x07" not in said, command
