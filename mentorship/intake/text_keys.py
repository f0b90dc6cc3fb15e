"""How texts are compared: as a column's name, or without case, accents and marks."""

import unicodedata
from functools import lru_cache


def column_key(heading: str) -> str:
    """A heading written like a column's name: 'Held on ' → 'held_on'."""
    return "_".join("".join(letter if letter.isalnum() else " " for letter in heading.casefold()).split())


@lru_cache(maxsize=100_000)
def heading_key(heading: str) -> str:
    """A heading without case, accents and marks: "Mentor's name" → 'mentor s name'. Works in every alphabet; a heading
    of nothing but marks stays as it is. Turkish ı is i, as both are I in capitals."""
    letters = unicodedata.normalize("NFKD", heading.casefold().replace("ß", "ss").replace("ı", "i"))
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    words = "".join(letter if letter == "&" or unicodedata.category(letter)[0] in "LNM" else " " for letter in kept)
    return " ".join(words.split()) or heading.strip()
