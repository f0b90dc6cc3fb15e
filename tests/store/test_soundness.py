"""A store that is damaged, or has no space left, says so in a sentence; and it works again once it can."""

import os
import shutil
import subprocess
import sys

import duckdb
import pytest

from mentorship.errors import StoreError
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from mentorship.store.soundness import DAMAGED, FULL, damaged, in_words, read_everything
from tests.conftest import ROOT, SAMPLE

pytestmark = pytest.mark.slow

#: Imports, in a program that may write no file larger than so many bytes, which DuckDB is told as it is told of a full
#: disk; then as large as it likes.
TIGHT = """
import resource, signal, sys
from pathlib import Path
from mentorship.errors import StoreError
from mentorship.intake.importer import import_file
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store, policy, export, most = open_store(Path(sys.argv[1])), read_handbook(), Path(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
try:
    for _ in range(2):
        import_file(store, export, policy)
except StoreError as error:
    print(error.message)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.cursor() as cursor:
    print(cursor.execute("select count(*) from person_fact").fetchone())
import_file(store, export, policy)
with store.cursor() as cursor:
    print(cursor.execute("select count(distinct session_id) from session_fact").fetchone())
store.close()
"""


@pytest.fixture
def filled(tmp_path, policy):
    store = open_store(tmp_path / "store.duckdb")
    for kind in ("people", "sessions"):
        import_file(store, SAMPLE / f"{kind}.csv", policy)
    store.close()
    return tmp_path / "store.duckdb"


@pytest.mark.parametrize("missing", [1, 100_000, 262_144, 1_000_000])
def test_a_store_that_was_cut_off_is_refused_and_left_as_it_is(filled, missing):
    os.truncate(filled, filled.stat().st_size - missing)
    before = filled.read_bytes()
    with pytest.raises(StoreError) as refused:
        open_store(filled)
    assert refused.value.message == damaged(filled)
    assert filled.read_bytes() == before


def test_a_whole_store_is_never_refused(tmp_path):
    """Also where DuckDB has cut the file short itself, because its end was no longer needed."""
    path = tmp_path / "store.duckdb"
    for size in (60_000, 10, 40_000, 1):
        store = open_store(path)
        with store.cursor() as cursor:
            cursor.execute("create or replace table grows as select md5(range::varchar) as x from range($1)", [size])
        store.close()
        store = open_store(path)
        with store.cursor() as cursor:
            cursor.execute("drop table grows")
        store.close()
        shutil.copy(path, tmp_path / "copied.duckdb")
        open_store(tmp_path / "copied.duckdb").close()
        open_store(path).close()


def test_a_flipped_bit_is_found_when_it_is_read_and_then_nothing_is_written(filled):
    content = bytearray(filled.read_bytes())
    for at in range(3 * 4096 + 100_000, len(content), 262_144):  # in the middle of each block
        content[at] ^= 1
    filled.write_bytes(content)
    try:
        store = open_store(filled)
    except StoreError as refused:
        assert refused.message == damaged(filled)
        return
    with pytest.raises(StoreError), store.cursor() as cursor:
        read_everything(cursor)
    store.close()


def test_once_damage_was_met_nothing_is_written_any_more(tmp_path):
    store = open_store(tmp_path / "store.duckdb")
    with pytest.raises(StoreError), store.cursor():
        raise duckdb.IOException(
            "Corrupt database file: computed checksum 1 does not match stored checksum 2 in block 3"
        )
    with pytest.raises(StoreError) as refused, store.cursor() as cursor, store.transaction(cursor):
        cursor.execute("insert into stale values ('a')")
    assert refused.value.message == DAMAGED
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of this kind there")
@pytest.mark.parametrize("most", [400_000])
def test_no_space_left_is_one_sentence_and_afterwards_the_store_works_in_the_same_program(tmp_path, policy, most):
    store = open_store(tmp_path / "store.duckdb")
    import_file(store, SAMPLE / "people.csv", policy)
    with store.cursor() as cursor:
        [(people,)] = cursor.execute("select count(*) from person_fact").fetchall()
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", TIGHT, str(tmp_path / "store.duckdb"), str(SAMPLE / "sessions.csv"), str(most)],
        check=False, capture_output=True, text=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said, kept, sessions = done.stdout.splitlines()
    assert said == FULL
    assert kept == f"({people},)"
    assert int(sessions.strip("(,)")) > 4000
    open_store(tmp_path / "store.duckdb").close()


def test_other_errors_are_not_taken_for_damage():
    assert in_words(duckdb.CatalogException("Table with name x does not exist")) is None
    assert in_words(OSError(28, "No space left on device")) == FULL
