"""`mentorship import` and `mentorship watch`: files into the store, or to the running app that has it open."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorship.access import Role, Viewer
from mentorship.actions.imports import import_file, watched_folder
from mentorship.commands.import_questions import asked_on_terminal, is_terminal
from mentorship.commands.options import (
    COMMAND_LINE,
    As,
    DateOrder,
    Encoding,
    Files,
    Fill,
    Format,
    Handbook,
    MatchNames,
    StoreAt,
    TakeSuggestions,
    Words,
    assess,
    meanings,
    pairs,
    policy_for,
    store_at,
)
from mentorship.commands.output import print_error, print_json, progress_bar, report_console
from mentorship.errors import ArgumentError, MentorshipError, StoreInUseError
from mentorship.intake import watching
from mentorship.intake.history import import_history
from mentorship.intake.limits import Limits
from mentorship.intake.options import ImportOptions
from mentorship.intake.results import ImportResult, Progress
from mentorship.intake.watching import EVERY, Arrival, Destination, Watch
from mentorship.policy.model import Policy
from mentorship.settings import Settings
from mentorship.store.connection import Store
from mentorship.terminal.import_report import print_imports
from mentorship.vocabulary import Kind
from mentorship.wording import harmless

if TYPE_CHECKING:
    from mentorship.import_client import RunningApp

TakeIn = Callable[[Path, Progress], ImportResult]
#: What imports the files of a watched folder.
WATCHED_FOLDER = Viewer(Role.OMBUDSMAN, name="watched folder")


Kinds = Annotated[Kind | None, typer.Option("--kind", help="What they hold; normally recognised.")]
KindOfExport = Annotated[str | None, typer.Option("--profile", help="What kind of export; normally recognised.")]
Renames = Annotated[
    list[str] | None, typer.Option("--map", metavar="COLUMN=HEADING", help="Which heading is which column.")
]
Ignored = Annotated[list[str] | None, typer.Option("--ignore", metavar="HEADING", help="A heading to leave out.")]
Meant = Annotated[
    list[str] | None,
    typer.Option("--person", metavar="NAME=ID", help="Who is meant by a name without an id or e-mail."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")]
Invented = Annotated[bool, typer.Option("--sample", help="Mark them as invented; only into an empty store.")]


def import_(
    files: Files, kind: Kinds = None, profile: KindOfExport = None, fill: Fill = None, renames: Renames = None,
    ignored: Ignored = None, match_names: MatchNames = False, people: Meant = None, dates: DateOrder = None,
    words: Words = None, encoding: Encoding = None, take_suggestions: TakeSuggestions = False,
    dry_run: DryRun = False, invented: Invented = False, store: StoreAt = None, policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:  # fmt: skip
    """Import files into the store, each completely or not at all."""
    rules, settings = policy_for(policy, "default", None), Settings()
    options = ImportOptions(
        kind=kind, profile=profile, fill=pairs("--set", fill), renames=pairs("--map", renames), dates=dates,
        profiles=settings.profiles, match_names=match_names, people=pairs("--person", people), is_sample=invented,
        limits=Limits(**settings.limits),
        ignored=tuple(ignored or ()), time_zone=settings.time_zone, values=meanings(words), encoding=encoding,
        take_suggestions=take_suggestions,
    )  # fmt: skip
    if output is Format.TEXT and not take_suggestions and is_terminal():
        options = asked_on_terminal(store, files, rules, options)
    with _taking_in(store, rules, options, dry_run, len(files) > 1, policy is None) as take_in:
        return _imported(files, take_in, dry_run, output)


def _imported(files: list[Path], take_in: TakeIn, dry_run: bool, output: Format) -> int:
    """Import the files and print how each ended. Returns the exit status."""
    results, failures = _each(files, take_in, quiet=output is Format.JSON)
    if output is Format.JSON and results:
        print_json(results[0].as_json() if len(files) == 1 else [each.as_json() for each in results])
    elif results:
        print_imports(report_console(), results, dry_run)
    return _status(results, failures)


def _status(results: list[ImportResult], failures: int) -> int:
    if not results:
        return 2
    left_out = any(each.problems or any(passed.is_open for passed in each.passed_over) for each in results)
    return 1 if failures or left_out else 0


def _each(files: list[Path], take_in: TakeIn, quiet: bool) -> tuple[list[ImportResult], int]:
    """The results of the files that could be imported, and how many could not; for those it says why."""
    results: list[ImportResult] = []
    for file in files:
        try:
            with progress_bar(file.name, quiet=quiet) as progress:
                results.append(take_in(file, progress))
        except MentorshipError as error:
            print_error(error.message)
    return results, len(files) - len(results)


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder to watch.", show_default=False)],
    every: Annotated[float, typer.Option("--every", min=0.1, help="Seconds from one look to the next.")] = EVERY,
    once: Annotated[bool, typer.Option("--once", help="Import what is there, and stop.")] = False,
    profile: Annotated[str | None, typer.Option("--profile", help="What kind of export; normally recognised.")] = None,
    fill: Fill = None,
    match_names: MatchNames = False,
    dates: DateOrder = None,
    store: StoreAt = None,
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """Import files that arrive in a folder, each once it is complete. Nothing there is moved or deleted.

    A file is complete when two looks in a row find it unchanged. Subfolders, links, hidden and
    unfinished files are skipped. A file that cannot be imported is listed on the page "Session exports", and tried
    again when it changes."""
    rules, settings = policy_for(policy, "default", None), Settings()
    options = ImportOptions(
        profile=profile, fill=pairs("--set", fill), dates=dates, match_names=match_names, profiles=settings.profiles,
        limits=Limits(**settings.limits), time_zone=settings.time_zone,
    )  # fmt: skip
    watched = Watch(folder, options.limits)
    destination = partial(_destination, store, rules, options, str(watched.folder), may_send=policy is None)
    status, said = 0, ""
    with suppress(KeyboardInterrupt):
        for found in watching.watch(watched, destination, every, once):
            if isinstance(found, str):
                status, said = 2, _print_error_once(found, said)
            else:
                status, said = _report_arrivals(found, output), ""
    return status


@contextmanager
def _taking_in(
    path: Path | None, rules: Policy, options: ImportOptions, dry_run: bool, together: bool, may_send: bool
) -> Iterator[TakeIn]:
    """What takes a file in: the store, or the running app that has it open."""
    with ExitStack() as stack:
        opened = _store_or_app(stack, path, may_send and not options.is_sample)
        if not isinstance(opened, Store):
            yield lambda file, progress: opened.import_file(file, options, dry_run)
            return
        if options.is_sample and import_history(opened):
            raise ArgumentError("The store is not empty: a sample would mix invented people with real ones.")
        # Files of one dry run build on one another, as those of an import do.
        within = None
        if dry_run and together:
            within = stack.enter_context(opened.cursor())
            stack.enter_context(opened.trial(within))
        with _assessed_at_the_end(opened, rules):
            yield lambda file, progress: import_file(
                COMMAND_LINE, opened, file, rules, options, dry_run=dry_run, progress=progress, within=within
            )


@contextmanager
def _assessed_at_the_end(opened: Store, rules: Policy) -> Iterator[None]:
    """Where anything was changed, assess what it concerns. Where that fails, the app says so when it tries."""
    before = opened.version
    yield
    if opened.version != before:
        with suppress(MentorshipError), progress_bar("The store", quiet=False) as progress:
            progress("Assessing what has changed", 0.5)
            assess(opened, rules)


@contextmanager
def _destination(
    path: Path | None, rules: Policy, options: ImportOptions, folder: str, may_send: bool
) -> Iterator[Destination]:
    """The same for what arrives in a watched folder."""
    from mentorship.import_client import AppDestination

    with ExitStack() as stack:
        try:
            opened = _store_or_app(stack, path, may_send)
        except StoreInUseError as error:
            hint = f"If it is the app, start it with MENTORSHIP_WATCH={folder}: it then watches the folder itself."
            raise StoreInUseError(f"{error.message} {hint}") from None
        if isinstance(opened, Store):
            with _assessed_at_the_end(opened, rules):
                yield watched_folder(WATCHED_FOLDER, opened, rules, options, folder)
        else:
            yield AppDestination(opened, options, folder)


def _store_or_app(stack: ExitStack, path: Path | None, may_send: bool) -> "Store | RunningApp":
    """The store, open until the stack ends; or the app that has this very store open. Raises StoreInUseError."""
    try:
        return stack.enter_context(store_at(path))
    except StoreInUseError:
        from mentorship.import_client import app_holding  # loaded when needed: the network is seldom

        found = app_holding(path or Settings().store, Settings()) if may_send else None
        if found is None:
            raise
        return found


def _report_arrivals(arrived: list[Arrival], output: Format) -> int:
    """Print how files of a watched folder ended. Returns the exit status they make."""
    for each in arrived:
        if output is Format.JSON:
            print_json({"file": each.file} | (each.result.as_json() if each.result else {"error": each.refusal}))
        elif each.result:
            print(f"{harmless(each.file)}:", end=" ")
            print_imports(report_console(), [each.result], dry_run=False)
        else:
            print_error(each.refusal or "")
    sys.stdout.flush()  # whoever follows a file of it reads along
    return int(any(each.refusal or (each.result and each.result.problems) for each in arrived))


def _print_error_once(message: str, said: str) -> str:
    """Complain, unless that was said at the last look already."""
    if message != said:
        print_error(message)
    return message
