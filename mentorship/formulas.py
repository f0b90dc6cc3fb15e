"""Cells of a CSV that no spreadsheet takes for a formula, whichever delimiter it reads the file by.

A spreadsheet of another country splits `x;=1+1` at the semicolon, and one that does not mind quotation marks begins a
row after a line break within a cell. So what stands after any delimiter or line break counts as a cell of its own.
"""

import re
from collections.abc import Callable

from mentorship.wording import UNSEEN, neutral

_ENDS_A_CELL = re.compile("([,;|\t\r\n\x0b\x0c\x85\u2028\u2029])")


def neutral_in_csv(cell: str) -> str:
    """A cell with an apostrophe before whatever could be taken for the beginning of a formula."""
    return _each_within(neutral(cell), lambda part: f"'{part}" if part[:1] != "'" and _begins_within(part) else part)


def guarded(cell: str) -> str:
    """The same, so that `unguarded` gets the cell back to the letter."""
    within = _each_within(cell, lambda part: f"'{part}" if _begins_within(part) else part)
    return f"'{within}" if _begins(cell) else within


def unguarded(cell: str | None) -> str | None:
    """A cell as it was before `guarded`."""
    if cell is None or "'" not in cell:
        return cell
    within = _each_within(cell, lambda part: part[1:] if part[:1] == "'" and _begins_within(part) else part)
    return within[1:] if within[:1] == "'" and _begins(within) else within


def _begins(cell: str) -> bool:
    """Whether a cell begins with a formula, be it behind apostrophes."""
    bare = cell.lstrip("'")
    return neutral(bare) != bare


def _begins_within(part: str) -> str:
    """What stands behind the apostrophes after a delimiter, if it could begin a formula. There a quotation mark may
    already be taken for one that is over."""
    bare = part.lstrip("'")
    unquoted = bare.lstrip('"' + UNSEEN)
    return bare if unquoted and neutral(unquoted) != unquoted else ""


def _each_within(cell: str, change: Callable[[str], str]) -> str:
    """A cell with what stands after each delimiter changed; what it begins with stays."""
    first, *rest = _ENDS_A_CELL.split(cell)
    return first + "".join(change(part) if place % 2 else part for place, part in enumerate(rest))
