"""Characters that nobody sees, and that make others read otherwise than they stand: every place that shows text from
exports replaces them by a mark that is seen.

A right-to-left override turns `exe.gnp` into `png.exe` for the eye, a character without width makes two names look like
one, a control character steers a terminal. What writing needs is kept: joiners between letters that are joined, the
direction marks of Hebrew and Arabic text, the joiners and selectors of emoji.
"""

import re
import unicodedata

#: Stands for each character that was replaced.
MARK = "\ufffd"
_STEERING = "\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb"
_NO_WIDTH = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufff8"
_FAR = "\U00013430-\U00013455\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_CONTROLS = "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f"
#: Harmless in one writing or another.
_MARKS, _JOINERS, _SELECTORS = "\u200e\u200f\u061c", "\u200c\u200d", "\ufe00-\ufe0f"
_SUSPECT = re.compile(f"[{_STEERING}{_NO_WIDTH}{_FAR}{_CONTROLS}{_MARKS}{_JOINERS}{_SELECTORS}]")
_ALWAYS = re.compile(f"[{_STEERING}{_NO_WIDTH}{_FAR}{_CONTROLS}]")
_LINE_ENDS = re.compile("[\u2028\u2029\x85\x0b\x0c\r]")
#: Emoji that are a flag of a region are written with these after a black flag.
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{1,6}\U000e007f")


def visible(text: str) -> str:
    """Text in which nothing is hidden; what was stands as `MARK`. Line breaks of other kinds become spaces."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub(" ", text.replace("\r\n", "\n"))
    if not _SUSPECT.search(text):
        return text
    flags = {place for found in _FLAG.finditer(text) for place in range(*found.span())}
    has_right_to_left = any(unicodedata.bidirectional(each) in ("R", "AL") for each in text if each not in _MARKS)
    return "".join(
        each if place in flags or _is_needed(text, place, has_right_to_left) else MARK
        for place, each in enumerate(text)
    )


def _is_needed(text: str, place: int, has_right_to_left: bool) -> bool:
    """Whether a character may stand where it stands."""
    each = text[place]
    if not _SUSPECT.match(each):
        return True
    if _ALWAYS.match(each):
        return False
    if each in _MARKS:
        return has_right_to_left
    before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
    if each in _JOINERS:
        return _joins(before) and _joins(after)
    return unicodedata.category(before) in ("So", "Lo", "Sm") or before in "#*0123456789"


def _joins(each: str) -> bool:
    """Whether a letter changes its form beside another one, or is a part of an emoji."""
    return unicodedata.category(each) in ("Lo", "Mn", "Mc", "So", "Sk") or "\ufe00" <= each <= "\ufe0f"
