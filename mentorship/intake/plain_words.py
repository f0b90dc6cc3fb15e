"""Words in cells and the codes they mean, in every language we know; and what a word that we do not know resembles."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from mentorship.intake.headings import AHEAD, SIMILAR
from mentorship.intake.languages import languages, remarks
from mentorship.intake.text_keys import heading_key

#: Columns whose cells are codes, or yes and no.
WORD_COLUMNS = ("activity", "modality", "status", "reported_by")
_NOT_HELD = ("cancelled", "no_show")
#: A remark longer than this tells a story, and is not looked through for a status.
_SHORT = 60


@dataclass(frozen=True)
class Likeness:
    """The code that an unknown word resembles: to which known word, how much (of 100), and which other codes are nearly
    as like it. It is clear where there are none."""

    code: str
    because: str
    others: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        return not self.others


@cache
def codes(column: str) -> dict[str, str]:
    """Key → code, for every word of every language. A word that means two codes in two languages means none."""
    found: dict[str, set[str]] = {}
    for language in languages().values():
        for code, words in language.words.get(column, {}).items():
            for word in words:
                found.setdefault(heading_key(word), set()).add(code)
            found.setdefault(heading_key(code), set()).add(code)
    return {key: code for key, (code, *others) in found.items() if not others}


def code_of(text: str, column: str, more: Mapping[str, str]) -> str | None:
    """The code that a cell means exactly, as a whole or, in two languages, in each part. `more`: the handbook's."""
    known = {**codes(column), **more}
    key = heading_key(re.sub(r"[×✕]", "x", text))
    if key in known:
        return known[key]
    parts = [heading_key(part) for part in re.split(r"[/|]", text) if part.strip()]
    meant = {known.get(part) for part in parts}
    return meant.pop() if len(parts) > 1 and len(meant) == 1 else None


def likeness(text: str, column: str, more: Mapping[str, str]) -> Likeness | None:
    """What an unknown word resembles most; None where it resembles nothing."""
    known = {**codes(column), **more}
    key = heading_key(re.sub(r"[×✕]", "x", text))
    scores: dict[str, tuple[float, str]] = {}
    for word, score, _ in process.extract(key, list(known), scorer=fuzz.token_sort_ratio, score_cutoff=70, limit=30):
        scores[known[word]] = max(scores.get(known[word], (0, "")), (score, word))
    for word, code in known.items():
        if len(word) >= 5 and f" {word} " in f" {key} ":
            scores[code] = max(scores.get(code, (0, "")), (90 + min(len(word), 40) / 10, word))
    if not scores:
        return None
    (best, (score, word)), *others = sorted(scores.items(), key=lambda each: -each[1][0])
    if score < SIMILAR:
        return None
    near = tuple(code for code, (other, _) in others if score - other < AHEAD)
    return Likeness(best, f"it is like “{word}” ({score:.0f} of 100)", near)


@cache
def answers() -> dict[str, bool]:
    """Key → yes or no, in every language."""
    found = {"1": True, "0": False}
    for language in languages().values():
        for word, is_yes in (("yes", True), ("no", False)):
            found |= {heading_key(each): is_yes for each in language.answers.get(word, ())}
    return found


def answer_of(text: str) -> bool | None:
    """Yes or no, alone or before further words: “Ja, per Video”. None for what is neither."""
    known = answers()
    if heading_key(text) in known:
        return known[heading_key(text)]
    first, *rest = re.split(r"\s*[,;:.!(–—]\s*|\s+-\s+", text.strip(), maxsplit=1)
    said = known.get(heading_key(first))
    words = set(heading_key(rest[0]).split()) if rest else set()
    return None if said is None or any(known.get(word, said) is not said for word in words) else said


def status_within(text: str) -> str | None:
    """The status that a short remark is: cancelled, absagt, did not come. It is the whole of it, but for marks."""
    key = heading_key(text)
    status = codes("status").get(key)
    return status if status and key not in answers() else None


def may_not_be_held(text: str) -> bool:
    """Whether a short remark says somewhere that a session was cancelled, missed or moved."""
    if len(text) > _SHORT:
        return False
    key = f" {heading_key(text)} "
    return any(f" {word} " in key for word in _not_held()) or any(key.startswith(f" {word} ") for word in _moved())


@cache
def _not_held() -> tuple[str, ...]:
    known = codes("status")
    return tuple(key for key, code in known.items() if code in _NOT_HELD and len(key) > 3 and key not in answers())


@cache
def _moved() -> tuple[str, ...]:
    return tuple({heading_key(word) for word in remarks("moved")})


@cache
def status_words() -> tuple[str, ...]:
    """What a cell of any column is looked through for: the words of `status_within` and `may_not_be_held`, and the
    short ones of East Asia. Composed, as cells are written."""
    exactly = {key for key, code in codes("status").items() if code in _NOT_HELD and key not in answers()}
    return tuple({unicodedata.normalize("NFC", word) for word in {*exactly, *_moved()} if len(word) > 1})


def keys_of(words: Iterable[str]) -> frozenset[str]:
    """The keys of some words."""
    return frozenset(map(heading_key, words))
