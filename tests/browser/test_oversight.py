"""What an ombudsman comes for, in clicks; and a case from its question to its end, with a ruling."""

import re
import time

import pytest
from playwright.sync_api import expect

from pages.parts.visits import COOKIE
from tests.browser.conftest import arrived, row_of, settled
from tests.support.cold_servers import serving
from tests.support.small_programme import PEOPLE, SESSIONS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory, sample_file):
    import shutil
    from pathlib import Path

    copy = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("oversight") / "sample.duckdb"))
    with serving(copy) as found:
        yield found


def click(page, target):
    """One click, and whatever it takes to be done."""
    settled(page)
    target.click()
    settled(page)


def save(page, field, text, button):
    """Take a step of a case, and wait until its history tells it: until then the forms before it are there, too."""
    page.get_by_role("textbox", name=field).fill(text)
    click(page, page.get_by_role("button", name=button))
    expect(page.get_by_role("paragraph").filter(has_text=re.compile(f": {text}$"))).to_be_visible()
    settled(page)


def test_whom_have_i_not_spoken_to_and_what_do_their_sessions_look_like(page, address):
    """One click to the list, one more to the sessions; and the call that follows is logged right there."""
    page.goto(f"{address}/overview")
    arrived(page)
    click(page, page.get_by_role("link", name="See whom to call"))
    expect(page).to_have_url(re.compile("view=no_contact"))
    mentors = re.compile("Mentors by name")
    expect(row_of(page, 1, mentors)).to_contain_text("Rosalind Okafor")
    expect(row_of(page, 2, mentors)).to_have_count(0)
    click(page, row_of(page, 1, mentors))
    sessions = page.get_by_role("table", name="Sessions this mentor led, the newest first")
    expect(sessions).to_be_visible()
    expect(page.get_by_text("is it time to talk?")).to_be_visible()


def test_does_a_mentor_book_groups_as_one_to_one(page, address):
    """One click: the queue says so in its first row."""
    page.goto(f"{address}/overview")
    arrived(page)
    click(page, page.get_by_role("link", name="Open the queue"))
    first = row_of(page, 1, re.compile("Cases by credit"))
    expect(first).to_contain_text("5 mentees have 1x1 with this mentor on 7 Mar 2022 at 19:30: was it a group?")
    click(page, first)
    expect(page.get_by_role("table", name="The sessions this case is about, by day")).to_contain_text("19:30")


def test_a_case_ends_with_a_ruling_whose_effect_was_seen_before(page, address):
    page.goto(f"{address}/attention?about=standing")
    arrived(page)
    click(page, row_of(page, 1, re.compile("Cases by credit")))
    for field, text, button in (
        ("What did you find?", "Two sessions of 2019", "Save what you found"),
        ("What do the records say?", "No certificate on file", "Save what they say"),
    ):
        save(page, field, text, button)
    click(page, page.get_by_text("Close it", exact=True))
    click(page, page.get_by_text("Decided by a ruling"))
    effect = page.get_by_role("table", name="Credit and tiers of those concerned, before and after")
    expect(effect).to_contain_text("Callum Prior")
    page.get_by_role("textbox", name="Why", exact=True).fill("The certificate was seen on paper")
    click(page, page.get_by_role("button", name="Close the case"))
    expect(page.get_by_text("The case is closed. It reopens by itself if its facts change.")).to_be_visible()
    expect(page.get_by_text("Ruling 2.")).to_be_visible()
    page.goto(f"{address}/my_progress?view_as=mentee&person=P-1051")
    arrived(page)
    expect(page.get_by_text("The certificate was seen on paper").first).to_be_visible()


def bring_in(page, address, name, text):
    page.goto(f"{address}/session_exports")
    arrived(page)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    click(page, page.get_by_role("button", name="Import 1 file"))
    expect(page.get_by_test_id("stAlertContentSuccess").first).to_contain_text("new")


def test_a_closed_case_is_reopened_by_a_further_import(page, tmp_path):
    """Two mentees have 1x1 at one time: closed as explained, and back in the queue once it happens again."""
    cases, asked = re.compile("Cases by credit"), "2 mentees have 1x1 with this mentor"
    with serving(tmp_path / "new.duckdb", as_of="2025-06-30") as address:
        bring_in(page, address, "people.csv", PEOPLE)
        bring_in(page, address, "sessions.csv", SESSIONS)
        page.goto(f"{address}/attention?about=booking")
        arrived(page)
        expect(row_of(page, 1, cases)).to_contain_text(f"{asked} on 3 Mar 2025 at 19:30")
        click(page, row_of(page, 1, cases))
        save(page, "What did you find?", "One evening, two people", "Save what you found")
        click(page, page.get_by_text("Close it", exact=True))
        click(page, page.get_by_text("Explained in conversation"))
        page.get_by_role("textbox", name="Why", exact=True).fill("The link was mistyped")
        click(page, page.get_by_role("button", name="Close the case"))
        expect(page.get_by_text("The case is closed. It reopens by itself if its facts change.")).to_be_visible()
        page.goto(f"{address}/attention?about=booking")
        arrived(page)
        expect(row_of(page, 1, cases)).not_to_contain_text(asked)

        heading = SESSIONS.splitlines()[0]
        again = [
            f"T{place},2025-05-05,19:30,{name},,mia,one_to_one,virtual,60" for place, name in enumerate(("ada", "ben"))
        ]
        bring_in(page, address, "more.csv", "\n".join([heading, *again]) + "\n")
        page.goto(f"{address}/attention?about=booking")
        arrived(page)
        expect(row_of(page, 1, cases)).to_contain_text(asked)
        expect(row_of(page, 1, cases)).to_contain_text("Reopened")
        click(page, row_of(page, 1, cases))
        expect(page.get_by_text("The link was mistyped")).to_be_visible()


def test_what_arrived_since_the_last_visit(page, address):
    page.goto(f"{address}/overview")
    arrived(page)
    expect(page.get_by_text("Arrived in the last 30 days:")).to_be_visible()
    now = int(time.time())
    for remembers, told in (
        (f"0.{now - 3 * 86_400}", "Arrived since your last visit on"),
        (f"{now}.{now}", "Nothing has arrived since your last visit on"),
    ):
        page.context.add_cookies([{"name": COOKIE, "value": remembers, "url": address}])
        page.goto(f"{address}/overview")
        arrived(page)
        expect(page.get_by_text(told)).to_be_visible()


def test_a_segment_of_the_picture_is_the_filter(page, address):
    page.goto(f"{address}/mentee_progress")
    arrived(page)
    settled(page)
    segment = page.locator(".js-plotly-plot .trace.bars").nth(3).locator(".point path").nth(1)
    expect(segment).to_be_visible()
    segment.click(force=True)
    expect(page).to_have_url(re.compile("stage=1.*state=waiting"))
    expect(page.get_by_role("button", name="Only: Second 24 hours, Hours complete, waiting")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "label"), [("mentor_dossier?mentor=P-1021", "Dossier as PDF"), ("mentor_activity", "PDF")]
)
def test_what_is_to_be_given_out_is_a_pdf(page, address, path, label):
    page.goto(f"{address}/{path}")
    arrived(page)
    if path == "mentor_activity":
        click(page, page.get_by_role("button", name="Report to share"))
    with page.expect_download() as caught:
        page.get_by_role("link", name=label).click()
    assert caught.value.path().read_bytes().startswith(b"%PDF")


def test_a_mentee_flags_a_session_where_it_stands(page, address):
    page.goto(f"{address}/my_progress?view_as=mentee&person=P-1051")
    arrived(page)
    click(page, row_of(page, 1, "The latest sessions"))
    click(page, page.get_by_role("button", name="Something is wrong here").first)
    page.get_by_role("textbox", name="What is wrong?").fill("It lasted an hour longer")
    click(page, page.get_by_role("dialog").get_by_role("button", name="Send it"))
    expect(row_of(page, 1, "The latest sessions")).to_contain_text("flag received")
    page.goto(f"{address}/attention?view_as=ombudsman&about=flag")
    arrived(page)
    expect(row_of(page, 1, re.compile("Cases by credit"))).to_contain_text("It lasted an hour longer")
