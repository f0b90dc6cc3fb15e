"""Whatever comes in: a sentence or a result, never a traceback; every row accounted for, nothing taken unread."""

import csv
import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.errors import MentorshipError
from mentorship.intake.columns import COLUMNS
from mentorship.intake.importer import import_file
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
boundedly = settings(deadline=None, max_examples=24, suppress_health_check=list(HealthCheck), derandomize=True)

COLUMN = st.sampled_from([*COLUMNS[Kind.SESSIONS], "Datum", "join time", "", "x", "held_on "])
GOOD = {
    "held_on": ["2025-03-03", "03/04/2025", "25/12/2024", "March 3, 2025 11:00 am", "2025-02-30", "0000-00-00"],
    "mentee": ["ada", "ada@example.org", " Ada ", "=1+1", "a\x00b", "😀", "x" * 300],
    "activity": ["treatment", "1x1", "small group", "yoga", "Treatment Received"],
    "modality": ["virtual", "in person", "Zoom", "nowhere"],
    "minutes": ["60", "0", "-1", "1e3", "99999", "60.0", "６０"],
    "hours": ["1.5", "1,5", "1.500", "nan", "inf", "1e400", "--"],
    "duration": ["1:30", "90 min", "90", "1h 30m", "999:59"],
    "starts_at": ["09:00", "25:00", "2025-03-03T09:00:00+02:00", "9 pm"],
    "days": ["1", "0", "367", "two"],
    "attendees": ["4", "-4", "1000000"],
    "status": ["completed", "cancelled", "perhaps"],
    "rating": ["5", "6", "4.5"],
}
TEXT = st.text(max_size=12)


@st.composite
def tables(draw):
    headings = draw(st.lists(COLUMN, min_size=1, max_size=9, unique=draw(st.booleans())))
    if draw(st.booleans()):
        headings = ["held_on", "mentee", "activity", "modality", "mentor", *headings]
        headings = list(dict.fromkeys(headings))
    rows = [
        [draw(st.one_of(st.sampled_from(GOOD.get(heading, ["", "m"])), TEXT)) for heading in headings]
        + draw(st.lists(TEXT, max_size=1))
        for _ in range(draw(st.integers(0, 6)))
    ]
    return headings, rows


def accounted_for(content: bytes, name: str) -> None:
    """Import some bytes: the outcome is a sentence, or counts that add up over rows that were read."""
    store = open_store(None)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        try:
            result = import_file(store, file, HANDBOOK)
        except MentorshipError as error:
            assert error.message
            assert "Traceback" not in error.message
        else:
            bad = {(problem.file, problem.row) for problem in result.problems}
            assert result.rows == result.accepted + result.replaced + result.unchanged + len(bad)
            with store.cursor() as cursor:
                understood = cursor.execute(
                    "select count(*) from session_fact where held_on is null or mentee is null or activity is null "
                    "or modality not in ('virtual', 'in_person') or status is null"
                ).fetchone()
            assert understood == (0,)
    store.close()


@boundedly
@given(table=tables(), delimiter=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_tables_of_text(table, delimiter, encoding):
    headings, rows = table
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
    accounted_for(text.getvalue().encode(encoding, "replace"), "s.csv")


@boundedly
@given(table=tables())
def test_records(table):
    headings, rows = table
    records = [dict(zip(headings, row, strict=False)) for row in rows]
    accounted_for(json.dumps(records).encode(), "s.json")


@boundedly
@given(
    content=st.binary(max_size=400),
    name=st.sampled_from(["s.csv", "s.xlsx", "s.json", "s.parquet", "s.zip", "s.ods", "s"]),
)
def test_any_bytes(content, name):
    accounted_for(content, name)


@boundedly
@given(
    start=st.sampled_from(
        [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"[{", b"%PDF", b"\xff\xfe", b"held_on,mentee\n"]
    ),
    rest=st.binary(max_size=600),
)
def test_bytes_that_begin_like_a_format(start, rest):
    accounted_for(start + rest, "s.bin")


@boundedly
@given(data=st.data(), table=tables())
def test_good_files_with_bytes_changed(data, table):
    headings, rows = table
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    content = bytearray(text.getvalue().encode("utf-8", "replace"))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    accounted_for(bytes(content), "s.csv")
