"""When somebody was here last: their browser remembers two times, the server nothing."""

from datetime import datetime

import httpx
import pytest

from pages.parts.visits import AWAY, COOKIE, last_visit, remembered
from tests.access.conftest import local

__all__ = ["local"]  # a fixture
NOON = 1_790_000_000


def after(*visits):
    """What a browser remembers after pages opened at some moments."""
    cookies: dict[str, str] = {}
    for now in visits:
        cookies = {COOKIE: remembered(cookies, now)}
    return cookies


def test_the_first_visit_has_none_before_it():
    assert last_visit({}) is None
    assert last_visit(after(NOON, NOON + 60, NOON + AWAY)) is None


def test_coming_back_later_is_another_visit():
    seen = NOON + 600
    assert last_visit(after(NOON, seen, seen + AWAY + 1)) == datetime.fromisoformat("2026-09-21T14:23:20")
    assert last_visit(after(NOON, seen, seen + AWAY + 1, seen + AWAY + 99)) == last_visit(after(seen, seen + 2 * AWAY))


def test_within_one_visit_it_stays_the_same():
    came_back = NOON + AWAY + 1
    pages = range(came_back, came_back + 9 * AWAY, AWAY)
    assert last_visit(after(NOON, came_back)) == last_visit(after(NOON, *pages))


@pytest.mark.parametrize("value", ["", "x", "1", "1.2.3", "-1.5", "9" * 40 + ".1", "5.4", "0.0", "99999999999.1"])
def test_what_nobody_wrote_is_no_visit(value):
    assert last_visit({COOKIE: value}) is None
    assert remembered({COOKIE: value}, NOON).endswith(f".{NOON}")


def test_a_clock_that_was_ahead_does_no_harm():
    assert last_visit({COOKIE: remembered({COOKIE: f"0.{NOON + 10 * AWAY}"}, NOON)}) is None


def test_a_page_hands_it_out_and_nothing_else_does(local):
    given = httpx.get(f"{local}/overview").headers["set-cookie"]
    assert given.startswith(f"{COOKIE}=0.")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {each.strip() for each in given.split(";")}
    for path in ("/_stcore/health", "/_stcore/host-config"):
        assert COOKIE not in httpx.get(f"{local}{path}").headers.get("set-cookie", "")
    again = httpx.get(f"{local}/overview", headers={"Cookie": f"{COOKIE}=0.{NOON}"}).headers["set-cookie"]
    assert f"={NOON}." in again
