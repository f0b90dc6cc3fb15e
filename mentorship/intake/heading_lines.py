"""Headings over two lines, and headings further down, where a second table begins."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from mentorship.intake.cells import Cells, Row
from mentorship.intake.headings import unit_words
from mentorship.intake.text_keys import heading_key

#: How much a row looks like headings.
HeadingScore = Callable[[list[str]], int]


def second_line(top: Sequence[Row], place: int, score: HeadingScore) -> tuple[int, int, Cells] | None:
    """Headings that take two lines: the places of both among the first rows, and the headings put together. None where
    one line is enough."""
    alone = score([cell or "" for cell in top[place][1]])
    for first in (place, place - 1):
        if first < 0 or first + 1 >= len(top):
            continue
        upper, lower = top[first][1], top[first + 1][1]
        other = lower if first == place else upper
        if not _could_be_headings(other):
            continue
        together = _together(upper, lower)
        if score([cell or "" for cell in together]) > alone or (first == place and _are_units(lower)):
            return first, first + 1, together
    return None


def _could_be_headings(cells: Cells) -> bool:
    texts = [cell for cell in cells if cell and cell.strip()]
    return bool(texts) and not any("@" in text or any(letter.isdigit() for letter in text) for text in texts)


def _are_units(cells: Cells) -> bool:
    """Nothing but units below a few of the headings: (h), (min)."""
    hours, minutes = unit_words()
    keys = [heading_key(cell) for cell in cells if cell and cell.strip()]
    return all(set(key.split()) & (hours | minutes) for key in keys)


def _together(upper: Cells, lower: Cells) -> Cells:
    """Two lines as one; a heading over several columns stands over each of them."""
    width = max(len(upper), len(lower))
    above, over = [*upper, *[None] * (width - len(upper))], ""
    below = [*lower, *[None] * (width - len(lower))]
    found: Cells = []
    for one, two in zip(above, below, strict=True):
        over = (one or "").strip() or over
        if (two or "").strip() and not (one or "").strip():
            found.append(f"{over} {two or ''}".strip())
        else:
            found.append(f"{(one or '').strip()} {(two or '').strip()}".strip())
    return found


#: A line without a figure or an address: few rows of data are so, and all headings. It begins with the end of the line
#: before: a letter that stands for itself is found many times faster than the beginning of a line.
_NO_FIGURE = re.compile(rb"\n[^\d@\n]+(?=\n)")
_WIDE = ("utf-16", "utf-32")


def may_have_headings(path: Path, encoding: str) -> list[int] | None:
    """The lines of a text file that could be headings, without reading its rows; None where that cannot be told."""
    if encoding.startswith(_WIDE):
        return None
    lines: list[int] = []
    number, rest = 1, b""
    with path.open("rb") as opened:
        while block := opened.read(1 << 22):
            piece, end, after = (rest + block).rpartition(b"\n")
            lines += _without_figure(piece, number)[:_MOST]
            number, rest = number + piece.count(b"\n") + len(end), after
    return [*lines, *_without_figure(rest, number)]


def _without_figure(piece: bytes, first: int) -> list[int]:
    """Their numbers, where the piece begins with line `first`."""
    framed = b"\n" + piece + b"\n"
    return [first + framed.count(b"\n", 1, found.start() + 1) for found in _NO_FIGURE.finditer(framed)]


#: More such lines than this in one block are no headings.
_MOST = 1_000
