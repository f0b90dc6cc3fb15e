"""The socket over which pages are asked for and sent: which messages get through, and when it is closed.

Whoever is not signed in is told so by a page of its own, and for that alone: small messages, few of them, which run
that page. Nothing else they send is read. A sign-in that ends closes its sockets.
"""

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
#: What a page needs to ask of the server. The rest is for developers: it would empty caches of everybody, say.
ASKED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"})
ASKED_BY_STRANGERS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
#: Of whoever is not signed in: the largest message (bytes), so many at once, and so many a second after that.
LARGEST, AT_ONCE, A_SECOND = 16_384, 20, 2.0
#: So many such sockets at a time; the oldest is closed for a new one.
MOST_STRANGERS = 200
#: The connection breaks a rule (RFC 6455).
_POLICY = 1008


class Socket:
    """One socket between the server and the app, with what passes through it. `holds` says whether whoever opened it
    still is in the roles that they had then, `start` is where the app begins."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        is_stranger: bool,
        holds: Callable[[], bool] = lambda: True,
        start: str = "/",
    ) -> None:
        self._receive, self._send, self._is_stranger, self._holds = receive, send, is_stranger, holds
        self._start = start
        self._loop = asyncio.get_running_loop()
        self._is_closed = False
        self._left, self._counted_at = float(AT_ONCE), time.monotonic()

    async def receive(self) -> Message:
        """The next message that may pass; others are as if they had never been sent."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive" or self._may_pass(message.get("bytes") or b""):
                return message

    async def send(self, message: Message) -> None:
        if self._is_closed:
            return
        self._is_closed = message["type"] == "websocket.close"
        await self._send(message)

    def close_soon(self) -> None:
        """Close it, from whichever thread."""
        self._loop.call_soon_threadsafe(self._close)

    def close_at(self, when: float) -> asyncio.TimerHandle:
        """Close it at a time (seconds since 1970)."""
        return self._loop.call_later(max(0.0, when - time.time()), self._close)

    def _close(self) -> None:
        self._closing = self._loop.create_task(self._closed())

    async def _closed(self) -> None:
        """What is on the page goes, too: the browser is sent to the start, which shows nothing without signing in."""
        if not self._is_stranger and not self._is_closed:
            leave = ForwardMsg(auth_redirect=AuthRedirect(url=self._start))
            with suppress(RuntimeError):  # the other end went before
                await self.send({"type": "websocket.send", "bytes": leave.SerializeToString()})
        with suppress(RuntimeError):
            await self.send({"type": "websocket.close", "code": _POLICY})

    def _may_pass(self, data: bytes) -> bool:
        if self._is_stranger and (len(data) > LARGEST or not self._is_in_time()):
            return False
        if not self._holds():
            self._close()
            return False
        try:
            asked = BackMsg.FromString(data).WhichOneof("type")
        except DecodeError:
            return True  # the server closes a connection that speaks another language
        return asked in (ASKED_BY_STRANGERS if self._is_stranger else ASKED)

    def _is_in_time(self) -> bool:
        now = time.monotonic()
        self._left = min(float(AT_ONCE), self._left + (now - self._counted_at) * A_SECOND)
        self._counted_at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Strangers:
    """The sockets of whoever is not signed in, so that there are never too many."""

    def __init__(self, most: int = MOST_STRANGERS) -> None:
        self._most = most
        self._open: OrderedDict[Socket, None] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def one_more(self, socket: Socket) -> Iterator[None]:
        """While one of them is open; the oldest of too many is closed."""
        with self._lock:
            self._open[socket] = None
            oldest = self._open.popitem(last=False)[0] if len(self._open) > self._most else None
        if oldest:
            oldest.close_soon()
        try:
            yield
        finally:
            with self._lock:
                self._open.pop(socket, None)
