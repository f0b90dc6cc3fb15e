"""The store: whole or not at all however a program ends, one program at a time, and nothing that is not a store."""

import contextlib
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from mentorship.errors import StoreError
from mentorship.intake.importer import import_file
from mentorship.sample.export import write_sample
from mentorship.store.connection import VERSION, open_store
from tests.conftest import ROOT, SAMPLE

KILLS = 10
ROWS = 60_000
FACTS = ("session_fact", "person_fact", "contact_fact")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "mentorship", *map(str, arguments)]


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command(*arguments), check=False, capture_output=True, text=True, cwd=ROOT, timeout=60)


def one_sentence(done: "subprocess.CompletedProcess[str]") -> str:
    """The sentence of a command that did nothing: status 2, one line on standard error, nothing elsewhere."""
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.endswith(".")
    return line


# --- killed -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """An export of some 60,000 sessions."""
    folder = tmp_path_factory.mktemp("large")
    written = write_sample(folder, ROWS, 1500, seed=1)
    assert written > ROWS * 0.9
    return folder / "sessions.csv", written


@pytest.fixture(scope="module")
def begun(tmp_path_factory, policy):
    """A store that holds the sample already."""
    path = tmp_path_factory.mktemp("begun") / "store.duckdb"
    store = open_store(path)
    for kind in ("people", "sessions"):
        import_file(store, SAMPLE / f"{kind}.csv", policy)
    store.close()
    return path


def held(path: Path) -> list[tuple[object, ...]]:
    """What a store holds, import by import, as the import says and as its rows are; whole, or this fails."""
    store = open_store(path)
    with store.cursor() as cursor:
        imports = cursor.execute(
            "select import_no, row_count, accepted + replaced + unchanged, problem_rows from import order by 1"
        ).fetchall()
        for number, rows, kept, with_problems in imports:
            assert rows == kept + with_problems
            facts = sum(
                cursor.execute(f"select count(*) from {table} where import_no = ?", [number]).fetchone()[0]
                for table in FACTS
            )
            assert facts == kept
            problems = "select count(distinct row) from problem where import_no = ?"
            assert cursor.execute(problems, [number]).fetchone() == (with_problems,)
        orphans = cursor.execute(
            "select count(*) from session_fact where import_no not in (select import_no from import)"
        ).fetchone()
        assert orphans == (0,)
        current = cursor.execute("select count(*), sum(minutes)::bigint from current_session").fetchone()
        replaced, stale = (cursor.execute(f"select count(*) from {table}").fetchone()[0]
                           for table in ("replaced_session", "stale"))  # fmt: skip
    store.close()
    return [*imports, current, replaced, stale]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, begun, large):
    """What the store holds before and after an import that nobody disturbs, and how long that takes."""
    path = Path(shutil.copy(begun, tmp_path_factory.mktemp("undisturbed")))
    before = held(path)
    began = time.monotonic()
    done = run("import", large[0], "--store", path)
    took = time.monotonic() - began
    assert done.returncode == 0, done.stderr
    after = held(path)
    assert after != before
    assert after[len(before) - 3][1] == large[1]
    return before, after, took


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_import_is_there_wholly_or_not_at_all(tmp_path, begun, large, undisturbed, seed):
    """One kill in three comes at any moment, the others while the store's file is being written."""
    before, after, took = undisturbed
    path, chance = Path(shutil.copy(begun, tmp_path)), random.Random(seed)
    program = subprocess.Popen(
        command("import", large[0], "--store", path), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if seed % 3 == 0:
        wait(program, took * chance.uniform(0, 1.1))
    else:
        size = path.stat().st_size
        while path.stat().st_size == size and program.poll() is None:
            time.sleep(0.001)
        wait(program, took * chance.uniform(0, 0.2))
    program.kill()
    program.wait()
    assert program.returncode in (0, -signal.SIGKILL)
    found = held(path)
    assert found == after if program.returncode == 0 else found in (before, after)


def wait(program: "subprocess.Popen[bytes]", seconds: float) -> None:
    """Let a program run for so long, or to its end."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        program.wait(seconds)


def test_after_a_kill_the_same_file_can_come_in(tmp_path, begun, large, undisturbed):
    _, after, took = undisturbed
    path = Path(shutil.copy(begun, tmp_path))
    program = subprocess.Popen(command("import", large[0], "--store", path), cwd=ROOT, stdout=subprocess.DEVNULL)
    time.sleep(took * 0.7)
    program.kill()
    program.wait()
    assert run("import", large[0], "--store", path).returncode == 0
    assert held(path) == after


def test_a_new_store_may_be_cut_short_too(tmp_path):
    """While the store itself is being made there is nothing to lose, and the next start makes it."""
    for share in range(6):
        path = tmp_path / f"{share}.duckdb"
        program = subprocess.Popen(command("imports", "--store", path), cwd=ROOT, stdout=subprocess.DEVNULL)
        limit = time.monotonic() + 10
        while not path.exists() and program.poll() is None and time.monotonic() < limit:
            time.sleep(0.0005)
        time.sleep(0.004 * share)
        program.kill()
        program.wait()
        assert held(path) == [(0, None), 0, 0]


# --- one program at a time --------------------------------------------------------------------------------------


def test_a_second_program_is_told_that_the_store_is_in_use(tmp_path, begun):
    path = Path(shutil.copy(begun, tmp_path))
    store = open_store(path)
    for arguments in (["imports"], ["import", SAMPLE / "contacts.csv"], ["imports", "undo", "1"]):
        said = one_sentence(run(*arguments, "--store", path))
        assert "in use by another program" in said
        assert str(path) in said
    wrong = run("doctor", "--store", path, "--format", "json")
    assert wrong.returncode == 2
    assert "in use by another program" in wrong.stdout
    store.close()
    assert run("import", SAMPLE / "contacts.csv", "--store", path).returncode == 0


def test_a_transaction_that_fails_leaves_nothing(tmp_path, begun):
    path = Path(shutil.copy(begun, tmp_path))
    before = held(path)
    store = open_store(path)
    with store.cursor() as cursor:
        with pytest.raises(KeyboardInterrupt), store.transaction(cursor):
            cursor.execute("delete from session_fact")
            raise KeyboardInterrupt
        with store.transaction(cursor):
            cursor.execute("select 1")
    store.close()
    assert held(path) == before


# --- what is not our store --------------------------------------------------------------------------------------


def made_by(*statements: str):
    """A DuckDB file on which these were run."""

    def make(path: Path) -> None:
        connection = duckdb.connect(str(path))
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return make


def newer(path: Path) -> None:
    open_store(path).close()
    made_by(f"insert into store values ({VERSION + 1}, 'tomorrow', now()::timestamp)")(path)


NOT_OURS = {
    "text": (lambda path: path.write_text("held_on,mentee\n"), "is not a store: it is a file of another kind"),
    "an empty file": (lambda path: path.write_bytes(b""), "is not a store: it is a file of another kind"),
    "a cut store": (lambda path: (open_store(path).close(), path.write_bytes(path.read_bytes()[:100])), "store"),
    "a folder": (lambda path: path.mkdir(), "cannot be opened"),
    "another database": (made_by("create table sale (price integer)"), "is a DuckDB database, but not a store"),
    "a shop's": (made_by("create table store (name varchar)"), "is a DuckDB database, but not a store"),
    "a shop's that counts": (made_by("create table store (version integer)"), "but not a store"),
    "a newer program's": (newer, f"made by a newer program (version {VERSION + 1}; this one knows {VERSION})"),
}


@pytest.mark.parametrize("case", NOT_OURS)
def test_what_is_not_a_store(tmp_path, case):
    """In a folder whose name speaks of locks, since the words of the database's own message are no safe sign."""
    make, said = NOT_OURS[case]
    path = tmp_path / "blocked" / "x.duckdb"
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert said in caught.value.message
    assert "in use" not in caught.value.message
    assert str(path) in caught.value.message
    assert (path.read_bytes() if path.is_file() else None) == before, "it is left as it is"


def test_the_command_says_so_in_one_sentence(tmp_path):
    (tmp_path / "text.duckdb").write_text("hello")
    made_by("create table sale (price integer)")(tmp_path / "shop.duckdb")
    newer(tmp_path / "newer.duckdb")
    for name, said in (("text", "not a store"), ("shop", "not a store"), ("newer", "Upgrade this program")):
        assert said in one_sentence(run("imports", "--store", tmp_path / f"{name}.duckdb"))


def test_a_store_is_found_again(tmp_path):
    path = tmp_path / "deep" / "down" / "store.duckdb"
    open_store(path).close()
    for _ in range(2):
        store = open_store(path)
        with store.cursor() as cursor:
            assert cursor.execute("select version from store").fetchall() == [(each,) for each in range(1, VERSION + 1)]
        store.close()


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path, policy):
    """With what it holds; the same schema comes of it as of a new one."""
    path = tmp_path / "old.duckdb"
    schema = ROOT / "mentorship" / "store" / "schema.sql"
    contact = "insert into contact_fact values (1, 2, 'mia', 'mia', '2025-03-03', 'call', 'well', 7, 1, 'mia')"
    arrival = "insert into import (import_no, kind, precedence, file_name) values (1, 'contacts', 1, 'c.csv')"
    made_by(schema.read_text("utf-8"), "insert into store values (1, 'before', now()::timestamp)", arrival, contact)(
        path
    )
    schemas = []
    for each in (path, tmp_path / "new.duckdb"):
        store = open_store(each)
        with store.cursor() as cursor:
            schemas.append(cursor.execute("select sql from duckdb_tables() union select sql from duckdb_views() "
                                          "where not internal order by all").fetchall())  # fmt: skip
        if each == path:
            with store.cursor() as cursor:
                assert cursor.execute("select mentor from current_contact").fetchall() == [("mia",)]
            assert import_file(store, SAMPLE / "contacts.csv", policy).accepted > 0
        store.close()
    assert schemas[0] == schemas[1]
