"""`mentorship import` and `mentorship watch`: files into the store, or to the running app that has it open."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorship import console
from mentorship.commands.answering import complain, paper, print_json, progress_bar
from mentorship.commands.asking import (
    As,
    DateOrder,
    Files,
    Fill,
    Format,
    Handbook,
    MatchNames,
    StoreAt,
    pairs,
    policy_for,
    store_at,
)
from mentorship.errors import ArgumentError, MentorshipError, StoreInUseError
from mentorship.intake.history import import_history
from mentorship.intake.importer import import_file
from mentorship.intake.limits import Limits
from mentorship.intake.mapping import How
from mentorship.intake.results import ImportResult, Progress
from mentorship.intake.watching import EVERY, Arrived, Desk, StoreDesk, Watch, looks
from mentorship.policy.model import Policy
from mentorship.settings import Settings
from mentorship.store.connection import Store
from mentorship.vocabulary import Kind

if TYPE_CHECKING:
    from mentorship.sending import RunningApp

TakeIn = Callable[[Path, Progress], ImportResult]


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
    rules = policy_for(policy, "default", None)
    settings = Settings()
    how = How(
        kind=kind, profile=profile, fill=pairs("--set", fill), renames=pairs("--map", renames), dates=dates,
        profiles=settings.profiles, match_names=match_names, people=pairs("--person", people), is_sample=invented,
        limits=Limits(**settings.limits),
        ignored=tuple(ignored or ()), time_zone=settings.time_zone,
    )  # fmt: skip
    results: list[ImportResult] = []
    failures = 0
    with _taking_in(store, rules, how, dry_run, may_send=policy is None) as take_in:
        for file in files:
            try:
                with progress_bar(file.name, quiet=output is Format.JSON) as progress:
                    results.append(take_in(file, progress))
            except MentorshipError as error:
                complain(error.message)
                failures += 1
    if output is Format.JSON and results:
        print_json(results[0].as_json() if len(files) == 1 else [each.as_json() for each in results])
    elif results:
        console.print_imports(paper(), results, dry_run)
    if not results:
        return 2
    return 1 if failures or any(each.problems for each in results) else 0


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
    rules, settings = policy_for(policy, "default", None), Settings()
    how = How(
        profile=profile, fill=pairs("--set", fill), dates=dates, match_names=match_names, profiles=settings.profiles,
        imported_by="watched folder", limits=Limits(**settings.limits), time_zone=settings.time_zone,
    )  # fmt: skip
    watched = Watch(folder, how.limits)
    desk = partial(_desk, store, rules, how, str(watched.folder), may_send=policy is None)
    status, said = 0, ""
    with suppress(KeyboardInterrupt):
        for found in looks(watched, desk, every, once):
            if isinstance(found, str):
                status, said = 2, _complain_once(found, said)
            else:
                status, said = _report_arrivals(found, output), ""
    return status


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
        return stack.enter_context(store_at(path))
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
            print_json({"file": each.file} | (each.result.as_json() if each.result else {"error": each.refusal}))
        elif each.result:
            print(f"{each.file}:", end=" ")
            console.print_imports(paper(), [each.result], dry_run=False)
        else:
            complain(each.refusal or "")
    sys.stdout.flush()  # whoever follows a file of it reads along
    return int(any(each.refusal or (each.result and each.result.problems) for each in arrived))


def _complain_once(message: str, said: str) -> str:
    """Complain, unless that was said at the last look already."""
    if message != said:
        complain(message)
    return message
