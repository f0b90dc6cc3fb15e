"""Merge two records of one person, or split them again."""

from datetime import date

import duckdb

from mentorship.access import Viewer
from mentorship.actions.action import Action, acting, attribution_of
from mentorship.attribution import Attribution
from mentorship.intake.merging import merge, split
from mentorship.store.connection import Store


def merge_people(viewer: Viewer, store: Store, one: str, other: str, reason: str, on: date) -> str:
    """Two ids or e-mails are one person from now on. Returns what the person is called. Raises AccessError,
    ArgumentError."""
    with acting(store, viewer, Action("merge_people", f"{one} and {other}", "Merging people", reason)) as cursor:
        return merge(cursor, one, other, attribution_of(viewer, reason, on))


def split_people(viewer: Viewer, store: Store, one: str, other: str, reason: str, on: date) -> None:
    """Two ids or e-mails are two people, and are not suggested again. Raises AccessError, ArgumentError."""
    with acting(store, viewer, Action("split_people", f"{one} and {other}", "Splitting people", reason)) as cursor:
        split(cursor, one, other, attribution_of(viewer, reason, on))


def try_merge(cursor: duckdb.DuckDBPyConnection, one: str, other: str, on: date, reason: str = "trial") -> None:
    """Merge within a transaction that will be undone, to see what it would do. Raises ArgumentError."""
    merge(cursor, one, other, Attribution("trial", reason, on))


def try_split(cursor: duckdb.DuckDBPyConnection, one: str, other: str, on: date, reason: str = "trial") -> None:
    """Split within a transaction that will be undone, to see what it would do. Raises ArgumentError."""
    split(cursor, one, other, Attribution("trial", reason, on))
