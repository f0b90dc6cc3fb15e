"""Days, numbers and lengths of time: read in the one way that is possible, or a problem."""

from datetime import date

import pytest

from tests.support.importing import GOOD, HEADINGS, table, take


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
    assert days(tmp_path, "25/04/2025", dates="month-first") == [None], "what is given is not overruled"


def test_no_day_of_the_calendar(tmp_path):
    read = ["2025-02-29", "31/04/2025", "2025-13-01", "03/04/99", "soon", "99719", "2025", "0000-00-00", "2025-3"]
    assert dict(zip(read, days(tmp_path, *read), strict=True)) == dict.fromkeys(read)


def minutes(folder, column, *read):
    """The minutes that a column of lengths is read as; the first word of what was expected where there is a problem."""
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
    (["999", "1000"], ["hours", "decimal"]),
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
    ("23:30", "00:30", 1410, 60),
    ("18:00", "6:00", 1080, 720),
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


def test_what_never_happened_needs_no_length_and_no_mentor(tmp_path):
    headings = "held_on,mentee,activity,modality,minutes,mentor,status"
    rows = [f"2025-03-03,ada,one_to_one,virtual,{length},{mentor},{status}"
            for length in ("", "0") for mentor in ("", "mia") for status in ("cancelled", "no-show")]  # fmt: skip
    assert take(tmp_path, table(*rows, headings=headings)).result.accepted == 8


def test_past_midnight_is_asked_about_and_other_ends_before_the_start_are_problems(tmp_path):
    headings = "held_on,mentee,activity,modality,mentor,starts_at,ends_at"
    spans = [("23:30", "00:30"), ("17:59", "00:30"), ("23:30", "6:01"), ("10:00", "9:00")]
    rows = [f"2025-03-03,ada,one_to_one,virtual,mia,{start},{end}" for start, end in spans]
    result = take(tmp_path, table(*rows, headings=headings)).result
    assert [(each.row, each.read) for each in result.questions] == [(2, "00:30")]
    assert [each.row for each in result.problems] == [3, 4, 5]


def test_a_bare_date_in_text_is_never_midnight(tmp_path):
    content = "held_on,mentee,activity,modality,mentor,starts_at,ends_at\n" + "".join(
        f"2025-03-03,ada,one_to_one,virtual,mia,{start},{end}\n"
        for start, end in [("2025-03-03", "2025-03-03T01:00"), ("2025-03-03T09:00", "2025-03-03T10:00")]
    )
    assert [(each.row, each.column) for each in take(tmp_path, content).result.problems] == [(2, "starts_at")]


# --- yes and no ---------------------------------------------------------------------------------------------------

YES = [
    "yes",
    "Y",
    "TRUE",
    "t",
    "1",
    "x",
    "Ja",
    "Sí",
    "si",
    "oui",
    "Yes, by video",
    "Yes (Zoom)",
    "Ja, online",
    "y, zoom",
]
NO = ["no", "N", "False", "f", "0", "Nein", "non", "No.", "No, in the practice", "No - we met", "Nein (vor Ort)"]
NEITHER = ["perhaps", "not sure", "No idea", "yes or no", "Yes / No", "n/a", "none", "No sé", "2"]


def as_endorsed(folder, *read):
    taken = take(folder, table(*(f'{GOOD}"{each}"' for each in read), headings=HEADINGS.replace("notes", "endorsed")))
    return _answers(taken, "endorsed", {True: True, False: False}, read)


def as_was_it_virtual(folder, *read):
    headings = "held_on,mentee,activity,minutes,mentor,Was it virtual?"
    taken = take(folder, table(*(f'2025-03-03,ada,one_to_one,60,mia,"{each}"' for each in read), headings=headings))
    return _answers(taken, "modality", {"virtual": True, "in_person": False}, read)


def as_examiner(folder, *read):
    content = table(*(f'P-{place},"{each}"' for place, each in enumerate(read)), headings="person,examiner")
    return _answers(take(folder, content), "examiner", {True: True, False: False}, read)


def _answers(taken, column, meanings, read):
    """What each row answers; None for a problem, which names what was read."""
    assert all(
        (each.column, each.read) == (column, read[each.row - 2])
        for each in [*taken.result.problems, *taken.result.questions]
    )
    found = {fact["row"]: meanings.get(fact[column]) for fact in taken.facts}
    return [found.get(row) for row in range(2, len(read) + 2)]


@pytest.mark.parametrize("column", [as_endorsed, as_was_it_virtual, as_examiner])
def test_yes_and_no_are_read_the_same_wherever_they_stand(tmp_path, column):
    assert dict(zip(YES, column(tmp_path, *YES), strict=True)) == dict.fromkeys(YES, True)
    assert dict(zip(NO, column(tmp_path, *NO), strict=True)) == dict.fromkeys(NO, False)
    assert dict(zip(NEITHER, column(tmp_path, *NEITHER), strict=True)) == dict.fromkeys(NEITHER)


def test_a_word_for_the_modality_answers_whether_it_was_virtual(tmp_path):
    assert as_was_it_virtual(tmp_path, "Zoom", "vor Ort") == [True, False]


def test_a_no_show_is_one_whatever_the_status_says(tmp_path):
    """A yes, or a word for it; anything else leaves the status alone."""
    profile = (
        'label = "x"\nkind = "sessions"\ndetect = [["gone"]]\n[columns]\nheld_on = ["held_on"]\nmentee = ["mentee"]\n'
        'activity = ["activity"]\nmodality = ["modality"]\nstatus = ["status"]\nno_show = ["gone"]\n'
    )
    (tmp_path / "ours.toml").write_text(profile, "utf-8")
    read = [("Yes", "completed"), ("No-Show", ""), ("t", ""), ("No", ""), ("", "cancelled"), ("Paid", "")]
    rows = [f"2025-03-03,a{place},study_group,virtual,{status},{gone}" for place, (gone, status) in enumerate(read)]
    content = table(*rows, headings="held_on,mentee,activity,modality,status,gone")
    taken = take(tmp_path, content, profiles=tmp_path, profile="ours", fill={"minutes": "60"})
    assert taken.column("status") == ["no_show", "no_show", "no_show", "completed", "cancelled", "completed"]
