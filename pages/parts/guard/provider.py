"""Answers on the way to and from the sign-in provider: whoever comes back is entered into the list, with a time."""

import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http.cookies import SimpleCookie
from typing import Any

from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from pages.parts import sign_in
from pages.parts.sign_in_cookies import claims_of, key_of

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]


class SignInTaken:
    """Looks at the cookies of an answer: those of a sign-in that holds go on, for as long as it does."""

    def __init__(self, send: Send, before: Mapping[str, str]) -> None:
        self._send, self._before = send, before

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = self._taken(message.get("headers", []))
        await self._send(message)

    def _taken(self, headers: list[Header]) -> list[Header]:
        given = {name: value for header in headers for name, value in _given(header).items()}
        if not given:
            return headers
        ends_at = sign_in.began(key_of(given), claims_of(given))
        if ends_at is None:  # as if nobody had come back
            return [header for header in headers if not _given(header)]
        before = key_of(self._before)
        if before and before != key_of(given):
            sign_in.ended(before)
        return [_lasting(header, int(ends_at - time.time())) for header in headers]


def _given(header: Header) -> dict[str, str]:
    """The cookies of a sign-in that a header sets (and does not delete)."""
    name, value = header
    if name.lower() != b"set-cookie":
        return {}
    cookies = SimpleCookie(value.decode("latin-1"))
    return {
        each: morsel.value
        for each, morsel in cookies.items()
        if each.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)) and morsel.value and morsel["max-age"] != "0"
    }


def _lasting(header: Header, seconds: int) -> Header:
    """The header with a cookie that lasts as long as the sign-in."""
    if not _given(header):
        return header
    parts = [each.strip() for each in header[1].decode("latin-1").split(";")]
    parts = [f"Max-Age={max(1, seconds)}" if each.lower().startswith("max-age=") else each for each in parts]
    return header[0], "; ".join(parts).encode("latin-1")
