"""How hours, dates, lists and cells are said, everywhere the same: `7 h 30`, `3 Mar 2026`, `A, B or C`."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches


def hours(minutes: int) -> str:
    """Whole minutes as people say them: 450 → '7 h 30', 360 → '6 h', 45 → '45 min', 0 → '0 h'."""
    sign, minutes = ("−" if minutes < 0 else ""), abs(minutes)
    whole, rest = divmod(minutes, 60)
    if rest and not whole:
        return f"{sign}{rest} min"
    return f"{sign}{whole} h" + (f" {rest:02d}" if rest else "")


def day(when: date) -> str:
    """A day: '3 Mar 2026'. The same in every locale, and never to be confused with another order."""
    return f"{when.day} {when:%b} {when.year}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """A list in a sentence: 'A', 'A and B', 'A, B and C'."""
    *first, final = list(words) or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: '1 session', '2 sessions', '1,204 sessions'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a mistyped one, or None when none is near."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


#: What a spreadsheet passes over at the start of a cell, and what it then takes for a formula, in wide letters, too.
_UNSEEN = " \t\r\n\v\f\0\u00a0\u200b\u2060\ufeff"
_FORMULA = "=+-@＝＋－＠"


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    begins = cell.lstrip(_UNSEEN)[:1]
    return f"'{cell}" if (begins and begins in _FORMULA) or cell[:1] in ("\t", "\r", "\n") else cell


#: What steers a terminal rather than being read.
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "\ufffd")


def harmless(text: str) -> str:
    """Text from exports as a terminal may show it."""
    return text.translate(_CONTROLS)
