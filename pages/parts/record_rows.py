"""The rows of a table as the browser gets them, written once for everybody who sees the same rows."""

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from mentorship.answers.report import Row
from mentorship.answers.tables import Column, Shows, as_text
from mentorship.wording import folded

#: Cells that are drawn, not written.
DRAWN = (Shows.BAR, Shows.SPARK)
#: So many rows are kept written; those not asked for the longest go first.
MOST_ROWS = 20_000

_written: OrderedDict[tuple[object, ...], tuple[str, Sequence[Row]]] = OrderedDict()
_lock = threading.Lock()


def in_json(rows: Sequence[Row], columns: Sequence[Column], by: str | None, grouped: bool) -> str:
    """Rows with what is shown of them; `by` is the field that names a row.

    Rows are the same while they are the very rows of a shared answer, which nobody changes; they are kept with what is
    written, so that no others can take their place in memory."""
    key = (tuple(map(id, rows)), tuple(columns), by, grouped)
    with _lock:
        if key in _written:
            _written.move_to_end(key)
            return _written[key][0]
    text = json.dumps(_rows(rows, columns, by, grouped))
    with _lock:
        _written[key] = text, list(rows)
        while sum(len(kept) for _, kept in _written.values()) > MOST_ROWS and len(_written) > 1:
            _written.popitem(last=False)
    return text


def _rows(rows: Sequence[Row], columns: Sequence[Column], by: str | None, grouped: bool) -> list[dict[str, Any]]:
    """Each row as what is shown of it, with its place in the order of each column: the values themselves stay here."""
    ranks = [_ranks([row.get(each.field) for row in rows]) for each in columns]
    return [
        {
            "id": str(row[by]) if by else None,
            "cells": [_cell(each, row.get(each.field)) for each in columns],
            "ranks": [rank[place] for rank in ranks],
            "group": row["group"] if grouped else None,
        }
        for place, row in enumerate(rows)
    ]


def _cell(column: Column, value: Any) -> Any:
    return value if column.shows in DRAWN and isinstance(value, dict) else as_text(column, value)


def _ranks(values: Sequence[Any]) -> list[int]:
    """The place of each value in their order; equal ones share it, blanks come last."""
    plain = [
        each["sort"] if isinstance(each, dict) else tuple(each) if isinstance(each, list) else each for each in values
    ]
    known = sorted(
        {each for each in plain if each is not None}, key=lambda each: folded(each) if isinstance(each, str) else each
    )
    places = {each: place for place, each in enumerate(known)}
    return [places.get(each, len(known)) if each is not None else len(known) for each in plain]
