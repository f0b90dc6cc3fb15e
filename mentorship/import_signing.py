"""How a program and the running app make sure of each other before a file goes from one to the other.

Both know the token, and neither says it. The program asks with a challenge; the app answers with a number for one
request and a proof, which names the address that it was asked at. Whoever only passes on questions and answers is asked
at another one, and is found out before it is sent anything. The request is then signed: for this app, this file, once.
"""

import hashlib
import hmac
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mentorship.store.identity import proof_of

#: The word before the signature in the header `Authorization`.
SCHEME = "Mentorship"
#: A request comes within so many seconds of the number it was given.
_VALID_FOR = 60
_NUMBER = re.compile(r"(\d{1,12})-([0-9a-f]{32})-([0-9a-f]{64})")
_HEADER = re.compile(rf"{SCHEME} number=([0-9a-f-]{{1,150}}), digest=([0-9a-f]{{64}}), signature=([0-9a-f]{{64}})")


@dataclass(frozen=True)
class Answer:
    """What the app says to a challenge: where it was asked (`host port`), a number for one request, and its proof that
    it knows the token and has the store."""

    at: str
    number: str
    store: str

    def holds(self, store: Path, token: str, challenge: str, asked_at: str | None) -> bool:
        """Whether it was the app that answered, at the very address that was asked (None where that is known by other
        means, as over https). Raises OSError where there is no such store."""
        expected = proof_of(store, token, _bound(challenge, self.number, self.at))
        is_here = asked_at is None or self.at == asked_at
        return is_here and hmac.compare_digest(self.store.encode(), expected.encode())


def answer(store: Path, token: str, challenge: str, at: str) -> Answer:
    """The app's answer to a challenge. Raises OSError where there is no such store."""
    number = f"{int(time.time())}-{secrets.token_hex(16)}"
    number = f"{number}-{_keyed(token, 'number', number)}"
    return Answer(at, number, proof_of(store, token, _bound(challenge, number, at)))


def authorization(token: str, found: Answer, target: str, digest: str) -> str:
    """The header of a request for `target` (path and query) with a body of this SHA-256."""
    signature = _keyed(token, "request", found.number, found.at, target, digest)
    return f"{SCHEME} number={found.number}, digest={digest}, signature={signature}"


class Requests:
    """The signed requests that the app has seen: each is good once."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._seen: dict[str, float] = {}
        self._lock = threading.Lock()

    def digest_of(self, header: str, token: str, at: str, target: str) -> str | None:
        """The SHA-256 that the body must have, for a request whose signature holds; None for any other."""
        found = _HEADER.fullmatch(header)
        if not found:
            return None
        number, digest, signature = found.groups()
        expected = _keyed(token, "request", number, at, target, digest)
        return digest if hmac.compare_digest(signature, expected) and self._is_good(number, token) else None

    def _is_good(self, number: str, token: str) -> bool:
        found = _NUMBER.fullmatch(number)
        now = self._clock()
        if not found or not 0 <= now - int(found[1]) + 1 <= _VALID_FOR:
            return False
        if not hmac.compare_digest(found[3], _keyed(token, "number", f"{found[1]}-{found[2]}")):
            return False
        with self._lock:
            self._seen = {each: until for each, until in self._seen.items() if until > now}
            is_new = number not in self._seen
            self._seen[number] = now + 2 * _VALID_FOR
        return is_new


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, as requests name it. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _bound(challenge: str, number: str, at: str) -> str:
    return f"{challenge}\n{number}\n{at}"


def _keyed(token: str, *parts: str) -> str:
    return hmac.new(token.encode(), "\n".join(parts).encode(), hashlib.sha256).hexdigest()
