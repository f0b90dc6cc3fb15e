"""What leadership comes for, in clicks: the virtual share in none, four hours of treatment in three; in a real browser.

And no serious finding of axe-core on what only a click brings up.
"""

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, arrived
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory, sample_file):
    copy = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("leaders") / "sample.duckdb"))
    with serving(copy) as found:
        yield found


def test_the_virtual_share_against_the_rules_by_year_takes_no_click(page, address):
    page.goto(f"{address}/modality_mix?view_as=leadership")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    table = page.get_by_role("table", name="The virtual share of the hours that tiers used, by year")
    expect(table.get_by_role("columnheader", name="Virtual share")).to_be_visible()
    expect(table.get_by_role("columnheader", name="Rules allow")).to_be_visible()
    expect(table.get_by_role("row").filter(has_text="2025")).to_contain_text("%")


def test_what_if_the_first_tier_needed_four_hours_of_treatment_takes_three_clicks(page, address):
    page.goto(f"{address}/overview?view_as=leadership")
    arrived(page)
    page.get_by_test_id("stSidebar").get_by_role("link", name="Rule change").click()
    field = page.get_by_label("Treatment").first
    expect(field).to_have_value("6")
    less = page.get_by_test_id("stNumberInputStepDown").nth(1)
    link = page.get_by_test_id("stCode").first
    less.click()
    expect(page.get_by_label("Treatment, was 6 h")).to_have_value("5")
    expect(link).to_contain_text("change=1.")
    of_five_hours = link.inner_text()
    less.click()
    expect(page.get_by_label("Treatment, was 6 h")).to_have_value("4")
    expect(link).not_to_have_text(of_five_hours)
    expect(page.get_by_text("Fewer than five people would gain a credit; nobody would lose one.")).to_be_visible()
    page.goto(f"{link.inner_text().strip()}&view_as=ombudsman")
    expect(page.get_by_text("2 more people would have a first credit")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Fewer than five people would gain a credit")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_what_a_click_brings_up_has_no_serious_finding(chromium, address, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{address}/rule_change?view_as=ombudsman&by=Who")
    arrived(page)
    page.get_by_test_id("stNumberInputStepDown").nth(1).click()
    expect(page.get_by_text("Earned credit is kept")).to_be_visible()
    for fold in ("Other rules", "Reproduce this", "Saved rule changes"):
        page.get_by_text(fold, exact=True).click()
    expect(page.get_by_text("mentorship simulate")).to_be_visible()
    found = _serious(page)
    page.goto(f"{address}/uptake?view_as=leadership&closer=Stalls")
    arrived(page)
    page.get_by_text("Will there be enough mentors and therapists?").click()
    expect(page.get_by_text("How did the same forecast do a year ago?")).to_be_visible()
    found += _serious(page)
    for view in ("Country", "Refused"):
        page.goto(f"{address}/modality_mix?view_as=ombudsman&closer={view}")
        arrived(page)
        found += _serious(page)
    context.close()
    assert found == []


def _serious(page):
    page.wait_for_timeout(1000)
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
