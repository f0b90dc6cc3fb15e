"""Rows of everyday files in plain form: what SQL cannot parse is read here, value by value, and put behind the row.

A column of a clean export has no odd cell, so nothing is appended and the table is parsed as it is. Otherwise each
different text is read once. A row that is no session (a total, a signature, headings again) is passed over, and named.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from mentorship.intake.columns import COLUMNS, Holds
from mentorship.intake.mapping import ColumnMapping
from mentorship.intake.parsing import find_different_cells
from mentorship.intake.passed_over import passed_rows
from mentorship.intake.plain_columns import PERSONS, Words, plain_cells_of
from mentorship.intake.plain_persons import nobody_words
from mentorship.intake.plain_text import Plain
from mentorship.intake.plain_words import (
    answer_of,
    codes,
    may_not_be_held,
    status_within,
    status_words,
)
from mentorship.intake.readers import RawTable
from mentorship.intake.results import PassedOver, Taken
from mentorship.intake.text_keys import heading_key
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind

SQL = Path(__file__).parent / "sql"
_NOT_HELD = ("cancelled", "no_show")
#: What a cell says besides, and the column that it then says something about (None: the column of the person's name).
_ALSO = {"status": "said_status", "ends_at": "ends_at", "currency": "currency", "modality": "modality", "name": None}


@dataclass
class _Found:
    """What was found in the odd cells: for a column to append, from which column, text → plain form."""

    cells: dict[tuple[str, str], dict[str, Plain]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)

    def add(self, target: str, source: str, place: int, text: str, plain: Plain) -> None:
        self.places[source] = place
        self.cells.setdefault((target, source), {})[text] = plain


@dataclass(frozen=True)
class PlainRows:
    """What became of the rows: the mapping with the columns that were appended, the rows that were passed over, and the
    words that were taken for codes by their likeness."""

    mapping: ColumnMapping
    passed_over: list[PassedOver] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)


def make_plain(cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: ColumnMapping, words: Words) -> PlainRows:
    """Put the odd cells of `raw` into plain form, and pass over rows that are none of ours. The macros are loaded."""
    found = _Found()
    passed = passed_rows(cursor, table, mapping)
    columns = _columns(mapping)
    asked = _asked_of_status(table, mapping) if mapping.kind is Kind.SESSIONS else {}
    places = [*columns.values(), *asked]
    find_different_cells(cursor, places)
    texts = _odd_texts(cursor, [_holds(mapping, column) for column in columns] + [""] * len(asked))
    for (column, place), odd in zip(columns.items(), texts, strict=False):
        _read_column(table.file, mapping, column, place, odd, words, found)
    for (place, status), odd in zip(asked.items(), texts[len(columns) :], strict=True):
        _read_answers(place, status, odd, found)
    if mapping.kind is Kind.SESSIONS:
        _read_status_anywhere(cursor, table, mapping, found)
    if not found.cells and not passed:
        return PlainRows(mapping)
    return PlainRows(_append(cursor, table, mapping, found, passed), passed, found.taken)


def _columns(mapping: ColumnMapping) -> dict[str, int]:
    """The columns of ours whose cells have a form, with their places."""
    ours = COLUMNS[mapping.kind]
    columns = {name: place for name, place in mapping.places.items()
               if name in ours and ours[name].holds not in (Holds.TEXT, Holds.LIST)}  # fmt: skip
    return columns | ({"no_show": mapping.no_show} if mapping.no_show else {})


def _asked_of_status(table: RawTable, mapping: ColumnMapping) -> dict[int, str]:
    """Columns that ask whether a session was cancelled or missed: their places, and the status that a yes means."""
    found = {place: codes("status").get(heading_key(table.headings[place - 1])) for place in _free(table, mapping)}
    return {place: status for place, status in found.items() if status in _NOT_HELD and status is not None}


def _holds(mapping: ColumnMapping, column: str) -> str:
    """What a column holds, as the SQL names it."""
    ours = COLUMNS[mapping.kind]
    holds = ours[column].holds if column in ours else Holds.YES_OR_NO
    return str(Holds.ID if holds is Holds.EMAIL else holds)


def _odd_texts(cursor: duckdb.DuckDBPyConnection, holds: list[str]) -> list[list[str]]:
    """For each column of `different_cell`, its texts that are not in plain form."""
    texts: list[list[str]] = [[] for _ in holds]
    numbers = list(range(1, len(holds) + 1))
    found = run(cursor, SQL / "odd_values.sql", numbers=numbers, holds=holds, nobody=sorted(nobody_words()))
    for number, text in found.fetchall():
        texts[number - 1].append(text)
    return texts


def _read_column(
    file: str, mapping: ColumnMapping, column: str, place: int, texts: list[str], words: Words, found: _Found
) -> None:
    for text, plain in plain_cells_of(column, texts, words).items():
        found.add(column, column, place, text, plain)
        if plain.because and plain.text:
            found.taken.append(Taken(file, None, text, plain.text, plain.because))
        for of, said in plain.also.items():
            target = _ALSO[of] or PERSONS[column]
            if target not in mapping.places and said:
                found.add(target, column, place, text, Plain(said))


def _read_status_anywhere(
    cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: ColumnMapping, found: _Found
) -> None:
    """A session that was cancelled, missed or moved may say so in any column: exactly, or as a doubt."""
    free = _free(table, mapping)
    if not free:
        return
    pattern = "|".join(sorted((re.escape(word) for word in status_words()), key=len, reverse=True))
    for place, text in run(cursor, SQL / "said_status.sql", places=free, pattern=pattern).fetchall():
        status = status_within(text)
        if status in _NOT_HELD:
            found.add("said_status", f"place {place}", place, text, Plain(status))
        elif status is None and may_not_be_held(text):
            found.add("said_status", f"place {place}", place, text, Plain(doubt="status.doubtful"))


def _free(table: RawTable, mapping: ColumnMapping) -> list[int]:
    """The places of columns that are none of ours, or hold free text."""
    taken = {place for name, place in {**mapping.places, **mapping.sources}.items() if name not in _FREE}
    taken |= {mapping.no_show or 0, *(place for each in mapping.worked_out.values() for place in each.cells)}
    return [place for place in range(1, len(table.headings) + 1) if place not in taken]


def _read_answers(place: int, status: str, texts: list[str], found: _Found) -> None:
    """A column that asks whether a session was cancelled is answered with yes or no."""
    for text in texts:
        if answer_of(text):
            found.add("said_status", f"place {place}", place, text, Plain(status))
        elif answer_of(text) is None and status_within(text) is None:
            found.add("said_status", f"place {place}", place, text, Plain(doubt="status.doubtful"))


#: Columns of free text.
_FREE = {"notes", "event", "goals", "topic_course", "mentee_name", "mentor_name", "currency", "session_id"}


def _append(
    cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: ColumnMapping, found: _Found,
    passed: Iterable[PassedOver],
) -> ColumnMapping:  # fmt: skip
    """Append the plain columns to the rows of `raw`, which stand behind all cells of the file."""
    targets = {target: number for number, target in enumerate(dict.fromkeys(key[0] for key in found.cells), 1)}
    width = len(table.headings)
    (widest,) = run(cursor, SQL / "widest_row.sql", width=width).fetchone() or (width,)
    columns = [
        {"number": targets[target], "target": target, "source": source, "place": found.places[source],
         "keeps": target == source}
        for target, source in found.cells
    ]  # fmt: skip
    cells = [
        {"target": target, "source": source, "text": text, "plain": plain.text, "doubt": _doubt(source, plain)}
        for (target, source), texts in found.cells.items()
        for text, plain in texts.items()
    ]
    run(
        cursor, SQL / "plain_cells.sql", columns=json.dumps(columns), cells=json.dumps(cells), width=width,
        passed=sorted(row for each in passed for row in each.lines), is_own=mapping.own_cells is None,
    )  # fmt: skip
    return _with_places(mapping, {target: widest + number for target, number in targets.items()}, widest)


def _doubt(source: str, plain: Plain) -> str | None:
    if plain.doubt is None or plain.doubt == "unreadable":
        return None
    return plain.doubt if "." in plain.doubt else f"{source}.{plain.doubt}"


def _with_places(mapping: ColumnMapping, at: Mapping[str, int], widest: int) -> ColumnMapping:
    ours = {name: place for name, place in at.items() if name in COLUMNS[mapping.kind]}
    return replace(
        mapping,
        places=mapping.places | ours,
        no_show=at.get("no_show", mapping.no_show),
        own_cells=widest if mapping.own_cells is None else mapping.own_cells,
        said_status=at.get("said_status"),
        doubts=widest + len(at) + 1,
    )
