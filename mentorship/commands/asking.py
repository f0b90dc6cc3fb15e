"""What commands may be told, and what that means: options, rules, the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import reduce
from pathlib import Path
from typing import Annotated

import typer

from mentorship.errors import ArgumentError
from mentorship.policy.amendments import amend, read_amendment, read_as, reading_set
from mentorship.policy.model import Policy
from mentorship.policy.reading import read_handbook
from mentorship.settings import Settings
from mentorship.store.connection import Store, open_store


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


class Dates(StrEnum):
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentError(f"--as-of {text}: expected a date such as 2026-03-31.") from None


Files = Annotated[list[Path], typer.Argument(help="Exports to read.", show_default=False)]
StoreAt = Annotated[Path | None, typer.Option("--store", help="The store's file.", show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Judge as of this day; normally today.")]
Reading = Annotated[list[str] | None, typer.Option("--reading", metavar="NAME=VALUE", help="Read the rules this way.")]
Readings = Annotated[str, typer.Option("--readings", metavar="SET", help="strict, default or generous.")]
Amend = Annotated[
    list[Path] | None, typer.Option("--amend", metavar="FILE", help="Change the rules by this amendment.")
]
Handbook = Annotated[Path | None, typer.Option("--policy", metavar="DIR", help="Another handbook.")]
As = Annotated[Format, typer.Option("--format", help="How to print.")]
DateOrder = Annotated[Dates | None, typer.Option("--dates", help="What 03/04/2025 means.")]
Fill = Annotated[list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help="Fill a column the file lacks.")]

MatchNames = Annotated[
    bool, typer.Option("--match-names", help="People named by name only are those of the people data.")
]


def policy_for(
    folder: Path | None, readings: str, reading: list[str] | None, amendments: list[Path] | None = None
) -> Policy:
    """The rules that a command is to judge by. Raises HandbookError, ReadingError, ArgumentError."""
    handbook = read_handbook((folder or Settings().handbook).resolve())
    read = read_as(handbook, reading_set(handbook, readings) | pairs("--reading", reading))
    return reduce(amend, map(read_amendment, amendments or []), read)


def pairs(option: str, given: list[str] | None) -> dict[str, str]:
    """NAME=VALUE, as often as an option was given. Raises ArgumentError."""
    for each in given or []:
        if "=" not in each:
            raise ArgumentError(f"{option} {each}: expected a name and a value, as in {option} NAME=VALUE.")
    return {name.strip(): value.strip() for name, _, value in (each.partition("=") for each in given or [])}


def as_of_day(given: str | None) -> date:
    """The day to judge as of: as told, as set, or today. Raises ArgumentError."""
    return _day(given) if given is not None else Settings().as_of or date.today()


@contextmanager
def store_at(path: Path | None, must_exist: bool = False) -> Iterator[Store]:
    """The store, open as long as it is needed. Raises StoreError, ArgumentError for one that must be there."""
    settings = Settings()
    if must_exist and path and not path.exists():
        raise ArgumentError(f"--store {path}: there is no such store. Check the path.")
    store = open_store(path or settings.store, settings.memory_limit)
    try:
        yield store
    finally:
        store.close()
