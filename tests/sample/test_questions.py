"""Every planted story that gives reason to ask is asked about, and nobody else in the sample is."""

import csv
from collections import defaultdict

import pytest

from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.oversight.measures import measured
from mentorship.oversight.signals.current import gaps, signals
from mentorship.oversight.signals.definitions import CODES
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.conftest import SAMPLE
from tests.support.asking import request_to


@pytest.fixture(scope="module")
def asked(policy):
    """Signal → its questions, of the whole sample with the appointments of another source."""
    store = open_store(None)
    for name in ("people", "sessions", "contacts", "appointments"):
        assert import_file(store, SAMPLE / f"{name}.csv", policy).problems == []
    refresh(store, policy, EXPORTED_ON)
    found: defaultdict[str, list[object]] = defaultdict(list)
    with request_to(store, policy, EXPORTED_ON) as request:
        for each in signals(request):
            found[each.signal].append(each)
        assert gaps(request) == []
        for measure in measured(request):
            assert measure.found is not None
            found["flags"] += [each for each in measure.found.mentors if each.is_flagged]
    store.close()
    return found


@pytest.fixture(scope="module")
def called():
    """Name → id."""
    with (SAMPLE / "people.csv").open(encoding="utf-8", newline="") as opened:
        return {row["name"]: row["person"] for row in csv.DictReader(opened)}


def rows_of(each):
    """The rows of the files that a question is about, as they stand there."""
    lines = {}
    for name in ("sessions.csv", "appointments.csv"):
        with (SAMPLE / name).open(encoding="utf-8", newline="") as opened:
            lines[name] = dict(enumerate(csv.DictReader(opened), 2))
    return [lines[session.file][session.row] for session in each.sessions]


#: Signal → (mentor, mentee, day or none, minutes at stake, sessions) of the one question it asks.
EXPECTED = {
    "no_contact": ("Rosalind Okafor", None, None, 0, 9),
    "overlap_mentee": (None, "Saoirse Keane", "2024-06-11", 135, 2),
    "size_against_kind": ("Hanneke Drost", None, "2024-10-07", 240, 2),
    "long_day": ("Konrad Weyland", None, "2024-05-18", 660, 6),
    "standing": ("Edwina Marsh", "Callum Prior", None, 120, 2),
    "claimed_only": ("Ines Valcourt", "Lucien Marchetti", "2025-05-26", 60, 1),
    "confirmed_only": ("Ines Valcourt", "Lucien Marchetti", "2025-07-07", 60, 1),
    "course_not_attended": ("Paloma Iriarte", "Gonzalo Beltrán", "2025-05-14", 60, 1),
    "examiner_of_own_mentee": ("Theodora Quist", "Jarrah Winslow", None, 360, 6),
    "sudden_change": ("Marguerite Sloane", None, None, 0, 12),
    "possible_duplicate": ("Ludovic Amsel", "Flurina Caduff", "2025-07-29", 130, 2),
}


@pytest.mark.parametrize("signal", EXPECTED)
def test_the_planted_story_is_asked_about_and_nobody_else(asked, called, signal):
    (each,) = asked[signal]
    mentor, mentee, day, at_stake, sessions = EXPECTED[signal]
    assert (each.mentor, each.mentee) == (mentor and called[mentor], mentee and called[mentee])
    assert (each.minutes_at_stake, len(each.sessions)) == (at_stake, sessions)
    if day:
        assert {row["held_on"] for row in rows_of(each)} == {day}


EVENINGS = ["2022-03-07", "2022-04-04", "2022-05-02", "2022-05-30"]


def test_a_group_booked_as_1x1_is_asked_about_evening_by_evening(asked, called):
    found = asked["group_as_one_to_one"]
    assert [(each.mentor, each.since.isoformat()) for each in found] == [
        (called["Gideon Falk"], day) for day in EVENINGS
    ]
    assert all(each.minutes_at_stake == 600 for each in found)
    for each in found:
        names = {row["mentee_name"] for row in rows_of(each)}
        assert names == {"Sanne Bakker", "Lotte Smit", "Daan Mulder", "Eva Hoekstra", "Thijs Postma"}


def test_the_same_evenings_overlap_and_so_do_two_sessions_of_a_double_booking(asked, called):
    days = {(each.mentor, each.since.isoformat()) for each in asked["overlap_mentor"]}
    expected = {(called["Gideon Falk"], day) for day in EVENINGS} | {(called["Beatrix Holloway"], "2024-04-15")}
    assert days == expected
    (double,) = [each for each in asked["overlap_mentor"] if each.mentor == called["Beatrix Holloway"]]
    assert sorted(row["starts_at"] for row in rows_of(double)) == ["10:00", "10:30"]


def test_every_signal_has_a_story_and_no_measure_flags_anybody(asked):
    assert {signal for signal in CODES if asked[signal]} == set(CODES)
    assert asked["flags"] == []
