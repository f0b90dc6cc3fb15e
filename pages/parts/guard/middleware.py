"""Looks at each connection before anything else does: where it comes from, what it asks for, and who is signed in.

It is middleware of the app itself, not of one way of starting it, so that no server and no setting of one goes around.
"""

import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

import anyio
import streamlit as st
from pydantic import ValidationError
from starlette.requests import HTTPConnection
from starlette.responses import Response

from mentorship.access.connections import Connection, why_not_local, why_not_public
from mentorship.errors import MentorshipError
from pages.parts import resources, sign_in, visits
from pages.parts.guard import answers, sessions
from pages.parts.guard.provider import SignInTaken
from pages.parts.guard.routes import HEALTH, LOG_OUT, MEDIA, PAGE, SOCKET, UPLOAD, Route, Who, route_of
from pages.parts.guard.sockets import Socket, Strangers
from pages.parts.guard.uploads import Uploads
from pages.parts.passage import marked
from pages.parts.sign_in_cookies import Header, claims_of, is_from_our_page, without_resuming, without_sign_in

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Refused = tuple[int, str]
#: So many pages may be open in one sign-in: each takes memory here.
MOST_PAGES = 50
_NOT_HERE = "There is nothing at this address. Open the app at its own address."
_NOT_YOURS = "Sign in first, and open the page again."
_NO_SETTINGS = "The app's settings cannot be used. Correct them and start it again."


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._uploads, self._strangers = Uploads(), Strangers()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = _Asked(scope)
        refused = asked.refused()
        if refused:
            await _refuse(asked, refused, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(asked, receive, send)
        else:
            await self._http(asked, receive, _protecting(asked, send))

    async def _http(self, asked: "_Asked", receive: Receive, send: Send) -> None:
        route, owner = asked.route, asked.owner
        if route is UPLOAD:
            why_not = self._uploads.why_not(asked.path, asked.cookies, owner)
            if why_not:
                await answers.refusal(route, 403, why_not)(asked.scope, receive, send)
            else:
                await self._uploads.take(self._app, asked.scope, receive, send, owner)
            return
        if route is LOG_OUT:
            sign_in.ended(owner)
        if route.who is Who.PROVIDER:
            send = SignInTaken(send, asked.cookies).send
        await self._app(asked.scope, receive, send)

    async def _socket(self, asked: "_Asked", receive: Receive, send: Send) -> None:
        """A socket, for as long as whoever opened it is signed in; without sign-in, for as long as it is open."""
        if resources.settings().access == "local":
            socket = Socket(receive, send, is_stranger=False)
            await self._opened(socket, asked, asked.scope["headers"])
        elif asked.owner and is_from_our_page(asked.header("sec-websocket-protocol"), asked.cookies):
            await self._signed_in(asked, receive, send)
        else:
            socket = Socket(receive, send, is_stranger=True)
            with self._strangers.one_more(socket):
                await self._opened(socket, asked, without_resuming(without_sign_in(asked.scope["headers"])))

    async def _signed_in(self, asked: "_Asked", receive: Receive, send: Send) -> None:
        """A page goes on where it was only under the roles it was opened with: it remembers what buttons do."""
        owner, known_as = asked.owner, sign_in.known_as(claims_of(asked.cookies))
        socket = Socket(receive, send, is_stranger=False, holds=lambda: known_as() == roles, start=f"{asked.base}/")
        roles = await anyio.to_thread.run_sync(known_as)  # the first one opens the store
        headers = asked.scope["headers"]
        if not sign_in.SIGN_INS.is_the_same(owner, roles):
            headers = without_resuming(headers)
        if sign_in.SIGN_INS.open_at(owner) >= MOST_PAGES:
            await _refuse(asked, (403, "Too many pages are open. Close some of them."), receive, send)
            return
        with sign_in.SIGN_INS.watched(owner, socket.close_soon):
            at_the_end = socket.close_at(sign_in.SIGN_INS.ends_at(owner) or 0)
            try:
                await self._opened(socket, asked, headers)
            finally:
                at_the_end.cancel()

    async def _opened(self, socket: Socket, asked: "_Asked", headers: Iterable[Header]) -> None:
        await self._app({**asked.scope, "headers": marked(headers)}, socket.receive, socket.send)


class _Asked:
    """What is asked of the server, and by whom."""

    def __init__(self, scope: Message) -> None:
        self.scope = scope
        base = str(st.get_option("server.baseUrlPath") or "").strip("/")
        self.base = f"/{base}" if base else ""
        path = str(scope["path"])
        is_below = f"{path}/".startswith(f"{self.base}/")
        self.path = (path.removeprefix(self.base) or "/") if is_below else "/"
        self.route: Route = route_of(self.path)
        self.method = "WEBSOCKET" if scope["type"] == "websocket" else str(scope["method"])
        self.cookies = HTTPConnection(scope).cookies
        self.connection = _connection(scope)

    @property
    def owner(self) -> str:
        """The key of the sign-in that holds; empty where nobody is signed in, and where nobody has to be."""
        return sign_in.key_of(self.cookies)

    def header(self, name: str) -> str:
        return ", ".join(self.connection.headers.get(name, ()))

    def refused(self) -> Refused | None:
        """The status and the sentence with which it is refused; None where it may go on."""
        try:
            why_not = sign_in.contradiction() or self._why_not()
        except ValidationError:
            return 503, _NO_SETTINGS
        except MentorshipError as error:
            return 503, error.message
        if why_not:
            return 403, why_not
        if self.route.who is Who.NOBODY or (self.route.who is Who.PROVIDER and not sign_in.origin()):
            return 404, _NOT_HERE
        if self.method not in self.route.methods:
            return 405, _NOT_HERE
        return None if self._is_theirs() else (404, _NOT_YOURS)

    def _why_not(self) -> str | None:
        needs_origin = self.route is SOCKET or self.route is UPLOAD
        origin = sign_in.origin()
        if origin is None:
            return why_not_local(self.connection, needs_origin)
        why_not = why_not_public(self.connection, origin, needs_origin)
        if why_not and (self.route.who is Who.TOKEN or self.route is HEALTH):
            # Programs of this machine need not go by way of the public name.
            return why_not_local(self.connection) and why_not
        if self.route is LOG_OUT and self.header("sec-fetch-site") not in ("", "same-origin", "none"):
            return "Another page asked for this. Sign out in the app itself."
        return why_not

    def _is_theirs(self) -> bool:
        """Whether what is asked for was made for whoever asks. (Downloads look for themselves.)"""
        if resources.settings().access == "local":
            return True
        if self.route is MEDIA:
            file_id = self.path.removeprefix(MEDIA.path).rsplit(".", 1)[0]
            return self.owner in sessions.owners_of_media(file_id)
        return self.route.who is not Who.SIGNED_IN or bool(self.owner)


def _connection(scope: Message) -> Connection:
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    peer, own = scope.get("client"), scope.get("server")
    return Connection(
        peer[0] if peer else None, own[1] if own else None, scope.get("scheme") in ("https", "wss"), headers
    )


async def _refuse(asked: _Asked, refused: Refused, receive: Receive, send: Send) -> None:
    status, sentence = refused
    if asked.scope["type"] == "websocket":  # closed before it is accepted: the other end sees 403
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": sentence[:120]})
        return
    response: Response = answers.refusal(asked.route, status, sentence)
    await response(asked.scope, receive, _protecting(asked, send))


def _protecting(asked: _Asked, send: Send) -> Send:
    """Sends answers with the headers that protect them."""
    is_encrypted = asked.connection.is_encrypted or _is_served_encrypted()

    async def protecting(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", []), *_visit(asked, message)]
            message["headers"] = answers.protected(headers, asked.route, is_encrypted)
        await send(message)

    return protecting


def _visit(asked: _Asked, message: Message) -> list[Header]:
    """A page is a visit, which the browser is to remember."""
    is_page = asked.route is PAGE and message["status"] == 200 and _is_html(message.get("headers", []))
    return [visits.as_header(asked.cookies, time.time(), f"{asked.base}/")] if is_page else []


def _is_html(headers: Iterable[Header]) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers)


def _is_served_encrypted() -> bool:
    try:
        return sign_in.is_served_encrypted()
    except (ValidationError, MentorshipError):  # the answer says so
        return False
