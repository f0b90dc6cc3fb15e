"""The options that commands share, and what they mean: rules, day, store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import reduce
from pathlib import Path
from typing import Annotated

import typer

from mentorship.access import Role, Viewer
from mentorship.answers.request import Request, data_status, day_of_judging
from mentorship.credit.reading_choices import readings_in_force
from mentorship.credit.refresh import refresh
from mentorship.errors import ArgumentError
from mentorship.oversight.refresh import refresh_signals
from mentorship.policy.amendments import amend, read_amendment
from mentorship.policy.loader import read_handbook
from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as, reading_set
from mentorship.settings import Settings
from mentorship.store.connection import Store, open_store

#: Whoever may open the store's file may do everything.
COMMAND_LINE = Viewer(Role.OMBUDSMAN, name="command line")


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
Amend = Annotated[list[Path] | None, typer.Option("--amend", metavar="FILE", help="Apply this amendment to the rules.")]
Handbook = Annotated[Path | None, typer.Option("--policy", metavar="DIR", help="Another handbook.")]
As = Annotated[Format, typer.Option("--format", help="How to print.")]
DateOrder = Annotated[Dates | None, typer.Option("--dates", help="What 03/04/2025 means.")]
Fill = Annotated[list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help="Fill a column the file lacks.")]

TakeSuggestions = Annotated[
    bool,
    typer.Option(
        "--take-suggestions", help="Take the suggestion for each unknown heading and word, where one is clearly best."
    ),
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="How the letters of a text file are encoded.")
]
Words = Annotated[
    list[str] | None, typer.Option("--word", metavar="COLUMN:WORD=CODE", help="What a word of the file means.")
]
MatchNames = Annotated[bool, typer.Option("--match-names", help="Match people given only by name to the people data.")]


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


def meanings(given: list[str] | None) -> dict[str, dict[str, str]]:
    """COLUMN:WORD=CODE, as often as --word was given: column → word → code. Raises ArgumentError."""
    found: dict[str, dict[str, str]] = {}
    for each in given or []:
        said, equals, code = each.rpartition("=")
        column, colon, word = said.partition(":")
        if not (equals and colon and column.strip() and word.strip() and code.strip()):
            raise ArgumentError(
                f"--word {each}: expected a column, a word and a code, as in --word status:Gone=no_show."
            )
        found.setdefault(column.strip(), {})[word.strip()] = code.strip()
    return found


def as_of_day(given: str | None) -> date:
    """The day to judge as of: as given, as set, or today. Raises ArgumentError."""
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


def assess(store: Store, handbook: Policy) -> None:
    """Assess the store as the app will: whoever opens it first need not wait for that."""
    with store.cursor() as cursor:
        policy = read_as(handbook, readings_in_force(cursor, handbook))
        as_of = day_of_judging(data_status(cursor), Settings().as_of)
    refresh(store, policy, as_of)
    refresh_signals(store, policy, as_of)


@contextmanager
def request_at(store: Store, handbook: Policy, as_of: date) -> Iterator[Request]:
    """A request to a store under the readings in force there, with the stored assessment up to date."""
    with store.cursor() as cursor:
        policy = read_as(handbook, readings_in_force(cursor, handbook))
        refresh(store, policy, as_of)
        yield Request(COMMAND_LINE, cursor, policy, as_of, data_status(cursor))
