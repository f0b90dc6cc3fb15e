"""What surrounds every page: the answer first, a menu that gets out of the way, addresses, paper, the keyboard."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, arrived, row_of, settled
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser

MENTEE = "view_as=mentee&person=P-1240"
MENTORS = "Mentors by name, with months since contact, sessions by month, kinds and mentees"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def app(tmp_path_factory, sample_file) -> Iterator[str]:
    copy = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("frame") / "sample.duckdb"))
    with serving(copy, as_of="2026-11-15") as address:
        yield address


@pytest.fixture
def phone(chromium) -> Iterator[Page]:
    context = chromium.new_context(**PHONE)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("asked", [f"my_progress?{MENTEE}", "mentee_progress?view_as=ombudsman"])
def test_the_title_stands_at_the_top_and_the_answer_below_it(app, page, phone, asked):
    for screen in (page, phone):
        screen.goto(f"{app}/{asked}")
        arrived(screen)
        assert screen.locator("h1").bounding_box()["y"] <= 72
        assert screen.locator("h4").first.bounding_box()["y"] <= 180
    expect(phone.get_by_test_id("stHeaderLogo")).to_be_visible()


@pytest.mark.parametrize(("asked", "to"), [(f"my_progress?{MENTEE}", "What if"), ("overview", "Mentee progress")])
def test_on_a_phone_the_menu_closes_after_a_choice(app, phone, asked, to):
    phone.goto(f"{app}/{asked}")
    arrived(phone)
    phone.get_by_test_id("stExpandSidebarButton").tap()
    link = phone.get_by_test_id("stSidebar").get_by_role("link", name=to)
    link.tap()
    expect(link).not_to_be_in_viewport()
    arrived(phone)


def test_each_tab_is_called_after_its_page_and_whoever_looks(app, page):
    for asked, title in (
        ("mentee_progress?view_as=ombudsman", "Mentee progress · Ombudsman"),
        (f"my_progress?{MENTEE}", "My progress · Swantje Rohde"),
    ):
        page.goto(f"{app}/{asked}")
        expect(page).to_have_title(title)


def test_a_click_anywhere_on_a_row_opens_it_and_back_closes_it_again(app, page):
    page.goto(f"{app}/mentor_activity?view_as=ombudsman")
    arrived(page)
    page.get_by_role("radiogroup", name="Show").get_by_text("Quiet").click()
    page.wait_for_url("**view=quiet**")
    settled(page)
    view = page.url
    row_of(page, 1, MENTORS).locator("td").nth(2).click()
    expect(page.get_by_role("button", name="Back to the list")).to_be_visible()
    settled(page)
    assert "mentor=P-" in page.url
    page.go_back()
    expect(page.get_by_role("button", name="Back to the list")).to_have_count(0)
    expect(page).to_have_url(view)
    page.go_back()
    expect(page).not_to_have_url(view)
    assert "mentor_activity" in page.url, "one step for each choice"


def test_a_row_is_opened_with_the_keyboard_alone(app, page):
    page.goto(f"{app}/mentor_activity?view_as=ombudsman")
    arrived(page)
    page.get_by_role("table", name=MENTORS).locator("tbody .open").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Back to the list")).to_be_visible()


def test_what_is_tapped_in_a_table_is_large_enough_for_a_finger(app, phone):
    phone.goto(f"{app}/my_progress?{MENTEE}")
    arrived(phone)
    cards = phone.get_by_role("table").locator("tbody .open")
    expect(cards.nth(2)).to_be_visible()
    for place in range(3):
        assert cards.nth(place).bounding_box()["height"] >= 44


@pytest.mark.parametrize("asked", [f"my_progress?{MENTEE}", "my_progress?view_as=ombudsman&mentee=P-1051"])
def test_paper_has_the_page_and_not_the_menu(app, page, asked):
    page.goto(f"{app}/{asked}")
    arrived(page)
    page.emulate_media(media="print")
    for part in ("stSidebar", "stHeader", "stBottom"):
        expect(page.get_by_test_id(part)).not_to_be_visible()
    expect(page.locator("h4").first).to_be_visible()


def test_a_wide_screen_draws_nothing_out(chromium, app):
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.goto(f"{app}/modality_mix?view_as=ombudsman")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_be_visible(timeout=PATIENCE)
    arrived(page)
    assert chart.bounding_box()["width"] <= 1360
    context.close()


def test_who_is_looking_stays_in_sight_on_a_low_screen(app, page):
    page.set_viewport_size({"width": 1280, "height": 640})
    page.goto(f"{app}/mentee_progress?view_as=ombudsman")
    arrived(page)
    expect(page.get_by_test_id("stPopoverButton").filter(has_text="Ombudsman")).to_be_in_viewport()
