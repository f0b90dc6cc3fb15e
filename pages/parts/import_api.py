"""`/api/imports`: files from another program, while the app runs. Closed without a token.

`POST` takes one file as the body, its name as `?name=`; `mentorship/import_request.py` says what else may be asked.
`GET ?challenge=…` proves that this app has a certain store open to whoever knows the token, and says nothing to others;
`mentorship/import_signing.py` says how. A request brings the token, or is signed with it.
There are no cookies here, so no other page can use somebody's sign-in. Bodies and names are not logged.
"""

import hashlib
import logging
import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hmac import compare_digest
from pathlib import Path
from typing import TypeVar

import anyio
import streamlit as st
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mentorship import import_signing
from mentorship.access import Role, Viewer
from mentorship.actions.imports import import_file, watched_folder
from mentorship.errors import ArgumentError, FileError, MappingError, MentorshipError
from mentorship.import_request import PATH, SHORTEST_TOKEN, ImportRequest
from mentorship.intake.options import ImportOptions
from mentorship.passing_folder import passing_folder
from mentorship.store.soundness import in_words
from pages.parts import resources

#: Imports that nobody stands by are done one after the other, so that they cannot take all of the memory.
ONE_AT_A_TIME = anyio.CapacityLimiter(1)
LONGEST_CHALLENGE = 200
SIGNED = import_signing.Requests()
#: Who acts where nobody stands by: the token is what opens the door.
ANOTHER_PROGRAM = Viewer(Role.OMBUDSMAN, name="another program")
WATCHED_FOLDER = Viewer(Role.OMBUDSMAN, name="watched folder")
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
        return _error(400, "The file was cut off. Nothing was changed; send it again.")
    except Exception as error:
        if said := in_words(error):
            return _error(507, said)
        # The place, never the message: it may hold somebody's data.
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error("an import failed: %s at %s:%s", type(error).__name__, Path(place.filename).name, place.lineno)
        return _error(500, "This could not be done. Nothing was changed; tell whoever runs the app.")


def _error(status: int, message: str) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse({"error": message}, status, headers)


def _token() -> str:
    """The token of this app. Raises where the entrance is closed."""
    token = resources.settings().import_token.get_secret_value()
    if not token:
        raise _NoEntryError(403, "This entrance is closed. Set MENTORSHIP_IMPORT_TOKEN and start the app again.")
    if len(token) < SHORTEST_TOKEN:
        least = f"fewer than {SHORTEST_TOKEN} characters"
        raise _NoEntryError(403, f"This entrance is closed: MENTORSHIP_IMPORT_TOKEN has {least}. Set a longer one.")
    return token


async def _prove(request: Request, token: str) -> Response:
    challenge = request.query_params.get("challenge", "")
    if not 16 <= len(challenge) <= LONGEST_CHALLENGE:
        raise _NoEntryError(400, "Send files here with POST. GET expects ?challenge=, of 16 to 200 characters.")
    store = await anyio.to_thread.run_sync(resources.store)  # opening it may take a moment
    found = import_signing.answer(store.path or resources.settings().store, token, challenge, _asked_at(request))
    return JSONResponse(vars(found))


def _asked_at(request: Request) -> str:
    """The address of ours that a connection came to."""
    host, port = request.scope.get("server") or ("", None)
    return f"{host} {port}"


async def _take(request: Request, token: str) -> Response:
    """Receive a file and import it, away from the thread that serves the pages."""
    digest = _allowed(request, token)
    if request.headers.get("content-type", "").startswith("multipart/"):
        raise _NoEntryError(415, "Expected the file as the body itself, with ?name=, not as a form.")
    asked = ImportRequest.from_query(request.query_params.multi_items())
    with passing_folder() as folder:
        file = folder / f"sent{Path(asked.name).suffix[:8]}"
        received = await _receive(request, asked.name, file)
        if digest not in (None, received):
            raise _NoEntryError(400, f"{asked.name}: it is not the file that was announced. Nothing was changed.")
        return await aside(partial(_bring_in, file, asked))


def _allowed(request: Request, token: str) -> str | None:
    """Refuse whoever does not know the token. Returns the digest of the file that a signed request announces."""
    header = request.headers.get("authorization", "")
    target = b"?".join((request.scope["raw_path"], request.scope["query_string"])).decode("latin-1")
    digest = SIGNED.digest_of(header, token, _asked_at(request), target)
    scheme, _, given = header.partition(" ")
    has_token = scheme.lower() == "bearer" and compare_digest(given.strip().encode("latin-1"), token.encode())
    if not has_token and digest is None:
        raise _NoEntryError(401, "The token is missing or wrong. Expected the header Authorization: Bearer TOKEN.")
    return digest


async def aside(work: Callable[[], Done]) -> Done:
    """Do a piece of work on a thread of its own, one at a time."""
    return await anyio.to_thread.run_sync(work, limiter=ONE_AT_A_TIME)


async def _receive(request: Request, name: str, file: Path) -> str:
    """Write what comes to the disk, and stop where it is more than is taken. Returns its SHA-256."""
    most = resources.settings().largest_file_mb
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > most * 1_000_000:
        raise _too_large(name, most)
    left, digest = most * 1_000_000, hashlib.sha256()
    with file.open("wb") as opened:
        async for block in request.stream():
            left -= len(block)
            if left < 0:
                raise _too_large(name, most)
            opened.write(block)
            digest.update(block)
    return digest.hexdigest()


def _too_large(name: str, most: int) -> _NoEntryError:
    what = f"{name}: the file has more than the {most} MB that are allowed."
    return _NoEntryError(413, f"{what} Split it, or set MENTORSHIP_LARGEST_FILE_MB.")


def options_here(options: ImportOptions) -> ImportOptions:
    """How to read a file, with this app's profiles, limits and time zone."""
    settings = resources.settings()
    return replace(options, profiles=settings.profiles, limits=resources.limits(), time_zone=settings.time_zone)


def _bring_in(file: Path, asked: ImportRequest) -> Response:
    store, policy, options = resources.store(), resources.policy(), options_here(asked.options)
    ahead = resources.work_out_ahead
    if asked.watched is None:
        result = import_file(
            ANOTHER_PROGRAM, store, file, policy, options, shown_as=asked.name, dry_run=asked.dry_run, ahead=ahead
        )
        return JSONResponse(result.as_json())
    folder = watched_folder(WATCHED_FOLDER, store, policy, options, asked.watched, ahead)
    arrived = folder.take_in(file, asked.name)
    if arrived is None:
        return JSONResponse({"known": True})
    return JSONResponse(arrived.result.as_json()) if arrived.result else _error(422, arrived.refusal or "")


def routes() -> list[Route]:
    """For the app's own server, below the path that it is served at."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"/{base}{PATH}" if base else PATH, answer, methods=["GET", "POST"])]
