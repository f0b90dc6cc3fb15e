"""Uploads: from whoever may import, into their own page, and only as much as fits into memory.

Streamlit keeps what is uploaded in memory until the page is closed. So there is a quota for each viewer, and one for
all of them together; both count what is still on its way.
"""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from starlette.responses import PlainTextResponse

from mentorship.access import Role
from pages.parts import resources, sign_in
from pages.parts.guard import sessions
from pages.parts.sign_in_cookies import claims_of

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
MAY_UPLOAD = frozenset({Role.OMBUDSMAN})
#: Of the largest file that is taken in: how much one viewer, and how much all together, may have in memory.
OF_ONE, OF_ALL = 1, 2
#: Bytes of a megabyte as Streamlit counts them, and what the form around a file takes.
_MB, _FORM = 1 << 20, 1 << 20
_REFUSED = "Only those who may import exports can upload files, on the page “Session exports”."
_TOO_MUCH = "Too much is uploaded already. Import or remove those files first, or split this one."


class Uploads:
    """What was uploaded by whom, and what is on its way now."""

    def __init__(self) -> None:
        self._sessions: defaultdict[str, set[str]] = defaultdict(set)
        self._on_its_way: Counter[str] = Counter()

    def why_not(self, path: str, cookies: Mapping[str, str], owner: str) -> str | None:
        """Why somebody may not change what a page has uploaded; None where they may."""
        *_, session_id, _ = path.rsplit("/", 2)
        is_own = sessions.owner_of(session_id) == owner
        return None if is_own and _may_import(cookies) else _REFUSED

    async def take(self, app: Any, scope: Message, receive: Receive, send: Send, owner: str) -> None:
        """Let an upload through to the app, as far as the quotas go."""
        self._sessions[owner].add(scope["path"].rsplit("/", 2)[-2])
        said = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        passing = _Passing(self, receive, send, owner)
        if said.isdigit() and not self._fits(owner, int(said)):
            await passing.refuse(scope)
            return
        try:
            await app(scope, passing.receive, passing.send)
        finally:
            self._on_its_way[owner] -= passing.so_far
            self._sessions[owner] &= _known(self._sessions[owner])

    def arrives(self, owner: str, size: int) -> bool:
        """Count a piece that arrived; False where it is more than there is room for."""
        self._on_its_way[owner] += size
        return self._fits(owner, 0)

    def _fits(self, owner: str, size: int) -> bool:
        most = resources.settings().largest_file_mb * _MB + _FORM
        own = sessions.bytes_uploaded(self._sessions[owner]) + self._on_its_way[owner]
        everybody = sessions.bytes_uploaded() + sum(self._on_its_way.values())
        return own + size <= OF_ONE * most and everybody + size <= OF_ALL * most


class _Passing:
    """One upload on its way through: cut off where it grows too large."""

    def __init__(self, uploads: Uploads, receive: Receive, send: Send, owner: str) -> None:
        self._uploads, self._receive, self._send, self._owner = uploads, receive, send, owner
        self.so_far, self._is_refused = 0, False

    async def receive(self) -> Message:
        message = await self._receive()
        size = len(message.get("body", b""))
        self.so_far += size
        if size and not self._uploads.arrives(self._owner, size):
            await self.refuse({"type": "http"})
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        if not self._is_refused:
            await self._send(message)

    async def refuse(self, scope: Message) -> None:
        await PlainTextResponse(_TOO_MUCH, 413, {"Connection": "close"})(scope, self._receive, self._send)
        self._is_refused = True


def _may_import(cookies: Mapping[str, str]) -> bool:
    if resources.settings().access == "local":
        return True
    return any(each.role in MAY_UPLOAD for each in sign_in.known_as(claims_of(cookies))())


def _known(session_ids: set[str]) -> set[str]:
    """Those of the pages that are still open, or hold something."""
    return {each for each in session_ids if sessions.owner_of(each) is not None or sessions.bytes_uploaded({each})}
