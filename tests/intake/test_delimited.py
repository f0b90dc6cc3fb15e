"""CSV and similar text: delimiters, encodings, line ends, padding."""

from typing import Any

import pytest

from tests.support.importing import Taken, cells, table, take

pytestmark = pytest.mark.slow

ROWS = [
    ["held_on", "mentee", "mentee_name", "activity", "modality", "minutes", "mentor", "notes", "room"],
    ["2025-03-03", "ada", "Ángela Núñez", "one_to_one", "virtual", "60", "mia", "“fine”, she said; twice", "1"],
    ["2025-03-04", "ben", "Jürgen Groß", "treatment", "in_person", "75", "noor", 'a "quoted" word', ""],
    ["2025-03-05", "ada", "Ángela Núñez", "small_group", "virtual", "120", "mia", "", "2|3"],
]


def meanings(taken: Taken) -> list[dict[str, Any]]:
    assert taken.result.problems == []
    return taken.facts


@pytest.fixture(scope="module")
def plainly(tmp_path_factory):
    taken = take(tmp_path_factory.mktemp("plain"), cells(ROWS))
    assert taken.column("mentee_name") == ["Ángela Núñez", "Jürgen Groß", "Ángela Núñez"]
    assert taken.column("notes") == ["“fine”, she said; twice", 'a "quoted" word', None]
    assert taken.column("row") == [2, 3, 4]
    return taken.facts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom", "cp1252"])
def test_encodings(tmp_path, plainly, encoding):
    text = cells(ROWS)
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-bom" else text.encode(encoding)
    assert meanings(take(tmp_path, data)) == plainly


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "CR"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_line_ends(tmp_path, plainly, encoding, ending):
    assert meanings(take(tmp_path, cells(ROWS, ending=ending).encode(encoding))) == plainly


@pytest.mark.parametrize("delimiter", [";", "\t", "|"], ids=["semicolon", "tab", "bar"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_delimiters(tmp_path, plainly, delimiter, encoding):
    assert meanings(take(tmp_path, cells(ROWS, delimiter).encode(encoding), "sessions.tsv")) == plainly


def test_excel_says_its_delimiter_in_a_line_of_its_own(tmp_path, plainly):
    taken = take(tmp_path, "sep=;\n" + cells(ROWS, ";"))
    assert taken.column("row") == [3, 4, 5]
    assert [{**fact, "row": fact["row"] - 1} for fact in taken.facts] == plainly


def test_padding_is_not_part_of_a_cell(tmp_path):
    padded = table(" 2025-03-03 , Ada\u00a0,one_to_one,\u200bvirtual, 60\t,  mia ,")
    (fact,) = take(tmp_path, padded).facts
    assert (fact["mentee"], fact["mentee_key"], fact["minutes"], fact["mentor"]) == ("Ada", "ada", 60, "mia")
