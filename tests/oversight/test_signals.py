"""Signals case by case: the day, the minute and the person at which a question begins, and what it says."""

from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers.request import Request, data_status
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.intake.importer import import_file
from mentorship.oversight.refresh import refresh_signals
from mentorship.oversight.signals.current import gaps, signals
from mentorship.oversight.signals.definitions import CODES, definition
from mentorship.store.connection import open_store
from tests.support.asking import request_to
from tests.support.stores import undo

pytestmark = pytest.mark.slow

AS_OF = date(2025, 6, 30)
COLUMNS = ("held_on", "starts_at", "mentee", "mentor", "activity", "minutes", "attendees", "reported_by",
           "topic_course", "status")  # fmt: skip
PEOPLE = "person,mentor_since,mentor_until,examiner,courses,techniques_certified_on\nmia,2015-01-01,,yes,,2010-01-01\n"


def row(held_on="2025-03-03", **said):
    return {"held_on": held_on, "mentee": "ada", "mentor": "mia", "activity": "one_to_one", "minutes": 60, **said}


@pytest.fixture
def ask(tmp_path, policy):
    """Questions about rows, in one file or several; further people and contacts as CSV."""
    stores = []

    def asked(*files, people="", contacts=None, only=None, as_of=AS_OF):
        store = open_store(None)
        stores.append(store)
        for number, rows in enumerate(files):
            lines = [",".join((*COLUMNS, "modality"))]
            lines += [",".join([*(str(each.get(name, "")) for name in COLUMNS), "virtual"]) for each in rows]
            (tmp_path / f"{number}.csv").write_text("\n".join(lines) + "\n", "utf-8")
        (tmp_path / "people.csv").write_text(PEOPLE + people, "utf-8")
        if contacts is not None:
            (tmp_path / "contacts.csv").write_text("mentor,contacted_on\n" + contacts, "utf-8")
        names = [f"{number}.csv" for number in range(len(files))] + (["contacts.csv"] if contacts is not None else [])
        for name in ("people.csv", *names):
            assert import_file(store, tmp_path / name, policy).problems == []
        refresh(store, policy, as_of)
        with request_to(store, policy, as_of) as request:
            return [each for each in signals(request) if only in (None, each.signal)]

    yield asked
    for store in stores:
        store.close()


def rows_of(found):
    return [[session.row for session in each.sessions] for each in found]


# --- times ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("second", "overlaps"), [("10:59", True), ("11:00", False), ("", False)])
def test_sessions_overlap_until_the_minute_the_first_one_ends(ask, second, overlaps):
    found = ask([row(starts_at="10:00"), row(starts_at=second, mentee="ben")], only="overlap_mentor")
    assert rows_of(found) == ([[2, 3]] if overlaps else [])
    same = ask([row(starts_at="10:00"), row(starts_at=second, mentor="max")], only="overlap_mentee")
    assert rows_of(same) == ([[2, 3]] if overlaps else [])


def test_a_session_past_midnight_meets_the_next_day(ask):
    found = ask([row("2025-03-03", starts_at="23:30", minutes=90), row("2025-03-04", starts_at="00:30", mentee="ben")])
    assert [each.signal for each in found] == ["overlap_mentor"]
    assert found[0].since == date(2025, 3, 3)


@pytest.mark.parametrize(("later", "is_one"), [("18:15", True), ("18:16", False)])
def test_people_who_come_a_quarter_of_an_hour_late_are_of_the_same_group(ask, later, is_one):
    group = {"activity": "small_group", "minutes": 120}
    found = ask([row(starts_at="18:00", **group), row(starts_at=later, mentee="ben", **group)], only="overlap_mentor")
    assert rows_of(found) == ([] if is_one else [[2, 3]])


def test_two_kinds_of_group_at_one_time_are_not_one_group(ask):
    rows = [
        row(starts_at="18:00", activity="small_group"),
        row(starts_at="18:00", mentee="ben", activity="large_group"),
    ]
    assert rows_of(ask(rows, only="overlap_mentor")) == [[2, 3]]


def test_what_was_cancelled_or_is_planned_or_told_twice_overlaps_with_nothing(ask):
    rows = [row(starts_at="10:00"), row(starts_at="10:30", status="cancelled", mentee="ben"),
            row(starts_at="10:00", reported_by="mentor"), row("2025-07-01", starts_at="10:00"),
            row("2025-07-01", starts_at="10:30", mentee="ben")]  # fmt: skip
    assert ask(rows) == []


@pytest.mark.parametrize(("lengths", "is_long"), [((300, 300), False), ((300, 301), True)])
def test_a_day_is_long_above_ten_hours(ask, lengths, is_long):
    rows = [row(starts_at=at, minutes=minutes) for at, minutes in zip(("07:00", "13:00"), lengths, strict=True)]
    found = ask(rows, only="long_day")
    assert rows_of(found) == ([[2, 3]] if is_long else [])
    assert not is_long or found[0].question == "10 h 01 led on 3 Mar 2025: is that right?"


def test_a_group_is_led_once_however_many_come_and_two_at_a_time_are_no_longer_day(ask):
    group = [row(mentee=name, activity="large_group", minutes=240) for name in "abc"]
    one_hour = [row(mentee=name, starts_at="10:00", minutes=360) for name in "ab"]
    assert ask(group + one_hour, only="long_day") == []
    assert rows_of(ask([*group, row(minutes=361, starts_at="10:00")], only="long_day")) == [[2, 3, 4, 5]]


# --- groups --------------------------------------------------------------------------------------------------------


def test_1x1_of_two_mentees_at_one_time_are_asked_about_and_of_one_are_not(ask):
    rows = [row(starts_at="19:30", mentee=name) for name in ("ada", "ben", "cy")]
    (found,) = ask(rows, only="group_as_one_to_one")
    assert (found.mentor, found.mentee, found.minutes_at_stake, found.theme) == ("mia", None, 180, "booking")
    assert found.question == "3 mentees have 1x1 with this mentor on 3 Mar 2025 at 19:30: was it a group?"
    apart = [row(starts_at="19:30"), row("2025-03-04", starts_at="19:30", mentee="ben"),
             row(starts_at="19:30", mentee="ben", mentor="max")]  # fmt: skip
    assert ask(apart, only="group_as_one_to_one") == []


def test_two_ids_of_one_mentee_are_no_group(ask):
    people = "ada,,,,,\n"
    rows = [row(starts_at="19:30", mentee="ada"), row(starts_at="19:30", mentee="ADA", minutes=60)]
    assert ask(rows, people=people, only="group_as_one_to_one") == []


@pytest.mark.parametrize(("activity", "size", "is_odd"), [
    ("one_to_one", 1, False), ("one_to_one", 2, True), ("small_group", 1, True), ("small_group", 2, False),
    ("small_group", 8, False), ("small_group", 9, True), ("large_group", 8, True), ("large_group", 9, False),
    ("study_group", 40, False),
])  # fmt: skip
def test_a_head_count_fits_its_kind(ask, activity, size, is_odd):
    found = ask([row(activity=activity, attendees=size, minutes=90)], only="size_against_kind")
    assert bool(found) == is_odd
    if activity == "small_group" and size == 9:
        assert found[0].question == (
            "9 people took part in a small group on 3 Mar 2025: is it recorded as the right kind?"
        )


# --- certification, courses, examiners -----------------------------------------------------------------------------


def test_standing_is_one_question_for_each_who_is_known_not_to_have_it(ask):
    people = "max,2016-01-01,2024-12-31,no,,\nnoor,,,,,\n"
    rows = [row("2024-12-31", mentor="max"), row("2025-01-01", mentor="max"),
            row("2025-01-02", mentor="max", mentee="ben"), row(mentor="stranger"),
            row(mentor="noor", activity="small_group")]  # fmt: skip
    found = ask(rows, people=people, only="standing")
    assert [(each.mentor, each.mentee, each.minutes_at_stake) for each in found] == [
        ("max", None, 120),
        ("noor", "ada", 60),
    ]
    assert rows_of(found) == [[3, 4], [6]]
    assert found[0].question.startswith("2 sessions from 1 Jan 2025 to 2 Jan 2025, led without a certification")
    assert found[1].question.startswith("1 session on 3 Mar 2025, led")


def test_a_course_is_asked_about_only_where_we_know_which_were_attended(ask):
    people = "ada,,,,cst i;CST II,\nben,,,,,\n"
    rows = [row("2025-03-01", topic_course="CST I"), row("2025-03-02", topic_course=" cst ii ")]
    rows += [row(topic_course="CSIR", mentee=name) for name in ("ada", "ben", "cy")]
    (found,) = ask(rows, people=people, only="course_not_attended")
    assert (rows_of([found]), found.mentee) == ([[4]], "ada")
    assert "on “CSIR”, a course that, according to our data, the mentee has not attended" in found.question


@pytest.mark.parametrize(("held_on", "is_asked"), [
    ("2024-02-28", False), ("2024-02-29", True), ("2025-02-28", True), ("2025-03-01", False),
])  # fmt: skip
def test_an_examiner_is_asked_about_the_year_before_a_certification(ask, held_on, is_asked):
    found = ask([row(held_on)], people="ada,,,,,2025-02-28\n", only="examiner_of_own_mentee")
    assert bool(found) == is_asked


def test_a_certification_to_come_is_none_yet_and_a_mentor_who_does_not_examine_is_not_asked(ask):
    assert ask([row()], people="ada,,,,,2025-07-01\n", only="examiner_of_own_mentee") == []
    people = "ada,,,,,2025-04-01\nmax,2015-01-01,,no,,\n"
    assert ask([row(mentor="max")], people=people, only="examiner_of_own_mentee") == []


# --- two sides, two sources ----------------------------------------------------------------------------------------


def test_a_report_is_confirmed_within_a_day_and_half_an_hour(ask):
    sure = [row("2025-01-01", reported_by="mentee"), row("2025-01-01", reported_by="mentor")]
    for day, minutes, is_confirmed in (("2025-03-04", 90, True), ("2025-03-02", 30, True), ("2025-03-05", 60, False),
                                       ("2025-03-03", 91, False)):  # fmt: skip
        rows = [*sure, row(reported_by="mentee"), row(day, minutes=minutes, reported_by="mentor")]
        found = {each.signal: rows_of([each]) for each in ask(rows) if each.signal.endswith("_only")}
        assert found == ({} if is_confirmed else {"claimed_only": [[4]], "confirmed_only": [[5]]})


def test_where_one_side_alone_reports_nothing_is_missing(ask):
    rows = [row(reported_by="mentee"), row("2025-03-10", reported_by="organiser"), row("2025-03-17")]
    assert ask(rows) == []
    other = [row(mentor="max", reported_by="mentor", mentee="ben")]
    assert ask(rows + other) == [], "of each mentor both kinds are needed"


def test_a_missed_session_of_the_mentor_does_not_confirm_what_the_mentee_reports(ask):
    rows = [row("2025-01-01", reported_by="mentee"), row("2025-01-01", reported_by="mentor"),
            row(reported_by="mentee"), row(reported_by="mentor", status="no_show")]  # fmt: skip
    assert [each.signal for each in ask(rows)] == ["claimed_only"]


@pytest.mark.parametrize(("minutes", "is_asked"), [(75, True), (76, False), (60, False)])
def test_nearly_the_same_from_another_file_is_asked_about(ask, minutes, is_asked):
    found = ask([row()], [row(minutes=minutes)], only="possible_duplicate")
    assert bool(found) == is_asked, "what is the same in all counts once and needs no question"
    if is_asked:
        assert [(session.file, session.row) for session in found[0].sessions] == [("0.csv", 2), ("1.csv", 2)]
        assert found[0].minutes_at_stake == 135
    assert ask([row(), row(minutes=70)], only="possible_duplicate") == [], "one file knows its own sessions"


# --- contacts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("contact", "is_asked"), [("2024-06-30", True), ("2024-07-01", False), ("2025-07-01", True)])
def test_a_contact_counts_for_three_hundred_and_sixty_five_days(ask, contact, is_asked):
    found = ask([row()], contacts=f"mia,{contact}\n", only="no_contact")
    assert bool(found) == is_asked


def test_a_mentor_is_asked_about_who_led_a_session_within_the_year_and_is_certified(ask):
    people = "max,2015-01-01,2025-06-29,no,,\nnew,2025-07-01,,no,,\n"
    rows = [row("2024-06-30"), row(mentor="max"), row(mentor="new"), row(mentor="stranger")]
    assert ask(rows, people=people, contacts="somebody,2025-01-01\n", only="no_contact") == []
    assert ask([row()]) == [], "without any contact of anybody the data are missing"
    (found,) = ask([row("2024-07-01")], contacts="somebody,2025-01-01\n", only="no_contact")
    assert (found.mentor, found.since, found.minutes_at_stake, len(found.sessions)) == ("mia", date(2015, 1, 1), 0, 1)
    assert found.question.startswith("No contact is on record, and there were 1 session")


# --- what is kept, what is missing, who may ask ----------------------------------------------------------------------


def test_kept_signals_give_way_when_the_data_change(tmp_path, policy):
    lines = "held_on,starts_at,mentee,mentor,activity,modality,minutes\n"
    (tmp_path / "a.csv").write_text(lines + "2025-03-03,10:00,ada,mia,one_to_one,virtual,60\n", "utf-8")
    (tmp_path / "b.csv").write_text(lines + "2025-03-03,10:00,ben,mia,one_to_one,virtual,60\n", "utf-8")
    store = open_store(None)

    def codes():
        with request_to(store, policy, AS_OF) as request:
            return [each.signal for each in signals(request)]

    import_file(store, tmp_path / "a.csv", policy)
    refresh(store, policy, AS_OF)
    assert refresh_signals(store, policy, AS_OF)
    assert codes() == []
    import_file(store, tmp_path / "b.csv", policy)
    refresh(store, policy, AS_OF)
    assert codes() == ["overlap_mentor", "group_as_one_to_one"], "found anew, though nobody kept them"
    assert refresh_signals(store, policy, AS_OF)
    assert codes() == ["overlap_mentor", "group_as_one_to_one"]
    undo(store, "2")
    refresh(store, policy, AS_OF)
    assert codes() == []
    store.close()


def test_a_column_that_is_missing_is_said_once_for_each_signal(tmp_path, policy):
    (tmp_path / "a.csv").write_text("held_on,mentee,mentor,activity,modality,minutes\n"
                                    "2025-03-03,ada,mia,one_to_one,virtual,60\n", "utf-8")  # fmt: skip
    store = open_store(None)
    import_file(store, tmp_path / "a.csv", policy)
    refresh(store, policy, AS_OF)
    with request_to(store, policy, AS_OF) as request:
        said = gaps(request)
    store.close()
    assert said[0] == "No contact for a year: not in your data: contacts with mentors."
    assert "A group booked as 1x1: not in your data: column `starts_at`." in said
    assert len(said) == len(set(said)) == 11


def test_every_signal_says_what_it_asks_and_when_exactly():
    for signal in CODES:
        asks = definition(signal)
        assert asks.question.endswith("?")
        condition = asks.condition_on(AS_OF)
        assert condition.endswith(".") and "{" not in condition
        for parameter in asks.parameters.root.values():
            assert all(len(each.because) > 20 for each in parameter.root)


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTEE, Role.MENTOR])
def test_signals_are_for_the_ombudsman(sample_store, policy, role):
    with sample_store.cursor() as cursor:
        request = Request(Viewer(role, "P-1054"), cursor, policy, AS_OF, data_status(cursor))
        for question in (signals, gaps):
            with pytest.raises(AccessError, match="only for the ombudsman"):
                question(request)
