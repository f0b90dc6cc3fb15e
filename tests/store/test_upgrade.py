"""Stores of every earlier version are brought to the newest one, with what they hold."""

import duckdb
import pytest

from mentorship.credit.refresh import refresh
from mentorship.errors import StoreError
from mentorship.intake.importer import import_file
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from mentorship.store.upgrade import MIGRATIONS, VERSION
from tests.conftest import ROOT, SAMPLE

pytestmark = pytest.mark.slow

STORES = ROOT / "tests" / "stores"
#: Version 1 was changed a few times before versions were counted.
FIRST = sorted(STORES.glob("version_1*.sql"))
#: Some rows of each table that a person's work is in, where a store of the version has it.
ROWS = {
    "import": "insert into import (import_no, kind, precedence, file_name, sha256, is_sample) "
              "values (1, 'contacts', 1, 'c.csv', 'abcdef0123456789', false)",
    "contact_fact": "insert into contact_fact values (1, 2, 'mia', 'mia', '2025-03-03', 'call', 'well', 7, 1, 'mia')",
    "precedent": "insert into precedent (precedent_no, about, ruling, person, reason) "
                 "values (1, 'person', 'accept', 'mia', 'seen')",
    "reading_choice": "insert into reading_choice "
                      "values (1, 'standing_unknown', 'refuse', 'talked', 'om', '2025-03-03')",
    "person_link": "insert into person_link "
                   "values (3, 'distinct', 'mia', 'mira', 'known', 'om', '2025-03-03', null, null)",
    "brought_back": "insert into brought_back values (1, 2, 'abcdef012345', 9)",
}  # fmt: skip
NEW_NAMES = {"precedent": "ruling", "brought_back": "corrected_row"}


def made(path, first, version):
    """A store as it was at a version; returns the tables that got a row."""
    with duckdb.connect(str(path)) as database:
        for file in [first, *MIGRATIONS[: version - 1]]:
            database.execute(file.read_text("utf-8"))
        for number in range(1, version + 1):
            database.execute("insert into store values (?, 'before', now()::timestamp)", [number])
        tables = {name for (name,) in database.execute("select table_name from duckdb_tables()").fetchall()}
        for name in ROWS.keys() & tables:
            database.execute(ROWS[name])
        if "number" in tables:
            # From version 5 on the program itself counted imports, and said of which file each is a part.
            database.execute("update number set last = 1 where counted = 'import'")
            database.execute("update import set part_of = import_no")
    return ROWS.keys() & tables


def schema_of(store):
    """Tables with their columns in order, and views with what they say."""
    with store.cursor() as cursor:
        columns = cursor.execute(
            "select table_name, column_name, data_type from duckdb_columns() where not internal order by all"
        ).fetchall()
        views = cursor.execute("select view_name, sql from duckdb_views() where not internal order by all").fetchall()
    return columns, views


@pytest.mark.parametrize("version", range(1, VERSION))
@pytest.mark.parametrize("first", FIRST, ids=lambda file: file.stem)
def test_a_store_of_any_version_becomes_what_a_new_one_is(tmp_path, first, version):
    filled = made(tmp_path / "old.duckdb", first, version)
    old, new = open_store(tmp_path / "old.duckdb"), open_store(tmp_path / "new.duckdb")
    assert schema_of(old) == schema_of(new)
    with old.cursor() as cursor:
        for name in filled:
            [(rows,)] = cursor.execute(f"select count(*) from {NEW_NAMES.get(name, name)}").fetchall()
            assert rows == 1, name
        assert cursor.execute("select last from number where counted = 'import'").fetchone() == (1,)
        assert cursor.execute("select part_of from import").fetchone() == (1,)
    old.close()
    new.close()


@pytest.mark.parametrize("version", range(1, VERSION))
@pytest.mark.parametrize("first", FIRST, ids=lambda file: file.stem)
def test_an_upgraded_store_goes_on_working(tmp_path, policy, first, version):
    made(tmp_path / "old.duckdb", first, version)
    store = open_store(tmp_path / "old.duckdb")
    assert import_file(store, SAMPLE / "contacts.csv", policy).import_id == "2"
    assert import_file(store, SAMPLE / "people.csv", policy).accepted > 200
    assert refresh(store, policy, EXPORTED_ON)
    store.close()


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(tmp_path):
    made(tmp_path / "old.duckdb", FIRST[0], 1)
    with duckdb.connect(str(tmp_path / "old.duckdb")) as database:
        database.execute("create table number (somebody_elses integer)")
    before = (tmp_path / "old.duckdb").read_bytes()
    with pytest.raises((StoreError, duckdb.Error)):
        open_store(tmp_path / "old.duckdb")
    with duckdb.connect(str(tmp_path / "old.duckdb")) as database:
        assert database.execute("select max(version) from store").fetchone() == (1,)
        assert database.execute("select count(*) from contact_fact").fetchone() == (1,)
    assert before
