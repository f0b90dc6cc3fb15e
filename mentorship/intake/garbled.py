"""Text that was decoded wrongly before it was saved: José as JosÃ©. No encoding of the file gives it back."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from mentorship.errors import EncodingError
from mentorship.intake.encodings import alphabets

#: Two letters of Windows-1252 that are the two bytes of one letter, in UTF-8: Ã©, Å‚.
_TWICE_ENCODED = re.compile(
    rb"\xc3[\x82-\x9f](?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]"
    rb"|\xe2(?:\x80[\x93-\xba]|\x82\xac|\x84\xa2))"
)
_BLOCK = 1 << 22


def check_for_garbled(path: Path, name: str) -> None:
    """Raises EncodingError where a UTF-8 file holds text that was decoded wrongly before it was saved: JosÃ©."""
    for number, line in _suspect_lines(path):
        if found := _garbled(line.decode("utf-8")):
            said = f"{name}, row {number}: “{found[0]}” looks like “{found[1]}”, garbled when the file was saved."
            asks = f"{said} Export it again as “CSV UTF-8”"
            message = f"{asks}, or say --encoding utf-8 to import it as it stands."
            raise EncodingError(f"{asks}.", message, {"utf-8": found[0]})


def _suspect_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines, with their numbers, that hold such letters. Looked for in large pieces: hardly any line has them."""
    number, rest = 1, b""
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            piece, end, rest = (rest + block).rpartition(b"\n")
            yield from _suspects(piece, number)
            number += piece.count(b"\n") + len(end)
    yield from _suspects(rest, number)


def _suspects(piece: bytes, number: int) -> Iterator[tuple[int, bytes]]:
    seen = 0
    while found := _TWICE_ENCODED.search(piece, seen):
        begin = piece.rfind(b"\n", 0, found.start()) + 1
        seen = piece.find(b"\n", found.end()) + 1 or len(piece)
        yield number + piece.count(b"\n", 0, begin), piece[begin:seen]


def _garbled(text: str) -> tuple[str, str] | None:
    """The first word that is one of some language after being decoded rightly, as read and as meant."""
    letters = frozenset().union(*alphabets().values())
    for word in re.split(r"[\s,;|\"]+", text):
        with contextlib.suppress(UnicodeError):
            meant = word.encode("cp1252").decode("utf-8")
            if not word.isascii() and {each for each in meant.lower() if not each.isascii()} <= letters:
                return word, meant
    return None
