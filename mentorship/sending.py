"""Files for a running app: how another program asks for an import, and the command line when the app has the store.

The app answers at `/api/imports`, see `pages/parts/entrance.py`. Both sides of what is said there stand here.
"""

import secrets
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hmac import compare_digest
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx

from mentorship.errors import ArgumentError, FileError, MentorshipError
from mentorship.intake.mapping import How
from mentorship.intake.results import ImportResult, Problem
from mentorship.intake.watching import Arrived
from mentorship.settings import Settings
from mentorship.store.identity import proof_of
from mentorship.vocabulary import Kind
from mentorship.wording import listed, nearest

PATH = "/api/imports"
#: A token of fewer characters could be guessed.
SHORTEST_TOKEN = 32
#: How long the app may take: seconds to answer at all, and for the whole import.
_SOON, _AT_LAST = 5.0, 3600.0
#: Statuses that speak of the file, not of the asking: too large, not understood.
OF_THE_FILE = (413, 422)
_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0"}
_ONCE = ("name", "kind", "profile", "dates", "match_names", "dry_run", "watched")
_PAIRS = {"set": "fill", "map": "renames", "person": "people"}
_IGNORE = "ignore"


@dataclass(frozen=True)
class Request:
    """What is asked of the app besides the file itself: its name, how to read it, whether only to try; and the folder
    it arrived in, for a file that nobody stands by."""

    name: str
    how: How = field(default_factory=How)
    dry_run: bool = False
    watched: str | None = None

    def query(self) -> list[tuple[str, str]]:
        """As the words of an address."""
        how = self.how
        once = {
            "name": self.name, "kind": how.kind, "profile": how.profile, "dates": how.dates, "watched": self.watched,
            "match_names": how.match_names and "yes", "dry_run": self.dry_run and "yes",
        }  # fmt: skip
        pairs = [(word, f"{name}={value}") for word, of in _PAIRS.items() for name, value in getattr(how, of).items()]
        ignored = [(_IGNORE, heading) for heading in how.ignored]
        return [*((word, str(value)) for word, value in once.items() if value), *pairs, *ignored]

    @classmethod
    def of(cls, query: Iterable[tuple[str, str]]) -> "Request":
        """From the words of an address. Raises ArgumentError."""
        words = list(query)
        for word, _ in words:
            _check_word(word, [each for each, _ in words])
        once = {word: value for word, value in words if word in _ONCE}
        if "name" not in once:
            raise ArgumentError("The file has no name. Send it with ?name=, as in ?name=sessions.csv.")
        kind, dates = once.get("kind"), once.get("dates")
        pairs = {option: dict(_pair(option, value) for word, value in words if word == option) for option in _PAIRS}
        how = How(
            kind=Kind(_one_of("kind", kind, [str(each) for each in Kind])) if kind else None,
            profile=_profile(once.get("profile")),
            dates=_one_of("dates", dates, ["day-first", "month-first"]) if dates else None,
            match_names=_yes("match_names", once.get("match_names", "no")),
            fill=pairs["set"],
            renames=pairs["map"],
            people=pairs["person"],
            ignored=tuple(value for word, value in words if word == _IGNORE),
        )
        if "watched" in once and "dry_run" in once:
            raise ArgumentError(
                "dry_run: a file of a watched folder is brought in, or not at all. Leave one of both out."
            )
        return cls(_base_name(once["name"]), how, _yes("dry_run", once.get("dry_run", "no")), once.get("watched"))


def _check_word(word: str, words: list[str]) -> None:
    known = [*_ONCE, *_PAIRS, _IGNORE]
    if word not in known:
        near = nearest(word, known)
        raise ArgumentError(f"{word}: did you mean {near}?" if near else f"{word}: expected {listed(known, 'or')}.")
    if word in _ONCE and words.count(word) > 1:
        raise ArgumentError(f"{word}: it stands twice. Give it once.")


def _base_name(name: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    if not 0 < len(base) <= 255 or base in (".", "..") or any(unicodedata.category(each) == "Cc" for each in base):
        raise ArgumentError("name: expected the name of a file, such as sessions.csv.")
    return base


def _profile(name: str | None) -> str | None:
    # By name only: a path would open files of the machine on which the app runs.
    if name and (name.endswith(".toml") or "/" in name or "\\" in name):
        raise ArgumentError(
            "profile: expected a profile's name. Put its file into the app's folder of profiles (MENTORSHIP_PROFILES)."
        )
    return name


def _pair(word: str, value: str) -> tuple[str, str]:
    name, equals, rest = value.partition("=")
    if not equals:
        raise ArgumentError(f"{word}: read {value}, expected a name and a value, as in {word}=NAME=VALUE.")
    return name.strip(), rest.strip()


def _one_of(word: str, value: str, known: list[str]) -> str:
    if value not in known:
        raise ArgumentError(f"{word}: read {value}, expected {listed(known, 'or')}.")
    return value


def _yes(word: str, value: str) -> bool:
    return _one_of(word, value.lower(), sorted(_YES | _NO)) in _YES


@dataclass(frozen=True)
class RunningApp:
    """The app that has our store open."""

    address: str
    token: str

    def send(self, file: Path, asked: Request) -> dict[str, Any]:
        """Send a file. Returns what the app says of it. Raises FileError, MentorshipError with the app's sentence."""
        try:
            # With a length the app can refuse a file that is too large before it comes.
            with file.open("rb") as opened, _client(_AT_LAST) as client:
                answer = client.post(
                    self.address + PATH, params=tuple(asked.query()), content=opened, headers=self._bearer
                )
        except OSError as error:
            why = f"{asked.name}: cannot be opened ({error.strerror}). Check the name and the permissions."
            raise FileError(why) from None
        except httpx.HTTPError:
            raise MentorshipError(
                f"{asked.name}: the app at {self.address} broke off. Look there whether the file came in, or send it "
                "again: the same file twice changes nothing."
            ) from None
        return _said(answer, self.address)

    def import_file(self, file: Path, how: How, dry_run: bool) -> ImportResult:
        """As `intake.importer.import_file`, by the app. Raises MentorshipError."""
        return _result(self.send(file, Request(file.name, how, dry_run)))

    @property
    def _bearer(self) -> dict[bytes, bytes]:
        return {b"Authorization": f"Bearer {self.token}".encode()}


@dataclass(frozen=True)
class AppDesk:
    """Takes the files of a watched folder to the running app, which remembers what it refuses."""

    app: RunningApp
    how: How
    folder: str

    def take_in(self, file: Path, name: str) -> Arrived | None:
        """Bring a file in, unless the app knows its bytes. Raises MentorshipError where the app takes none."""
        try:
            said = self.app.send(file, Request(name, self.how, watched=self.folder))
        except FileError as error:
            return Arrived(name, refusal=error.message)
        return None if said.get("known") else Arrived(name, _result(said))

    def refuse(self, name: str, message: str) -> Arrived:
        """What cannot be read here cannot be sent: it is only said."""
        return Arrived(name, refusal=message)


def app_holding(store: Path, settings: Settings) -> RunningApp | None:
    """The running app that has this very store open; None where there is none, or where that is not certain.

    The token is shown to nobody who has not proved to know it. Raises ArgumentError for an address that would let
    others read along."""
    token = settings.import_token.get_secret_value()
    if len(token) < SHORTEST_TOKEN:
        return None
    address = _trusted(settings.app)
    challenge = secrets.token_hex(16)
    try:
        with _client(_SOON) as client:
            answer = client.get(address + PATH, params={"challenge": challenge})
        proof = str(answer.json()["store"])
        return RunningApp(address, token) if compare_digest(proof, proof_of(store, token, challenge)) else None
    except (httpx.HTTPError, OSError, ValueError, KeyError, TypeError):
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
    """Straight there: no proxy of the surroundings, no redirection to elsewhere."""
    return httpx.Client(trust_env=False, follow_redirects=False, timeout=httpx.Timeout(_SOON, read=patience, write=60))


def _said(answer: httpx.Response, address: str) -> dict[str, Any]:
    """The answer of the app. Raises FileError with its sentence on the file, MentorshipError with any other."""
    try:
        said = answer.json()
    except ValueError:
        said = None
    if not isinstance(said, dict) or (not answer.is_success and "error" not in said):
        raise MentorshipError(f"What answers at {address} is not this program (status {answer.status_code}).")
    if answer.status_code in OF_THE_FILE:
        raise FileError(str(said["error"]))
    if not answer.is_success:
        raise MentorshipError(str(said["error"]))
    return said


def _result(said: dict[str, Any]) -> ImportResult:
    problems = [Problem(**problem) for problem in said["problems"]]
    return replace(ImportResult(**{**said, "kind": Kind(said["kind"])}), problems=problems)
