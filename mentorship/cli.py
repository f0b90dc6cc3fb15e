"""The command line: `mentorship …`, also `python -m mentorship …`.

Exit status: 0 done; 1 done, but some rows had problems; 2 nothing done, with one clear sentence on standard error.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from functools import partial, reduce
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from mentorship import checking, console
from mentorship.doctor import examine
from mentorship.errors import ArgumentError, MentorshipError
from mentorship.intake.history import import_changes, import_history, mend_problems
from mentorship.intake.importer import ImportResult, import_file, undo_import
from mentorship.intake.mapping import How
from mentorship.policy.amendments import amend, read_amendment, read_as, reading_set
from mentorship.policy.difference import difference
from mentorship.policy.model import Policy
from mentorship.policy.reading import read_handbook
from mentorship.sample.export import write_sample
from mentorship.settings import Settings
from mentorship.store.connection import Store, open_store
from mentorship.vocabulary import Kind

app = typer.Typer(
    name="mentorship", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
    help="Mentoring sessions in, credit out: check exports, keep them in a store, see who stands where.",
)  # fmt: skip
imports = typer.Typer(help="What came in, and when; what it changed; take one back; get the rows with problems.")
app.add_typer(imports, name="imports")


#: Every wrong use of the command line (typer exports only its narrower kinds).
_UsageError: type[Any] = typer.BadParameter.__mro__[2]


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


@app.command()
def check(
    sessions: Files,
    people: Annotated[list[Path] | None, typer.Option("--people", help="People data: certifications, mentors.")] = None,
    mentee: Annotated[str | None, typer.Option("--mentee", help="Only this mentee, in full.")] = None,
    ranged: Annotated[
        bool, typer.Option("--range", help="Tiers under the strict, the default and the generous readings.")
    ] = False,
    fill: Fill = None,
    dates: DateOrder = None,
    as_of: AsOf = None,
    reading: Reading = None,
    readings: Readings = "default",
    amendments: Amend = None,
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """Assess files without any store."""
    rules = _policy(policy, readings, reading, amendments)
    if ranged:
        found = checking.check_range(
            sessions, people or [], rules, _as_of(as_of), fill=_pairs("--set", fill), dates=dates, mentee=mentee
        )
        _print_json(found) if output is Format.JSON else console.print_range(_paper(), rules, found)
        return 0
    assessment = checking.Assessment(
        sessions, people or [], rules, _as_of(as_of), fill=_pairs("--set", fill), dates=dates, mentee=mentee
    )
    if output is Format.JSON:
        _print_json(assessment.as_json())
    else:
        console.print_check(_paper(), assessment, in_full=mentee is not None)
    return 1 if assessment.problems else 0


@app.command("import")
def import_(
    files: Files,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What they hold; normally told by the headings.")] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="What kind of export; normally told.")] = None,
    fill: Fill = None,
    renames: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=HEADING", help="Which heading is which column.")
    ] = None,
    match_names: Annotated[
        bool, typer.Option("--match-names", help="People named by name only are those of the people data.")
    ] = False,
    dates: DateOrder = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    invented: Annotated[
        bool, typer.Option("--sample", help="Mark them as invented; only into an empty store.")
    ] = False,
    store: StoreAt = None,
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """Take files into the store, each wholly or not at all."""
    rules = _policy(policy, "default", None)
    settings = Settings()
    how = How(
        kind=kind, profile=profile, fill=_pairs("--set", fill), renames=_pairs("--map", renames), dates=dates,
        profiles=settings.profiles, match_names=match_names, is_sample=invented, largest_mb=settings.largest_file_mb,
    )  # fmt: skip
    results: list[ImportResult] = []
    failures = 0
    with _open(store) as opened:
        if invented and import_history(opened):
            raise ArgumentError("The store is not empty: a sample would mix invented people with real ones.")
        for file in files:
            try:
                with _progress(file.name, quiet=output is Format.JSON) as progress:
                    results.append(import_file(opened, file, rules, how, dry_run=dry_run, progress=progress))
            except MentorshipError as error:
                _complain(error.message)
                failures += 1
    if output is Format.JSON and results:
        _print_json(results[0].as_json() if len(files) == 1 else [each.as_json() for each in results])
    elif results:
        console.print_imports(_paper(), results, dry_run)
    if not results:
        return 2
    return 1 if failures or any(each.problems for each in results) else 0


@imports.callback(invoke_without_command=True)
def history(context: typer.Context, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """List what came in, the newest first."""
    if context.invoked_subcommand:
        if store:
            raise ArgumentError(f"--store {store}: name the store after “{context.invoked_subcommand}”.")
        return 0
    with _open(store, must_exist=True) as opened:
        rows = import_history(opened)
    if output is Format.JSON:
        _print_json(rows)
    else:
        console.print_history(_paper(), rows)
    return 0


@imports.command()
def changes(import_id: str, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """Say what one import changed: new rows, and each column that differs from the version before."""
    with _open(store, must_exist=True) as opened, opened.cursor() as cursor:
        found = import_changes(cursor, import_id, console.CHANGES_SHOWN if output is Format.TEXT else None)
    if output is Format.JSON:
        _print_json(vars(found))
    else:
        console.print_import_changes(_paper(), found)
    return 0


@imports.command()
def undo(import_id: str, store: StoreAt = None) -> int:
    """Take one import back; what it replaced returns."""
    with _open(store, must_exist=True) as opened:
        file = undo_import(opened, import_id)
    print(f"Import {import_id} ({file}) is taken back. What it had replaced is in force again.")
    return 0


@imports.command()
def problems(
    import_id: str,
    out: Annotated[Path, typer.Option("--out", help="Where to write them: FILE.csv or FILE.xlsx.")],
    store: StoreAt = None,
) -> int:
    """Write the rows with problems to a file, ready to mend and import again."""
    with _open(store, must_exist=True) as opened:
        count = mend_problems(opened, import_id, out)
    print(f"{count} rows written to {out}. Mend them, keep the columns, and import the file as it is.")
    return 0


@app.command()
def sample(
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")],
    sessions: Annotated[int, typer.Option("--sessions", min=1, help="About how many sessions.")] = 4600,
    mentees: Annotated[int, typer.Option("--mentees", min=20, help="How many mentees.")] = 180,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
) -> int:
    """Write invented exports: sessions.csv, people.csv, contacts.csv."""
    written = write_sample(out, sessions, mentees, seed)
    print(f"Wrote {written} sessions of {mentees} mentees, with people and contacts, to {out}.")
    return 0


@app.command()
def rules(
    amendments: Amend = None,
    reading: Reading = None,
    readings: Readings = "default",
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """What an amendment or another reading changes in the rules, in words."""
    handbook = _policy(policy, "default", None)
    changed = _policy(policy, readings, reading, amendments)
    changes = [str(change) for change in difference(handbook, changed)]
    if output is Format.JSON:
        _print_json({"id": changed.id, "digest": changed.digest, "changes": changes})
    else:
        console.print_changes(Console(), changed, changes)
    return 0


@app.command()
def doctor(store: StoreAt = None, policy: Handbook = None, output: As = Format.TEXT) -> int:
    """Say which versions are here, what the store holds, and what is wrong."""
    findings = examine(store or Settings().store, policy or Settings().handbook)
    if output is Format.JSON:
        _print_json(findings)
    else:
        console.print_doctor(_paper(), findings)
    return 2 if findings["wrong"] else 0


# --- what the commands share --------------------------------------------------------------------------------


def _policy(
    folder: Path | None, readings: str, reading: list[str] | None, amendments: list[Path] | None = None
) -> Policy:
    handbook = read_handbook((folder or Settings().handbook).resolve())
    read = read_as(handbook, reading_set(handbook, readings) | _pairs("--reading", reading))
    return reduce(amend, map(read_amendment, amendments or []), read)


def _pairs(option: str, given: list[str] | None) -> dict[str, str]:
    for each in given or []:
        if "=" not in each:
            raise ArgumentError(f"{option} {each}: expected a name and a value, as in {option} NAME=VALUE.")
    return {name.strip(): value.strip() for name, _, value in (each.partition("=") for each in given or [])}


def _as_of(given: str | None) -> date:
    return _day(given) if given is not None else Settings().as_of or date.today()


@contextmanager
def _open(path: Path | None, must_exist: bool = False) -> Iterator[Store]:
    settings = Settings()
    if must_exist and path and not path.exists():
        raise ArgumentError(f"--store {path}: there is no such store. Check the path.")
    store = open_store(path or settings.store, settings.memory_limit)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _progress(name: str, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """A bar on a terminal; silence elsewhere."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda stage, share: None
        return
    columns = (TextColumn("{task.fields[name]}"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=1.0, name=name)
        yield lambda stage, share: bar.update(task, description=stage, completed=share)


def _paper() -> Console:
    """Where reports for people go. A file or a pipe has no edge at which to break a line."""
    return Console() if sys.stdout.isatty() else Console(width=200)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def main() -> None:
    """Run a command; say every failure in one sentence. Never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # names are of many countries, whatever the terminal's
    sys.exit(_status(partial(app, standalone_mode=False)))


def _status(command: Callable[[], Any]) -> int:
    try:
        return int(command() or 0)
    except MentorshipError as error:
        _complain(error.message)
    except typer.Abort:
        _complain("Stopped. Nothing was changed.")
    except _UsageError as error:
        said = error.format_message().rstrip(".") or "Which command is missing"
        _complain(f"{said}. Run the command with --help to see what it takes.")
    except ValidationError as error:
        first = error.errors()[0]
        _complain(f"The setting MENTORSHIP_{str(first['loc'][0]).upper()} is {first['input']!r}: {first['msg']}.")
    except (duckdb.Error, OSError, MemoryError) as error:
        _complain(f"This could not be done: {(str(error).splitlines() or [type(error).__name__])[0].rstrip('.')}.")
    except KeyboardInterrupt:
        _complain("Stopped. Nothing was changed.")
    return 2


if __name__ == "__main__":
    main()
