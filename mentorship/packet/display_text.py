"""Text from exports as it may stand on a page: one line, nothing that steers, nothing that runs over.

What is sealed keeps every character; only what is shown goes through here. Typst takes data for data, so nothing has to
be escaped; what is left are characters that move or hide other characters, and texts without end.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

#: Longer texts are cut on a page; the seal has all of it.
LONGEST = 1200

#: A run without a space that may be longer than the narrowest column is wide, such as an e-mail address.
UNBROKEN = re.compile(r"\S{20,}")
#: Where a long run may break: the templates take it for room, and never print it.
BREAK = "\u200b"
BREAKS_AFTER = "@._-/:,;"

#: Marks stacked on one letter: no language needs more, and a tower of them covers other lines.
STACKED = re.compile(r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
                     r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip

#: Format characters that writing and emoji need: joiners, and the tags and selectors of emoji.
JOINERS = {"\u200c", "\u200d"}
REPLACEMENT = "\ufffd"


def inert(value: Any) -> Any:
    """Data for a template: the same, with every text in it made fit for a page. Keys are ours and stay."""
    match value:
        case str():
            return UNBROKEN.sub(_breakable, one_line(value))
        case Mapping():
            return {key: inert(each) for key, each in value.items()}
        case list() | tuple():
            return [inert(each) for each in value]
    return value


def one_line(text: str) -> str:
    """One text as it is shown: spaces for breaks, no steering characters, no towers of marks, an end in sight."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return cut(text, LONGEST)
    text = " ".join("".join(_character(each) for each in text).split())
    text = STACKED.sub(r"\1", unicodedata.normalize("NFC", text))
    return cut(text, LONGEST)


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, with a sign where it was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _character(each: str) -> str:
    """A character; nothing, for what only steers (directions, no width); or a mark that something was there."""
    match unicodedata.category(each):
        case "Cf":
            return each if each in JOINERS or "\U000e0020" <= each <= "\U000e007f" else ""
        case "Cc" | "Cs" | "Co":
            return REPLACEMENT
        case "Cn" if ord(each) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(each) <= 0xFDEF:  # never a character
            return REPLACEMENT
    return each


def _breakable(run: re.Match[str]) -> str:
    """A long run with room for breaks, never inside a letter with its marks or between joined letters."""
    pieces: list[str] = []
    before, since = " ", 0
    for each in run[0]:
        whole = unicodedata.category(each)[0] in "MC" or before in JOINERS
        if not whole and (since >= 12 or (since >= 4 and before in BREAKS_AFTER)):
            pieces.append(BREAK)
            since = 0
        pieces.append(each)
        before, since = each, since + 1
    return "".join(pieces)


def han_variant(value: Any) -> str:
    """How Chinese characters are drawn, which differs by language: as the writing around them is. 'JP' beside kana,
    'KR' beside hangul, else 'SC'."""
    text = "".join(_texts(value))
    if re.search(r"[\u3041-\u30ff]", text):
        return "JP"
    return "KR" if re.search(r"[\u1100-\u11ff\uac00-\ud7a3]", text) else "SC"


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from _texts(each)
        case list() | tuple():
            for each in value:
                yield from _texts(each)
