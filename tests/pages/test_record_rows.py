"""Rows of a table are written once for everybody who sees the very same rows, and anew for any others."""

import json

import pytest

from mentorship.answers.tables import Column, Shows
from pages.parts import record_rows

COLUMNS = [Column("name", "Name"), Column("minutes", "Credited", Shows.HOURS)]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(record_rows, "_written", type(record_rows._written)())


def in_json(rows, columns=COLUMNS, by="name"):
    return record_rows.in_json(rows, columns, by, False)


def test_a_row_says_what_is_shown_of_it_and_its_place_in_each_order():
    rows = [{"name": "Zoë", "minutes": 90}, {"name": "ana", "minutes": None}]
    assert json.loads(in_json(rows)) == [
        {"id": "Zoë", "cells": ["Zoë", "1 h 30"], "ranks": [1, 0], "group": None},
        {"id": "ana", "cells": ["ana", "–"], "ranks": [0, 1], "group": None},
    ]


def test_the_same_rows_are_written_once():
    rows = [{"name": "Ana", "minutes": 90}]
    assert in_json(rows) is in_json(list(rows))


def test_other_rows_and_other_columns_are_not_taken_for_them():
    rows = [{"name": "Ana", "minutes": 90}]
    first = in_json(rows)
    assert in_json(rows, COLUMNS[:1]) != first
    assert in_json(rows, by=None) != first
    for minutes in range(100):  # each may stand where the one before it stood in memory
        assert json.loads(in_json([{"name": "Ana", "minutes": 60 * minutes}]))[0]["cells"][1] == f"{minutes} h"


def test_so_many_rows_are_kept_and_the_oldest_go(monkeypatch):
    monkeypatch.setattr(record_rows, "MOST_ROWS", 5)
    tables = [[{"name": str(each), "minutes": 0}] * 2 for each in range(4)]
    for rows in tables:
        in_json(rows)
    kept = [rows for _, rows in record_rows._written.values()]
    assert kept == tables[2:]
