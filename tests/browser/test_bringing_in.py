"""Somebody who has never seen the program brings in exports as they come."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, choose, settled
from tests.conftest import ROOT
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser

EXPORTS = ROOT / "tests" / "exports"


def start(page, address, file):
    page.set_viewport_size({"width": 1280, "height": 2400})  # a list that is open shuts when the page scrolls
    page.goto(f"{address}/session_exports")
    expect(page.get_by_role("heading", name="What data do we have?")).to_be_visible()
    page.locator("input[type=file]").set_input_files(file)


def finish(page):
    settled(page)
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
        expect(page.get_by_text("it does not say the kind of session")).to_be_visible()
        choose(page, "The file does not say the kind of session", "Small group")
        expect(page.get_by_text("3 rows of sessions: 2 new, 1 row with problems")).to_be_visible()
        page.get_by_text("Save this for next time").click()
        page.get_by_role("textbox", name="Name of this kind of export").fill("our_meetings")
        page.get_by_role("button", name="Save as a profile").click()
        expect(page.get_by_text("Saved as our_meetings.toml", exact=False)).to_be_visible()
        assert (tmp_path / "profiles" / "our_meetings.toml").exists()
        finish(page)


def test_unknown_words_are_given_a_meaning(page, tmp_path):
    file = tmp_path / "s.csv"
    file.write_text("held_on,mentee,activity,modality,minutes,mentor\n2025-03-03,ada,Plauderei,virtual,60,m\n", "utf-8")
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15", profiles=str(tmp_path / "profiles")) as address:
        start(page, address, file)
        expect(page.get_by_text("1 row with problems")).to_be_visible()
        choose(page, "Plauderei", "1x1 mentorship")
        expect(page.get_by_text("1 row of sessions: 1 new.")).to_be_visible()
        finish(page)


def test_what_words_resemble_takes_one_yes(page, tmp_path):
    file = tmp_path / "s.csv"
    rows = [
        f"2025-03-0{day},ada,{what},virtual,60,m\n"
        for day, what in enumerate(("1x1 mentoring sesion", "smal group", "Plauderei"), 1)
    ]
    file.write_text("held_on,mentee,activity,modality,minutes,mentor\n" + "".join(rows), "utf-8")
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15", profiles=str(tmp_path / "profiles")) as address:
        start(page, address, file)
        expect(page.get_by_text("Perhaps “1x1 mentoring sesion” is 1x1 mentorship; “smal group” is")).to_be_visible()
        expect(page.get_by_text("--word")).to_have_count(0)  # an option of the command line
        page.get_by_role("button", name="Yes, use these").click()
        expect(page.get_by_text("3 rows of sessions: 2 new, 1 row with problems")).to_be_visible()
        choose(page, "Plauderei", "Study group")
        expect(page.get_by_text("3 rows of sessions: 3 new.")).to_be_visible()
        finish(page)


def test_letters_that_could_be_read_in_several_ways_are_asked_about(page, tmp_path):
    file = tmp_path / "s.csv"
    headings = "held_on,mentee,mentee_name,activity,modality,minutes,mentor"
    file.write_text(f"{headings}\n2025-03-03,ada,Zięba,one_to_one,virtual,60,m\n", "cp1250")
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15") as address:
        start(page, address, file)
        expect(page.get_by_text("it is unclear how its letters are encoded")).to_be_visible()
        page.get_by_text("Zięba (cp1250)").click()
        expect(page.get_by_text("1 row of sessions: 1 new.")).to_be_visible()
        finish(page)
        page.goto(f"{address}/my_progress?mentee=ada")
        expect(page.get_by_text("Zięba").first).to_be_visible()


def test_a_heading_is_set_by_hand(page, tmp_path):
    file = tmp_path / "s.csv"
    file.write_text(
        "Xyz;Abc;activity;modality;minutes;mentor;rating\n2025-03-03;ada;1x1;virtual;60;m;sehr gut\n", "utf-8"
    )
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15", profiles=str(tmp_path / "profiles")) as address:
        start(page, address, file)
        choose(page, "The file holds", "sessions")
        expect(page.get_by_text("it does not say the day it was held")).to_be_visible()
        choose(page, "Column for Xyz", "Day:")
        expect(page.get_by_text("it does not say the mentee's id or e-mail")).to_be_visible()
        choose(page, "Column for Abc", "Day:")
        expect(page.get_by_text("“Xyz” and “Abc” are both set to “Day”")).to_be_visible()
        expect(page.get_by_role("button", name="Import 1 file")).not_to_be_visible()
        choose(page, "Column for Abc", "Mentee: ")
        expect(page.get_by_text("1 row of sessions: 1 new.")).to_be_visible()
        expect(page.get_by_text("sehr gut").first).to_be_visible()
        finish(page)


def test_a_sheet_that_lacks_something_is_named_before_it_is_left_out(page, tmp_path):
    book = Workbook()
    book.active.title = "Members"
    book.active.append(["person", "name"])
    book.active.append(["P-1", "Ada"])
    log = book.create_sheet("Log")
    log.append(["held_on", "mentee", "modality", "minutes", "mentor"])
    log.append(["2025-03-03", "P-1", "virtual", 60, "m"])
    book.save(tmp_path / "all.xlsx")
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15") as address:
        start(page, address, tmp_path / "all.xlsx")
        expect(page.get_by_text("“Log” would be left out, because it does not say the kind of session")).to_be_visible()
        choose(page, "The file does not say the kind of session", "1x1 mentorship")
        expect(page.get_by_text("2 rows of people and sessions: 2 new.")).to_be_visible()
        expect(page.get_by_text("would be left out")).to_have_count(0)


def test_a_saved_kind_of_export_is_changed_renamed_and_deleted(page, tmp_path):
    folder = tmp_path / "profiles"
    folder.mkdir()
    form = 'label = "form"\nkind = "sessions"\n\n[columns]\nheld_on = ["Tag"]\n'
    (folder / "our_form.toml").write_text(form, "utf-8")
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15", profiles=str(folder)) as address:
        page.goto(f"{address}/session_exports")
        page.get_by_text("Kinds of exports that you saved").click()
        expect(page.get_by_text("held_on is “Tag”.")).to_be_visible()
        says = page.get_by_role("textbox", name="What it says, as TOML")
        says.fill(form.replace("held_on", "hold_on"))
        page.get_by_role("button", name="Save the changes").click()
        expect(page.get_by_text("did you mean 'held_on'")).to_be_visible()
        assert (folder / "our_form.toml").read_text("utf-8") == form, "what cannot be read is not kept"
        says.fill(form.replace("Tag", "Datum"))
        page.get_by_role("button", name="Save the changes").click()
        expect(page.get_by_text("our_form has been changed")).to_be_visible()
        assert "Datum" in (folder / "our_form.toml").read_text("utf-8")
        page.get_by_role("textbox", name="New name").fill("the_form")
        page.get_by_role("button", name="Rename").click()
        expect(page.get_by_text("our_form is now called the_form")).to_be_visible()
        settled(page)
        expect(page.get_by_text("Delete this kind of export")).to_have_count(1)
        page.get_by_text("Delete this kind of export").click()
        page.get_by_role("button", name="Delete the_form").click()
        expect(page.get_by_text("the_form is deleted")).to_be_visible()
        assert list(folder.iterdir()) == []


def test_what_is_asked_can_be_answered_on_a_phone_and_by_a_screen_reader(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15", profiles=str(tmp_path / "profiles")) as address:
        page.goto(f"{address}/session_exports")
        page.locator("input[type=file]").set_input_files(EXPORTS / "attendance_report.csv")
        expect(page.get_by_role("combobox", name="The file does not say the kind of session")).to_be_visible()
        page.get_by_text("Kinds of exports that you saved").click()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
        assert [(each["id"], node["html"][:200]) for each in found for node in each["nodes"]] == []
    context.close()
