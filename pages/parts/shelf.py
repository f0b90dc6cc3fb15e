"""What all viewers share in one process: settings, the store, the rules, the day. The only caches."""

import io
import threading
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.credit.choices import readings_in_force
from mentorship.credit.keep import refresh
from mentorship.intake.limits import Limits
from mentorship.policy.amendments import read_as
from mentorship.policy.model import Policy
from mentorship.policy.reading import read_handbook
from mentorship.reports.session_exports import data_status
from mentorship.sample.sessions import EXPORTED_ON
from mentorship.settings import Settings
from mentorship.store.connection import Store, open_store

_opening = threading.Lock()


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    return Settings()


@st.cache_resource(show_spinner=False)
def _open(path: str, memory_limit: str) -> Store:
    return open_store(settings().store, memory_limit)


def limits() -> Limits:
    """How much of a file is taken in."""
    return Limits(**settings().limits)


def store() -> Store:
    """The one store of this process. Raises StoreError."""
    with _opening:
        return _open(str(settings().store), settings().memory_limit)


def handbook() -> Policy:
    """The rules as the handbook states them. Raises HandbookError."""
    return read_handbook(settings().handbook.resolve())


def policy() -> Policy:
    """The rules in force: the handbook, read in the chosen ways. Raises HandbookError."""
    with store().cursor() as cursor:
        chosen = readings_in_force(cursor, handbook())
    return _read(handbook().digest, tuple(sorted(chosen.items())))


@st.cache_resource(show_spinner=False, max_entries=16)
def _read(digest: str, chosen: tuple[tuple[str, str], ...]) -> Policy:
    return read_as(handbook(), dict(chosen))


def status() -> dict[str, Any]:
    """What data there is, and how it was judged; nothing about anybody."""
    with store().cursor() as cursor:
        return data_status(Viewer(Role.MENTEE), cursor)


def as_of() -> date:
    """The day everything is judged as of: as set, or the day of the sample, or today."""
    return settings().as_of or (EXPORTED_ON if status()["is_sample"] else date.today())


def ask(report: Callable[..., Any], viewer: Viewer, **wanted: Any) -> Any:
    """Ask a report under the rules in force, as of the day. Raises what the report raises."""
    with store().cursor() as cursor:
        return report(viewer, cursor, policy(), as_of(), **wanted)


def bring_up_to_date() -> None:
    """Assess what has changed since the last time, with a note on screen while it takes."""
    note = st.empty()

    def started() -> None:
        note.info("Assessing sessions. This happens once after each change.", icon=":material/hourglass_top:")

    refresh(store(), policy(), as_of(), started)
    note.empty()


def handbook_files() -> bytes:
    """The handbook's files, zipped."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(settings().handbook.glob("*.toml")):
            archive.writestr(file.name, file.read_bytes())
    return packed.getvalue()
