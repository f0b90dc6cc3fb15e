"""One browser tab without the browser: Streamlit's own websocket protocol, as its frontend speaks it.

A run is counted from `rerun_script` sent to `script_finished` received. What is drawn is not; what a browser would do
besides (fonts, scripts, drawing) is no work of the server's. Like a browser, a tab keeps large messages and tells the
server which ones it has, so that they are not sent again.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

#: After so long nobody waits any more.
PATIENCE = 60.0
#: For how many runs a browser keeps a large message (Streamlit's `global.maxCachedMessageAge`).
KEPT_FOR = 2
SIGN_IN = "sign in"
#: What a viewer can change or fetch, by its name among the elements.
WIDGETS = {"checkbox", "button_group", "selectbox", "dataframe"}


@dataclass
class Run:
    """One run of a page: when it was asked for, how long it took (seconds), what came (bytes), what was wrong."""

    page: str
    asked_at: float
    seconds: float = 0.0
    received: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass
class Shown:
    """What stands on the page now, as far as a viewer acts on it. Widgets with the fragment they belong to."""

    widgets: dict[str, tuple[str, Any, str]] = field(default_factory=dict)
    downloads: list[Any] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    #: Pages that ask to be run again every so many seconds, by fragment.
    again_every: dict[str, float] = field(default_factory=dict)


class LostError(Exception):
    """The connection broke, or nothing came for too long."""


class Tab:
    """A tab, signed in if `cookies` say so. `pages` is address → hash, once a page has run."""

    def __init__(self, address: str, cookies: Mapping[str, str] | None = None) -> None:
        self.address, self.cookies = address, dict(cookies or {})
        self.shown, self.page, self.auth_redirect = Shown(), "", ""
        self.pages: dict[str, str] = {}
        self._states: dict[str, WidgetState] = {}
        self._kept: dict[str, tuple[ForwardMsg, int]] = {}
        self._hash, self._query, self._session = "", "", ""
        self._connection: ClientConnection | None = None

    async def open(self) -> None:
        """Connect. Raises LostError."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        token = self.cookies.get("_streamlit_xsrf", "none")
        try:
            self._connection = await connect(
                f"ws{self.address.removeprefix('http')}/_stcore/stream", origin=self.address,  # type: ignore[arg-type]
                subprotocols=["streamlit", token], additional_headers={"Cookie": cookies} if cookies else None,  # type: ignore[list-item]
                max_size=None, ping_interval=None, open_timeout=PATIENCE, proxy=None,
            )  # fmt: skip
        except (OSError, TimeoutError, WebSocketException) as error:
            raise LostError(f"no connection: {type(error).__name__}") from None

    async def close(self) -> None:
        if self._connection:
            await self._connection.close()
        self._connection, self._hash, self._kept = None, "", {}

    async def __aenter__(self) -> "Tab":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def go(self, page: str) -> Run:
        """Open a page by its address, as a click in the menu does."""
        self._states.clear()
        self.page, self._hash, self._query = page, self.pages.get(page, ""), ""
        return await self._run(ClientState(page_name="" if self._hash else page))

    async def change(self, widget: str, value: dict[str, Any]) -> Run:
        """Change a widget and wait for the page, or the fragment the widget is in."""
        self._states[widget] = WidgetState(id=widget, **value)
        fragment = self.shown.widgets[widget][2] if widget in self.shown.widgets else ""
        run = await self._run(ClientState(fragment_id=fragment))
        if "trigger_value" in value:
            del self._states[widget]
        return run

    async def again(self, fragment: str) -> Run:
        """What a page does by itself every few seconds."""
        return await self._run(ClientState(fragment_id=fragment, is_auto_rerun=True))

    async def prepare_download(self, button: Any) -> str:
        """The path of a file; it is made now if the button makes it when pressed. Empty where it could not be made."""
        if not button.HasField("deferred_file_id"):
            return str(button.url)
        message = BackMsg()
        message.backend_operation_request.request_id = button.deferred_file_id
        message.backend_operation_request.session_id = self._session
        message.backend_operation_request.deferred_file.file_id = button.deferred_file_id
        answer = await self._ask(message, Run(self.page, perf_counter()))
        return answer.backend_operation_response.deferred_file.url if answer else ""

    async def _run(self, state: ClientState) -> Run:
        state.page_script_hash, state.query_string = self._hash, self._query
        state.widget_states.widgets.extend(self._states.values())
        state.cached_message_hashes.extend(self._kept)
        state.context_info.timezone, state.context_info.locale = "Europe/Berlin", "en-US"
        state.context_info.url, state.context_info.color_scheme = f"{self.address}/{self.page}", "light"
        run = Run(self.page, perf_counter())
        ended = await self._ask(BackMsg(rerun_script=state), run)
        run.seconds = perf_counter() - run.asked_at
        if ended and ended.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            run.errors.append("the page does not compile")
        self._forget()
        return run

    async def _ask(self, message: BackMsg, run: Run) -> ForwardMsg | None:
        """Send, and take what comes until the answer is whole. What breaks is an error of the run, and ends the tab."""
        try:
            if self._connection is None:
                await self.open()
            async with asyncio.timeout(PATIENCE):
                await self._connection.send(message.SerializeToString())  # type: ignore[union-attr]
                while True:
                    came = await self._connection.recv(decode=False)  # type: ignore[union-attr]
                    run.received += len(came)
                    if (answer := self._take(ForwardMsg.FromString(came), run)) is not None:
                        return answer
        except TimeoutError:
            run.errors.append(f"no answer within {PATIENCE:.0f} s")
        except (LostError, OSError, WebSocketException) as error:
            run.errors.append(f"connection lost: {error}")
        await self.close()
        return None

    def _take(self, message: ForwardMsg, run: Run) -> ForwardMsg | None:
        """One message; the same if it is the last of an answer."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self._kept[message.hash] = (message, 0)
        if kind == "ref_hash" and message.ref_hash in self._kept:
            message = self._kept[message.ref_hash][0]
            self._kept[message.hash] = (message, 0)
            kind = message.WhichOneof("type")
        if kind == "delta":
            self._draw(message, run)
        elif kind == "new_session":
            self._begin(message)
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
            self.pages |= {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        else:
            return self._take_rest(message, kind or "", run)
        return None

    def _take_rest(self, message: ForwardMsg, kind: str, run: Run) -> ForwardMsg | None:
        if kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "auth_redirect":
            self.auth_redirect = message.auth_redirect.url
        elif kind == "auto_rerun":
            self.shown.again_every[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            stopped = set(message.stop_auto_rerun.fragment_ids)
            self.shown.again_every = {name: it for name, it in self.shown.again_every.items() if name not in stopped}
        elif kind == "page_not_found":
            run.errors.append(f"no page {message.page_not_found.page_name!r}")
        elif kind == "session_event":
            run.errors.append(f"{message.session_event.WhichOneof('type')}")
        return message if kind == "backend_operation_response" or _is_end(message, kind) else None

    def _begin(self, message: ForwardMsg) -> None:
        """A run begins: of the whole page, or of fragments of it, around which everything stays."""
        self._session = message.new_session.initialize.session_id or self._session
        self._hash = message.new_session.page_script_hash
        if not message.metadata.run.fragment_ids:
            self.shown = Shown()

    def _draw(self, message: ForwardMsg, run: Run) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" and not element.exception.is_warning:
            run.errors.append(f"exception: {element.exception.type} {element.exception.message}"[:200])
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            run.errors.append(f"error shown: {element.alert.body}"[:200])
        elif kind == "button":
            self.shown.buttons[element.button.label.lower()] = element.button.id
        elif kind == "download_button":
            self.shown.downloads.append(element.download_button)
        elif kind == "page_link":
            self.shown.links.add(element.page_link.page_script_hash)
        elif kind in WIDGETS:
            widget = getattr(element, kind)
            self.shown.widgets[widget.id] = (kind, widget, message.delta.fragment_id)

    def _forget(self) -> None:
        """Large messages that were not seen for some runs."""
        aged = {name: (message, age + 1) for name, (message, age) in self._kept.items()}
        self._kept = {name: kept for name, kept in aged.items() if kept[1] <= KEPT_FOR}


def _is_end(message: ForwardMsg, kind: str) -> bool:
    """Whether nothing more comes: a run that ends early goes on as another one."""
    return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
