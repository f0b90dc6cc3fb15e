"""The store, its log and what DuckDB puts beside it are their owner's alone, and SQL opens no file."""

import os
import stat
import subprocess
import sys
import textwrap

import duckdb
import pytest

from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from mentorship.store.exchange import folder_of, readable
from tests.conftest import ROOT, SAMPLE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files have no such owners here")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_new_store_and_its_log_are_for_their_owner_in_a_folder_of_the_owners(tmp_path, usual_umask):
    path = tmp_path / "made" / "here" / "store.duckdb"
    store = open_store(path)
    with store.cursor() as cursor, store.transaction(cursor):
        cursor.execute("insert into assessment values ('x', 'x', '2026-01-01', null)")
    log = path.with_name("store.duckdb.wal")
    assert log.exists()
    assert {mode(path), mode(log)} == {0o600}
    assert mode(path.parent) == mode(path.parent.parent) == 0o700
    store.close()


def test_what_does_not_fit_into_memory_is_written_for_the_owner_alone(tmp_path):
    """A program of its own, so that its first file is made under the umask of a usual login."""
    program = textwrap.dedent("""
        import os, stat, sys, threading, time
        from pathlib import Path
        os.umask(0o022)
        from mentorship.store.connection import open_store
        path = Path(sys.argv[1])
        store = open_store(path, "60MB")
        seen = set()
        def watch():
            while not done:
                for each in path.parent.rglob("*"):
                    try: is_of = each.stat().st_mode
                    except OSError: continue
                    seen.add(oct(stat.S_IMODE(is_of)) + (" folder" if stat.S_ISDIR(is_of) else " file"))
                    spilled.update({each.name for _ in [0] if each.parent.name.endswith(".tmp")})
        done, spilled = False, set()
        watching = threading.Thread(target=watch)
        watching.start()
        with store.cursor() as cursor:
            cursor.execute("create temp table t as select range as i, md5(range::varchar) as m from range(1500000)")
            cursor.execute("select m, i from t order by m").fetchmany(5)
        done = True
        watching.join()
        print(bool(spilled), sorted(seen))
        store.close()
    """)
    command = [sys.executable, "-c", program, str(tmp_path / "s" / "store.duckdb")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.stdout.strip() == "True ['0o600 file', '0o700 folder']"


def test_a_store_that_others_could_read_is_closed_to_them(tmp_path, usual_umask):
    path = tmp_path / "store.duckdb"
    open_store(path).close()
    path.chmod(0o644)
    open_store(path).close()
    assert mode(path) == 0o600


FILES = [
    "select * from read_csv('{file}')", "select * from '{file}'", "select * from read_text('{file}')",
    "select * from read_blob('{file}')", "select * from read_parquet('{file}')", "select * from glob('{folder}/*')",
    "select * from read_text('{incoming}/../secret.csv')", "copy (select 42) to '{folder}/out.csv'",
    "copy (select 42) to '{file}'", "attach '{folder}/other.duckdb' as other", "export database '{folder}/all'",
    "install httpfs", "load httpfs", "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "set enable_external_access = true", "set allowed_directories = ['/']", "set lock_configuration = false",
    "set memory_limit = '64GB'", "set temp_directory = '{folder}'", "reset memory_limit",
    "set profiling_output = '{folder}/profile.json'", "set log_query_path = '{folder}/queries.log'",
]  # fmt: skip


@pytest.mark.parametrize("statement", FILES)
@pytest.mark.parametrize("path", ["store.duckdb", None], ids=["file", "memory"])
def test_sql_of_a_serving_connection_opens_no_file_and_changes_no_setting(tmp_path, statement, path):
    secret = tmp_path / "secret.csv"
    secret.write_text("name\nAda\n", "utf-8")
    at = tmp_path / path if path else None
    store = open_store(at)
    names = {"file": secret, "folder": tmp_path, "incoming": folder_of(at)}
    with store.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(statement.format(**names)).fetchall()
    store.close()
    assert {each.name for each in tmp_path.iterdir()} <= {"secret.csv", "store.duckdb"}
    assert secret.read_text("utf-8") == "name\nAda\n"


def test_sql_takes_no_variable_of_the_program_for_a_table(tmp_path):
    records = {"name": ["Ada"]}
    store = open_store(None)
    with store.cursor() as cursor, pytest.raises(duckdb.Error, match="records"):
        cursor.execute("select * from records").fetchall()
    store.close()
    assert records


def test_a_file_can_be_read_for_as_long_as_it_is_imported_and_no_longer(tmp_path):
    export = tmp_path / "export.csv"
    export.write_text("name\nAda\n", "utf-8")
    store = open_store(tmp_path / "store.duckdb")
    incoming = folder_of(store.path)
    with store.cursor() as cursor:
        with readable(cursor, export) as at:
            assert cursor.execute("select * from read_csv(?)", [str(at)]).fetchall() == [("Ada",)]
            assert mode(incoming) == 0o700
        assert not incoming.exists()
        with pytest.raises(duckdb.Error):
            cursor.execute("select * from read_csv(?)", [str(at)])
    store.close()


def test_a_clean_csv_is_still_loaded_by_the_database_itself(tmp_path, policy, monkeypatch):
    """Not by Python's patient reader, which takes many times as long."""
    monkeypatch.setattr("mentorship.intake.loading._as_json", None)
    store = open_store(tmp_path / "store.duckdb")
    assert import_file(store, SAMPLE / "sessions.csv", policy).accepted > 4000
    store.close()
    assert [each.name for each in tmp_path.iterdir()] == ["store.duckdb"]


def test_what_a_killed_import_left_goes_when_the_store_is_opened(tmp_path):
    path = tmp_path / "store.duckdb"
    folder_of(path).mkdir()
    (folder_of(path) / "left.csv").write_text("name\nAda\n", "utf-8")
    open_store(path).close()
    assert [each.name for each in tmp_path.iterdir()] == ["store.duckdb"]
