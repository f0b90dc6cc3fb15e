"""Files for the running app: the command line sends them there when the app has the store open.

The app answers at `/api/imports`, see `pages/parts/import_api.py`.
"""

from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx

from mentorship.errors import ArgumentError, FileError, MentorshipError
from mentorship.import_handshake import answered, on_the_same_connection
from mentorship.import_request import PATH, SHORTEST_TOKEN, ImportRequest
from mentorship.import_signing import authorization, digest_of
from mentorship.intake.options import ImportOptions
from mentorship.intake.results import ImportResult, result_of
from mentorship.intake.watching import Arrival
from mentorship.settings import Settings

#: Seconds that the app may take to answer at all, and for a whole import.
_SOON, _AT_LAST = 5.0, 3600.0
#: Statuses that mean the file, not the request: too large, not understood.
FILE_STATUSES = (413, 422)


@dataclass(frozen=True)
class RunningApp:
    """The app that has our store open."""

    address: str
    token: str
    store: Path

    def send(self, file: Path, request: ImportRequest) -> dict[str, Any]:
        """Send a file. Returns the app's JSON. Raises FileError, MentorshipError with the app's sentence."""
        try:
            # By the length the app can refuse a file that is too large before it arrives.
            digest = digest_of(file)
            with file.open("rb") as opened, _client(_AT_LAST) as client:
                found = answered(client, self.address + PATH, self.store, self.token)
                if found is None:
                    raise MentorshipError(f"{request.name}: the app that has the store is no longer at {self.address}.")
                message = client.build_request(
                    "POST", self.address + PATH, params=tuple(request.query()), content=opened,
                    extensions={"trace": on_the_same_connection},
                )  # fmt: skip
                target = message.url.raw_path.decode("ascii")
                message.headers["Authorization"] = authorization(self.token, found, target, digest)
                response = client.send(message)
        except OSError as error:
            why = f"{request.name}: cannot be opened ({error.strerror}). Check the name and the permissions."
            raise FileError(why) from None
        except httpx.HTTPError:
            raise MentorshipError(
                f"{request.name}: the connection to the app at {self.address} broke. Check there whether the file was "
                "imported, or send it again: importing a file twice changes nothing."
            ) from None
        return _json_of(response, self.address)

    def import_file(self, file: Path, options: ImportOptions, dry_run: bool) -> ImportResult:
        """As `intake.importer.import_file`, by the app. Raises MentorshipError."""
        return result_of(self.send(file, ImportRequest.of(file.name, options, dry_run=dry_run)))


@dataclass(frozen=True)
class AppDestination:
    """Sends the files of a watched folder to the running app, which remembers what it refuses."""

    app: RunningApp
    options: ImportOptions
    folder: str

    def take_in(self, file: Path, name: str) -> Arrival | None:
        """Import a file, unless the app has seen its bytes. Raises MentorshipError where the app accepts no file."""
        try:
            found = self.app.send(file, ImportRequest.of(name, self.options, watched=self.folder))
        except FileError as error:
            return Arrival(name, refusal=error.message)
        return None if found.get("known") else Arrival(name, result_of(found))

    def refuse(self, name: str, message: str) -> Arrival:
        """A file that cannot be read here cannot be sent, so the refusal is only reported."""
        return Arrival(name, refusal=message)


def app_holding(store: Path, settings: Settings) -> RunningApp | None:
    """The running app that has this very store open; None where there is none, or where that is not certain.

    The token is said to nobody. Raises ArgumentError for an address that would let others read along."""
    token = settings.import_token.get_secret_value()
    if len(token) < SHORTEST_TOKEN:
        return None
    address = _trusted(settings.app)
    try:
        with _client(_SOON) as client:
            return RunningApp(address, token, store) if answered(client, address + PATH, store, token) else None
    except (httpx.HTTPError, OSError):
        return None


def _trusted(address: str) -> str:
    """An address to which records may be sent: of this machine, or encrypted. Raises ArgumentError."""
    with suppress(httpx.InvalidURL):
        url = httpx.URL(address)
        if url.scheme == "https" or (url.scheme == "http" and _is_here(url.host)):
            return address.rstrip("/")
    raise ArgumentError(
        f"The setting MENTORSHIP_APP is {address}: expected an address of this machine, such as "
        "http://127.0.0.1:8501, or one with https."
    )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _client(patience: float) -> httpx.Client:
    """Straight to the app: no proxy of the environment, no redirection."""
    return httpx.Client(trust_env=False, follow_redirects=False, timeout=httpx.Timeout(_SOON, read=patience, write=60))


def _json_of(response: httpx.Response, address: str) -> dict[str, Any]:
    """The app's answer. Raises FileError with its sentence about the file, MentorshipError with any other."""
    try:
        found = response.json()
    except ValueError:
        found = None
    if not isinstance(found, dict) or (not response.is_success and "error" not in found):
        raise MentorshipError(f"What answers at {address} is not this program (status {response.status_code}).")
    if response.status_code in FILE_STATUSES:
        raise FileError(str(found["error"]))
    if not response.is_success:
        raise MentorshipError(str(found["error"]))
    return found
