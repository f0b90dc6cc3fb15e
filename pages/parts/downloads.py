"""Files to take away, made when asked for, and given only to the viewer they were offered to.

A link is an address on this server, bound to whoever was signed in when it was shown: opened by anybody else, or after
signing out, it says so and gives nothing. Nothing is made before somebody asks.
"""

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import anyio
import streamlit as st
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from mentorship.access import Viewer
from mentorship.answers.request import Request
from pages.parts import failures, resources, sign_in

PATH = "/downloads"
#: So many offers are remembered; the oldest are forgotten first.
MOST_OFFERS = 20_000
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SECRET = secrets.token_bytes(32)
Make = Callable[[Request], bytes]


@dataclass(frozen=True)
class _Offer:
    owner: str
    viewer: Viewer
    file_name: str
    media_type: str
    make: Make


_offers: OrderedDict[str, _Offer] = OrderedDict()
_lock = threading.Lock()


def offer(viewer: Viewer, file_name: str, media_type: str, make: Make, about: str = "") -> str:
    """The address of a file for a viewer. `about` tells apart two files of one name; offered again, it is the same."""
    owner = sign_in.owner_of_run()
    named = f"{owner}\n{viewer.role}\n{viewer.person}\n{file_name}\n{about}"
    token = hmac.new(_SECRET, named.encode(), hashlib.sha256).hexdigest()
    with _lock:
        _offers[token] = _Offer(owner, viewer, file_name, media_type, make)
        _offers.move_to_end(token)
        while len(_offers) > MOST_OFFERS:
            _offers.popitem(last=False)
    return f"{_base()}{PATH}/{token}"


async def download(request: HttpRequest) -> Response:
    """Make and send a file that was offered to whoever asks. Others learn nothing, not even whether it exists."""
    with _lock:
        found = _offers.get(str(request.path_params["token"]))
    if found is None or not sign_in.may_have(found.owner, found.viewer, request.cookies):
        return PlainTextResponse("This download is no longer available. Open the page again.", 404, _HEADERS)
    content = await anyio.to_thread.run_sync(partial(_made, found))
    if content is None:
        return PlainTextResponse("The file could not be made. Nothing was changed; try again.", 500, _HEADERS)
    named = f'attachment; filename="{found.file_name}"'
    return Response(content, media_type=found.media_type, headers=_HEADERS | {"Content-Disposition": named})


_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def _made(found: _Offer) -> bytes | None:
    try:
        with resources.request(found.viewer) as request:
            return found.make(request)
    except Exception as error:
        failures.log_place(f"{found.file_name} could not be made", error)
        return None


def _base() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def routes() -> list[Route]:
    """For the app's own server."""
    return [Route(f"{_base()}{PATH}/{{token}}", download, methods=["GET"])]
