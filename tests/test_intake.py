"""Exports coming in: every shape of file that people have, and a clear word on those that cannot be read."""

import csv
import io
import json
import shutil
import struct
import subprocess
import tomllib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import mentorship.intake
from mentorship.errors import ArgumentError, FileError, MappingError, MentorshipError
from mentorship.intake.columns import COLUMNS
from mentorship.intake.importer import import_file, preview_file
from mentorship.intake.limits import Limits
from mentorship.intake.readers import SEPARATOR
from mentorship.intake.results import ImportResult
from mentorship.policy.reading import read_handbook
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind
from mentorship.wording import listed
from tests.conftest import SAMPLE, lacks

HANDBOOK = read_handbook()
COMPLAINTS = Path(mentorship.intake.__file__).parent / "complaints.toml"
HEADINGS = "held_on,mentee,activity,modality,minutes,mentor,notes"
FACTS = {Kind.SESSIONS: "session_fact", Kind.PEOPLE: "person_fact", Kind.CONTACTS: "contact_fact"}
GOOD = "2025-03-03,ada,one_to_one,virtual,60,mia,"


@dataclass(frozen=True)
class Taken:
    """What an import made of a file: its result, and the facts, row by row."""

    result: ImportResult
    facts: list[dict[str, Any]]

    def column(self, name: str) -> list[Any]:
        return [fact[name] for fact in self.facts]

    @property
    def without_place(self) -> list[dict[str, Any]]:
        """The facts without what depends on the file's layout."""
        return [{name: value for name, value in fact.items() if name not in ("row", "original")} for fact in self.facts]


def take(folder: Path, content: str | bytes, name: str = "sessions.csv", **how: Any) -> Taken:
    """Import a file of this content into an empty store. However it ends, every row is accounted for."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return take_file(path, **how)


def take_file(path: Path, **how: Any) -> Taken:
    store = open_store(None)
    try:
        result = import_file(store, path, HANDBOOK, **how)
        with store.cursor() as cursor:
            found = cursor.execute(f"select * exclude (import_no) from {FACTS[result.kind]} order by row")
            names = [column[0] for column in found.description]
            facts = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    finally:
        store.close()
    with_problems = len({problem.row for problem in result.problems})
    assert result.rows == result.accepted + result.replaced + result.unchanged + with_problems
    assert len(facts) == result.accepted
    return Taken(result, facts)


def table(*rows: str, headings: str = HEADINGS) -> str:
    return "\n".join([headings, *rows]) + "\n"


def cells(rows: Iterable[Iterable[str]], delimiter: str = ",", ending: str = "\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return text.getvalue()


# --- delimiters, encodings, line ends -----------------------------------------------------------------------

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


def test_the_fast_and_the_patient_reader_say_the_same(tmp_path):
    """A byte order mark sends a file to the patient reader; without one DuckDB reads it."""
    lines = (SAMPLE / "sessions.csv").read_bytes().splitlines(keepends=True)[:400]
    fast, patient = take(tmp_path, b"".join(lines)), take(tmp_path, b"\xef\xbb\xbf" + b"".join(lines))
    assert len(fast.facts) == 399
    assert fast == patient


def test_padding_is_not_part_of_a_cell(tmp_path):
    padded = table(" 2025-03-03 , Ada\u00a0,one_to_one,\u200bvirtual, 60\t,  mia ,")
    (fact,) = take(tmp_path, padded).facts
    assert (fact["mentee"], fact["mentee_key"], fact["minutes"], fact["mentor"]) == ("Ada", "ada", 60, "mia")


# --- which line a row stands on ------------------------------------------------------------------------------

LINES = {
    "plain": (table(GOOD, GOOD + "x"), [2, 3]),
    "quoted commas": (table(GOOD + '"a, b"', GOOD + "x"), [2, 3]),
    "quoted line breaks": (table(GOOD + '"a\nb\r\nc"', GOOD + "x"), [2, 5]),
    "a line break in a heading": (table(GOOD, headings=HEADINGS + ',"two\nlines"'), [3]),
    "blank lines": (table("", GOOD, "", "", GOOD + "x", ""), [3, 6]),
    "lines of commas only": (table(",,,,,,", GOOD, "  ,,,,,,", GOOD + "x"), [3, 5]),
    "preamble": ("Sessions of 2025\nExported on,2025-06-01\n\n" + table(GOOD, GOOD + "x"), [5, 6]),
    "quoted preamble": ('"Sessions\nof 2025"\n' + table(GOOD), [4]),
    "no end of the last line": (table(GOOD, GOOD + "x").rstrip("\n"), [2, 3]),
    "a carriage return within": (table(GOOD + "x\r" + GOOD + "y", GOOD + "z"), [2, 3, 4]),
}


@pytest.mark.parametrize("case", LINES)
def test_row_numbers_are_the_lines_a_person_sees(tmp_path, case):
    content, lines = LINES[case]
    taken = take(tmp_path, content)
    assert taken.result.problems == []
    assert taken.column("row") == lines


def test_a_problem_names_the_line_too(tmp_path):
    content = "Preamble\n" + table(GOOD + '"two\nlines"', "", GOOD.replace("virtual", "by pigeon"))
    (problem,) = take(tmp_path, content).result.problems
    assert (problem.file, problem.row, problem.column) == ("sessions.csv", 6, "modality")


# --- headings --------------------------------------------------------------------------------------------------


def test_headings_in_other_order_and_spelling(tmp_path):
    content = table("60, Mia,virtual,,ADA,2025-03-03,one_to_one",
                    headings="MINUTES,Mentor,modality,Notes, Mentee ,Held On,ACTIVITY")  # fmt: skip
    assert take(tmp_path, content).without_place == [
        {**fact, "mentee": "ADA", "mentor": "Mia"} for fact in take(tmp_path, table(GOOD)).without_place
    ]


def test_extra_columns_are_kept_with_the_row(tmp_path):
    content = table(f"hall 3,{GOOD}sunny,  padded ", headings=f"room,{HEADINGS},sky")
    store = open_store(None)
    (tmp_path / "s.csv").write_text(content)
    result = import_file(store, tmp_path / "s.csv", HANDBOOK)
    with store.cursor() as cursor:
        headings, original = cursor.execute("select headings, original from import, session_fact").fetchone()
    store.close()
    assert result.accepted == 1
    kept = dict(zip(headings, original.split(SEPARATOR), strict=True))
    assert kept["room"] == "hall 3"
    assert kept["sky"].strip() == "padded"
    assert kept["notes"] == "sunny"
    assert kept["held_on"] == "2025-03-03"


def test_a_heading_twice_is_a_question(tmp_path):
    with pytest.raises(MappingError, match="“Minutes” stands twice"):
        take(tmp_path, table(GOOD + ",90", headings=HEADINGS + ",Minutes"))
    assert take(tmp_path, table(GOOD + ",a,b", headings=HEADINGS + ",extra,Extra")).result.accepted == 1


@pytest.mark.parametrize("missing", ["held_on", "mentee", "activity", "modality"])
def test_a_needed_column_is_missing(tmp_path, missing):
    without = ",".join("x" if name == missing else name for name in HEADINGS.split(","))
    with pytest.raises(MappingError) as caught:
        take(tmp_path, table(GOOD, headings=without), kind=Kind.SESSIONS)
    assert "“x”" in str(caught.value), "what was read"
    assert COLUMNS[Kind.SESSIONS][missing] in str(caught.value), "what was expected"
    assert f"--set {missing}=VALUE" in str(caught.value), "what to do"


def test_a_lacking_column_can_be_filled(tmp_path):
    """Also where the headings alone would look like another kind of export, as those of an attendance report do."""
    content = "held_on,mentee,mentor,minutes\n2025-03-03,ada,mia,60\n"
    (fact,) = take(tmp_path, content, fill={"activity": "1x1", "modality": "Zoom"}).facts
    assert (fact["activity"], fact["modality"]) == ("one_to_one", "virtual")


def test_what_fills_a_column_can_be_wrong_too(tmp_path):
    content = "held_on,mentee,mentor,minutes,activity\n2025-03-03,ada,mia,60,one_to_one\n"
    (problem,) = take(tmp_path, content, fill={"modality": "pigeon"}).result.problems
    assert (problem.column, problem.read) == ("modality", "pigeon")
    assert "“pigeon”" in problem.message
    for fill in ({"modality": ""}, {"minutes": "30"}, {"modalitty": "virtual"}):
        with pytest.raises(ArgumentError, match=f"--set {next(iter(fill))}"):
            take(tmp_path, content, fill=fill)


@pytest.mark.parametrize(("headings", "row", "kind"), [
    ("person,name", "P-1,Ada", Kind.PEOPLE),
    ("E-mail,Email,country", "x,ada@example.org,Spain", Kind.PEOPLE),
    ("mentor,contacted_on,summary", "P-1,2025-03-03,all is well", Kind.CONTACTS),
    (HEADINGS, GOOD, Kind.SESSIONS),
])  # fmt: skip
def test_the_headings_tell_the_kind(tmp_path, headings, row, kind):
    assert take(tmp_path, table(row, headings=headings)).result.kind is kind


# --- dates -----------------------------------------------------------------------------------------------------


def days(folder, *read, **how):
    """The days that a column of dates is read as; None where a row is a problem with its day."""
    taken = take(folder, table(*(f'"{each}",{GOOD.partition(",")[2]}' for each in read)), **how)
    assert {problem.column for problem in taken.result.problems} <= {"held_on"}
    found = {fact["row"]: fact["held_on"] for fact in taken.facts}
    return [found.get(row) for row in range(2, len(read) + 2)]


ONE_WAY = [
    "2025-03-04", "2025/03/04", "2025-3-4", "2025-03-04T09:30", "2025-03-04 09:30:00", "4 March 2025", "4. Mar 2025",
    "March 4, 2025", "Mar 4 2025", "4-Mar-2025", "March 4, 2025 11:00 am", "2025-03-04 11:00 am",
]  # fmt: skip


def test_dates_that_can_be_read_one_way(tmp_path):
    found = dict(zip(ONE_WAY, days(tmp_path, *ONE_WAY), strict=True))
    assert found == dict.fromkeys(ONE_WAY, date(2025, 3, 4))


@pytest.mark.parametrize(("read", "expected"), [
    (["03/04/2025", "25/04/2025"], [date(2025, 4, 3), date(2025, 4, 25)]),
    (["03/04/2025", "04/25/2025"], [date(2025, 3, 4), date(2025, 4, 25)]),
    (["3/4/2025", "24/9/2020", "12/1/2025"], [date(2025, 4, 3), date(2020, 9, 24), date(2025, 1, 12)]),
    (["3/4/2025", "9/24/2020", "12/1/2025"], [date(2025, 3, 4), date(2020, 9, 24), date(2025, 12, 1)]),
    (["3.4.2025", "24.9.2020"], [date(2025, 4, 3), date(2020, 9, 24)]),
    (["1-12-2025", "13-12-2025"], [date(2025, 12, 1), date(2025, 12, 13)]),
    (["09/24/2020 11:35:16 AM", "03/04/2025 01:00:00 PM"], [date(2020, 9, 24), date(2025, 3, 4)]),
    (["05/05/2025"], [date(2025, 5, 5)]),
    (["2025-12-25", "03/04/2025"], [date(2025, 12, 25), None]),
    (["03/04/2025", "04/05/2025"], [None, None]),
    # Two columns' worth of answers: neither order holds for all, so only what needs no order is read.
    (["03/04/2025", "25/04/2025", "04/25/2025"], [None, date(2025, 4, 25), date(2025, 4, 25)]),
])  # fmt: skip
def test_the_whole_column_decides_the_order(tmp_path, read, expected):
    assert days(tmp_path, *read) == expected


def test_an_open_order_is_a_problem_of_every_row(tmp_path):
    content = table(*(GOOD.replace("2025-03-03", each) for each in ("03/04/2025", "2025-03-03", "12/11/2024")))
    problems = take(tmp_path, content).result.problems
    assert [(each.row, each.column, each.read) for each in problems] == [
        (2, "held_on", "03/04/2025"), (4, "held_on", "12/11/2024"),
    ]  # fmt: skip
    assert all("--dates day-first or --dates month-first" in each.message for each in problems)


def test_saying_the_order_settles_it(tmp_path):
    read = ["03/04/2025", "12/11/2024"]
    assert days(tmp_path, *read, dates="day-first") == [date(2025, 4, 3), date(2024, 11, 12)]
    assert days(tmp_path, *read, dates="month-first") == [date(2025, 3, 4), date(2024, 12, 11)]
    assert days(tmp_path, "25/04/2025", dates="month-first") == [None], "what was said is not overruled"


def test_no_day_of_the_calendar(tmp_path):
    read = ["2025-02-29", "31/04/2025", "2025-13-01", "03/04/25", "soon", "45719", "2025", "0000-00-00", "2025-3"]
    assert dict(zip(read, days(tmp_path, *read), strict=True)) == dict.fromkeys(read)


# --- numbers and lengths of time ------------------------------------------------------------------------------


def minutes(folder, column, *read):
    """The minutes that a column of lengths is read as; the complaint's kind where there is one."""
    headings = f"held_on,mentee,activity,modality,mentor,{column}"
    taken = take(
        folder, table(*(f'2025-03-03,ada,one_to_one,virtual,mia,"{each}"' for each in read), headings=headings)
    )
    found = {fact["row"]: fact["minutes"] for fact in taken.facts}
    found |= {problem.row: problem.expected.split()[0] for problem in taken.result.problems}
    return [found[row] for row in range(2, len(read) + 2)]


@pytest.mark.parametrize(("read", "expected"), [
    (["1.5", "2"], [90, 120]),
    (["1,5", "2"], [90, 120]),
    (["1.5", "1,25"], [90, 75]),
    (["0.75", "0.750", ".5"], [45, 45, 30]),
    (["1,500", "0,5"], [90, 30]),
    (["1.500", "0.5"], [90, 30]),
    # 1.500 alone is one hour and a half, or fifteen hundred: nobody can say.
    (["1.500"], ["decimal"]),
    (["1,500", "2,5", "2.5"], ["decimal", 150, 150]),
    (["999", "1000"], [59940, "decimal"]),
])  # fmt: skip
def test_hours(tmp_path, read, expected):
    assert minutes(tmp_path, "hours", *read) == expected


DURATIONS = {
    "1:30": 90, "01:30": 90, "1:30:00": 90, "0:45": 45, "1:29:45": 90, "26:00": 1560,
    "1h 30m": 90, "1h30m": 90, "1 h 30 min": 90, "1 hour and 30 minutes": 90, "2 hrs, 5 mins": 125,
    "90 min": 90, "90m": 90, "90 minutes": 90, "90 MIN.": 90,
    "1.5 h": 90, "1,5 h": 90, "1.5h": 90, "1.5 hours": 90, "2 h": 120, ".5 h": 30,
}  # fmt: skip


def test_durations(tmp_path):
    found = dict(zip(DURATIONS, minutes(tmp_path, "duration", *DURATIONS), strict=True))
    assert found == DURATIONS


def test_no_durations(tmp_path):
    read = ["90", "1.5", "1,5", "1:75", "1 day", "-1:30", "h", "999999999 h", "0:00",
            "99999 min"]  # fmt: skip
    headings = "held_on,mentee,activity,modality,mentor,duration"
    rows = [f'2025-03-03,ada,one_to_one,virtual,mia,"{each}"' for each in read]
    problems = take(tmp_path, table(*rows, headings=headings)).result.problems
    assert [(each.column, each.read) for each in problems] == [("duration", each) for each in read]
    assert [each.message for each in problems[:3]] == [
        f"“{each}” could be minutes or hours. Write the unit, or name the column minutes or hours." for each in read[:3]
    ]


def lasting(folder, *spans, length=""):
    """Start and length of sessions of these starts and ends, with this in the column for minutes."""
    headings = "held_on,mentee,activity,modality,mentor,minutes,starts_at,ends_at"
    rows = [f'2025-03-03,ada,one_to_one,virtual,mia,{length},"{start}","{end}"' for start, end in spans]
    return [(fact["starts_at"], fact["minutes"]) for fact in take(folder, table(*rows, headings=headings)).facts]


CLOCKS = [
    ("14:30", "16:00", 870, 90),
    ("9:05", "10:05", 545, 60),
    ("11:00 am", "12:30 PM", 660, 90),
    ("12:15 am", "1:15 a.m.", 15, 60),
    ("2025-03-03T14:30", "2025-03-03T16:00", 870, 90),
    ("2025-03-03 14:30:59", "2025-03-03 16:00:10", 870, 90),
    ("2025-03-03 11:00 pm", "2025-03-04 12:30 am", 1380, 90),
    ("2025-03-03T14:30Z", "2025-03-03T16:00+00:00", 870, 90),
    ("March 3, 2025 11:00 am", "March 3, 2025 12:00 pm", 660, 60),
]


def test_the_clock_gives_the_length(tmp_path):
    assert lasting(tmp_path, *(span[:2] for span in CLOCKS)) == [span[2:] for span in CLOCKS]


def test_a_length_that_is_written_goes_before_the_clock(tmp_path):
    assert lasting(tmp_path, ("14:30", "16:00"), ("16:00", "14:30"), length="75") == [(870, 75), (960, 75)]


# --- every complaint there is -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bad:
    """A good row and one that is wrong (or two, together), with where the complaint points and what was read."""

    good: dict[str, str]
    wrong: dict[str, str]
    column: str | None
    read: str | None
    twice: bool = False


SESSION = {"held_on": "2025-03-03", "mentee": "ada", "activity": "one_to_one", "modality": "virtual", "mentor": "mia"}
PERSON = {"person": "P-1", "name": "Ada", "email": "ada@example.org"}
CONTACT = {"mentor": "mia", "contacted_on": "2025-03-03", "summary": "well"}


def session(column: str, read: str, beside: str | None = None, good: str = "", **more: str) -> Bad:
    """A session that is wrong in one column; `beside` names the column that gives its length."""
    length = {} if column in ("minutes", "hours", "duration", "ends_at") and beside is None else {"minutes": "60"}
    alone = {column: good or SESSION.get(column, "")}
    if not length and column != "minutes":
        length = {"minutes": "60"} if column not in ("hours", "duration", "ends_at") else {}
    usual = {**SESSION, **length, **alone}
    return Bad({**usual, **more, column: alone[column]}, {**usual, **more, column: read}, column, read or None)


def person(column: str, read: str, **more: str) -> Bad:
    good = {**PERSON, **dict.fromkeys(more, ""), column: PERSON.get(column, "")}
    return Bad(good, {**good, "person": "P-2", "email": "bea@example.org", **more, column: read}, column, read)


def contact(column: str, read: str) -> Bad:
    return Bad(CONTACT, {**CONTACT, column: read}, column, read or None)


BAD = {
    "too_many": Bad({**SESSION, "minutes": "60"}, {**SESSION, "minutes": "60", "": "more"}, None, None),
    "held_on.blank": session("held_on", ""),
    "held_on.order": session("held_on", "03/04/2025"),
    "held_on.unreadable": session("held_on", "2025-02-30"),
    "held_on.far": session("held_on", "1925-03-03"),
    "mentee.blank": session("mentee", ""),
    "activity.blank": session("activity", ""),
    "activity.unknown": session("activity", "seance"),
    "modality.blank": session("modality", ""),
    "modality.unknown": session("modality", "by pigeon"),
    "minutes.blank": session("minutes", "", good="60"),
    "minutes.unreadable": session("minutes", "90.5", good="60"),
    "minutes.zero": session("minutes", "0", good="60"),
    "minutes.disagree": session("minutes", "60", good="90", hours="1.5"),
    "hours.unreadable": session("hours", "an hour", good="1"),
    "hours.decimal": session("hours", "1.250", good="1"),
    "hours.zero": session("hours", "0", good="1"),
    "duration.bare": session("duration", "90", good="1:30"),
    "duration.unreadable": session("duration", "a while", good="1:30"),
    "duration.zero": session("duration", "0:00", good="1:30"),
    "starts_at.unreadable": session("starts_at", "noon", good="12:00"),
    "ends_at.unreadable": session("ends_at", "25:00", good="13:00", starts_at="12:00"),
    "ends_at.before": session("ends_at", "11:00", good="13:00", starts_at="12:00"),
    "ends_at.far": session("ends_at", "2026-03-03T13:00", good="2025-03-03T13:00", starts_at="2025-03-03T12:00"),
    "mentor.blank": session("mentor", ""),
    "days.unreadable": session("days", "0"),
    "attendees.unreadable": session("attendees", "some"),
    "status.unknown": session("status", "perhaps"),
    "endorsed.unknown": session("endorsed", "perhaps"),
    "reported_by.unknown": session("reported_by", "a neighbour"),
    "rating.unreadable": session("rating", "6"),
    "fee.unreadable": session("fee", "a lot"),
    "person.blank": Bad(PERSON, {**PERSON, "person": "", "email": ""}, "person", None),
    "person.twice": Bad({**PERSON, "person": "P-2", "email": ""}, {**PERSON, "email": ""}, "person", "P-1", twice=True),
    "email.unreadable": person("email", "at home"),
    "email.shared": Bad(PERSON, {**PERSON, "person": "P-2", "email": "b@x.org"}, "email", "b@x.org", twice=True),
    "registered_on.unreadable": person("registered_on", "03/04/2025"),
    "mentor_since.unreadable": person("mentor_since", "once"),
    "mentor_until.unreadable": person("mentor_until", "2025-06-31"),
    "mentor_until.before": person("mentor_until", "2019-01-01", mentor_since="2020-01-01"),
    "techniques_certified_on.unreadable": person("techniques_certified_on", "2025"),
    "diplomate_certified_on.unreadable": person("diplomate_certified_on", "13/13/2025"),
    "examiner.unknown": person("examiner", "perhaps"),
    "contacted_on.blank": contact("contacted_on", ""),
    "contacted_on.unreadable": contact("contacted_on", "last week"),
}


def catalogue() -> dict[str, dict[str, str]]:
    """The complaints as they stand in the file: code → expected, message."""
    said: dict[str, dict[str, str]] = {}
    for name, each in tomllib.loads(COMPLAINTS.read_text("utf-8")).items():
        said |= {name: each} if "expected" in each else {f"{name}.{kind}": words for kind, words in each.items()}
    return said


@pytest.mark.parametrize("code", catalogue())
def test_every_complaint(tmp_path, code):
    bad = BAD[code]
    wrong = [bad.wrong]
    if bad.twice:
        other = {"person.twice": {"name": "Another"}, "email.shared": {"person": "P-3"}}[code]
        wrong.append({**bad.wrong, **other})
    headings = [name for name in bad.good if name]
    taken = take(tmp_path, cells([headings, bad.good.values(), *(row.values() for row in wrong)]), "export.csv")
    words = catalogue()[code]
    assert taken.column("row") == [2], "the good row counts"
    assert [vars(problem) for problem in taken.result.problems] == [
        {
            "file": "export.csv", "row": row, "column": bad.column, "read": bad.read,
            "expected": words["expected"].format(activities=listed(HANDBOOK.activities, "or")),
            "message": words["message"].replace("{read}", bad.read or ""),
        }
        for row in range(3, 3 + len(wrong))
    ]  # fmt: skip


def test_a_contact_without_a_mentor(tmp_path):
    content = cells([CONTACT.keys(), CONTACT.values(), {**CONTACT, "mentor": ""}.values()])
    (problem,) = take(tmp_path, content).result.problems
    assert (problem.row, problem.column) == (3, "mentor")


def test_all_that_is_wrong_with_a_row_is_said(tmp_path):
    problems = take(tmp_path, table(",,flying,pigeon,-5,,", GOOD)).result.problems
    assert [(each.row, each.column) for each in problems] == [
        (2, "activity"), (2, "held_on"), (2, "mentee"), (2, "minutes"), (2, "modality"),
    ]  # fmt: skip


def test_what_never_happened_needs_no_length_and_no_mentor(tmp_path):
    headings = "held_on,mentee,activity,modality,minutes,mentor,status"
    rows = [f"2025-03-03,ada,one_to_one,virtual,{length},{mentor},{status}"
            for length in ("", "0") for mentor in ("", "mia") for status in ("cancelled", "no-show")]  # fmt: skip
    assert take(tmp_path, table(*rows, headings=headings)).result.accepted == 8


# --- workbooks ---------------------------------------------------------------------------------------------------

BOOK_HEADINGS = ["held_on", "mentee", "activity", "modality", "hours", "duration", "starts_at", "ends_at", "mentor",
                 "endorsed", "rating", "fee", "notes"]  # fmt: skip
MARCH_4 = datetime.fromisoformat("2025-03-04T00:00")
BOOK_ROWS: list[list[Any]] = [
    [date(2025, 3, 3), "ada", "one_to_one", "virtual", None, timedelta(minutes=90), time(14, 30), None, "mia",
     None, 5, 120.5, "first"],
    [MARCH_4 + timedelta(minutes=555), 1001, "One-on-one", "Zoom", 1.125, None,
     MARCH_4 + timedelta(minutes=555), MARCH_4 + timedelta(minutes=623), "mia", True, 4.0, 80, None],
    ["5 March 2025", "ben", "treatment", "in person", None, "1h 15m", time(8, 5), None, "noor", None, None, None, "x"],
    [date(2025, 12, 1), "ada", "small_group", "virtual", None, None, time(0, 0), time(1, 30), "mia",
     False, None, 0, None],
    [date(2025, 12, 2), "ada", "clinical_application", "virtual", None, timedelta(hours=30, minutes=30), None, None,
     None, True, None, None, "two days"],
]  # fmt: skip
AS_TEXT = [
    BOOK_HEADINGS,
    ["2025-03-03", "ada", "one_to_one", "virtual", "", "1:30", "14:30", "", "mia", "", "5", "120.50", "first"],
    ["2025-03-04", "1001", "one_to_one", "virtual", "1.125000", "", "9:15", "10:23", "mia", "yes", "4", "80", ""],
    ["2025-03-05", "ben", "treatment", "in_person", "", "75 min", "8:05", "", "noor", "", "", "", "x"],
    ["2025-12-01", "ada", "small_group", "virtual", "", "", "0:00", "1:30", "mia", "no", "", "0", ""],
    ["2025-12-02", "ada", "clinical_application", "virtual", "", "1830 min", "", "", "", "yes", "", "", "two days"],
]


def workbook(
    rows: list[list[Any]] = BOOK_ROWS, headings: list[str] = BOOK_HEADINGS, merged: Iterable[str] = ()
) -> bytes:
    """Title rows with merged cells above the table, blank rows within it, and other sheets before and after."""
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["How to fill in this form"])
    book.create_chartsheet("Chart")
    sheet = book.create_sheet("Sessions")
    sheet.append(["Tracking form", None, None, None])
    sheet.append(["Name:", "Ada", "", "Year:", 2025])
    sheet.append([])
    sheet.append(headings)
    for place, row in enumerate(rows):
        sheet.append(row)
        if place == 1:
            sheet.append([])
    for span in ("A1:D1", *merged):
        sheet.merge_cells(span)
    book.create_sheet("Empty")
    book.create_sheet("Lists").append(["activity", "modality"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def as_text(tmp_path_factory):
    taken = take(tmp_path_factory.mktemp("text"), cells(AS_TEXT))
    assert taken.result.accepted == len(BOOK_ROWS)
    assert taken.column("minutes") == [90, 68, 75, 90, 1830]
    assert taken.column("starts_at") == [870, 555, 485, 0, None]
    return taken.without_place


def test_a_workbook_says_what_its_csv_says(tmp_path, as_text):
    taken = take(tmp_path, workbook(), "form.xlsx")
    assert taken.result.problems == []
    assert taken.column("row") == [5, 6, 8, 9, 10], "rows as the workbook counts them"
    assert taken.without_place == as_text


@pytest.mark.parametrize("name", ["form.csv", "form.xls", "form.ods", "form"])
def test_a_workbook_under_another_name(tmp_path, as_text, name):
    assert take(tmp_path, workbook(), name).without_place == as_text


@pytest.fixture(scope="module")
def resaved(tmp_path_factory):
    """Has LibreOffice save the workbook again, in another format."""
    soffice = shutil.which("soffice")
    if not soffice:
        lacks("soffice")
    folder = tmp_path_factory.mktemp("office")
    original = folder / "form.xlsx"
    original.write_bytes(workbook())

    def save_as(form: str) -> Path:
        subprocess.run(
            [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form,
             "--outdir", folder / "saved", original],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        return folder / "saved" / f"form.{form}"

    return save_as


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_a_workbook_that_libreoffice_saved(resaved, as_text, form):
    taken = take_file(resaved(form))
    assert taken.result.problems == []
    assert taken.column("row") == [5, 6, 8, 9, 10]
    assert taken.without_place == as_text


def test_every_minute_of_the_day_is_read_as_itself(tmp_path):
    """Times are fractions of a day in a workbook: none may end up a minute early."""
    moments = [time(at // 60, at % 60) if at % 2 else MARCH_4 + timedelta(minutes=at) for at in range(1, 1440)]
    rows = [[date(2025, 3, 3), "ada", "one_to_one", "virtual", 1, None, moment, None, "mia"] for moment in moments]
    assert take(tmp_path, workbook(rows), "form.xlsx").column("starts_at") == list(range(1, 1440))


def test_a_problem_in_a_workbook(tmp_path):
    rows = [BOOK_ROWS[0], [*BOOK_ROWS[0][:4], None, 1.5, *BOOK_ROWS[0][6:]]]
    taken = take(tmp_path, workbook(rows), "form.xlsx")
    (problem,) = taken.result.problems
    assert (problem.file, problem.row, problem.column, problem.read) == ("form.xlsx", 6, "duration", "1.5")
    assert taken.result.accepted == 1


def test_a_merged_cell_speaks_for_its_first_row_only(tmp_path):
    """Whether the rows below are meant, too, is not for us to guess: they are problems."""
    taken = take(tmp_path, workbook([BOOK_ROWS[0], BOOK_ROWS[0]], merged=["B5:B6"]), "form.xlsx")
    assert [(each.row, each.column) for each in taken.result.problems] == [(6, "mentee")]
    assert taken.result.accepted == 1


# --- what is no export at all -------------------------------------------------------------------------------------


def with_a_broken_sheet() -> bytes:
    """A workbook whose archive is whole, but whose table is not."""
    source, target = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    with zipfile.ZipFile(target, "w") as saved:
        for name in source.namelist():
            content = source.read(name)
            saved.writestr(name, content[: len(content) // 2] if "worksheets/sheet" in name else content)
    return target.getvalue()


def locked_workbook() -> bytes:
    """An OLE container with the stream in which Excel keeps a workbook under a password."""
    free, end, table_of_sectors = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", table_of_sectors, end, *range(3, 10), end, *[free] * 118)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        length = len(raw) + 2 if raw else 0
        return raw.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, free, free, child) + bytes(36) \
            + struct.pack("<IQ", start, size)  # fmt: skip

    directory = entry("Root Entry", 5, 1, end, 0) + entry("EncryptedPackage", 2, free, 2, 4096) + bytes(256)
    return header + sectors + directory + bytes(range(256)) * 16


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8
NONSENSE = bytes((place * 197 + place // 7 * 31) % 255 + 1 for place in range(4000))
TRUNCATED = workbook()[:2500]

WRONG = {
    "empty": ("s.csv", b"", "the file is empty"),
    "blank lines": ("s.csv", b"\n \n\r\n\n", "no rows"),
    "only a byte order mark": ("s.csv", b"\xef\xbb\xbf", "no rows"),
    "only headings": ("s.csv", HEADINGS.encode(), "below the headings there are no rows"),
    "only headings, in a workbook": ("s.xlsx", workbook([]), "below the headings there are no rows"),
    "only rows": ("s.csv", GOOD.encode(), "expected a column"),
    "a PDF": ("s.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "this is a PDF"),
    "a picture": ("s.xlsx", PNG, "not a table of text"),
    "a workbook cut short": ("s.xlsx", TRUNCATED, "the file is damaged or breaks off"),
    "a workbook with a broken sheet": ("s.xlsx", with_a_broken_sheet(), "the workbook cannot be read"),
    "a workbook without cells": ("s.xlsx", workbook([], []), "expected a column"),
    "a workbook under a password": ("s.xlsx", locked_workbook(), "locked with a password"),
    "an archive of other things": ("s.xlsx", b"PK\x03\x04" + PNG, "the file is damaged or breaks off"),
    "an old workbook of nonsense": ("s.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + PNG, "the workbook cannot be read"),
    "nonsense": ("s.csv", NONSENSE, "expected a column"),
    "NUL bytes": ("s.csv", table(GOOD + "a\0b").encode(), "not a table of text"),
    "a quotation mark that is never closed": ("s.csv", table(GOOD + '"a', GOOD).encode(), "row 2: a quotation mark"),
    "a cell of 5 MB": ("s.csv", table(GOOD + "x" * 5_000_000).encode(), "row 2: a cell is longer"),
    "a quoted cell of 5 MB": (
        "s.csv",
        table(GOOD + '"' + "x,\n" * 1_700_000 + '"').encode(),
        "row 2: a cell is longer",
    ),
    "5,000 columns that mean nothing": ("s.csv", b"c," * 5000 + b"\n" + b"1," * 5000, "and 4988 more"),
    "a web page": ("s.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "expected a column"),
}


def refused(path: Path) -> MentorshipError:
    """The refusal of a file: one sentence or two on one line, which names the file; and the store is as it was."""
    store = open_store(None)
    try:
        with pytest.raises(MentorshipError) as caught:
            import_file(store, path, HANDBOOK)
        with store.cursor() as cursor:
            assert cursor.execute("select count(*) from import").fetchone() == (0,)
    finally:
        store.close()
    message = caught.value.message
    assert message.startswith(f"{path.name}")
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


@pytest.mark.parametrize("case", WRONG)
def test_wrong_files(tmp_path, case):
    name, content, said = WRONG[case]
    (tmp_path / name).write_bytes(content)
    assert said in refused(tmp_path / name).message


def test_files_that_are_not_there(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "nowhere.csv")
    (tmp_path / "around.csv").symlink_to(tmp_path / "around.csv")
    for name in ("missing.csv", "folder.csv", "link.csv", "around.csv"):
        error = refused(tmp_path / name)
        assert isinstance(error, FileError)
        assert "cannot be opened" in error.message


def test_columns_by_the_thousand_are_kept(tmp_path):
    headings = ",".join([HEADINGS, *(f"extra {place}" for place in range(5000))])
    taken = take(tmp_path, table(GOOD + ",y" * 5000, headings=headings))
    assert taken.result.accepted == 1
    assert taken.facts[0]["original"].count("y") == 5000


def test_any_byte_of_a_workbook_may_be_wrong(tmp_path):
    """Whatever a disk or a mail program did to a workbook: it is read, or refused in a sentence."""
    whole = workbook()
    for place in range(0, len(whole), len(whole) // 15):
        spoilt = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        try:
            take(tmp_path, spoilt, "form.xlsx")
        except MentorshipError as error:
            assert error.message.startswith("form.xlsx")


def test_midnight_in_a_workbook_is_a_time_among_times(tmp_path):
    """A moment at midnight arrives as a bare date. Where nothing in its column has a time it stays one."""
    evening = [MARCH_4 + timedelta(minutes=1380), "ada", "one_to_one", "virtual", None, None,
               MARCH_4 + timedelta(minutes=1380), MARCH_4 + timedelta(days=1), "mia"]  # fmt: skip
    early = [MARCH_4, "ada", "one_to_one", "virtual", None, None, MARCH_4, MARCH_4 + timedelta(minutes=45), "mia"]
    taken = take(tmp_path, workbook([evening, early]), "form.xlsx")
    assert taken.result.problems == []
    assert list(zip(taken.column("starts_at"), taken.column("minutes"), strict=True)) == [(1380, 60), (0, 45)]
    days_only = [*early[:5], timedelta(minutes=60), MARCH_4, None, "mia"]
    assert [each.column for each in take(tmp_path, workbook([days_only]), "form.xlsx").result.problems] == ["starts_at"]


def test_a_bare_date_in_text_is_never_midnight(tmp_path):
    content = "held_on,mentee,activity,modality,mentor,starts_at,ends_at\n" + "".join(
        f"2025-03-03,ada,one_to_one,virtual,mia,{start},{end}\n"
        for start, end in [("2025-03-03", "2025-03-03T01:00"), ("2025-03-03T09:00", "2025-03-03T10:00")]
    )
    assert [(each.row, each.column) for each in take(tmp_path, content).result.problems] == [(2, "starts_at")]


def test_a_table_that_starts_further_right_and_lower(tmp_path):
    book = openpyxl.Workbook()
    for down, row in enumerate([HEADINGS.split(","), GOOD.split(",")]):
        for right, cell in enumerate(row):
            book.active.cell(4 + down, 3 + right, cell)
    book.save(tmp_path / "form.xlsx")
    taken = take_file(tmp_path / "form.xlsx")
    assert (taken.column("row"), taken.column("mentor")) == ([5], ["mia"])


def test_a_person_by_id_and_again_by_e_mail_is_one_person(tmp_path):
    content = "person,email,name\nP-1,ada@example.org,Ada\n,ada@example.org,Ada\nP-2,,Bea\n,,\n"
    (tmp_path / "people.csv").write_text(content)
    store = open_store(None)
    result = import_file(store, tmp_path / "people.csv", HANDBOOK)
    with store.cursor() as cursor:
        people = cursor.execute("select person, email from person order by all").fetchall()
    store.close()
    assert result.problems == []
    assert people == [("P-1", "ada@example.org"), ("P-2", None)]


def test_rows_of_one_person_must_agree_however_they_name_it(tmp_path):
    content = "person,email,name\nP-1,ada@example.org,Ada\n,ada@example.org,Eda\n"
    problems = take(tmp_path, content).result.problems
    assert [(each.row, each.column) for each in problems] == [(2, "person"), (3, "person")]


# --- trying first --------------------------------------------------------------------------------------------------


def test_a_preview_keeps_nothing(tmp_path):
    (tmp_path / "s.csv").write_text(table(GOOD, GOOD.replace("60", "long"), GOOD + "x"))
    store = open_store(None)
    preview = preview_file(store, tmp_path / "s.csv", HANDBOOK)
    assert (preview.result.import_id, preview.result.rows, preview.result.accepted) == (None, 3, 2)
    assert [(row["row"], row["mentee"], row["minutes"]) for row in preview.rows] == [(2, "ada", 60), (4, "ada", 60)]
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from import").fetchone() == (0,)
        assert cursor.execute("select count(*) from session_fact").fetchone() == (0,)
    store.close()


# --- limits are settings ----------------------------------------------------------------------------------------

FOUR_ROWS = [dict.fromkeys(("held_on", "mentee", "activity", "modality"), f"{number}") for number in range(4)]


def four_as_csv():
    return "\n".join(",".join(row.values()) for row in [dict(zip(FOUR_ROWS[0], FOUR_ROWS[0], strict=True)), *FOUR_ROWS])


def four_as_xlsx():
    made = io.BytesIO()
    book = openpyxl.Workbook()
    for row in [list(FOUR_ROWS[0]), *(list(row.values()) for row in FOUR_ROWS)]:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def four_twice():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in ("a.csv", "b.csv"):
            packed.writestr(name, four_as_csv())
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "limits", "within", "said"),
    [
        ("s.csv", four_as_csv, {"rows": 3}, {"rows": 5}, "more than 3 are not taken"),
        ("s.csv", four_as_csv, {"columns": 3}, {"columns": 4}, "more than the 3 taken"),
        ("s.json", lambda: json.dumps(FOUR_ROWS), {"json_mb": 0}, {"json_mb": 1}, "more than the 0 MB"),
        ("s.xlsx", four_as_xlsx, {"cells": 19}, {"cells": 20}, "a sheet reaches over 5 rows and 4 columns"),
        ("s.zip", four_twice, {"files": 1}, {"files": 2}, "2 files, more than 1"),
    ],
)
def test_limits_are_settings(tmp_path, policy, name, make, limits, within, said):
    made, store = make(), open_store(None)
    (tmp_path / name).write_bytes(made if isinstance(made, bytes) else made.encode())
    with pytest.raises(FileError, match=said):
        import_file(store, tmp_path / name, policy, limits=Limits(**limits))
    assert import_file(store, tmp_path / name, policy, limits=Limits(**within)).rows >= 4
    store.close()


@pytest.mark.parametrize("kind", list(Kind))
def test_a_file_of_each_kind_can_be_looked_at_alone(tmp_path, kind):
    preview = preview_file(open_store(tmp_path / "new.duckdb"), SAMPLE / f"{kind}.csv", HANDBOOK)
    assert preview.result.kind is kind
    assert preview.rows


def test_what_is_filled_in_goes_to_the_sheets_that_lack_it(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["person", "name"])
    book.active.append(["P-1", "Ada"])
    log = book.create_sheet("Log")
    log.append(["held_on", "mentee", "modality", "minutes", "mentor"])
    log.append(["2025-03-03", "P-1", "virtual", 60, "m"])
    book.save(tmp_path / "all.xlsx")
    result = import_file(open_store(None), tmp_path / "all.xlsx", HANDBOOK, fill={"activity": "one_to_one"})
    assert (result.rows, result.accepted, result.problems) == (2, 2, [])
    with pytest.raises(ArgumentError, match="--set activty"):
        import_file(open_store(None), tmp_path / "all.xlsx", HANDBOOK, fill={"activty": "one_to_one"})
