"""Cells that name a person: an id or an e-mail, perhaps with a name beside it. Everything else is a doubt."""

import re
from functools import cache

from mentorship.intake.languages import remarks
from mentorship.intake.plain_text import Plain, folded_digits
from mentorship.intake.plain_words import keys_of
from mentorship.intake.text_keys import heading_key

_EMAIL = re.compile(r"[^\s<>()\[\]{},;:\"“”|/\\@]+@[^\s<>()\[\]{},;:\"“”|/\\@]+")
_WHOLE_EMAIL = re.compile(r"[^\s<>()\[\]{},;:\"“”|/\\@]+@[\w-]+(?:\.[\w-]+)*", re.UNICODE)
_ID = re.compile(r"[=+@-]?[\w#№][\w ./#:+№*'-]*", re.UNICODE)
_SEVERAL = re.compile(r"[,;&|\n]|\s(?:and|und|y|et|e|i|og|och|en)\s|\s[+/]\s", re.IGNORECASE)
#: What programs write for no value.
_NO_VALUES = frozenset({"null", "nan", "none", "nil", "undefined", "na", "nat", "inf", "x", "xx", "xxx", "0"})
_NO_WORD = re.compile(
    r"#?(?:n/?a|ref|value|name|null|num|div/0|nan|none|undefined|nil|leer|\?+|-+|–+|—+|\.+|x+|0+)[!?]?", re.IGNORECASE
)


def plain_person(text: str) -> Plain:
    """An id or an e-mail in plain form, with the name beside it where there is one. `doubt`: `nobody`, `several`,
    `shape`. A name alone is no id: it is the `name`, without a text."""
    said = folded_digits(text).strip(" ,;.\t'\"“”")
    said = re.sub(r"^(?:mailto|e-?mail)\s*:\s*", "", said, flags=re.IGNORECASE).split("?subject=")[0]
    if is_nobody(text) or not said:
        return Plain(doubt="nobody")
    if said[0] in "{[" or "\x1f" in said:
        return Plain(doubt="shape")
    if "@" in said:
        return _with_address(said)
    if _SEVERAL.search(said) and not _is_name(_turned(said)):
        return Plain(doubt="several")
    if _is_name(_turned(said)):
        return Plain(also={"name": _turned(said)})
    return Plain(said) if _ID.fullmatch(said) else Plain(doubt="shape")


@cache
def nobody_words() -> frozenset[str]:
    """What stands in a cell that names nobody: anonymous, unknown, n/a."""
    return keys_of(remarks("nobody")) | _NO_VALUES


def is_nobody(text: str) -> bool:
    """Whether a cell says that it names nobody."""
    return bool(_NO_WORD.fullmatch(text.strip())) or heading_key(text) in nobody_words()


def _with_address(said: str) -> Plain:
    addresses = list(dict.fromkeys(address.casefold().strip(".") for address in _EMAIL.findall(_without_links(said))))
    if len(addresses) > 1:
        return Plain(doubt="several")
    if not addresses or not _WHOLE_EMAIL.fullmatch(addresses[0]) or said.count("@") > 2:
        return Plain(doubt="shape")
    (address,) = addresses
    if re.search(rf"{re.escape(address)}[,;:|/]\w", said, re.IGNORECASE):
        return Plain(doubt="shape")
    rest = re.sub(re.escape(address), " ", _without_links(said), flags=re.IGNORECASE)
    name = _turned(" ".join(re.sub(r"[<>()\[\]\"“”:|]", " ", rest).split()).strip(" ,;.-–—'"))
    if not name:
        return Plain(address)
    if is_nobody(name) or re.search(r"\d", name) or len(name.split()) > 6 or "@" in name:
        return Plain(doubt="shape")
    return Plain(address, also={"name": name})


def _without_links(said: str) -> str:
    return re.sub(r"mailto:", " ", said, flags=re.IGNORECASE)


def _turned(name: str) -> str:
    """Lovelace, Ada → Ada Lovelace."""
    last, comma, first = name.partition(",")
    both = comma and last.strip() and first.strip() and "," not in first
    return f"{first.strip()} {last.strip()}" if both else name.strip()


def _is_name(said: str) -> bool:
    """Two to five words of letters, the first of them capital where the alphabet has capitals."""
    words = said.split()
    if not 2 <= len(words) <= 5 or not all(re.fullmatch(r"[^\W\d_]+(?:['’.-]?[^\W\d_]*)*\.?", word) for word in words):
        return False
    small = {"and", "und", "y", "et", "og", "och", "i", "e"}
    return not any(word.casefold() in small for word in words[1:-1]) and words[0][:1].upper() == words[0][:1]
