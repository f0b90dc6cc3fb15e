"""What the cells of a table mean. All parsing of days, times, numbers, yes and no is done in SQL, in one place:
`sql/parse_macros.sql` says how a cell is parsed, `sql/*_parse.sql` what a row says and what is wrong with it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from mentorship.intake.columns import COLUMNS, DAYS, NUMBERS
from mentorship.intake.headings import heading_key
from mentorship.intake.mapping import ColumnMapping
from mentorship.intake.name_matching import load_known_names
from mentorship.intake.readers import RawTable
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run
from mentorship.vocabulary import Basis, Kind, Standing

SQL = Path(__file__).parent / "sql"
#: The columns of sessions whose different cells are parsed once, in the order of `sessions_lookups.sql`.
_LOOKED_UP = ("held_on", "starts_at", "ends_at", "activity", "modality", "status", "endorsed", "reported_by")
#: So many columns are looked at together.
_MOST_COLUMNS = 20
#: How days and numbers of a file are written: order of day and month, decimal marks, by the name of the SQL value.
Styles = dict[str, str | None]


def activity_keys(policy: Policy) -> dict[str, str]:
    """`heading_key` → activity, for sheets named after an activity."""
    return {heading_key(word): code for code, words in _spellings(policy).items() for word in words}


def load_macros(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the macros that parse a cell."""
    run(cursor, SQL / "name_folding.sql")
    run(cursor, SQL / "parse_macros.sql")


def parse_rows(
    cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: ColumnMapping, policy: Policy,
    settled: Mapping[str, str],
) -> Styles:  # fmt: skip
    """Parse the rows of `raw` into the temporary table `parsed_row`, each with the codes of its problems. The macros
    are loaded.

    `settled`: styles known beforehand. Returns the styles that were used. Raises ArgumentError for a name that is to
    mean somebody unknown."""
    styles = _styles(cursor, mapping, settled)
    values: dict[str, Any] = {
        "width": len(table.headings), "own_cells": mapping.own_cells, "at_said_status": mapping.said_status,
        "at_doubts": mapping.doubts, **styles,
    }  # fmt: skip
    for name in COLUMNS[mapping.kind]:
        values[f"at_{name}"] = mapping.places.get(name)
        values[f"fill_{name}"] = mapping.fill.get(name)
    if mapping.kind is Kind.SESSIONS:
        load_known_names(cursor, mapping.match_names, mapping.people)
        run(cursor, SQL / "activity_spellings.sql", **_activities(policy))
        values |= {
            "written_in": mapping.written_in, "time_zone": mapping.time_zone, "at_no_show": mapping.no_show,
            "midnights": is_midnight_a_date(cursor, table, mapping.places), "is_virtual": mapping.is_virtual,
        }  # fmt: skip
        find_different_cells(cursor, [mapping.places.get(name) for name in _LOOKED_UP])
        run(cursor, SQL / "sessions_lookups.sql", **values)
    run(cursor, SQL / f"{mapping.kind}_parse.sql", **values)
    return styles


def find_different_cells(cursor: duckdb.DuckDBPyConnection, places: Sequence[int | None]) -> None:
    """Make `different_cell`: the different cells of some columns of `raw`, in the order of their places. No kind of
    export has more such columns than are looked at together."""
    padded = [*places[:_MOST_COLUMNS], *[None] * (_MOST_COLUMNS - len(places))]
    run(cursor, SQL / "different_cells.sql", **{f"at_{number}": at for number, at in enumerate(padded, 1)})


def date_order(cursor: duckdb.DuckDBPyConnection, at: int | None) -> str | None:
    """'day-first' or 'month-first', as a column of `raw` settles it; None where it does not."""
    order: str | None = _settled(cursor, "date_order", at)
    return order


def is_midnight_a_date(cursor: duckdb.DuckDBPyConnection, table: RawTable, places: Mapping[str, int]) -> bool:
    """Whether a bare date in a column of times is its midnight: where cells are typed, and others have a time."""
    columns = [places.get(name) for name in ("starts_at", "ends_at")]
    return table.is_typed and any(_settled(cursor, "has_times", at) for at in columns)


def _styles(cursor: duckdb.DuckDBPyConnection, mapping: ColumnMapping, settled: Mapping[str, str]) -> Styles:
    """The style of each column: as the mapping says, else as known beforehand, else as the whole column settles it."""
    styles: Styles = {}
    for name in DAYS[mapping.kind]:
        key = "dates" if mapping.kind is Kind.SESSIONS else f"dates_{name}"
        styles[key] = mapping.dates or settled.get(key) or date_order(cursor, mapping.places.get(name))
    for name in NUMBERS[mapping.kind]:
        key = f"decimal_{name}"
        at = mapping.places.get(name)
        styles[key] = mapping.decimal or settled.get(key) or _settled(cursor, "decimal_mark", at)
    return styles


def _settled(cursor: duckdb.DuckDBPyConnection, question: str, at: int | None) -> Any:
    """The answer of a column, by its place; None where there is no such column."""
    if at is None:
        return None
    row = run(cursor, SQL / f"{question}.sql", at=at).fetchone()
    return row[0] if row else None


def _spellings(policy: Policy) -> dict[str, set[str]]:
    return {code: {code, activity.label, *activity.spellings} for code, activity in policy.activities.items()}


def _activities(policy: Policy) -> dict[str, str]:
    """The handbook's spellings of activities, and what a session of each must say."""
    spellings = [{"spelling": word, "activity": code} for code, words in _spellings(policy).items() for word in words]
    needs = [
        {
            "activity": code,
            "duration": any(dated.value.basis is Basis.DURATION for dated in activity.credit),
            "mentor": any(dated.value is not Standing.NONE for dated in activity.standing),
        }
        for code, activity in policy.activities.items()
    ]
    return {"spellings": json.dumps(spellings), "needs": json.dumps(needs)}
