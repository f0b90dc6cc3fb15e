"""Attendance reports: several rows of one person become one session, and times are parsed like everybody else's."""

import pytest

from mentorship.intake.importer import import_file
from tests.conftest import ROOT
from tests.support.importing import HANDBOOK, take
from tests.support.stores import asked, rows

pytestmark = pytest.mark.slow

EXPORTS = ROOT / "tests" / "exports"
REPORT = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
GIVEN = {"activity": "small_group", "mentor": "mia"}


def gathered(folder, *lines, headings=REPORT, **options):
    """The sessions that an import makes of a report: row, mentee, day, start, minutes, head-count; and its problems."""
    options = {"fill": GIVEN} | options
    taken = take(folder, "\n".join([headings, *lines]) + "\n", "report.csv", **options)
    names = ("row", "mentee", "held_on", "starts_at", "minutes", "attendees")
    facts = [tuple(str(fact[name]) if name == "held_on" else fact[name] for name in names) for fact in taken.facts]
    return facts, [(each.row, each.column, each.read) for each in taken.result.problems]


def stay(who, begin, end, minutes="", mail=True):
    return f"{who},{f'{who.lower()}@x.org' if mail else ''},09/24/2020 {begin},09/24/2020 {end},{minutes},No"


def test_re_joins_add_up_and_overlaps_count_once(store, policy):
    import_file(store, EXPORTS / "attendance_report.csv", policy, fill={"activity": "small_group"})
    with store.cursor() as cursor:
        (minutes, original) = cursor.execute(
            "select minutes, original from session_fact where mentee like 'ada%'"
        ).fetchone()
    assert minutes == 75 + 10
    assert original.count("09/24/2020") == 6, "every row behind it is kept"


def test_the_host_is_the_mentor_and_no_mentee(store, policy):
    import_file(store, EXPORTS / "attendance_report.csv", policy, fill={"activity": "small_group"})
    assert {row[1] for row in rows(store)} == {"ada@example.org", "ben@example.org"}
    assert {row[3] for row in rows(store)} == {"grace@example.org"}


def test_seconds_count_and_half_minutes_are_rounded_to_even(tmp_path):
    """As long as it was, to the second: 4 min 20 and 1 min 10 are 5 and a half minutes."""
    lines = [stay("Ada", "11:00:50 AM", "11:05:10 AM"), stay("Ada", "11:10:00 AM", "11:11:10 AM")]
    assert gathered(tmp_path, *lines) == ([(2, "ada@x.org", "2020-09-24", 660, 6, 1)], [])
    assert gathered(tmp_path, stay("Ada", "11:00:00 AM", "11:00:30 AM"))[1] == [(2, "minutes", None)], (
        "half a minute is none"
    )


def test_overlaps_count_once_in_whatever_order_the_rows_come(tmp_path):
    lines = [
        stay("Ada", "11:50:00 AM", "12:10:00 PM"), stay("Ada", "11:00:00 AM", "11:30:00 AM"),
        stay("Ada", "11:10:00 AM", "11:20:00 AM"), stay("Ada", "11:20:00 AM", "11:40:00 AM"),
    ]  # fmt: skip
    assert gathered(tmp_path, *lines) == ([(2, "ada@x.org", "2020-09-24", 660, 60, 1)], [])


def test_people_without_an_e_mail_are_told_apart_by_name(tmp_path):
    stays = [("Ada", "11:00:00 AM", "11:30:00 AM"), ("ÁDA", "11:40:00 AM", "11:50:00 AM"),
             ("Ben", "11:00:00 AM", "11:30:00 AM")]  # fmt: skip
    lines = [stay(*each, mail=False) for each in stays]
    facts, problems = gathered(tmp_path, *lines, people={"Ada": "a@x.org", "Ben": "b@x.org"})
    assert [(fact[1], fact[4], fact[5]) for fact in facts] == [("a@x.org", 40, 2), ("b@x.org", 30, 2)]
    assert problems == []


def test_nobody_without_e_mail_and_name_is_taken_for_somebody_else(tmp_path):
    lines = [",,09/24/2020 11:00:00 AM,09/24/2020 11:30:00 AM,,No"] * 2
    facts, problems = gathered(tmp_path, *lines)
    assert (facts, problems) == ([], [(2, "mentee", None), (3, "mentee", None)])


def test_without_times_the_minutes_add_up(tmp_path):
    headings = "Name (original name),User Email,Total Duration (Minutes),Recording Consent"
    lines = ["Ada,ada@x.org,30,Y", "Ada,ADA@x.org,12,Y", "Ben,ben@x.org,soon,Y"]
    facts, problems = gathered(tmp_path, *lines, headings=headings, fill=GIVEN | {"held_on": "2025-03-03"})
    assert facts == [(2, "ada@x.org", "2025-03-03", None, 42, 2)]
    assert problems == [(4, "minutes", "soon")]


def test_a_time_that_cannot_be_read_is_a_problem_that_shows_it(tmp_path):
    line = "Ada,ada@x.org,yesterday,09/24/2020 11:30:00 AM,,No"
    facts, problems = gathered(tmp_path, line)
    assert (facts, problems) == ([], [(2, "held_on", "yesterday"), (2, "minutes", None), (2, "starts_at", "yesterday")])


def test_a_leave_before_the_join_does_not_count(tmp_path):
    lines = [stay("Ada", "11:30:00 AM", "11:00:00 AM", "30"), stay("Ada", "12:00:00 PM", "12:20:00 PM", "20")]
    assert gathered(tmp_path, *lines) == ([(2, "ada@x.org", "2020-09-24", 720, 20, 1)], [])


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("September 24, 2020 11:00 am", "September 24, 2020 12:30 pm"),
        ("24 Sep 2020 11:00", "24 Sep 2020 12:30"),
        ("24.9.2020 11:00", "24.9.2020 12:30"),
        ("2020-09-24 11:00 am", "2020-09-24 12:30 pm"),
        ("2020-09-24T11:00:00", "2020-09-24T12:30:00"),
        ("9/24/2020 11:00", "9/24/2020 12:30"),
    ],
)
def test_moments_are_read_as_in_every_other_file(tmp_path, begin, end):
    order = {"dates": "day-first"} if begin.startswith("24.") else {}
    report = gathered(tmp_path, f'Ada,ada@x.org,"{begin}","{end}",,No', **order)
    assert report == ([(2, "ada@x.org", "2020-09-24", 660, 90, 1)], [])
    plain = "held_on,mentee,activity,modality,mentor,starts_at,ends_at\n" + (
        f'"{begin}",ada@x.org,small_group,virtual,mia,"{begin}","{end}"\n'
    )
    (fact,) = take(tmp_path, plain, **order).facts
    assert (str(fact["held_on"]), fact["starts_at"], fact["minutes"]) == ("2020-09-24", 660, 90)


def test_the_host_is_left_out_under_the_name_that_the_report_gives(tmp_path):
    """Some reports give the host's name where others have an e-mail."""
    above = 'Meeting ID,Topic,Start Time,User Email\n8 1,Rhythm,09/24/2020 11:00:00 AM,"Hopper, Grace"\n\n'
    lines = [stay("Grace Hopper", "11:00:00 AM", "12:00:00 PM", mail=False), stay("Ada", "11:00:00 AM", "12:00:00 PM")]
    facts, _ = gathered(tmp_path, *lines, headings=f"{above}{REPORT}", fill={"activity": "small_group"})
    assert [fact[1] for fact in facts] == ["ada@x.org"]


def test_every_row_behind_a_session_is_kept(store, tmp_path):
    lines = [stay("Ada", "11:00:00 AM", "11:30:00 AM"), stay("Ada", "11:40:00 AM", "11:50:00 AM") + ",more"]
    (tmp_path / "r.csv").write_text("\n".join([REPORT, *lines]))
    import_file(store, tmp_path / "r.csv", HANDBOOK, fill=GIVEN)
    ((original,),) = asked(store, "select original from session_fact")[0]
    cells = original.split("\x1f")
    assert cells[0] == "Ada\nAda"
    assert cells[2] == "09/24/2020 11:00:00 AM\n09/24/2020 11:40:00 AM"
    assert cells[5] == "No\nNo more", "a cell beyond the headings is not lost"
