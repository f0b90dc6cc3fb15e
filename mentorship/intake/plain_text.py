"""What cells of everyday files become: text in the one plain form that SQL parses, or a doubt that says why not."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

#: Half, quarters and thirds as one letter; a number may stand before them.
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Plain:
    """A cell in plain form. `text`: None where it says nothing that can be read. `doubt`: the code of the problem, as
    in `problems.toml`. `also`: what it says besides, such as the `status` beside a day, or the `name` beside an e-mail.
    `because`: why a word was taken for this code, where it only resembles one that is known."""

    text: str | None = None
    doubt: str | None = None
    also: Mapping[str, str] = field(default_factory=dict)
    because: str = ""


def folded_digits(text: str) -> str:
    """Wide letters, digits of other alphabets and odd spaces as usual ones; fractions as decimals."""
    text = re.sub(r"(\d*)\s?([½¼¾⅓⅔])", lambda found: f" {int(found[1] or 0) + _FRACTIONS[found[2]]:.4g} ", text)
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    digits = (str(unicodedata.digit(letter)) if letter.isdigit() and letter > "\x7f" else letter for letter in text)
    return " ".join("".join(digits).split())
