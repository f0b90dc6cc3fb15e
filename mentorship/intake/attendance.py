"""Attendance reports of meetings: several rows of one person become one session.

Re-joins add up, overlaps count once, and the host is the mentor. It is done in SQL, so that times are parsed like those
of every other file.
"""

from dataclasses import replace
from pathlib import Path

import duckdb

from mentorship.intake.mapping import Attendance, ColumnMapping
from mentorship.intake.parsing import date_order, is_midnight_a_date, load_macros
from mentorship.intake.plain_cells import make_plain
from mentorship.intake.plain_columns import Words
from mentorship.intake.readers import RawTable
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
#: What the person is called who organised a meeting.
_ORGANISERS = {"organizer", "organiser", "organisator", "organisatorin", "organisateur", "organizador", "host"}


def with_host(
    cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: ColumnMapping, attendance: Attendance
) -> tuple[ColumnMapping, Attendance]:
    """The odd cells of a report in plain form, and its host by the e-mail that the report gives a name or a role. Rows
    are then still one for each stay."""
    load_macros(cursor)
    own = replace(mapping, places=dict(attendance.places), own_cells=None, attendance=None, sources={}, fill={})
    plain = make_plain(cursor, table, own, Words()).mapping
    places = {name: place for name, place in plain.places.items() if name in attendance.places}
    found = replace(attendance, places=places)
    if found.host or "mentor" in mapping.fill:
        return mapping, found
    row = run(
        cursor, SQL / "meeting_host.sql", at_mentee=places.get("mentee"), at_mentee_name=places.get("mentee_name"),
        at_role=places.get("role"), host_name=found.host_name, organisers=sorted(_ORGANISERS),
    ).fetchone()  # fmt: skip
    address, name = row or ("", "")
    # A host whom the report gives by name only is the mentor under that name.
    fill = {"mentor": address or found.host_name, "mentor_name": name or found.host_name}
    return (
        replace(mapping, fill=mapping.fill | {column: value for column, value in fill.items() if value}),
        replace(found, host=address or "", host_name=name or found.host_name),
    )


def gather(
    cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: ColumnMapping, attendance: Attendance,
    settled: str | None,
) -> int:  # fmt: skip
    """Gather the rows of `raw`, which then holds one row per person: the cells of all their rows, and the columns
    `mapping.GATHERED` after them. Returns how many rows there are now.

    `settled`: the order of day and month that the whole file had, for corrected rows."""
    at = attendance.places
    run(
        cursor, SQL / "attendance.sql", width=mapping.own_cells, host=attendance.host, host_name=attendance.host_name,
        held_on=attendance.held_on,
        meeting=attendance.meeting, written_in=mapping.written_in, time_zone=mapping.time_zone,
        dates=mapping.dates or settled or date_order(cursor, at.get("starts_at")),
        midnights=is_midnight_a_date(cursor, table, at),
        **{f"at_{name}": at.get(name) for name in ("mentee", "mentee_name", "starts_at", "ends_at", "minutes")},
    )  # fmt: skip
    (people,) = cursor.execute("select count(*) from raw").fetchone() or (0,)
    return int(people)
