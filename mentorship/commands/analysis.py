"""What the analyses share: the data they read (files without any store, or the store), the rules they go by, and what
their JSON begins with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer

from mentorship.answers.request import Request, data_status
from mentorship.commands.options import COMMAND_LINE, as_of_day, pairs, policy_for, store_at
from mentorship.commands.output import print_error
from mentorship.credit.data_digest import data_digest
from mentorship.credit.reading_choices import readings_in_force
from mentorship.credit.refresh import refresh_within
from mentorship.errors import ArgumentError
from mentorship.loading import FileOptions, loaded, person_called
from mentorship.policy.amendments import amend, read_amendment
from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as, reading_set
from mentorship.settings import Settings
from mentorship.store.connection import Store
from mentorship.wording import count

Exports = Annotated[
    list[Path] | None, typer.Argument(help="Session exports to read; without any, the store.", show_default=False)
]
PeopleFiles = Annotated[
    list[Path] | None, typer.Option("--people", metavar="F", help="People data: certifications, mentors.")
]
ContactFiles = Annotated[
    list[Path] | None, typer.Option("--contacts", metavar="F", help="The ombudsman’s contacts with mentors.")
]
#: As `--readings` elsewhere; where none is named, a store's own choices hold.
ReadingsIfNamed = Annotated[str | None, typer.Option("--readings", metavar="SET", help="strict, default or generous.")]


@dataclass(frozen=True)
class Sources:
    """Where the data come from: files, by kind, or none of them and a store. `fill` and `dates` as for an import."""

    sessions: Sequence[Path] = ()
    people: Sequence[Path] = ()
    contacts: Sequence[Path] = ()
    store: Path | None = None
    fill: Sequence[str] = ()
    dates: str | None = None


@dataclass(frozen=True)
class Rules:
    """Which rules to go by: a handbook, a set of readings and single ones, amendments. `proposed` are amendments that
    are not gone by: only files are read with the words of what they add."""

    handbook: Path | None = None
    readings: str | None = None
    reading: Sequence[str] = ()
    amendments: Sequence[Path] = ()
    proposed: Sequence[Path] = ()


@dataclass(frozen=True)
class Analysis:
    """A request to the data, assessed under the rules; `problem_rows` of the files were left out."""

    request: Request
    problem_rows: int

    def head(self) -> dict[str, Any]:
        """What the JSON of every analysis begins with."""
        policy, as_of = self.request.policy, self.request.as_of
        return {
            "policy": {"id": policy.id, "digest": policy.digest, "readings": policy.chosen_readings},
            "as_of": as_of.isoformat(),
            "data": data_digest(self.request.cursor, as_of).as_json(),
        }

    def status(self) -> int:
        """The exit status, after saying on standard error that rows were left out where some were."""
        if not self.problem_rows:
            return 0
        rows, were = count(self.problem_rows, "row"), "was" if self.problem_rows == 1 else "were"
        print_error(f"{rows} had problems and {were} left out: `mentorship check` lists them.")
        return 1

    def person(self, called: str) -> str:
        """The id of the person whom an id or e-mail names, else the name itself."""
        return person_called(self.request.cursor, called)


@contextmanager
def analysis(sources: Sources, rules: Rules, as_of: str | None) -> Iterator[Analysis]:
    """Data and rules for as long as an analysis takes; nothing it does is kept. Raises ArgumentError, FileError,
    MappingError, HandbookError, ReadingError, StoreError."""
    when = as_of_day(as_of)
    if not sources.sessions:
        with _store(sources) as store, _assessed(store, rules, when, is_own=True) as request:
            yield Analysis(request, 0)
        return
    options = FileOptions(pairs("--set", list(sources.fill)), sources.dates, Settings().time_zone)
    handbook = policy_for(rules.handbook, "default", None, [*rules.amendments, *rules.proposed])
    with (
        loaded(sources.sessions, sources.people, handbook, options, sources.contacts) as files,
        _assessed(files.store, rules, when, is_own=False) as request,
    ):
        yield Analysis(request, len({(each.file, each.row) for each in files.problems}))


@contextmanager
def _store(sources: Sources) -> Iterator[Store]:
    if sources.people or sources.contacts:
        raise ArgumentError(
            "People and contacts were named, but no sessions: name a file of sessions as well, or no files at all."
        )
    if sources.store is None and not Settings().store.exists():
        raise ArgumentError(
            "There is no store yet: name files of sessions, or import some with: mentorship import FILE"
        )
    with store_at(sources.store, must_exist=True) as store:
        yield store


@contextmanager
def _assessed(store: Store, rules: Rules, as_of: date, is_own: bool) -> Iterator[Request]:
    """A request whose assessment is undone at its end, since its rules may be others than those in force."""
    with store.cursor() as cursor, store.trial(cursor):
        policy = _policy(rules, cursor if is_own else None)
        refresh_within(cursor, policy, as_of)
        yield Request(COMMAND_LINE, cursor, policy, as_of, data_status(cursor))


def _policy(rules: Rules, cursor: duckdb.DuckDBPyConnection | None) -> Policy:
    """The rules as asked for; where no set of readings is named, the choices recorded in the store come first."""
    handbook = policy_for(rules.handbook, "default", None)
    chosen = reading_set(handbook, rules.readings or "default")
    if rules.readings is None and cursor is not None:
        chosen |= readings_in_force(cursor, handbook)
    read = read_as(handbook, chosen | pairs("--reading", list(rules.reading)))
    return reduce(amend, map(read_amendment, rules.amendments), read)
