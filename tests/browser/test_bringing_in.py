"""Somebody who has never seen the program brings in exports as they come."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

EXPORTS = ROOT / "tests" / "exports"


def start(page, address, file):
    page.goto(f"{address}/session_exports")
    expect(page.get_by_role("heading", name="What data do we have?")).to_be_visible()
    page.locator("input[type=file]").set_input_files(file)


def finish(page):
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_test_id("stAlertContentSuccess").first).to_contain_text("new")


def test_german_headings_and_decimal_commas_need_one_click(page, tmp_path):
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15", profiles=str(tmp_path / "profiles")) as address:
        start(page, address, EXPORTS / "formular_antworten.csv")
        expect(page.get_by_text("2 rows of sessions: 2 new.")).to_be_visible()
        finish(page)
        page.goto(f"{address}/my_progress?mentee=ada@example.org")
        expect(page.locator("h4")).to_contain_text("22 h 30 to go")


def test_an_attendance_report_asks_for_the_activity_and_is_kept_for_next_time(page, tmp_path):
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15", profiles=str(tmp_path / "profiles")) as address:
        start(page, address, EXPORTS / "attendance_report.csv")
        expect(page.get_by_text("does not say activity").first).to_be_visible()
        page.get_by_role("combobox", name="The file does not say the kind of session").click()
        page.get_by_role("option", name="Small group").click()
        expect(page.get_by_text("3 rows of sessions: 2 new, 1 row with problems")).to_be_visible()
        page.get_by_text("Keep this for next time").click()
        page.get_by_role("textbox", name="Name of this kind of export").fill("our_meetings")
        page.get_by_role("button", name="Save as a profile").click()
        expect(page.get_by_text("Saved as our_meetings.toml", exact=False)).to_be_visible()
        assert (tmp_path / "profiles" / "our_meetings.toml").exists()
        finish(page)


def test_unknown_words_are_given_a_meaning(page, tmp_path):
    file = tmp_path / "s.csv"
    file.write_text("held_on,mentee,activity,modality,minutes,mentor\n2025-03-03,ada,Einzel,virtual,60,m\n", "utf-8")
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15", profiles=str(tmp_path / "profiles")) as address:
        start(page, address, file)
        expect(page.get_by_text("1 row with problems")).to_be_visible()
        page.get_by_role("combobox", name="Einzel").click()
        page.get_by_role("option", name="1x1 mentorship").click()
        expect(page.get_by_text("1 row of sessions: 1 new.")).to_be_visible()
        finish(page)
