"""Pages of elsewhere in the same browser: of another port of this machine, and of a name that they made point here."""

import http.server
import re
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.access.conftest import local
from tests.browser.conftest import CHROMIUM

__all__ = ["local"]  # a fixture
pytestmark = pytest.mark.browser

#: What such a page can try: the socket, reading, sending, embedding. What comes back goes into the title.
ATTACK = """<!doctype html><title>-</title><body><script>
const app = "{app}", told = []
const say = (what, how) => { told.push(what + ":" + how); document.title = told.join(" ") }
const socket = new WebSocket(app.replace("http", "ws") + "/_stcore/stream", ["streamlit", "x"])
socket.onopen = () => say("socket", "open"); socket.onerror = () => say("socket", "refused")
fetch(app + "/_stcore/health", {credentials: "include"}).then(a => say("read", "open"), () => say("read", "refused"))
fetch(app + "/api/imports?name=a.csv", {method: "POST", mode: "no-cors", body: "x"})
  .then(answer => say("sent", answer.type), () => say("sent", "refused"))
const image = new Image(); image.onload = () => say("image", "open"); image.onerror = () => say("image", "refused")
image.src = app + "/favicon.png"
const script = document.createElement("script"); script.src = app + "/static/js/index.js"
script.onload = () => say("script", "open"); script.onerror = () => say("script", "refused")
document.body.append(script)
</script><iframe src="{app}/mentee_progress"></iframe></body>"""


@pytest.fixture(scope="module")
def attacker(local) -> Iterator[int]:
    """A page of another port; yields the port."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(ATTACK.replace("{app}", local).encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        yield server.server_port
        server.shutdown()
        serving.join()


@pytest.fixture
def browser_that_believes_names(chromium):
    """A browser in which every name is this machine, as after a rebinding."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    arguments = [*CHROMIUM, "--no-sandbox", "--host-resolver-rules=MAP *.example 127.0.0.1"]
    browser = chromium.browser_type.launch(executable_path=found, args=arguments)
    yield browser
    browser.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "evil.example"])
def test_a_page_of_elsewhere_gets_nothing(browser_that_believes_names, local, attacker, host):
    browser = browser_that_believes_names
    context = browser.new_context()
    own = context.new_page()
    own.goto(f"{local}/mentee_progress")  # somebody who uses the app, with its cookies
    expect(own.get_by_text("Where does everybody stand?")).to_be_visible()
    page = context.new_page()
    page.goto(f"http://{host}:{attacker}/")
    for what in ("socket", "read", "image", "script"):
        expect(page).to_have_title(re.compile(f"{what}:refused"))
    assert ":open" not in page.title()
    assert "Where does everybody stand" not in page.frames[1].content()
    context.close()


def test_a_name_that_was_made_to_point_here_opens_nothing(browser_that_believes_names, local):
    """What the browser takes for one and the same origin, the app does not."""
    page = browser_that_believes_names.new_context().new_page()
    answer = page.goto(f"http://evil.example:{local.rpartition(':')[2]}/mentee_progress")
    assert answer.status == 403
    assert page.context.cookies() == []
    opened = page.evaluate(
        "() => new Promise(told => {"
        " const s = new WebSocket(`ws://${location.host}/_stcore/stream`, ['streamlit', 'x']);"
        " s.onopen = () => told('open'); s.onerror = () => told('refused') })"
    )
    assert opened == "refused"
