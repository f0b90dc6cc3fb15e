"""Our columns are said once, and everything else that must know them does."""

import re
from pathlib import Path

import pytest

from mentorship.intake import columns
from mentorship.intake.columns import COLUMNS, DAYS, HELPERS, LABELS, NEEDED, NUMBERS, Holds, column_options
from mentorship.intake.problems import problem_texts
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind
from tests.conftest import ROOT
from tests.support.importing import FACTS

SQL = Path(columns.__file__).parent / "sql"
README = (ROOT / "data" / "README.md").read_text("utf-8")
#: Columns that are stored under another name: all of these say how long a session was.
LENGTHS = {"hours": "minutes", "duration": "minutes", "ends_at": "minutes"}
EACH = [(kind, name) for kind in Kind for name in COLUMNS[kind]]


def readme_rows(kind: Kind) -> list[tuple[str, str, str]]:
    """The rows of the table on one kind of export: column, needed, meaning."""
    found = re.search(rf"^### {str(kind).capitalize()}.*?(?=^##)", README, re.M | re.S)
    assert found is not None
    return re.findall(r"^\| `(\w+)` \| (.*?) \| (.*) \|$", found[0], re.M)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_readme_tells_every_column_in_the_same_words(kind):
    assert readme_rows(kind) == [(each.name, each.needed, each.meaning) for each in COLUMNS[kind].values()]


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_every_column_is_parsed_stored_and_compared(kind, name):
    parse = (SQL / f"{kind}_parse.sql").read_text("utf-8")
    assert f"cells[$at_{name}], $fill_{name}" in parse
    store = open_store(None)
    with store.cursor() as cursor:
        found = cursor.execute(
            "select column_name from duckdb_columns() where table_name = ?", [FACTS[kind]]
        ).fetchall()
    store.close()
    assert (LENGTHS.get(name, name),) in found
    if kind is not Kind.CONTACTS and name not in {*LENGTHS, "mentee", "session_id", "person"}:
        assert f"'column_name': '{name}'" in (SQL / f"{kind}_changes.sql").read_text("utf-8")


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_every_column_that_is_parsed_can_be_wrong(kind, name):
    """Each has a problem of its own, so that nothing is dropped without a word."""
    is_text = COLUMNS[kind][name].holds in (Holds.TEXT, Holds.LIST)
    said = {each.column_name for each in problem_texts(("one_to_one",))}
    assert is_text or name in said


def test_what_a_file_must_have():
    assert NEEDED == {
        Kind.SESSIONS: [("held_on",), ("mentee",), ("activity",), ("modality",)],
        Kind.PEOPLE: [("person", "email")],
        Kind.CONTACTS: [("mentor",), ("contacted_on",)],
    }


def test_how_days_and_numbers_are_written_is_settled_column_by_column():
    assert DAYS[Kind.SESSIONS] == ["held_on"]
    assert DAYS[Kind.PEOPLE] == [
        "registered_on", "mentor_since", "mentor_until", "techniques_certified_on", "diplomate_certified_on",
    ]  # fmt: skip
    assert NUMBERS == {Kind.SESSIONS: ["hours", "duration", "fee"], Kind.PEOPLE: [], Kind.CONTACTS: []}
    for kind in Kind:
        parse = (SQL / f"{kind}_parse.sql").read_text("utf-8")
        assert all(f"$decimal_{name}" in parse for name in NUMBERS[kind])


def test_a_helper_gives_a_column_of_ours():
    for kind in Kind:
        assert all(helper.gives in COLUMNS[kind] for helper in HELPERS[kind].values())
        assert column_options(kind).keys() == {*COLUMNS[kind], *HELPERS[kind]}
    assert {name: each.gives for name, each in HELPERS[Kind.SESSIONS].items()} == {
        "is_virtual": "modality", "no_show": "status", "role": "mentor",
    }  # fmt: skip


def test_every_column_has_a_name_on_screen_and_no_two_share_one():
    for kind in Kind:
        labels = [LABELS[name] for name in column_options(kind)]
        assert len(labels) == len(set(labels))
        assert all(labels)
