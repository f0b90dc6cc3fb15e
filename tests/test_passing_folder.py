"""Folders with people's data are gone when their program is, however it ended."""

import os
import signal
import subprocess
import sys

import pytest

from mentorship.passing_folder import passing_folder, remove_what_is_left
from tests.conftest import ROOT

HOLDS_ONE = """
import time
from mentorship.passing_folder import passing_folder
with passing_folder() as folder:
    (folder / "sent.csv").write_text("mentee\\nP-1\\n")
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def another_program():
    with subprocess.Popen([sys.executable, "-c", HOLDS_ONE], stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        assert program.stdout
        program.stdout.readline()
        yield program
        program.kill()


def test_a_folder_is_its_owners_and_goes_at_the_end(temporary):
    with passing_folder() as folder:
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "sent.csv").write_text("mentee\nP-1\n")
    assert list(temporary.iterdir()) == []


def test_what_a_killed_program_left_is_removed(temporary, another_program):
    os.kill(another_program.pid, signal.SIGKILL)
    another_program.wait()
    (left,) = temporary.iterdir()
    assert (left / "sent.csv").exists()
    assert remove_what_is_left() == 1
    assert list(temporary.iterdir()) == []


def test_what_a_running_program_works_on_stays(temporary, another_program):
    assert remove_what_is_left() == 0
    (kept,) = temporary.iterdir()
    assert (kept / "sent.csv").exists()


def test_what_is_in_use_here_stays(temporary):
    with passing_folder() as folder:
        assert remove_what_is_left() == 0
        assert folder.is_dir()


def test_folders_of_other_kinds_are_left_alone(temporary):
    (temporary / "mentorship-benchmarks").mkdir()
    (temporary / "mentorship-passing-without-a-mark").mkdir()
    assert remove_what_is_left() == 0
    assert len(list(temporary.iterdir())) == 2
