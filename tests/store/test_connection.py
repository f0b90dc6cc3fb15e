"""The store: whole or not at all however a program ends, one program at a time, and nothing that is not a store."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from mentorship.errors import StoreError, StoreInUseError
from mentorship.intake.importer import import_file
from mentorship.sample.export import write_sample
from mentorship.store.connection import next_number, open_store, shared_store
from mentorship.store.upgrade import VERSION
from tests.conftest import ROOT, SAMPLE

pytestmark = pytest.mark.slow

#: Rows of an export → how often its import is killed.
KILLS = {2_000: 12, 60_000: 10}
WRITTEN = "written"
#: What an import comes to, one after the other.
STAGES = ("Reading", "Checking", "Storing", WRITTEN, "Done", "Closed")
MOMENTS = ("Reading", "Checking", "Checking", "Storing", "Storing", "Storing", WRITTEN, WRITTEN, "Done", "Done")
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


@pytest.fixture(scope="module", params=KILLS)
def export(request, tmp_path_factory):
    """An export of so many sessions. Few reach the store's file by way of its log, many are written into it at once."""
    folder = tmp_path_factory.mktemp(f"export_{request.param}")
    written = write_sample(folder, request.param, request.param // 40, seed=1)
    assert written > request.param * 0.9
    return folder / "sessions.csv", written, KILLS[request.param]


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
                cursor.execute(f"select count(*) from {table} where import_no = ?", [number]).fetchall()[0][0]
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
        replaced, stale = (cursor.execute(f"select count(*) from {table}").fetchall()[0][0]
                           for table in ("replaced_session", "stale"))  # fmt: skip
    store.close()
    return [*imports, current, replaced, stale]


@pytest.fixture(scope="module")
def forks():
    """What imports in forks of itself (tests/forks.py)."""
    command = [sys.executable, "-m", "tests.support.forks"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin
        yield program
        program.stdin.close()


class Importing:
    """One import in a fork: the stages it says it comes to, and its end."""

    def __init__(self, forks: "subprocess.Popen[str]", path: Path, file: Path) -> None:
        assert forks.stdin and forks.stdout
        self.asks, self.says, self.path = forks.stdin, forks.stdout, path
        self.seen: list[tuple[str, float]] = []
        self.asks.write(f"{path} {file}\n")
        self.asks.flush()
        self.pid = int(self.hear().removeprefix("pid "))

    def hear(self) -> str:
        said = self.says.readline().strip()
        self.seen.append((said, time.monotonic()))
        return said

    def until(self, stage: str) -> None:
        """Come to a stage; WRITTEN is when the store's file, or the log beside it, begins to change."""
        while stage != WRITTEN and self.hear() != stage:
            pass
        if stage == WRITTEN:
            before = self.sizes()
            while self.sizes() == before:
                time.sleep(0.0005)
            self.seen.append((WRITTEN, time.monotonic()))

    def sizes(self) -> list[int]:
        files = (self.path, self.path.with_name(f"{self.path.name}.wal"))
        return [file.stat().st_size if file.exists() else 0 for file in files]

    def end(self) -> int:
        """Its exit status."""
        self.asks.write("\n")
        self.asks.flush()
        while not self.hear().startswith("ended"):
            pass
        return int(self.seen[-1][0].removeprefix("ended "))

    @property
    def reached(self) -> str:
        """The stage that it was in at its end."""
        return max((stage for stage, _ in self.seen if stage in STAGES), key=STAGES.index)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, begun, export, forks):
    """What the store holds before and after an import that nobody disturbs, and how long each stage takes."""
    path = Path(shutil.copy(begun, tmp_path_factory.mktemp("undisturbed")))
    before = held(path)
    importing = Importing(forks, path, export[0])
    assert importing.end() == 0
    at = dict(reversed(importing.seen))
    said = [stage for stage in STAGES if stage != WRITTEN]
    took = {stage: at[following] - at[stage] for stage, following in pairwise(said)}
    took[WRITTEN] = took["Storing"] / 3
    after = held(path)
    assert after != before
    assert after[len(before) - 3][1] == export[1]
    return before, after, took


def test_a_killed_import_is_there_wholly_or_not_at_all(tmp_path, begun, export, undisturbed, forks, record_property):
    """At ever other moments while the file is read and checked, its rows are stored, the store's file is being written,
    and the store is closed."""
    before, after, took = undisturbed
    hit: Counter[tuple[str, str]] = Counter()
    for number in range(export[2]):
        chance, stage = random.Random(number), MOMENTS[number % len(MOMENTS)]
        folder = tmp_path / str(number)
        folder.mkdir()
        path = Path(shutil.copy(begun, folder))
        importing = Importing(forks, path, export[0])
        importing.until(stage)
        time.sleep(took[stage] * chance.uniform(0, 1) ** 2)
        os.kill(importing.pid, signal.SIGKILL)
        ended = importing.end()
        assert ended in (0, -signal.SIGKILL)
        found = held(path)
        assert found in (before, after), f"kill {number}, {stage}"
        if "Done" in dict(importing.seen):
            assert found == after, f"kill {number}: an import that said so was done"
        hit[importing.reached, "in" if found == after else "not in"] += 1
        shutil.rmtree(folder)
    record_property("kills", "; ".join(f"{count} in {stage}: {end}" for (stage, end), count in sorted(hit.items())))
    assert {end for _, end in hit} == {"in", "not in"}
    assert hit.total() == export[2]


def test_after_a_kill_the_same_file_can_come_in(tmp_path, begun, export, undisturbed, forks):
    path = Path(shutil.copy(begun, tmp_path))
    importing = Importing(forks, path, export[0])
    importing.until("Storing")
    os.kill(importing.pid, signal.SIGKILL)
    importing.end()
    assert run("import", export[0], "--store", path).returncode == 0
    *found, stale = held(path)
    assert found == undisturbed[1][:-1]
    assert not stale, "the command has assessed what it changed"


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


def cut(path: Path) -> None:
    open_store(path).close()
    path.write_bytes(path.read_bytes()[:100])


NOT_OURS = {
    "text": (lambda path: path.write_text("held_on,mentee\n"), "is not a store: it is a file of another kind"),
    "an empty file": (lambda path: path.write_bytes(b""), "is not a store: it is a file of another kind"),
    "a cut store": (cut, "store"),
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
            assert cursor.execute("select version from store").fetchall() == [(VERSION,)]
        store.close()


def test_a_store_is_open_once_in_a_program(tmp_path):
    """Two stores of one file would each have a lock of their own, and give the same numbers twice."""
    path = tmp_path / "store.duckdb"
    store = open_store(path)
    assert shared_store(path) is store
    with pytest.raises(StoreInUseError, match="already open in this program"):
        open_store(path)
    store.close()
    again = shared_store(path)
    assert again is not store
    again.close()


def test_numbers_are_given_once_each(tmp_path):
    store = open_store(tmp_path / "store.duckdb")
    with store.cursor() as cursor:
        with store.transaction(cursor):
            assert [next_number(cursor, "ruling") for _ in range(3)] == [1, 2, 3]
        with store.trial(cursor):
            assert next_number(cursor, "ruling") == 4
        with store.transaction(cursor):
            assert next_number(cursor, "ruling") == 4
            assert next_number(cursor, "import") == 1
    store.close()


def test_of_two_writers_that_take_one_number_only_one_commits(tmp_path):
    """Whoever goes around the writer's lock, as another process with a shared catalogue would."""
    store = open_store(tmp_path / "store.duckdb")
    with store.cursor() as one, store.cursor() as other:
        one.execute("begin")
        other.execute("begin")
        assert next_number(one, "import") == 1
        with pytest.raises(duckdb.TransactionException):
            next_number(other, "import")
        one.execute("commit")
        other.execute("rollback")
        assert next_number(other, "import") == 2
    store.close()


def test_a_committed_change_raises_the_version_and_a_trial_does_not(tmp_path):
    store = open_store(tmp_path / "store.duckdb")
    before = store.version
    with store.cursor() as cursor:
        with store.trial(cursor):
            next_number(cursor, "ruling")
        assert store.version == before
        with store.transaction(cursor):
            next_number(cursor, "ruling")
    assert store.version == before + 1
    store.close()


def test_a_version_is_that_of_one_change_kept_or_not():
    store, had = open_store(None), []
    with store.cursor() as cursor:
        for is_kept in (False, True, False, True):
            with contextlib.suppress(ZeroDivisionError), store.transaction(cursor):
                had.append(store.coming)
                next_number(cursor, "ruling" if is_kept else str(1 / 0))
            assert (store.version == had[-1]) is is_kept
    assert len(set(had)) == 4
    store.close()
