"""Our columns for each kind of export, from `columns.toml`: what they mean, what they hold, how they may be headed.

The order is that of our own exports.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from mentorship.vocabulary import Kind


class Holds(StrEnum):
    """What the cells of a column hold. `sql/*_parse.sql` parse them."""

    TEXT = "text"
    ID = "id"
    EMAIL = "e-mail"
    DAY = "day"
    TIME = "time"
    LENGTH = "length"
    NUMBER = "number"
    WHOLE_NUMBER = "whole number"
    YES_OR_NO = "yes or no"
    CODE = "code"
    LIST = "list"


@dataclass(frozen=True)
class Column:
    """One column of ours; `columns.toml` says what each field means."""

    name: str
    label: str
    meaning: str
    holds: Holds = Holds.TEXT
    needed: str = "no"
    alternative: str | None = None
    gives: str | None = None
    headings: tuple[str, ...] = ()


def _column(name: str, said: dict[str, Any]) -> Column:
    return Column(
        name, said["label"], said["meaning"], Holds(said.get("holds", "text")), said.get("needed", "no"),
        said.get("or"), said.get("gives"), tuple(said.get("headings", ())),
    )  # fmt: skip


_TABLES = tomllib.loads((Path(__file__).parent / "columns.toml").read_text("utf-8"))
_ALL = {kind: {name: _column(name, said) for name, said in _TABLES[kind].items()} for kind in Kind}

#: The columns that we keep, by kind and name.
COLUMNS = {kind: {name: each for name, each in all_.items() if not each.gives} for kind, all_ in _ALL.items()}
#: Columns from which one of ours follows: `is_virtual` gives the modality.
HELPERS = {kind: {name: each for name, each in all_.items() if each.gives} for kind, all_ in _ALL.items()}

#: The name of each column on screen.
LABELS = {name: each.label for all_ in _ALL.values() for name, each in all_.items()}

#: The columns without which a file cannot be read. Each entry: one of these is enough.
NEEDED = {
    kind: [
        (name, each.alternative) if each.alternative else (name,)
        for name, each in columns.items()
        if each.alternative or each.needed == "yes"
    ]
    for kind, columns in COLUMNS.items()
}  # fmt: skip

#: The columns of days, and those of decimal numbers: how they are written is settled column by column.
DAYS = {kind: [name for name, each in columns.items() if each.holds is Holds.DAY] for kind, columns in COLUMNS.items()}
NUMBERS = {
    kind: [name for name, each in columns.items() if each.holds in (Holds.NUMBER, Holds.LENGTH)]
    for kind, columns in COLUMNS.items()
}


def column_options(kind: Kind) -> dict[str, Column]:
    """Every column that a heading may be taken for."""
    return _ALL[kind]
