"""In which encoding a text file is that is not UTF-8: found where only one gives words of some language, else asked.

A decoding that merely works proves nothing: `Łukasz` in Windows-1250 is `£ukasz` in Windows-1252. So each decoding is
judged by its words: letters of one alphabet, of one language, in places where that language has them.
"""

import codecs
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charset_normalizer import from_bytes

from mentorship.errors import ArgumentError, EncodingError
from mentorship.intake.headings import known_headings
from mentorship.intake.languages import FOLDER
from mentorship.intake.text_keys import heading_key
from mentorship.vocabulary import Kind
from mentorship.wording import listed

#: Encodings of files that people still have, the more frequent first.
USUAL = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "cp932",
         "gb18030",
         "cp949")  # fmt: skip
#: Looked at only where none of the usual ones gives words.
RARE = ("big5", "euc_jp", "iso8859_2", "iso8859_15", "koi8_r", "koi8_u", "mac_latin2", "cp866", "cp850", "cp852")
_SAMPLE, _KOREAN = 1 << 18, 6
_MARKS = set("“”„‘’‚–—…€°·•«»№§©®™×¿¡ºª†\u00a0")
_VOWELS = set("aeiouyàáâãäåæèéêëěėęēìíîïīįòóôõöøőœùúûüůűųūýÿąāăıі")
_CONSONANTS = set("ćčďđģķļľĺłńňñņřŕśšşșťţțźžżßçğ")
#: Vowels that stand between consonants.
_SINGLE_VOWELS = set("øåæ")
#: What words of an alphabet never are: without a vowel, with a final letter inside, with another one at their end.
_WRONG = {
    "CYRILLIC": [re.compile("^[^аеёиоуыэюяіїє]{3,}$")],
    "GREEK": [re.compile("σ$|ς.|^[^αεηιουωάέήίόύώϊϋΐΰ]{2,}$|[βγδζθκλμξπτφχψ]$")],
    "HEBREW": [re.compile("[םןץףך].|.[כמנצ]$")],
    "LATIN": [re.compile("^[bcdfghjklmnpqrstvwxzćčďđģķļľĺłńňñņřŕśšťţźžżßçğ]{3,}$")],
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Decoded:
    """A way to decode a file: the encoding, the words beyond ASCII, how many words look right, and known headings."""

    encoding: str
    words: tuple[str, ...]
    odd: int
    languages: int
    known: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """The lower the better. Many syllables that are all Korean are no Chinese, though they could be read so."""
        korean = sum(map(_is_hangul, "".join(self.words)))
        return (-self.known, self.odd, self.languages - (korean >= _KOREAN))


def checked_encoding(path: Path, name: str, encoding: str) -> str:
    """An encoding that somebody named. Raises ArgumentError for one that does not exist or does not fit the file."""
    try:
        codec = codecs.lookup(encoding).name
        codecs.decode(b"a", codec)
    except (LookupError, TypeError, UnicodeDecodeError):
        raise ArgumentError(
            f"--encoding {encoding}: there is no such encoding of text. Name one such as windows-1250 or utf-8."
        ) from None
    if not decodes(path, codec):
        raise ArgumentError(f"--encoding {encoding}: {name} has bytes that it cannot have. Name another encoding.")
    return codec


def detected_encoding(path: Path, name: str) -> str:
    """The encoding of a file that is not UTF-8. Raises EncodingError where more than one could be right."""
    sample = _telling_lines(path)
    ranked: list[Decoded] = []
    for encodings in (USUAL, RARE):
        found: dict[tuple[str, ...], Decoded] = {}
        for encoding in encodings:
            decoded = _decoded(sample, encoding)
            if decoded and decodes(path, encoding):
                found.setdefault(decoded.words, decoded)
        ranked = sorted([*ranked, *found.values()], key=lambda each: each.rank)
        likely = [each for each in ranked if each.rank == ranked[0].rank and not each.odd]
        if len(likely) == 1:
            return likely[0].encoding
        if likely:
            break
    raise _question(name, likely or ranked, sample)


def decodes(path: Path, encoding: str) -> bool:
    """Whether all of a file can be decoded."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as opened:
            while block := opened.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _question(name: str, likely: list[Decoded], sample: bytes) -> EncodingError:
    hint = from_bytes(sample).best()
    could = {each.encoding: each.words[0] for each in likely[:4] if each.words}
    guess = f" (a guess: {hint.encoding})" if hint and not could else ""
    options = [f"--encoding {encoding} reads “{word}”" for encoding, word in could.items()]
    said = f" {listed(options, 'or')}." if options else ""
    asks = f"{name}: it cannot be told how its letters are encoded{guess}."
    return EncodingError(asks, f"{asks}{said} Say which is right, or save the file again as “CSV UTF-8”.", could)


def _telling_lines(path: Path) -> bytes:
    """The first lines, and those with bytes beyond ASCII, up to some length."""
    kept, size = [], 0
    with path.open("rb") as opened:
        for number, line in enumerate(opened):
            if number < 3 or not line.isascii():
                kept.append(line)
                size += len(line)
            if size > _SAMPLE:
                break
    return b"".join(kept)


def _decoded(sample: bytes, encoding: str) -> Decoded | None:
    """A decoding with its words judged; None where it is none, or gives letters that no text has."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    words = tuple(dict.fromkeys(word for word in _WORD.findall(text) if not word.isascii()))
    symbols = [at for at, letter in enumerate(text) if not letter.isascii() and not letter.isalpha()]
    odd = sum(not _is_mark(text, at) for at in symbols) + sum(map(_is_odd, words))
    keys = {heading_key(part) for part in re.split(r"[,;\t|\r\n\"]", text) if not part.isascii()}
    return Decoded(encoding, words or ("",), odd, _languages_needed(words), len(keys & _known()))


def _is_mark(text: str, at: int) -> bool:
    """Whether a mark beyond ASCII stands where marks stand: not inside a word, but for an apostrophe."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    is_east = unicodedata.category(mark)[0] in "PSZ" and ord(mark) > 0x2E80
    is_combining = unicodedata.combining(mark) > 0 and before.isalpha() and not before.isascii()
    if mark == "°" and before.isalpha():
        return False
    if mark not in _MARKS and not is_east and not is_combining and unicodedata.name(mark, "").find("SUPERSCRIPT") < 0:
        return False
    return not (before.isalpha() and after.isalpha() and mark not in "’·\u00a0" and not is_east and not is_combining)


def _is_odd(word: str) -> bool:
    """Whether a word looks wrong: two alphabets, capitals inside, letters that no language has together or there."""
    scripts = {_script(letter) for letter in word}
    if scripts <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        return not all(_is_usual(letter) for letter in word) or ("HANGUL" in scripts and len(scripts) > 1)
    if len(scripts) > 1 or re.search(r"[^\W\d_A-Z]", word) is None:
        return True
    inside = word[1:]
    if any(letter.isupper() for letter in inside) and any(letter.islower() for letter in word):
        return True
    lower = word.lower()
    if not _languages_with(lower) or any(_is_misplaced(lower, at) for at in range(len(lower))):
        return True
    return any(pattern.search(lower) for pattern in _WRONG.get(scripts.pop(), ()))


def _is_misplaced(word: str, at: int) -> bool:
    """A consonant among consonants, or a vowel among vowels, that no keyboard makes: Sřrensen, Dvoøák."""
    letter, around = word[at], [word[each] for each in (at - 1, at + 1) if 0 <= each < len(word)]
    if letter.isascii() or not around:
        return False
    if letter == "ñ":
        return len(around) < 2 or around[1] not in _VOWELS
    if letter == "ń":
        return len(around) == 2 and around[1] in _VOWELS
    if letter in _CONSONANTS:
        return len(around) == 2 and not any(each in _VOWELS for each in around)
    return letter in _SINGLE_VOWELS and len(around) == 2 and all(each in _VOWELS for each in around)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0].split("-")[0]


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"


def _is_usual(letter: str) -> bool:
    """A kana, a Hangul syllable, or a character of the first level of a national standard."""
    name = unicodedata.name(letter, "")
    if name.startswith(("HIRAGANA", "KATAKANA")):
        return "HALFWIDTH" not in name
    if name.startswith("HANGUL"):
        return _is_first_level(letter, "euc_kr", 0xB0, 0xC8)
    return any(_is_first_level(letter, *each) for each in (("gb2312", 0xB0, 0xD7), ("shift_jis", 0x88, 0x98),
                                                           ("big5", 0xA4, 0xC6)))  # fmt: skip


def _is_first_level(letter: str, encoding: str, low: int, high: int) -> bool:
    try:
        found = letter.encode(encoding)
        return len(found) == 2 and low <= found[0] <= high
    except UnicodeEncodeError:
        return False


def _languages_needed(words: tuple[str, ...]) -> int:
    """How many languages it takes for all words: 0 where there are none, 1 where one has them all, else 2."""
    sets = [set(_languages_with(word.lower())) for word in words if word]
    return 0 if not sets else 1 if set.intersection(*sets) else 2


def _languages_with(word: str) -> Iterator[str] | list[str]:
    beyond = {letter for letter in word if not letter.isascii() and not unicodedata.combining(letter)}
    if any(_script(letter) in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") for letter in beyond):
        return ["east"]
    return [code for code, letters in alphabets().items() if beyond <= letters]


@cache
def alphabets() -> dict[str, frozenset[str]]:
    """The letters of each language beyond a to z."""
    said = tomllib.loads((FOLDER / "alphabets.toml").read_text("utf-8"))["letters"]
    return {code: frozenset(letters) for code, letters in said.items()}


@cache
def _known() -> frozenset[str]:
    return frozenset(key for kind in Kind for key in known_headings()[kind])
