"""People named by name only, and records that are one person: asked about, answered, taken back."""

import pytest
from playwright.sync_api import expect

from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from tests.browser.conftest import arrived, choose, settled
from tests.browser.test_bringing_in import finish, start
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser

PEOPLE = "person,name,email,mentor_since\nP-1,Ana Müller,ana@example.org,\nP-2,Bo Lee,,\nM-1,Grace Hill,,2010-01-01\n"
BY_NAME = (
    "held_on,mentee_name,activity,modality,minutes,mentor\n2025-04-01,Bo Lee,one_to_one,virtual,60,M-1\n"
    "2025-04-02,Anna Muller,one_to_one,virtual,90,M-1\n"
)
ELSEWHERE = (
    "held_on,mentee,mentee_name,activity,modality,minutes,mentor\n"
    "2025-04-03,ana@home.example,A. Mueller,one_to_one,virtual,60,M-1\n2025-04-04,P-1,,one_to_one,virtual,60,M-1\n"
)


def store_with(path, policy, **files):
    store = open_store(path)
    for name, text in files.items():
        file = path.parent / f"{name}.csv"
        file.write_text(text, "utf-8")
        import_file(store, file, policy)
    store.close()
    return path


def test_names_without_an_id_are_asked_about(page, tmp_path, policy):
    file = tmp_path / "by_name.csv"
    file.write_text(BY_NAME, "utf-8")
    with serving(store_with(tmp_path / "new.duckdb", policy, people=PEOPLE), as_of="2026-11-15") as address:
        start(page, address, file)
        page.get_by_role("button", name="Find the names in the people data").click()
        expect(page.get_by_text("2 rows of sessions: 1 new, 1 row with problems")).to_be_visible()
        choose(page, "Anna Muller, in 1 row", "Ana Müller (P-1): spelt almost alike")
        expect(page.get_by_text("2 rows of sessions: 2 new.")).to_be_visible()
        settled(page)
        page.get_by_role("button", name="Ask again").click()
        expect(page.get_by_text("1 row with problems")).to_be_visible()
        choose(page, "Anna Muller, in 1 row", "Ana Müller (P-1): spelt almost alike")
        expect(page.get_by_text("2 rows of sessions: 2 new.")).to_be_visible()
        finish(page)
        page.goto(f"{address}/my_progress?mentee=P-1")
        expect(page.locator("h4")).to_contain_text("22 h 30 to go")


def test_two_records_are_one_person_and_two_again(page, tmp_path, policy):
    stored = store_with(tmp_path / "new.duckdb", policy, people=PEOPLE, sessions=ELSEWHERE)
    with serving(stored, as_of="2026-11-15") as address:
        page.goto(f"{address}/who_is_who")
        expect(page.get_by_text("1 pair of records could be the same person.")).to_be_visible()
        choose_first_row(page)
        expect(page.get_by_text("are two people now. As one person:")).to_be_visible()
        page.get_by_role("button", name="Merge them").click()
        expect(page.get_by_text("Give a reason")).to_be_visible()
        page.get_by_role("textbox", name="Reason").fill("Asked her")
        page.get_by_role("button", name="Merge them").click()
        expect(page.get_by_text("1 record merged into another.")).to_be_visible()
        page.goto(f"{address}/my_progress?mentee=P-1")
        expect(page.locator("h4")).to_contain_text("22 h to go")
        page.goto(f"{address}/who_is_who")
        expect(page.get_by_text("1 record merged into another.")).to_be_visible()
        choose_first_row(page)
        page.get_by_role("textbox", name="Reason").fill("Somebody else after all")
        page.get_by_role("button", name="Split them").click()
        expect(page.get_by_text("No two records look like the same person.")).to_be_visible()


def choose_first_row(page):
    arrived(page)
    page.get_by_role("table").first.locator("tbody tr").first.click()
