"""A visitor without a browser: requests as somebody would forge them, and a socket that speaks Streamlit's protocol."""

import re
import socket
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from urllib.parse import urljoin, urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

PATIENCE = 30.0


class RefusedError(Exception):
    """The server took no socket. `status` is what it answered."""

    def __init__(self, status: int) -> None:
        super().__init__(f"refused with {status}")
        self.status = status


class Tab:
    """A page in a browser, without the browser. `headers` are sent as they are; `host` is what is asked for, wherever
    the connection goes."""

    def __init__(
        self,
        address: str,
        cookies: Mapping[str, str] | None = None,
        *,
        origin: str | None = "own",
        host: str | None = None,
        session: str = "",
        headers: Mapping[str, str] | None = None,
        with_token: bool = True,
        below: str = "",
    ) -> None:
        place = urlsplit(address)
        cookies = dict(cookies) if cookies is not None else cookies_of(address)
        token = cookies.get("_streamlit_xsrf", "none") if with_token else "none"
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
        self.address, self.cookies, self.session, self.received = address, cookies, "", b""
        self.widgets: dict[str, str] = {}
        self._open = ExitStack()
        try:
            self._socket = self._open.enter_context(connect(
                f"ws://{host or place.netloc}{below}/_stcore/stream",
                sock=socket.create_connection((place.hostname, place.port)), max_size=None, open_timeout=PATIENCE,
                origin=address if origin == "own" else origin,  # type: ignore[arg-type]
                subprotocols=["streamlit", token, *([session] if session else [])],  # type: ignore[list-item]
                additional_headers={**sent, **(headers or {})}, proxy=None,
            ))  # fmt: skip
        except InvalidHandshake as error:
            raise RefusedError(getattr(getattr(error, "response", None), "status_code", 0)) from None

    def __enter__(self) -> "Tab":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def run(self, page: str = "", query: str = "", **asked: object) -> list[ForwardMsg]:
        """Open a page by its address, and take what comes until it is done."""
        return self.ask(BackMsg(rerun_script=ClientState(page_name=page, query_string=query, **asked)))  # type: ignore[arg-type]

    def press(self, label: str, page: str = "") -> list[ForwardMsg]:
        """Press a button of the page that was shown last."""
        state = WidgetState(id=self.widgets[label], trigger_value=True)
        return self.run(page, widget_states={"widgets": [state]})

    def ask(self, message: BackMsg) -> list[ForwardMsg]:
        """Send, and take what comes until a run has ended. Raises ConnectionClosed."""
        self.send(message)
        came: list[ForwardMsg] = []
        while not (came and _is_end(came[-1])):
            came.append(self.next(PATIENCE))
        return came

    def send(self, message: BackMsg) -> None:
        self._socket.send(message.SerializeToString())

    def send_raw(self, data: bytes | str) -> None:
        self._socket.send(data)

    def next(self, patience: float) -> ForwardMsg:
        """The next message. Raises TimeoutError, ConnectionClosed."""
        data = self._socket.recv(patience, decode=False)
        self.received += bytes(data)
        message: ForwardMsg = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "button":
            self.widgets[message.delta.new_element.button.label] = message.delta.new_element.button.id
        return message

    def is_closed_within(self, seconds: float) -> bool:
        """Whether the server closes the socket, whatever it sends before."""
        try:
            while True:
                self.next(seconds)
        except TimeoutError:
            return False
        except ConnectionClosed:
            return True

    def hears_nothing(self, seconds: float) -> bool:
        """Whether nothing at all comes for a while."""
        with suppress(TimeoutError):
            self.next(seconds)
            return False
        return True


def _is_end(message: ForwardMsg) -> bool:
    ended = message.WhichOneof("type") == "script_finished"
    return ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def said(messages: list[ForwardMsg]) -> str:
    """What a page says: its headings, sentences and notices, as people read them."""
    found = []
    for element in [each.delta.new_element for each in messages if each.WhichOneof("type") == "delta"]:
        kind = element.WhichOneof("type")
        if kind in ("heading", "markdown", "alert", "text"):
            found.append(str(getattr(element, kind).body))
    return "\n".join(found).replace("\\", "").replace("\u2060", "")


def text_of(messages: list[ForwardMsg]) -> str:
    """All that stands in messages, as far as it is text."""
    return b" ".join(each.SerializeToString() for each in messages).decode("utf-8", "ignore")


def readable(messages: list[ForwardMsg]) -> str:
    """The same as people would read it: nothing escaped for Markdown or JSON."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text_of(messages))
    return text.replace("\\", "").replace("\u2060", "")


def pages_in(messages: list[ForwardMsg]) -> dict[str, str]:
    """The pages that the browser was told of, by their address: how each is asked for by number."""
    return {page.url_pathname: page.page_script_hash for each in messages for page in each.navigation.app_pages}


def cookies_of(address: str) -> dict[str, str]:
    """What a browser has that came by, and did not sign in."""
    return dict(httpx.get(f"{address}/_stcore/health", trust_env=False).cookies)


def sign_in(address: str, email: str, answers: list[httpx.Response] | None = None, **claims: object) -> dict[str, str]:
    """Sign in as a person does: the button, the provider's form, and back. Returns the cookies; `answers` fills up with
    all that came on the way."""
    heard = {"response": [(answers if answers is not None else []).append]}
    with httpx.Client(trust_env=False, follow_redirects=True, timeout=PATIENCE, event_hooks=heard) as opened:
        opened.get(f"{address}/_stcore/health")
        with Tab(address, dict(opened.cookies)) as tab:
            tab.run()
            (way,) = {each.auth_redirect.url for each in tab.press("Sign in") if each.HasField("auth_redirect")}
        form = opened.get(urljoin(address, way))
        said = {"email": email, "email_verified": True, **claims}
        opened.put(urljoin(str(form.url), f"/users/{email}"), json=said).raise_for_status()
        opened.post(form.url, data={"sub": email})
        return dict(opened.cookies)


def downloads_in(messages: list[ForwardMsg]) -> list[str]:
    """The addresses of files that a page offers."""
    return re.findall(r"/downloads/[0-9a-f]{64}", text_of(messages))
