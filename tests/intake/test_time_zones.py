"""Days and times that say their zone are converted to the programme's; nothing else is."""

import duckdb
import pytest
from pydantic import ValidationError

from mentorship.errors import MappingError
from mentorship.intake.importer import import_file
from mentorship.intake.profiles import profile_of
from mentorship.policy.loader import read_handbook
from mentorship.settings import Settings
from mentorship.store.connection import open_store
from tests.conftest import ROOT

HANDBOOK = read_handbook()


HEADINGS = "held_on,starts_at,ends_at,mentee,activity,modality,mentor"


BERLIN = "Europe/Berlin"


FORM = """
label = "our form"
kind = "sessions"
detect = [["wann"], ["bis"]]
time_zone = "UTC"
[columns]
held_on = ["Wann"]
starts_at = ["Wann"]
ends_at = ["Bis"]
mentee = ["Wer"]
[fill]
activity = "study_group"
modality = "virtual"
"""


def taken(folder, content, time_zone, name="s.csv", **how):
    """What an import stores of a file: day, minutes after midnight, length; row by row."""
    (folder / name).write_text(content, "utf-8")
    store = open_store(None)
    try:
        result = import_file(store, folder / name, HANDBOOK, time_zone=time_zone, profiles=folder, **how)
        assert result.problems == []
        with store.cursor() as cursor:
            found = cursor.execute("select held_on, starts_at, minutes from session_fact order by row").fetchall()
    finally:
        store.close()
    return [(str(day), start, minutes) for day, start, minutes in found]


def spans(folder, *rows, time_zone=BERLIN):
    return taken(folder, "\n".join([HEADINGS, *(f"{row},ada,one_to_one,virtual,mia" for row in rows)]), time_zone)


def test_an_evening_in_utc_is_the_next_day_in_berlin(tmp_path):
    row = "2025-03-03T23:30Z,2025-03-03T23:30Z,2025-03-04T00:15Z"
    assert spans(tmp_path, row) == [("2025-03-04", 30, 45)]
    assert spans(tmp_path, row, time_zone="America/New_York") == [("2025-03-03", 18 * 60 + 30, 45)]
    assert spans(tmp_path, row, time_zone=None) == [("2025-03-03", 23 * 60 + 30, 45)], "nothing moves unasked"


def test_one_minute_decides_the_day_at_midnight(tmp_path):
    rows = ["2025-01-31T22:59+00:00,2025-01-31T22:59+00:00,2025-01-31T23:59+00:00",
            "2025-01-31 23:00:00+00,2025-01-31 23:00:00+00,2025-02-01 00:00:00+00"]  # fmt: skip
    assert spans(tmp_path, *rows) == [("2025-01-31", 1439, 60), ("2025-02-01", 0, 60)]


@pytest.mark.parametrize(("row", "expected"), [
    # In Berlin clocks went from 02:00 to 03:00 on 30 March, and from 03:00 back to 02:00 on 26 October 2025.
    ("2025-03-30T00:30Z,2025-03-30T00:30Z,2025-03-30T01:30Z", ("2025-03-30", 90, 60)),
    ("2025-10-26T00:30Z,2025-10-26T00:30Z,2025-10-26T01:30Z", ("2025-10-26", 150, 60)),
    ("2025-03-29T23:30+01:00,2025-03-29T23:30+01:00,2025-03-30T03:30+02:00", ("2025-03-29", 1410, 180)),
])  # fmt: skip
def test_a_session_is_as_long_as_it_was_when_clocks_change(tmp_path, row, expected):
    assert spans(tmp_path, row) == [expected]


def test_a_day_without_a_time_is_never_moved(tmp_path):
    assert spans(tmp_path, "2025-03-03,23:30,23:45") == [("2025-03-03", 1410, 15)]
    form = FORM.replace('starts_at = ["Wann"]\nends_at', "event")
    (tmp_path / "our_form.toml").write_text(form, "utf-8")
    content = "Wann;Bis;Wer\n2025-07-01;x;ada\n2025-07-01 23:30;y;ada\n"
    days = [row[0] for row in taken(tmp_path, content, "America/New_York", fill={"hours": "1"})]
    assert days == ["2025-07-01", "2025-07-01"]
    days = [row[0] for row in taken(tmp_path, content, BERLIN, fill={"hours": "1"})]
    assert days == ["2025-07-01", "2025-07-02"], "only the one with a time"


def test_the_day_goes_with_the_start_that_stands_beside_it(tmp_path):
    assert spans(tmp_path, "2025-03-03,2025-03-03T23:30Z,2025-03-04T00:30Z") == [("2025-03-04", 30, 60)]


def test_a_profile_says_in_which_zone_its_export_is_written(tmp_path):
    (tmp_path / "our_form.toml").write_text(FORM, "utf-8")
    content = "Wann;Bis;Wer\n2025-07-01 22:30;2025-07-01 23:45;ada\n"
    assert taken(tmp_path, content, BERLIN) == [("2025-07-02", 30, 75)]
    assert taken(tmp_path, content, "UTC") == [("2025-07-01", 1350, 75)]
    assert taken(tmp_path, content, None) == [("2025-07-01", 1350, 75)]


def test_a_meeting_over_midnight_is_of_the_day_it_began_in_the_programme(tmp_path):
    ours = (ROOT / "mentorship/intake/profiles/attendance.toml").read_text("utf-8")
    (tmp_path / "attendance.toml").write_text('time_zone = "America/Los_Angeles"\n' + ours, "utf-8")
    content = (
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        "Ada,ada@example.org,03/29/2025 03:50:00 PM,03/29/2025 06:10:00 PM,140,No\n"
    )
    given = {"activity": "small_group", "mentor": "mia"}
    assert taken(tmp_path, content, BERLIN, fill=given) == [("2025-03-29", 23 * 60 + 50, 140)], "2 h 20 by any clock"
    assert taken(tmp_path, content, None, fill=given) == [("2025-03-29", 15 * 60 + 50, 140)]


def test_moments_in_parquet_say_their_zone(tmp_path):
    rows = "select timestamptz '2025-03-03 23:30:00+00' as held_on, 'ada' as mentee, 'study_group' as activity"
    duckdb.execute(f"copy ({rows}, 'virtual' as modality, 60 as minutes) to '{tmp_path}/s.parquet' (format parquet)")
    store = open_store(None)
    assert import_file(store, tmp_path / "s.parquet", HANDBOOK, time_zone=BERLIN).accepted == 1
    with store.cursor() as cursor:
        [(held_on,)] = cursor.execute("select held_on from session_fact").fetchall()
        assert str(held_on) == "2025-03-04"
    store.close()


def test_a_zone_that_there_is_not_is_a_sentence(monkeypatch):
    with pytest.raises(
        MappingError, match=r"our_form\.toml, time_zone: expected a time zone such as UTC .* read 'CET2'"
    ):
        profile_of("our_form", FORM.replace("UTC", "CET2"))
    monkeypatch.setenv("MENTORSHIP_TIME_ZONE", "Berlin")
    with pytest.raises(ValidationError, match="expected a time zone such as UTC or Europe/Berlin, read 'Berlin'"):
        Settings()
