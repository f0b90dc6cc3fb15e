"""Columns that are worked out are appended to each row; the file's own cells stay as they are."""

from pathlib import Path

from mentorship.intake.mapping import ColumnMapping, WorkedOut
from mentorship.intake.profiles import Meaning
from mentorship.intake.readers import RawTable
from mentorship.intake.transform import transform
from mentorship.vocabulary import Kind

ROWS = [(2, ["Ada", " Lovelace ", "at Zoom"]), (3, ["Ben", None, "12 High Street"]), (4, ["Cy", "", None])]
ZOOM = (Meaning(matches="zoom", **{"is": "virtual"}), Meaning(matches="street", **{"is": "in_person"}))


def table(rows=ROWS, plain_csv=None):
    return RawTable("s.csv", ["First", "Last", "Place"], 1, rows, plain_csv)


def transformed(rows=ROWS, **worked_out):
    mapping = ColumnMapping(Kind.SESSIONS, "x", {}, worked_out=worked_out, own_cells=3)
    return list(transform(table(rows), mapping).rows)


def test_cells_are_joined_without_their_padding_and_blanks():
    found = [cells[3] for _, cells in transformed(mentee_name=WorkedOut((1, 2)))]
    assert found == ["Ada Lovelace", "Ben", "Cy"]


def test_a_word_becomes_the_code_that_it_means_and_other_words_stay():
    found = transformed([*ROWS, (5, ["Di", "", "a boat"])], modality=WorkedOut((3,), ZOOM))
    assert [cells[3] for _, cells in found] == ["virtual", "in_person", None, "a boat"]


def test_columns_are_appended_in_their_order():
    found = transformed(ROWS[:1], a=WorkedOut((1,)), b=WorkedOut(), c=WorkedOut((3,)))
    assert found == [(2, ["Ada", " Lovelace ", "at Zoom", "Ada", None, "at Zoom"])]


def test_short_rows_are_padded_and_of_long_ones_nothing_is_lost():
    found = transformed([(2, ["Ada"]), (3, ["Ben", "Okri", "here", " ", "and there"])], a=WorkedOut((1,)))
    assert found == [(2, ["Ada", None, None, "Ada"]), (3, ["Ben", "Okri", "here and there", "Ben"])]


def test_where_nothing_is_worked_out_the_table_stays_fast():
    plain = table(plain_csv=(Path("s.csv"), ","))
    assert transform(plain, ColumnMapping(Kind.SESSIONS, "x", {"mentee": 1})) is plain
    mapping = ColumnMapping(Kind.SESSIONS, "x", {}, worked_out={"a": WorkedOut((1,))}, own_cells=3)
    assert transform(plain, mapping).plain_csv is None, "DuckDB would read the file without what was appended"
