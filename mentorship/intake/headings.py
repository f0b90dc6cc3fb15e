"""Headings: how they are compared, which of our columns they mean, and which they only resemble.

Known are our own names, the words in `columns.toml`, and those of every language in `languages/`. One word can mean two
columns in two languages: then the language that knows most headings of the table decides.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from mentorship.intake.columns import COLUMNS, column_options
from mentorship.intake.languages import Headings, calendars, languages
from mentorship.intake.text_keys import column_key, heading_key
from mentorship.vocabulary import Kind

__all__ = ["column_key", "heading_key", "known_headings", "meanings", "suggestions"]

#: A heading at least this similar (of 100) to a known one is suggested; so far ahead of any other it is clearly best.
SIMILAR, AHEAD = 80, 6
_IN_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*")
_NUMBER_BEFORE = re.compile(r"^\s*(?:[QF]?\d{1,2}\s*[.):]|#)\s*(?=\S)", re.IGNORECASE)

#: Key → the column that it means, and how far down the list of that column's headings it stands.
Known = dict[str, tuple[str, int]]


@dataclass(frozen=True)
class Suggestion:
    """The column that a similar heading means, how similar it is (of 100), to which known heading, and whether no other
    column is nearly as similar."""

    column: str
    similarity: int
    like: str = ""
    is_clear: bool = True


@cache
def known_headings() -> dict[Kind, dict[str, str]]:
    """For each kind: `heading_key` of a heading → the column that it means, in whatever language first."""
    return {kind: {key: column for key, (column, _) in _known(kind, ()).items()} for kind in Kind}


def meanings(headings: Iterable[str], kind: Kind) -> dict[str, tuple[str, int]]:
    """Heading → the column that it means and how specific it is (0 is most), for the headings that are known."""
    headings = list(headings)
    known = _known(kind, _languages_of(frozenset(map(heading_key, headings))))
    found = {}
    for heading in headings:
        at = next((known[key] for key in variants(heading) if key in known), None)
        at = _with_unit(heading, at, kind)
        if heading and at:
            found[heading] = at
    return found


def variants(heading: str) -> Iterator[str]:
    """The ways in which a heading may be known: as it stands, without a number before it, without what stands in
    brackets, and of two languages (Datum / Date) each."""
    yield heading_key(heading)
    plain = _NUMBER_BEFORE.sub("", heading)
    yield heading_key(plain)
    bare = _IN_BRACKETS.sub(" ", plain)
    yield heading_key(bare)
    yield heading_key(bare.split(":")[0].split("\n")[0])
    parts = [heading_key(part) for part in re.split(r"[/|]", bare) if part.strip()]
    if len(parts) == 2:
        yield from parts


def _with_unit(heading: str, at: tuple[str, int] | None, kind: Kind) -> tuple[str, int] | None:
    """A length whose unit stands in brackets or after a comma: “Dauer (Std.)” is in hours."""
    if at is None or at[0] != "duration" or kind is not Kind.SESSIONS:
        return at
    said = heading_key(heading).split()
    hours, minutes = unit_words()
    rest = set(said[1:])
    if rest & hours and not rest & minutes:
        return "hours", at[1]
    if rest & minutes and not rest & hours:
        return "minutes", at[1]
    return at


@cache
def unit_words() -> tuple[frozenset[str], frozenset[str]]:
    """What hours and minutes are called, in every language; words for both are left out."""
    hours, minutes = (
        {heading_key(word) for each in calendars().values() for word in each[unit] if word}
        | {heading_key(word) for each in languages().values() for word in each.lengths.get(unit, ())}
        for unit in ("hour", "minute")
    )
    return frozenset(hours - minutes - {""}), frozenset(minutes - hours - {""})


def languages_of(headings: Iterable[str]) -> tuple[str, ...]:
    """The codes of the languages that know these headings, the one that knows most of them first."""
    return _languages_of(frozenset(map(heading_key, headings)))


@cache
def _languages_of(keys: frozenset[str]) -> tuple[str, ...]:
    known = {code: len(keys & _keys_of(code)) for code in languages()}
    return tuple(sorted((code for code in known if known[code]), key=lambda code: -known[code]))


@cache
def _keys_of(code: str) -> frozenset[str]:
    return frozenset(key for kind in Kind for key, _, _ in _of_language(code, kind))


@cache
def _of_language(code: str, kind: Kind) -> tuple[tuple[str, str, int], ...]:
    """Key, column and place in the list, of every heading of a language; of places the earlier one first."""
    said: Headings = languages()[code].headings.get(str(kind), {})
    found = [(heading_key(word), column, at) for column, words in said.items() for at, word in enumerate(words)]
    return tuple(sorted(found, key=lambda each: each[2]))


@cache
def _known(kind: Kind, first: tuple[str, ...]) -> Known:
    """Every known heading; where languages differ, those named first are right."""
    known: Known = {heading_key(name): (name, 0) for name in COLUMNS[kind]}
    for code in [*first, *(each for each in languages() if each not in first)]:
        if code == "en" or code not in first:
            _add(known, _ours(kind))
        _add(known, _of_language(code, kind))
    return known


def _add(known: Known, words: Iterable[tuple[str, str, int]]) -> None:
    for key, column, at in words:
        known.setdefault(key, (column, at))


@cache
def _ours(kind: Kind) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (heading_key(word), name, at)
        for name, each in column_options(kind).items()
        for at, word in enumerate(each.headings)
    )


def suggestions(headings: Iterable[str], kind: Kind) -> dict[str, Suggestion]:
    """Heading → suggestion, for headings that are not known but resemble one that is."""
    headings = list(headings)
    known, exactly = _known(kind, languages_of(headings)), meanings(headings, kind)
    found = {}
    for heading in headings:
        if not heading or heading in exactly:
            continue
        scores = process.extract(
            heading_key(heading), list(known), scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR - AHEAD, limit=20
        )
        if scores and scores[0][1] >= SIMILAR:
            like, similarity, _ = scores[0]
            column = known[like][0]
            others = [score for key, score, _ in scores if known[key][0] != column]
            is_clear = not others or similarity - others[0] >= AHEAD
            found[heading] = Suggestion(column, round(similarity), like, is_clear)
    return found
