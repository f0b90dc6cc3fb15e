"""The command line: `mentorship …`, also `python -m mentorship …`.

Exit status: 0 done; 1 done, but some rows had problems; 2 nothing done, with one clear sentence on standard error.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from enum import StrEnum
from functools import partial, reduce
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import duckdb
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from mentorship import checking, console
from mentorship.access import Role, Viewer
from mentorship.credit.choices import readings_in_force
from mentorship.credit.keep import refresh
from mentorship.doctor import examine
from mentorship.errors import ArgumentError, MentorshipError, StoreInUseError
from mentorship.intake import identities
from mentorship.intake.history import import_changes, import_history, mend_problems
from mentorship.intake.importer import ImportResult, Progress, import_file, undo_import
from mentorship.intake.mapping import How
from mentorship.intake.profiles import all_profiles, named, saved_files, text_of
from mentorship.intake.watching import EVERY, Arrived, Desk, StoreDesk, Watch, looks
from mentorship.planning.who_is_who import effect
from mentorship.policy.amendments import amend, read_amendment, read_as, reading_set
from mentorship.policy.difference import difference
from mentorship.policy.model import Policy
from mentorship.policy.reading import read_handbook
from mentorship.reports.who_is_who import who_is_who
from mentorship.sample.export import write_sample
from mentorship.settings import Settings
from mentorship.store.connection import Store, open_store
from mentorship.vocabulary import Kind

if TYPE_CHECKING:
    from mentorship.sending import RunningApp

TakeIn = Callable[[Path, Progress], ImportResult]
app = typer.Typer(
    name="mentorship", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
    help="Mentoring sessions in, credit out: check exports, keep them in a store, see who stands where.",
)  # fmt: skip
imports = typer.Typer(help="What came in, and when; what it changed; take one back; get the rows with problems.")
app.add_typer(imports, name="imports")
profiles = typer.Typer(help="The kinds of exports that are known: ours, and those that were saved.")
app.add_typer(profiles, name="profiles")
people = typer.Typer(help="Who is who: records that could be one person; say that they are, or that they are two.")
app.add_typer(people, name="people")


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

MatchNames = Annotated[
    bool, typer.Option("--match-names", help="People named by name only are those of the people data.")
]


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
            sessions, people or [], rules, _as_of(as_of), fill=_pairs("--set", fill), dates=dates, mentee=mentee,
            time_zone=Settings().time_zone,
        )  # fmt: skip
        _print_json(found) if output is Format.JSON else console.print_range(_paper(), rules, found)
        return 0
    assessment = checking.Assessment(
        sessions, people or [], rules, _as_of(as_of), fill=_pairs("--set", fill), dates=dates, mentee=mentee,
        time_zone=Settings().time_zone,
    )  # fmt: skip
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
    ignored: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="HEADING", help="This heading is no column of ours.")
    ] = None,
    match_names: MatchNames = False,
    people: Annotated[
        list[str] | None, typer.Option("--person", metavar="NAME=ID", help="Whose a name without id or e-mail is.")
    ] = None,
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
        profiles=settings.profiles, match_names=match_names, people=_pairs("--person", people), is_sample=invented,
        largest_mb=settings.largest_file_mb,
        ignored=tuple(ignored or ()), time_zone=settings.time_zone,
    )  # fmt: skip
    results: list[ImportResult] = []
    failures = 0
    with _taking_in(store, rules, how, dry_run, may_send=policy is None) as take_in:
        for file in files:
            try:
                with _progress(file.name, quiet=output is Format.JSON) as progress:
                    results.append(take_in(file, progress))
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


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="The folder to watch.", show_default=False)],
    every: Annotated[float, typer.Option("--every", min=0.1, help="Seconds from one look to the next.")] = EVERY,
    once: Annotated[bool, typer.Option("--once", help="Bring in what is there, and end.")] = False,
    profile: Annotated[str | None, typer.Option("--profile", help="What kind of export; normally told.")] = None,
    fill: Fill = None,
    match_names: MatchNames = False,
    dates: DateOrder = None,
    store: StoreAt = None,
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """Bring in what arrives in a folder: each file once it is whole, and once only. Nothing there is moved or deleted.

    A file is whole when two looks find it the same. Folders within it, links, hidden and unfinished files are passed
    over. What cannot be taken in is listed on the page "Session exports", and tried again when it changes."""
    rules, settings = _policy(policy, "default", None), Settings()
    how = How(
        profile=profile, fill=_pairs("--set", fill), dates=dates, match_names=match_names, profiles=settings.profiles,
        imported_by="watched folder", largest_mb=settings.largest_file_mb, time_zone=settings.time_zone,
    )  # fmt: skip
    watched = Watch(folder, settings.largest_file_mb)
    desk = partial(_desk, store, rules, how, str(watched.folder), may_send=policy is None)
    status, said = 0, ""
    with suppress(KeyboardInterrupt):
        for found in looks(watched, desk, every, once):
            if isinstance(found, str):
                status, said = 2, _complain_once(found, said)
            else:
                status, said = _report_arrivals(found, output), ""
    return status


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


@profiles.callback(invoke_without_command=True)
def known_profiles(context: typer.Context, output: As = Format.TEXT) -> int:
    """List the kinds of exports that are known."""
    if context.invoked_subcommand:
        return 0
    saved = saved_files(Settings().profiles)
    rows = [
        {"profile": name, "kind": each.kind, "label": each.label, "saved": str(saved.get(name, ""))}
        for name, each in all_profiles(Settings().profiles).items()
    ]
    _print_json(rows) if output is Format.JSON else console.print_profiles(_paper(), rows)
    return 0


@profiles.command()
def show(name: str) -> int:
    """Print a profile as the text of its file, to be changed and kept in the folder MENTORSHIP_PROFILES."""
    print(text_of(named(name, Settings().profiles)), end="")
    return 0


Because = Annotated[str, typer.Option("--because", help="How you know; it is recorded.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")]


@people.callback(invoke_without_command=True)
def alike(context: typer.Context, store: StoreAt = None, output: As = Format.TEXT) -> int:
    """List records that could be one person, and what was settled about that."""
    if context.invoked_subcommand:
        return 0
    with _open(store, must_exist=True) as opened, opened.cursor() as cursor:
        report = who_is_who(Viewer(Role.OMBUDSMAN), cursor)
    if output is Format.JSON:
        _print_json({"alike": report.rows, "settled": report.parts["settled"]})
    else:
        console.print_alike(_paper(), report)
    return 0


@people.command("merge")
def merge_people(
    one: str, other: str, because: Because = "", dry_run: DryRun = False, store: StoreAt = None, as_of: AsOf = None
) -> int:
    """Two ids or e-mails are one person. Says whose credit changes; `separate` takes it back."""
    return _settle(identities.link, one, other, because, dry_run, store, as_of)


@people.command("separate")
def separate_people(
    one: str, other: str, because: Because = "", dry_run: DryRun = False, store: StoreAt = None, as_of: AsOf = None
) -> int:
    """Two ids or e-mails are two people. Says whose credit changes; `merge` takes it back."""
    return _settle(identities.part, one, other, because, dry_run, store, as_of)


def _settle(
    change: Callable[..., Any], one: str, other: str, because: str, dry_run: bool, store: Path | None, as_of: str | None
) -> int:
    day, rules = _as_of(as_of), _policy(None, "default", None)
    said = identities.Said("command line", because or ("tried" if dry_run else ""), day)
    do = partial(change, one=one, other=other, said=said)
    with _open(store, must_exist=True) as opened:
        with opened.cursor() as cursor:
            in_force = read_as(rules, readings_in_force(cursor, rules))
        refresh(opened, in_force, day)
        console.print_effect(_paper(), in_force, effect(Viewer(Role.OMBUDSMAN), opened, in_force, day, do))
        if not dry_run:
            with opened.cursor() as cursor, opened.transaction(cursor):
                do(cursor)
    print("Nothing was changed." if dry_run else "Recorded.")
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
def _taking_in(path: Path | None, rules: Policy, how: How, dry_run: bool, may_send: bool) -> Iterator[TakeIn]:
    """What takes a file in: the store, or the running app that has it open."""
    with ExitStack() as stack:
        opened = _store_or_app(stack, path, may_send and not how.is_sample)
        if not isinstance(opened, Store):
            yield lambda file, progress: opened.import_file(file, how, dry_run)
            return
        if how.is_sample and import_history(opened):
            raise ArgumentError("The store is not empty: a sample would mix invented people with real ones.")
        yield lambda file, progress: import_file(opened, file, rules, how, dry_run=dry_run, progress=progress)


@contextmanager
def _desk(path: Path | None, rules: Policy, how: How, folder: str, may_send: bool) -> Iterator[Desk]:
    """The same for what arrives in a watched folder."""
    from mentorship.sending import AppDesk

    with ExitStack() as stack:
        try:
            opened = _store_or_app(stack, path, may_send)
        except StoreInUseError as error:
            hint = f"If it is the app, start it with MENTORSHIP_WATCH={folder}: it then watches the folder itself."
            raise StoreInUseError(f"{error.message} {hint}") from None
        yield StoreDesk(opened, rules, how, folder) if isinstance(opened, Store) else AppDesk(opened, how, folder)


def _store_or_app(stack: ExitStack, path: Path | None, may_send: bool) -> "Store | RunningApp":
    """The store, open until the stack ends; or the app that has this very store open. Raises StoreInUseError."""
    try:
        return stack.enter_context(_open(path))
    except StoreInUseError:
        from mentorship.sending import app_holding  # loaded when needed: the network is seldom

        found = app_holding(path or Settings().store, Settings()) if may_send else None
        if found is None:
            raise
        return found


def _report_arrivals(arrived: list[Arrived], output: Format) -> int:
    """Print how files of a watched folder ended. Returns the exit status they make."""
    for each in arrived:
        if output is Format.JSON:
            _print_json({"file": each.file} | (each.result.as_json() if each.result else {"error": each.refusal}))
        elif each.result:
            print(f"{each.file}:", end=" ")
            console.print_imports(_paper(), [each.result], dry_run=False)
        else:
            _complain(each.refusal or "")
    sys.stdout.flush()  # whoever follows a file of it reads along
    return int(any(each.refusal or (each.result and each.result.problems) for each in arrived))


@contextmanager
def _progress(name: str, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """A bar on a terminal; silence elsewhere."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda stage, share: None
        return
    columns = (TextColumn("{task.fields[name]}"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with ProgressBar(*columns, console=console, transient=True) as bar:
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


def _complain_once(message: str, said: str) -> str:
    """Complain, unless that was said at the last look already."""
    if message != said:
        _complain(message)
    return message


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
