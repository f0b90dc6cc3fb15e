"""What the rows of a table say: raw cells in, the temporary table `reading` out, each row with its complaints."""

import json
from collections.abc import Mapping as Words
from pathlib import Path
from typing import Any

import duckdb

from mentorship.errors import ArgumentError
from mentorship.intake.cells import plain
from mentorship.intake.columns import COLUMNS, DATES, NUMBERS
from mentorship.intake.mapping import Mapping
from mentorship.intake.readers import RawTable
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run
from mentorship.vocabulary import Basis, Kind, Standing

SQL = Path(__file__).parent / "sql"


def activity_words(policy: Policy) -> dict[str, str]:
    """Plain word → activity, for what a sheet may be called."""
    return {
        plain(word): code
        for code, activity in policy.activities.items()
        for word in {code, activity.label, *activity.spellings}
    }


def read_rows(
    cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: Mapping, policy: Policy, settled: Words[str, str]
) -> dict[str, str | None]:
    """Understand the rows of `raw`: fills the temporary table `reading`, each row with its complaints.

    `settled`: the order of dates and the decimal marks that are known already. Returns what they are now."""
    run(cursor, SQL / "words.sql")
    values: dict[str, Any] = {"width": len(table.headings), "keep": mapping.keep, "match_names": mapping.match_names}
    for name in COLUMNS[mapping.kind]:
        values[f"at_{name}"] = mapping.places.get(name)
        values[f"fill_{name}"] = mapping.fill.get(name)
    styles = _styles(cursor, mapping, settled)
    values |= styles
    if mapping.kind is Kind.SESSIONS:
        run(cursor, SQL / "vocabulary.sql", **_words_of(policy))
        run(cursor, SQL / "sessions_words.sql", people=_told(cursor, mapping.people), **values)
        values |= {"written_in": mapping.written_in, "time_zone": mapping.time_zone}
        values["midnights"] = table.is_typed and any(
            _settled(cursor, "has_moments", mapping.places.get(name)) for name in ("starts_at", "ends_at")
        )
    run(cursor, SQL / f"{mapping.kind}_read.sql", **values)
    return styles


def _told(cursor: duckdb.DuckDBPyConnection, people: Words[str, str]) -> str:
    """The names that were told, as rows. Raises ArgumentError for somebody whom nobody knows."""
    for name, person in people.items():
        known = cursor.execute("select count(*) from person_alias where alias = lower(?)", [person]).fetchone()
        if known == (0,) and "@" not in person:
            raise ArgumentError(
                f"“{name}” is to be {person}, but the people data have no such id. Name an id or e-mail."
            )
    return json.dumps([{"name": name, "person": person} for name, person in people.items()])


def _styles(cursor: duckdb.DuckDBPyConnection, mapping: Mapping, settled: Words[str, str]) -> dict[str, str | None]:
    """The order of dates and the decimal mark of each column: as told, else as the whole column settles it."""
    styles: dict[str, str | None] = {}
    for name in DATES[mapping.kind]:
        key = "dates" if mapping.kind is Kind.SESSIONS else f"dates_{name}"
        styles[key] = mapping.dates or settled.get(key) or _settled(cursor, "date_order", mapping.places.get(name))
    for name in NUMBERS[mapping.kind]:
        key = f"decimal_{name}"
        styles[key] = mapping.decimal or settled.get(key) or _settled(cursor, "decimal_mark", mapping.places.get(name))
    return styles


def _settled(cursor: duckdb.DuckDBPyConnection, question: str, at: int | None) -> Any:
    if at is None:
        return None
    row = run(cursor, SQL / f"{question}.sql", at=at).fetchone()
    return row[0] if row else None


def _words_of(policy: Policy) -> dict[str, str]:
    """The handbook's names for activities, and what each activity needs to be told."""
    spellings = [
        {"spelling": word, "activity": code}
        for code, activity in policy.activities.items()
        for word in {code, activity.label, *activity.spellings}
    ]
    needs = [
        {
            "activity": code,
            "duration": any(dated.value.basis is Basis.DURATION for dated in activity.credit),
            "mentor": any(dated.value is not Standing.NONE for dated in activity.standing),
        }
        for code, activity in policy.activities.items()
    ]
    return {"spellings": json.dumps(spellings), "needs": json.dumps(needs)}
