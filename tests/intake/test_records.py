"""JSON, NDJSON and Parquet say what the CSV says, or are refused in a sentence."""

import pytest

from mentorship.errors import FileError
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from tests.support.stores import rows


@pytest.mark.parametrize("name", ["s.json", "wrapped.json", "s.ndjson", "s.parquet"])
def test_the_format_makes_no_difference(store, policy, formats, name):
    import_file(store, formats / "s.csv", policy)
    told = rows(store)
    other = open_store(None)
    result = import_file(other, formats / name, policy)
    assert result.problems == []
    assert rows(other) == told
    other.close()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", b"[1, 2]", "expected a record with named values, read int"),
        ("b.json", b'{"sessions": [', "this is not valid JSON"),
        ("c.json", b"[]", "has no records"),
        ("d.ndjson", b'{"mentee": "a"}\n{"mentee": \n', "row 2"),
        ("e.json", b"[" * 100_000, "not valid JSON"),
        ("f.parquet", b"PAR1 and nothing else", "Parquet file cannot be read"),
        ("g.json", '[{"mentee": "é"}]'.encode("latin-1"), "not UTF-8"),
    ],
)
def test_records_that_cannot_be_read_are_a_sentence(store, policy, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError, match=words):
        import_file(store, tmp_path / name, policy)
