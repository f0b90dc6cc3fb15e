"""`/api/imports`: files from another program, while the app runs. Closed without a token.

`POST` takes one file as the body itself, its name as `?name=`; `mentorship/sending.py` says what else may be asked.
`GET ?challenge=…` proves that this app has a certain store open to whoever knows the token, and says nothing to others.
There are no cookies here, so no other page can use somebody's sign-in. Bodies and names are not logged.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hmac import compare_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import anyio
import streamlit as st
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mentorship import sending
from mentorship.errors import ArgumentError, FileError, MappingError, MentorshipError
from mentorship.intake.importer import import_file
from mentorship.intake.mapping import How
from mentorship.intake.watching import StoreDesk
from mentorship.store.identity import proof_of
from pages.parts import shelf

#: Imports that nobody stands by are done one after the other, so that they cannot take all of the memory.
ONE_AT_A_TIME = anyio.CapacityLimiter(1)
LONGEST_CHALLENGE = 200
#: What was wrong: the asking, or the file. Anything else is wrong here.
STATUS = {ArgumentError: 400, FileError: 422, MappingError: 422}
log = logging.getLogger("mentorship")
Done = TypeVar("Done")


class _NoEntryError(MentorshipError):
    """What is asked is not done: a status and a sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def answer(request: Request) -> Response:
    """What every request gets: JSON, and where nothing was done `{"error": sentence}`."""
    try:
        token = _token()
        return await _take(request, token) if request.method == "POST" else await _prove(request, token)
    except MentorshipError as error:
        return _error(STATUS.get(type(error), getattr(error, "status", 503)), error.message)
    except ValidationError:
        return _error(503, "The app's settings cannot be used. Correct them and start it again.")
    except ClientDisconnect:
        return _error(400, "The file broke off. Nothing was changed; send it again.")
    except Exception as error:
        # The place, never the message: it may hold somebody's data.
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error("an import failed: %s at %s:%s", type(error).__name__, Path(place.filename).name, place.lineno)
        return _error(500, "This could not be done. Nothing was changed; tell whoever runs this.")


def _error(status: int, message: str) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse({"error": message}, status, headers)


def _token() -> str:
    """The token of this app. Raises where the entrance is closed."""
    token = shelf.settings().import_token.get_secret_value()
    if not token:
        raise _NoEntryError(403, "This entrance is closed. Set MENTORSHIP_IMPORT_TOKEN and start the app again.")
    if len(token) < sending.SHORTEST_TOKEN:
        least = f"fewer than {sending.SHORTEST_TOKEN} characters"
        raise _NoEntryError(403, f"This entrance is closed: MENTORSHIP_IMPORT_TOKEN has {least}. Set a longer one.")
    return token


async def _prove(request: Request, token: str) -> Response:
    challenge = request.query_params.get("challenge", "")
    if not 16 <= len(challenge) <= LONGEST_CHALLENGE:
        raise _NoEntryError(400, "Files are brought here with POST. GET expects ?challenge=, of 16 to 200 characters.")
    store = await anyio.to_thread.run_sync(shelf.store)  # opening it may take a moment
    return JSONResponse({"store": proof_of(store.path or shelf.settings().store, token, challenge)})


async def _take(request: Request, token: str) -> Response:
    """Receive a file and import it, away from the thread that serves the pages."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not compare_digest(given.strip().encode("latin-1"), token.encode()):
        raise _NoEntryError(401, "The token is missing or wrong. Expected the header Authorization: Bearer TOKEN.")
    if request.headers.get("content-type", "").startswith("multipart/"):
        raise _NoEntryError(415, "Expected the file as the body itself, with ?name=, not as a form.")
    asked = sending.Request.of(request.query_params.multi_items())
    with TemporaryDirectory(prefix="mentorship-") as folder:
        file = Path(folder) / f"sent{Path(asked.name).suffix[:8]}"
        await _receive(request, asked.name, file)
        return await aside(partial(_bring_in, file, asked))


async def aside(work: Callable[[], Done]) -> Done:
    """Do a piece of work on a thread of its own, one at a time."""
    return await anyio.to_thread.run_sync(work, limiter=ONE_AT_A_TIME)


async def _receive(request: Request, name: str, file: Path) -> None:
    """Write what comes to the disk, and stop where it is more than is taken."""
    most = shelf.settings().largest_file_mb
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > most * 1_000_000:
        raise _too_large(name, most)
    left = most * 1_000_000
    with file.open("wb") as opened:
        async for block in request.stream():
            left -= len(block)
            if left < 0:
                raise _too_large(name, most)
            opened.write(block)


def _too_large(name: str, most: int) -> _NoEntryError:
    what = f"{name}: the file has more than the {most} MB that are taken."
    return _NoEntryError(413, f"{what} Split it, or set MENTORSHIP_LARGEST_FILE_MB.")


def how_here(how: How, imported_by: str) -> How:
    """How to read a file, with this app's profiles, limits and time zone."""
    settings = shelf.settings()
    return replace(
        how, profiles=settings.profiles, limits=shelf.limits(), time_zone=settings.time_zone,
        imported_by=imported_by,
    )  # fmt: skip


def _bring_in(file: Path, asked: sending.Request) -> Response:
    if asked.watched is None:
        how = how_here(asked.how, "another program")
        result = import_file(shelf.store(), file, shelf.policy(), how, shown_as=asked.name, dry_run=asked.dry_run)
        return JSONResponse(result.as_json())
    how = how_here(asked.how, "watched folder")
    arrived = StoreDesk(shelf.store(), shelf.policy(), how, asked.watched).take_in(file, asked.name)
    if arrived is None:
        return JSONResponse({"known": True})
    return JSONResponse(arrived.result.as_json()) if arrived.result else _error(422, arrived.refusal or "")


def routes() -> list[Route]:
    """For the app's own server, below the path that it is served at."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"/{base}{sending.PATH}" if base else sending.PATH, answer, methods=["GET", "POST"])]
