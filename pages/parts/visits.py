"""When whoever looks was here last, as their browser remembers it: two times in a cookie, and nothing of anybody."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

COOKIE = "mentorship_visits"
#: After so many seconds away, coming back is another visit.
AWAY = 4 * 3600
_A_YEAR = 31_536_000
_TIMES = re.compile(r"(\d{1,11})\.(\d{1,11})")


def remembered(cookies: Mapping[str, str], now: float) -> str:
    """What the browser is to remember from now on: when the visit before this one ended (0: there was none), and now.

    Times in seconds since 1970."""
    before, seen = _times(cookies)
    if seen and not 0 <= now - seen <= AWAY:
        before = seen
    return f"{before if before < now else 0}.{int(now)}"


def as_header(cookies: Mapping[str, str], now: float, path: str) -> tuple[bytes, bytes]:
    """The same as the header of an answer."""
    value = f"{COOKIE}={remembered(cookies, now)}; Path={path}; Max-Age={_A_YEAR}; HttpOnly; SameSite=Lax"
    return b"set-cookie", value.encode("latin-1")


def last_visit(cookies: Mapping[str, str]) -> datetime | None:
    """When the visit before this one ended, in UTC; None where the browser remembers none."""
    before, seen = _times(cookies)
    return datetime.fromtimestamp(before, UTC).replace(tzinfo=None) if 0 < before <= seen else None


def _times(cookies: Mapping[str, str]) -> tuple[int, int]:
    found = _TIMES.fullmatch(cookies.get(COOKIE, ""))
    return (int(found[1]), int(found[2])) if found else (0, 0)
