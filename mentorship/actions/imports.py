"""Import a file, by hand or from a watched folder; undo an import; dismiss what a watched folder could not import."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from mentorship.access import Viewer, require
from mentorship.actions.action import MAY_WRITE, Action, acting, author_of, record
from mentorship.attribution import Recorder, unrecorded
from mentorship.intake import importer, undo
from mentorship.intake.destinations import StoreDestination, dismiss
from mentorship.intake.options import ImportOptions
from mentorship.intake.results import ImportResult, Progress, silent
from mentorship.policy.model import Policy
from mentorship.store.connection import Store

Done = TypeVar("Done")
#: The share of an import that is done when what follows from it is worked out.
WORKING_OUT = 0.9


def import_file(
    viewer: Viewer, store: Store, path: Path, policy: Policy, options: ImportOptions | None = None, *,
    dry_run: bool = False, progress: Progress = silent, within: duckdb.DuckDBPyConnection | None = None,
    ahead: Recorder | None = None, **given: Any,
) -> ImportResult:  # fmt: skip
    """Import a file, all of it or nothing; `within` the trial of a dry run in which other files are tried, too. `ahead`
    is called before what was stored is kept, to work out what follows from it. Raises AccessError, FileError,
    MappingError, ArgumentError."""
    require(viewer, MAY_WRITE, "Importing a file")
    own = replace(options or ImportOptions(), **given, imported_by=author_of(viewer))
    recorder = _recorder(viewer, own.shown_as or path.name)

    def bring_in(then: Recorder) -> ImportResult:
        def record_and_go_on(cursor: duckdb.DuckDBPyConnection) -> None:
            recorder(cursor)
            if then is not unrecorded:
                progress("Working out what it changes", WORKING_OUT)
                then(cursor)

        return importer.import_file(
            store, path, policy, own, dry_run=dry_run, progress=progress, within=within, recorder=record_and_go_on
        )

    return _with_what_follows(bring_in, None if dry_run or within else ahead)


class _NotAheadError(Exception):
    """What follows from a change could not be worked out with it."""


def _with_what_follows(change: Callable[[Recorder], Done], ahead: Recorder | None) -> Done:
    """A change that calls what it is given before it is kept; made without it where that fails."""
    if ahead is None:
        return change(unrecorded)

    def try_to(cursor: duckdb.DuckDBPyConnection) -> None:
        try:
            ahead(cursor)
        except Exception as error:
            raise _NotAheadError from error

    try:
        return change(try_to)
    except _NotAheadError:
        return change(unrecorded)


def watched_folder(
    viewer: Viewer, store: Store, policy: Policy, options: ImportOptions, folder: str, ahead: Recorder | None = None
) -> StoreDestination:
    """Where the files of a watched folder go, each imported as `import_file` does. Raises AccessError."""
    require(viewer, MAY_WRITE, "Watching a folder")

    def bring_in(file: Path, name: str) -> ImportResult:
        return import_file(viewer, store, file, policy, options, shown_as=name, ahead=ahead)

    return StoreDestination(store, options, folder, bring_in)


def undo_import(viewer: Viewer, store: Store, import_id: str, ahead: Recorder | None = None) -> str:
    """Undo an import; returns the name of its file. `ahead` as for `import_file`. Raises AccessError, ArgumentError."""

    def take_back(then: Recorder) -> str:
        with acting(store, viewer, Action("undo_import", f"import {import_id}", "Undoing an import")) as cursor:
            file = undo.undo_import(cursor, import_id, author_of(viewer))
            then(cursor)
            return file

    return _with_what_follows(take_back, ahead)


def dismiss_refusal(viewer: Viewer, store: Store, folder: str, file_name: str) -> None:
    """Take a file that could not be imported off the list. Raises AccessError."""
    with acting(store, viewer, Action("dismiss_refusal", file_name, "Dismissing a refused file")) as cursor:
        dismiss(cursor, folder, file_name, author_of(viewer))


def _recorder(viewer: Viewer, file: str) -> Recorder:
    return lambda cursor: record(cursor, viewer, Action("import", file, "Importing a file"))
