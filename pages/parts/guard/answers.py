"""What the guard says where it lets nobody through, and the headers that go with every answer."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response
from streamlit import file_util

from pages.parts.guard.routes import IMPORTS, MEDIA, Route, Who

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_A_YEAR = 31_536_000


def refusal(route: Route, status: int, sentence: str) -> Response:
    """A sentence for people, JSON for programs."""
    if route is IMPORTS:
        return JSONResponse({"error": sentence}, status)
    return PlainTextResponse(sentence, status)


@cache
def content_policy() -> str:
    """What a page may load and run: this server's own, and no markup that came with the data.

    Components bring their scripts as text, which the frontend makes an address of (`blob:`); markup cannot do that."""
    own = " ".join(f"'sha256-{_digest(each)}'" for each in _INLINE.findall(_frame()))
    return "; ".join([
        "default-src 'none'", f"script-src 'self' blob: {own}".rstrip(), "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'", "worker-src 'self' blob:",
        "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'",
    ])  # fmt: skip


def _frame() -> str:
    return (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def protected(headers: Iterable[Header], route: Route, is_encrypted: bool) -> list[Header]:
    """The headers of an answer: no other page may read it, frame it, or guess what it is."""
    kept = [each for each in headers if not each[0].lower().startswith(b"access-control-")]
    ours = {
        "content-security-policy": content_policy(),
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }
    if is_encrypted:
        ours["strict-transport-security"] = f"max-age={_A_YEAR}"
        kept = [_encrypted_only(each) for each in kept]
    if route is MEDIA or route.who in (Who.OWNER, Who.SIGNED_IN, Who.TOKEN, Who.UPLOADS):
        ours["cache-control"] = "no-store"
    taken = {name.encode() for name in ours}
    kept = [each for each in kept if each[0].lower() not in taken]
    return [*kept, *((name.encode(), value.encode()) for name, value in ours.items())]


def _encrypted_only(header: Header) -> Header:
    """A cookie that browsers send over https alone."""
    name, value = header
    is_open = name.lower() == b"set-cookie" and b"secure" not in [each.strip().lower() for each in value.split(b";")]
    return (name, value + b"; Secure") if is_open else header
