"""How hours, dates, lists and cells are said, everywhere the same: `7 h 30`, `3 Mar 2026`, `A, B or C`."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from mentorship.hidden_characters import visible


def hours(minutes: int) -> str:
    """Whole minutes as people say them: 450 → '7 h 30', 360 → '6 h', 45 → '45 min', 0 → '0 h'."""
    sign, minutes = ("−" if minutes < 0 else ""), abs(minutes)
    whole, rest = divmod(minutes, 60)
    if rest and not whole:
        return f"{sign}{rest} min"
    return f"{sign}{whole} h" + (f" {rest:02d}" if rest else "")


def day(when: date) -> str:
    """A day: '3 Mar 2026'. The same in every locale, and never to be confused with another order."""
    return f"{when.day} {month_of(when)}"


def month_of(when: date) -> str:
    """A month: 'Mar 2026'."""
    return f"{when:%b} {when.year}"


def time_of_day(minutes: int) -> str:
    """Minutes after midnight as a clock shows them: 510 → '08:30'."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def capitalised(words: str) -> str:
    """Words as they begin a sentence; what follows the first letter stays as it is."""
    return words[:1].upper() + words[1:]


def listed(words: Iterable[str], last: str = "and") -> str:
    """A list in a sentence: 'A', 'A and B', 'A, B and C'."""
    *first, final = list(words) or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: '1 session', '2 sessions', '1,204 sessions'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a mistyped one, or None when none is near."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Text as it is searched and sorted: without case, accents and marks, so that what `name_key` takes for one name
    (intake/sql/name_folding.sql) is found by it. 'Müller' → 'muller', 'O’Brien' → 'o brien', 'Straße' → 'strasse'."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter for letter in letters if unicodedata.category(letter)[0] != "M")
    words = "".join(letter if unicodedata.category(letter)[0] in "LN" else " " for letter in kept)
    return " ".join(words.split()) or text.strip().casefold()


#: What a spreadsheet passes over at the start of a cell, and what it then takes for a formula, in wide letters, too.
UNSEEN = " \t\r\n\v\f\0\u00a0\u200b\u2060\ufeff"
_FORMULA = "=+-@＝＋－＠"


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    begins = cell.lstrip(UNSEEN)[:1]
    return f"'{cell}" if (begins and begins in _FORMULA) or cell[:1] in ("\t", "\r", "\n") else cell


def harmless(text: str) -> str:
    """Text from exports as a terminal may show it: nothing in it steers or hides."""
    return visible(text)
