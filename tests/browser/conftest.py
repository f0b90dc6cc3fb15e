"""A real server on a free port of this machine, and a real Chromium."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Locator, Page, expect, sync_playwright

from tests.conftest import lacks

CHROMIUM = [
    "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium():
    """Chromium on the PATH, or the one that Playwright brings."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    arguments = CHROMIUM + (["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=arguments)
        except Error:
            lacks("A Chromium")
        yield browser
        browser.close()


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def sample_copy(sample_file, tmp_path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "sample.duckdb"))


def settled(page: Page) -> None:
    """Wait until the page is done: a click, or a list that was opened, is lost when the page is drawn anew."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def arrived(page: Page) -> None:
    """Wait until a page has its title and is done."""
    expect(page.locator("h1").first).to_be_visible()
    settled(page)


def row_of(page: Page, number: int, table: str | re.Pattern[str]) -> Locator:
    """A row of a table of records, the first is 1; `table` is what a screen reader calls it."""
    found = page.get_by_role("table", name=table)
    return found.locator("tbody tr:not(.heading):not(.details)").nth(number - 1)


def choose(page: Page, label: str | re.Pattern[str], option: str) -> None:
    """Pick from a list as one does by keyboard: write how the option begins, and take it."""
    settled(page)
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.click()
