"""A plan taken away: a calendar that calendar programs accept, and a table that spreadsheets take for text."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from mentorship.errors import ArgumentError
from mentorship.planning.plan_files import as_csv, as_ics, check_ending, write_plan
from tests.planning.mentees import AS_OF, HANDBOOK, amended, mentee, plan_for

PLAN = plan_for(mentee(A=120, B=100), lengths={"clinical_application": 480})


def entries(plan=PLAN, policy=HANDBOOK):
    return Calendar.from_ical(as_ics(plan, policy, AS_OF)).walk("VEVENT")


def table(plan=PLAN):
    return list(csv.DictReader(io.StringIO(as_csv(plan).decode("utf-8-sig"))))


def test_every_session_is_an_all_day_entry_that_ends_the_day_after():
    days = [(each.decoded("dtstart"), each.decoded("dtend")) for each in entries()]
    assert days == [(each.held_on, each.held_on + timedelta(days=1)) for each in PLAN.sessions]
    assert all(type(begin) is date for begin, _ in days)


def test_a_calendar_has_what_the_standard_asks_for():
    text = as_ics(PLAN, HANDBOOK, AS_OF)
    calendar = Calendar.from_ical(text)
    assert (calendar["version"], calendar["calscale"], calendar["method"]) == ("2.0", "GREGORIAN", "PUBLISH")
    for entry in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(entry)
        assert entry.errors == []
    lines = text.split(b"\r\n")
    assert text.endswith(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_the_same_plan_gives_the_same_bytes_and_every_entry_an_id_of_its_own():
    assert as_ics(PLAN, HANDBOOK, AS_OF) == as_ics(PLAN, HANDBOOK, AS_OF)
    assert len({str(entry["uid"]) for entry in entries()}) == len(PLAN.sessions)
    assert {entry.decoded("dtstamp").date() for entry in entries()} == {AS_OF}
    other = {str(entry["uid"]) for entry in entries(replace(PLAN, mentee="ben"))}
    assert not other & {str(entry["uid"]) for entry in entries()}


def test_an_entry_says_what_is_planned_and_nothing_of_who():
    text = as_ics(PLAN, HANDBOOK, AS_OF).decode()
    assert "Treatment received (1 h\\, in person)" in text
    assert "ada" not in text


def test_a_label_cannot_break_out_of_its_line():
    policy = amended({"activities": {"treatment": {"label": "Care; a, b\nBEGIN:VALARM"}}})
    plan = plan_for(mentee(policy, A=300, B=720, C=720))
    (entry,) = entries(plan, policy)
    assert entry["summary"].startswith("Care; a, b\nBEGIN:VALARM (")
    assert entry.subcomponents == []


def test_a_table_has_the_columns_of_a_session_export():
    rows = table()
    assert [row["held_on"] for row in rows] == [each.held_on.isoformat() for each in PLAN.sessions]
    assert {row["status"] for row in rows} == {"scheduled"}
    assert {row["mentee"] for row in rows} == {"ada"}
    assert sum(int(row["credited_minutes"]) for row in rows) == sum(each.credited_minutes for each in PLAN.sessions)


def test_a_table_holds_no_formula():
    rows = table(replace(PLAN, mentee='=HYPERLINK("http://x")'))
    assert {row["mentee"] for row in rows} == {'\'=HYPERLINK("http://x")'}


@pytest.mark.parametrize("name", ["plan.ics", "plan.CSV", "a.b.ics"])
def test_the_ending_says_which_file_is_written(name, tmp_path):
    write_plan(tmp_path / name, PLAN, HANDBOOK, AS_OF)
    begins = b"BEGIN:VCALENDAR" if name.endswith("ics") else b"\xef\xbb\xbfheld_on"
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["plan.pdf", "plan", "ics"])
def test_another_ending_is_refused(name):
    with pytest.raises(ArgumentError, match="expected a name ending in"):
        check_ending(Path(name))
