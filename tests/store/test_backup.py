"""Backups: one state of the store, also while it is written to; restored whole, and nothing lost on the way."""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from mentorship.errors import StoreError, StoreInUseError
from mentorship.intake.importer import import_file
from mentorship.store.backup import back_up, log_of, restore
from mentorship.store.connection import open_store
from tests.conftest import ROOT, SAMPLE

pytestmark = pytest.mark.slow

#: Writes the same number of rows in two tables in each transaction, with a checkpoint now and then, until it is told to
#: stop.
WRITES = """
import sys, threading
from pathlib import Path
from mentorship.store.connection import open_store
store, stop, n = open_store(Path(sys.argv[1])), threading.Event(), 0
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
while not stop.is_set():
    n += 1
    with store.cursor() as cursor, store.transaction(cursor):
        cursor.execute("insert into stale select $1 || '-' || range from range(2000)", [n])
        cursor.execute("insert into number values ('written', $1)", [n])
    if n % 20 == 0:
        with store.cursor() as cursor:
            cursor.execute("checkpoint")
    if n == 5:
        print("begun", flush=True)
store.close()
"""
WRITTEN = "select count(*) from stale where mentee_key similar to '[0-9]+-[0-9]+'"


@contextmanager
def writing_to(store):
    """Another program that writes to a store."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "begun\n"
        yield writer


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "mentorship", *map(str, arguments)],
        check=False, capture_output=True, text=True, cwd=ROOT, timeout=60,
    )  # fmt: skip


def asked(store, question):
    opened = open_store(store)
    with opened.cursor() as cursor:
        found = cursor.execute(question).fetchall()
    opened.close()
    return found


@pytest.fixture
def filled(tmp_path, policy):
    store = open_store(tmp_path / "store.duckdb")
    import_file(store, SAMPLE / "people.csv", policy)
    store.close()
    return tmp_path / "store.duckdb"


def test_a_backup_holds_what_the_store_holds(filled, tmp_path):
    out = tmp_path / "elsewhere.duckdb"
    done = command("backup", out, "--store", filled)
    assert done.returncode == 0, done.stderr
    everybody = "select * from person order by all"
    assert asked(out, everybody) == asked(filled, everybody) != []
    assert out.stat().st_mode & 0o077 == 0
    assert not log_of(out).exists()


def test_a_backup_is_one_state_while_the_store_is_written_to(filled, tmp_path):
    found = []
    with writing_to(filled) as writer:
        for number in range(4):
            out = tmp_path / f"{number}.duckdb"
            back_up(filled, out)
            [(rows,)] = asked(out, WRITTEN)
            [(last, times)] = asked(out, "select max(last), count(*) from number where counted = 'written'")
            assert rows == 2000 * times == 2000 * last
            found.append(times)
        writer.communicate()
    assert writer.returncode == 0
    assert found == sorted(found)
    assert found[0] < found[-1]


def test_a_restored_store_is_as_it_was_and_the_former_one_is_kept(filled, tmp_path, policy):
    out = tmp_path / "backup.duckdb"
    back_up(filled, out)
    store = open_store(filled)
    import_file(store, SAMPLE / "sessions.csv", policy)
    store.close()
    done = command("restore", out, "--store", filled)
    assert done.returncode == 0, done.stderr
    imports = "select count(*) from import"
    assert asked(filled, imports) == [(1,)]
    (former,) = tmp_path.glob("store-until-*.duckdb")
    assert asked(former, imports) == [(2,)]
    assert asked(out, imports) == [(1,)]


def test_a_log_that_lay_beside_the_former_store_is_not_taken_into_the_restored_one(filled, tmp_path):
    """A log of one store beside the file of another is taken in without a word."""
    out = tmp_path / "backup.duckdb"
    back_up(filled, out)
    with writing_to(filled) as writer:
        writer.kill()
    filled.unlink()
    assert log_of(filled).exists()
    restore(out, filled)
    assert asked(filled, WRITTEN) == [(0,)]


def test_a_store_in_use_is_not_replaced(filled, tmp_path):
    out = tmp_path / "backup.duckdb"
    back_up(filled, out)
    store = open_store(filled)
    with pytest.raises(StoreInUseError):
        restore(out, filled)
    store.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["backup.duckdb", "store.duckdb"]


def test_a_damaged_backup_is_refused_and_nothing_is_changed(filled, tmp_path):
    out = tmp_path / "backup.duckdb"
    back_up(filled, out)
    with out.open("r+b") as file:  # somewhere within the people
        content = bytearray(file.read())
        at = content.index(b"Carmen") if b"Carmen" in content else len(content) // 2
        file.seek(at)
        file.write(bytes([content[at] ^ 1]))
    before = filled.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        restore(out, filled)
    assert filled.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["backup.duckdb", "store.duckdb"]


def test_a_file_that_is_no_backup_is_named_and_nothing_is_changed(filled, tmp_path):
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"no store")
    before = filled.read_bytes()
    with pytest.raises(StoreError) as caught:
        restore(other, filled)
    assert caught.value.message == "other.xlsx is not a store: it is a file of another kind. Nothing was changed."
    assert filled.read_bytes() == before


def test_a_damaged_store_is_replaced_by_its_backup(filled, tmp_path):
    out = tmp_path / "backup.duckdb"
    back_up(filled, out)
    with filled.open("r+b") as file:
        file.truncate(filled.stat().st_size - 1)
    restore(out, filled)
    assert asked(filled, "select count(*) > 0 from person") == [(True,)]


def test_what_is_not_a_store_or_not_there_is_said(filled, tmp_path):
    (tmp_path / "letter.duckdb").write_text("Dear all\n")
    for arguments, says in (
        (("backup", filled, "--store", filled), "already exists"),
        (("backup", tmp_path / "new.duckdb", "--store", tmp_path / "none.duckdb"), "There is no store"),
        (("restore", tmp_path / "none.duckdb", "--store", filled), "There is no backup"),
        (("restore", tmp_path / "letter.duckdb", "--store", filled), "is not a store"),
        (("backup", tmp_path / "no" / "folder.duckdb", "--store", filled), "cannot be written"),
    ):
        done = command(*arguments)
        assert done.returncode == 2
        assert says in done.stderr
        assert len(done.stderr.splitlines()) == 1
