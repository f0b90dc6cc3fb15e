"""Import a file, by hand or from a watched folder; undo an import; dismiss what a watched folder could not import."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from mentorship.access import Viewer, require
from mentorship.actions.action import MAY_WRITE, Action, acting, author_of, record
from mentorship.attribution import Recorder
from mentorship.intake import importer, undo
from mentorship.intake.destinations import StoreDestination, dismiss
from mentorship.intake.options import ImportOptions
from mentorship.intake.results import ImportResult, Progress, silent
from mentorship.policy.model import Policy
from mentorship.store.connection import Store


def import_file(
    viewer: Viewer, store: Store, path: Path, policy: Policy, options: ImportOptions | None = None, *,
    dry_run: bool = False, progress: Progress = silent, within: duckdb.DuckDBPyConnection | None = None, **given: Any,
) -> ImportResult:  # fmt: skip
    """Import a file, all of it or nothing; `within` the trial of a dry run in which other files are tried, too. Raises
    AccessError, FileError, MappingError, ArgumentError."""
    require(viewer, MAY_WRITE, "Importing a file")
    own = replace(options or ImportOptions(), **given, imported_by=author_of(viewer))
    return importer.import_file(
        store, path, policy, own, dry_run=dry_run, progress=progress, within=within,
        recorder=_recorder(viewer, own.shown_as or path.name),
    )  # fmt: skip


def watched_folder(
    viewer: Viewer, store: Store, policy: Policy, options: ImportOptions, folder: str
) -> StoreDestination:
    """Where the files of a watched folder go, each import with its audit entry. Raises AccessError."""
    require(viewer, MAY_WRITE, "Watching a folder")
    own = replace(options, imported_by=author_of(viewer))
    return StoreDestination(store, policy, own, folder, partial(_recorder, viewer))


def undo_import(viewer: Viewer, store: Store, import_id: str) -> str:
    """Undo an import; returns the name of its file. Raises AccessError, ArgumentError."""
    with acting(store, viewer, Action("undo_import", f"import {import_id}", "Undoing an import")) as cursor:
        return undo.undo_import(cursor, import_id, author_of(viewer))


def dismiss_refusal(viewer: Viewer, store: Store, folder: str, file_name: str) -> None:
    """Take a file that could not be imported off the list. Raises AccessError."""
    with acting(store, viewer, Action("dismiss_refusal", file_name, "Dismissing a refused file")) as cursor:
        dismiss(cursor, folder, file_name, author_of(viewer))


def _recorder(viewer: Viewer, file: str) -> Recorder:
    return lambda cursor: record(cursor, viewer, Action("import", file, "Importing a file"))
