"""How people head their columns and what they write in them, language by language: one TOML file each, as data.

`cldr.toml` has months, weekdays and units from the Unicode CLDR. A file with `reviewed = false` has not been read by
anybody who speaks the language: its words are translations, and better ones are welcome.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_CLDR, _ALPHABETS = "cldr", "alphabets"

#: Column → the headings for it, the most specific first.
Headings = dict[str, list[str]]


@dataclass(frozen=True)
class Language:
    """One language. `headings`: kind → column → headings. `words`: column → code → words in cells. `letters`: what its
    alphabet has beyond a to z."""

    code: str
    name: str
    reviewed: bool
    letters: str = ""
    headings: dict[str, Headings] = field(default_factory=dict)
    words: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    lengths: dict[str, Any] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    forms: dict[str, list[str]] = field(default_factory=dict)


@cache
def languages() -> dict[str, Language]:
    """Every language by its code, English first."""
    files = sorted(file for file in FOLDER.glob("*.toml") if file.stem not in (_CLDR, _ALPHABETS))
    found = {file.stem: _language(file) for file in files}
    return {"en": found.pop("en"), **found}


def _language(file: Path) -> Language:
    said = tomllib.loads(file.read_text("utf-8"))
    return Language(code=file.stem, name=said.pop("language"), **said)


@cache
def calendars() -> dict[str, dict[str, Any]]:
    """Language → months, weekdays, halves of the day, and units of time, from the CLDR."""
    return tomllib.loads((FOLDER / f"{_CLDR}.toml").read_text("utf-8"))


def remarks(of: str) -> Iterator[str]:
    """The words of every language for one kind of remark, such as `total` or `nobody`."""
    return (word for each in languages().values() for word in each.remarks.get(of, ()))


def forms(of: str) -> Iterator[str]:
    """What forms and schedulers call one of their own columns in every language, such as `opened`."""
    return (word for each in languages().values() for word in each.forms.get(of, ()))
