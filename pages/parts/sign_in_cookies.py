"""Streamlit's cookies of sign-in, and what they prove. All that is private to Streamlit about them stands here."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value, validate_xsrf_token
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

Header = tuple[bytes, bytes]
Cookies = tuple[tuple[str, str], ...]


def key_of(cookies: Mapping[str, str]) -> str:
    """What a sign-in is known by; empty where nobody signed in. It does not tell who did."""
    return _key_of(sign_in_cookies(cookies.items()))


def claims_of(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the provider said of whoever signed in; nothing where the cookies are not this server's."""
    return _claims(_payload(sign_in_cookies(cookies.items())))


def sign_in_cookies(cookies: Iterable[tuple[str, str]]) -> Cookies:
    """Those that say who signed in; long ones come in pieces. The provider's tokens beside them are not used."""
    return tuple(sorted((name, value) for name, value in cookies if name.startswith(USER_COOKIE_NAME)))


def is_from_our_page(protocols: str, cookies: Mapping[str, str]) -> bool:
    """Whether a page of this server opened a connection: it can read the cookie that others cannot."""
    words = [each.strip() for each in protocols.split(",")]
    return len(words) > 1 and validate_xsrf_token(words[1], cookies.get(XSRF_COOKIE_NAME))


def without_sign_in(headers: Iterable[Header]) -> list[Header]:
    """The headers of a connection that nobody is signed in on."""
    return [(name, _without_cookies(value) if name == b"cookie" else value) for name, value in headers]


def without_resuming(headers: Iterable[Header]) -> list[Header]:
    """The headers of a connection that begins anew, where it would go on with an earlier one."""
    return [
        (name, b",".join(value.split(b",")[:2]) if name == b"sec-websocket-protocol" else value)
        for name, value in headers
    ]


def _without_cookies(value: bytes) -> bytes:
    parts = [each.strip() for each in value.decode("latin-1").split(";")]
    return "; ".join(each for each in parts if not each.startswith(USER_COOKIE_NAME)).encode("latin-1")


@lru_cache(maxsize=4096)
def _key_of(cookies: Cookies) -> str:
    payload = _payload(cookies)
    return hashlib.sha256(payload).hexdigest() if payload and _claims(payload).get("is_logged_in") is True else ""


def _payload(cookies: Cookies) -> bytes | None:
    """The signed text of the cookies; None where this server did not sign them."""
    by_name = dict(cookies)

    def one(name: str) -> bytes | None:
        value = by_name.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", "replace")) if value else None

    return get_cookie_with_chunks(one, USER_COOKIE_NAME) if by_name else None


def _claims(payload: bytes | None) -> dict[str, Any]:
    try:
        found = json.loads(payload or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
