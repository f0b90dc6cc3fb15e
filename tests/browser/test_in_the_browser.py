"""What only a browser shows: an upload that changes somebody's progress, links, text from exports, downloads."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import arrived, row_of, settled
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser

HEADINGS = "held_on,mentee,mentee_name,activity,modality,minutes,mentor\n"
FIRST = HEADINGS + "2025-03-03,ada@example.org,Ada,one_to_one,virtual,90,m-1\n"
MORE = (
    FIRST
    + "2025-04-03,ada@example.org,Ada,one_to_one,virtual,60,m-1\n2025-04-04,ada@example.org,Ada,yoga,virtual,60,m-1\n"
)
HOSTILE = [
    "<img src=x onerror=\"document.title='taken'\">", "**Bold** _and_ [a link](http://example.org)",
    ":material/home: :red[x] :smile: $x^2$", "www.example.org", "=HYPERLINK(\"http://example.org\")",
]  # fmt: skip


def upload(page, address, name, text):
    page.goto(f"{address}/session_exports")
    expect(page.get_by_role("heading", name="What data do we have?")).to_be_visible()
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "text/csv", "buffer": text.encode()}])
    expect(page.get_by_role("button", name="Import 1 file")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_test_id("stAlertContentSuccess")).to_be_visible()


def test_an_upload_changes_a_mentees_progress(page, tmp_path):
    with serving(tmp_path / "new.duckdb", as_of="2026-11-15") as address:
        upload(page, address, "march.csv", FIRST)
        page.goto(f"{address}/my_progress?mentee=ada@example.org")
        expect(page.locator("h4")).to_contain_text("Ada has 22 h 30 to go")
        upload(page, address, "april.csv", MORE)
        expect(page.get_by_text("1 row could not be imported", exact=False).first).to_be_visible()
        page.goto(f"{address}/my_progress?mentee=ada@example.org")
        expect(page.locator("h4")).to_contain_text("Ada has 21 h 30 to go")
        page.goto(f"{address}/session_exports")
        arrived(page)
        row_of(page, 1, "Every import in force, the newest first, with its counts").click()
        page.get_by_role("button", name="Undo this import").click()
        expect(page.get_by_test_id("stAlertContentSuccess")).to_be_visible()
        page.goto(f"{address}/my_progress?mentee=ada@example.org")
        expect(page.locator("h4")).to_contain_text("Ada has 22 h 30 to go")


def test_names_from_exports_stay_text(page, tmp_path):
    rows = "".join(
        '2025-03-0{n},m{n}@example.org,"{name}",one_to_one,virtual,60,m-1\n'.format(n=n, name=name.replace('"', '""'))
        for n, name in enumerate(HOSTILE, 1)
    )
    with serving(tmp_path / "hostile.duckdb", as_of="2026-11-15") as address:
        upload(page, address, "hostile.csv", "held_on,mentee,mentee_name,activity,modality,minutes,mentor\n" + rows)
        for number, name in enumerate(HOSTILE, 1):
            page.goto(f"{address}/my_progress?mentee=m{number}@example.org")
            answer = page.locator("h4")
            expect(answer).to_contain_text("has 23 h to go")
            seen = answer.inner_text().replace("\u2060", "")
            assert seen.startswith(f"{name} has 23 h to go"), seen
            assert answer.locator("a, img, strong, em, code, .katex, [data-testid=stIconMaterial]").count() == 0
            assert page.title() != "taken"


def test_a_deep_link_keeps_what_was_chosen(page, sample_copy):
    with serving(sample_copy) as address:
        page.goto(f"{address}/my_progress?mentee=P-1051&pace=Two+a+week")
        expect(page.locator("h4")).to_contain_text("22 h to go")
        expect(page.get_by_text("At two a week", exact=False)).to_be_visible()
        assert "mentee=P-1051" in page.url
        page.goto(f"{address}/overview?view_as=leadership")
        expect(page.locator("h4")).to_contain_text("people registered")
        expect(page.get_by_role("link", name="My progress")).to_have_count(0)


def test_of_namesakes_the_id_decides(page, tmp_path):
    """Whatever is clicked afterwards, the page stays with the one who was opened."""
    rows = "".join(f"2025-03-0{n},p-{n},Ana Diaz,one_to_one,virtual,{30 * n},m-1\n" for n in range(1, 6))
    with serving(tmp_path / "namesakes.duckdb", as_of="2026-11-15") as address:
        upload(page, address, "namesakes.csv", HEADINGS + rows)
        page.goto(f"{address}/my_progress")
        arrived(page)
        page.get_by_role("searchbox").fill("ana")
        row_of(page, 3, "People who match").click()
        expect(page.locator("h4")).to_contain_text("Ana Diaz has 22 h 30 to go")
        assert "mentee=p-3" in page.url
        settled(page)
        page.get_by_text("Two a week").click()
        settled(page)
        expect(page.locator("h4")).to_contain_text("Ana Diaz has 22 h 30 to go")


def test_downloads_have_the_rows_and_no_formula(page, tmp_path):
    text = "held_on,mentee,mentee_name,activity,modality,minutes,mentor\n2025-03-03,a,=1+1,one_to_one,virtual,90,m-1\n"
    with serving(tmp_path / "formula.duckdb", as_of="2026-11-15") as address:
        upload(page, address, "formula.csv", text)
        page.goto(f"{address}/mentee_progress")
        expect(page.locator("h4")).to_be_visible()
        with page.expect_download() as caught:
            page.get_by_role("link", name="CSV").first.click()
        lines = caught.value.path().read_text("utf-8-sig").splitlines()
        assert lines[0].startswith("Mentee,")
        assert lines[1].startswith("'=1+1,")


def test_the_sample_is_marked_and_shows_the_way(page, sample_copy):
    with serving(sample_copy) as address:
        page.goto(address)
        expect(page.get_by_text("Sample data")).to_be_visible()
        page.get_by_role("link", name="Use your own").click()
        expect(page.get_by_role("heading", name="What data do we have?")).to_be_visible()
        settled(page)
        page.get_by_role("button", name=re.compile("^(Remove|Undo) the sample")).click()
        expect(page.locator("h4")).to_contain_text("Nothing")
        expect(page.get_by_text("Sample data")).to_have_count(0)
