"""From a number to the row of a file, what an import changed, and rows that go out to be mended and come back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import arrived, choose, row_of, settled
from tests.browser.test_in_the_browser import upload
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser

HEADINGS = "session_id,held_on,mentee,mentee_name,activity,modality,minutes,mentor,notes\n"


def test_an_import_says_what_it_changed_and_its_problems_are_settled(page, tmp_path):
    first = HEADINGS + "S1,2025-03-03,ada,Ada,one_to_one,virtual,60,m,=1+1\n"
    second = HEADINGS + "S1,2025-03-03,ada,Ada,one_to_one,virtual,45,m,\nS2,soon,ada,Ada,one_to_one,virtual,60,m,=2+2\n"
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15") as address:
        upload(page, address, "first.csv", first)
        upload(page, address, "second.csv", second)
        page.goto(f"{address}/session_exports")
        arrived(page)
        choose(page, "What did an import change?", "2: second.csv")
        expect(page.get_by_text("0 new, 1 replacing an older version, 0 unchanged")).to_be_visible()
        changed = page.get_by_role("table", name="Each column that differs from the version before")
        expect(changed).to_be_visible()
        settled(page)
        with page.expect_download() as caught:
            page.get_by_role("link", name="CSV", exact=True).last.click()
        heads, *rows = caught.value.path().read_text("utf-8-sig").splitlines()
        assert heads.startswith("Change,Row,Person,Column,Before,After,")
        assert [row.split(",")[3:6] for row in rows] == [["Minutes", "60", "45"], ["Notes", "'=1+1", ""]]
        expect(page.get_by_text("second.csv: 1 row could not be imported")).to_be_visible()
        with page.expect_download() as caught:
            page.get_by_role("link", name="Rows to fix (CSV)").click()
        mend = caught.value.path().read_text("utf-8-sig")
        assert "'=2+2" in mend
        upload(page, address, "mended.csv", mend.replace("soon", "2025-03-04"))
        expect(page.locator("h4")).to_contain_text("Every row was imported")
        expect(page.get_by_text("could not be imported")).to_have_count(0)
        page.goto(f"{address}/my_progress?mentee=ada")
        expect(page.locator("h4")).to_contain_text("22 h 15 to go")


def test_from_a_mentors_number_to_the_row_of_a_file(page, sample_copy):
    with serving(sample_copy) as address:
        page.goto(f"{address}/mentor_activity?period=All+years")
        arrived(page)
        row_of(page, 1, re.compile("Mentors by name")).click()
        sessions = page.get_by_role("table", name="Sessions this mentor led, the newest first")
        expect(sessions).to_be_visible()
        with page.expect_download() as caught:
            page.get_by_role("link", name="CSV").first.click()
        heads, first, *_ = caught.value.path().read_text("utf-8-sig").splitlines()
        assert heads.startswith("Day,Mentee,What,Recorded (h),Credited (h),Why,") and heads.endswith(",File,Row")
        assert re.search(r",sessions\.csv,\d+$", first)
        page.goto(f"{address}/mentee_progress")
        arrived(page)
        row_of(page, 1, re.compile("Mentees by name")).click()
        page.get_by_role("link", name="Full record").click()
        expect(page.get_by_role("heading", name="Where does this mentee stand?")).to_be_visible()


def test_the_original_text_is_for_the_ombudsman(page, sample_copy):
    with serving(sample_copy) as address:
        for role, sees in (("ombudsman", True), ("mentee", False)):
            page.goto(f"{address}/my_progress?view_as={role}&person=P-1051&mentee=P-1051")
            arrived(page)
            row_of(page, 1, re.compile("")).click()
            expect(page.get_by_text("From row", exact=False).first).to_be_visible()
            settled(page)
            for title in ("What the file says, word for word", "What the people data say, and where"):
                expect(page.get_by_text(title)).to_have_count(int(sees))
