"""What a mentee comes for, on a phone, counted in taps."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE, arrived, settled
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser

MENTEE = "view_as=mentee&person="
FRESH, LAPSED = "P-1240", "P-1051"  # one with 1x1 alone; one with two sessions that did not count


class Phone:
    """A page of a phone, and how often it was tapped."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, where: Locator) -> None:
        settled(self.page)
        where.tap()
        self.taps += 1

    def chip(self, name: str) -> None:
        self.tap(self.page.get_by_role("radio", name=name, exact=True))


@pytest.fixture(scope="module")
def app(tmp_path_factory, sample_file) -> Iterator[str]:
    store = tmp_path_factory.mktemp("tasks") / "sample.duckdb"
    store.write_bytes(sample_file.read_bytes())
    with serving(store, as_of="2026-11-15") as address:
        yield address


@pytest.fixture
def phone(chromium) -> Iterator[Phone]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    yield Phone(context.new_page())
    context.close()


def test_which_hours_of_treatment_are_missing_and_when_they_would_be_done(app, phone):
    """No tap: the first sentence, the bar and the pace say it."""
    phone.page.goto(f"{app}/my_progress?{MENTEE}{FRESH}")
    arrived(phone.page)
    expect(phone.page.locator("h4")).to_contain_text("6 h of treatment")
    expect(phone.page.get_by_text("At one a week", exact=False)).to_contain_text("2027")
    assert phone.taps <= 2
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_three_1x1_and_a_study_group(app, phone):
    page = phone.page
    page.goto(f"{app}/credit_what_if?{MENTEE}{FRESH}")
    arrived(page)
    phone.chip("1 h 30")
    for _ in range(3):
        phone.tap(page.get_by_role("button", name="Add", exact=True))
    phone.chip("Study group")
    phone.tap(page.get_by_role("button", name="Add", exact=True))
    settled(page)
    expect(page.locator("h4")).to_contain_text("would")
    assert phone.taps <= 12


def test_why_a_session_did_not_count(app, phone):
    """No tap, or one: the card says it, its details say by which rule."""
    page = phone.page
    page.goto(f"{app}/my_progress?{MENTEE}{LAPSED}")
    arrived(page)
    card = page.get_by_role("table").locator("tbody tr").filter(has_text="✕").first
    expect(card).to_contain_text("must be certified on the day")
    phone.tap(card)
    expect(page.locator("tr.details").first).to_be_visible()
    assert phone.taps <= 2


def test_a_mentor_in_germany_for_virtual_1x1(app, phone):
    page = phone.page
    page.goto(f"{app}/find_a_mentor?{MENTEE}{FRESH}")
    arrived(page)
    phone.chip("1x1 mentorship")
    phone.chip("Virtual")
    phone.tap(page.get_by_role("combobox", name="Country"))
    phone.tap(page.get_by_role("option", name="Germany"))
    settled(page)
    expect(page.locator("h4")).to_contain_text("Germany")
    assert phone.taps <= 4
