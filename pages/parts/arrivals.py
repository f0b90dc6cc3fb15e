"""Exports coming in by hand: what we recognise, what a file would do, the import with its progress; and taking back."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from mentorship.access import Role, Viewer, require
from mentorship.errors import MentorshipError
from mentorship.intake.columns import CALLED, COLUMNS
from mentorship.intake.history import problem_rows
from mentorship.intake.importer import import_file, undo_import
from mentorship.intake.looking import Look, Trial, try_file
from mentorship.intake.mapping import How
from mentorship.intake.results import ImportResult, Preview, Progress
from mentorship.reports.tables import Column, Shows
from mentorship.wording import count, listed
from pages.parts import meanings, names, notices, shelf, tables

DATES = {
    "as the column settles it": None,
    "day first (31/12/2025)": "day-first",
    "month first (12/31/2025)": "month-first",
}
TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "ndjson", "jsonl", "parquet", "zip"]
PROBLEMS = [
    Column("row", "Row", Shows.NUMBER),
    Column("column", "Column"),
    Column("message", "What is wrong"),
    Column("read", "Read"),
    Column("expected", "Expected"),
]


def bring_in(viewer: Viewer) -> None:
    """Upload, look, say what things mean, see the first rows, import."""
    require(viewer, (Role.OMBUDSMAN,), "Bringing in exports")
    files = st.file_uploader(
        "Exports", type=TYPES, accept_multiple_files=True, label_visibility="collapsed",
        key=f"exports_{st.session_state.get('arrival', 0)}", max_upload_size=shelf.settings().largest_file_mb,
    )  # fmt: skip
    if not files:
        return
    with st.expander("How dates and names are read", icon=":material/tune:", key="how_read"):
        order = DATES[st.selectbox("Dates such as 03/04/2025 are read", list(DATES), key="date_order")]
        by_name = names.may_match()
    ready = [(file, how) for file in files if (how := _looked_through(file, order, by_name)) is not None]
    if ready and st.button(f"Import {count(len(ready), 'file')}", type="primary", icon=":material/upload:"):
        _import(viewer, ready)


def _looked_through(file: Any, dates: str | None, match_names: bool) -> How | None:
    """Show one file with what it would do, and ask what it cannot say. Returns how to read it, once it can be."""
    told = st.session_state.setdefault("told", {}).get(file.file_id, meanings.Told())
    how = How(
        dates=dates,
        match_names=match_names,
        profiles=shelf.settings().profiles,
        limits=shelf.limits(),
        time_zone=shelf.settings().time_zone,
        **vars(told),
    )
    with st.container(border=True):
        st.markdown(f"**{notices.escape(file.name)}**")
        tried = _tried(file, how)
        look: Look | None = None
        contradiction = ""
        if tried.looks:
            look, says, contradiction = meanings.asked(file.file_id, tried.looks, tried.preview, told)
            unknown = tried.preview.result.names if tried.preview else []
            says = replace(says, people=names.asked(file.file_id, unknown, told.people))
            if not contradiction and says != told:
                st.session_state["told"][file.file_id] = says
                st.rerun()
        if contradiction or tried.preview is None:
            _cannot_be_read(contradiction or tried.trouble, look if not contradiction else None)
            return None
        for sentence in meanings.left_out(tried.looks):
            st.warning(notices.escape(sentence), icon=":material/warning:")
        _show(file.file_id, tried.preview, tried.looks)
        if look:
            meanings.offer_to_save(file.file_id, look, how)
    return how if _adds(tried.preview.result) else None


def _cannot_be_read(trouble: str, look: Look | None) -> None:
    """Where a question is open, that it waits for the answer; else what is wrong."""
    if look and look.missing:
        st.info(notices.escape(meanings.waiting(look)), icon=":material/help:")
    else:
        notices.trouble(trouble)


def _tried(file: Any, how: How) -> Trial:
    """What we recognise in a file, and what importing it would do. Once per way of reading it."""
    seen = st.session_state.setdefault("looked_at", {})
    place = st.empty()  # in every run, so that what stands below keeps its place, and open what was opened
    if file.file_id not in seen or seen[file.file_id][0] != how:
        seen.pop(file.file_id, None)
        with _progress(place) as progress, _on_disk(file) as path:
            seen[file.file_id] = (how, _tried_out(path, replace(how, shown_as=file.name), progress))
    return seen[file.file_id][1]


def _looks_of(file: Any) -> list[Look]:
    return st.session_state["looked_at"][file.file_id][1].looks


def _tried_out(path: Path, how: How, progress: Progress) -> Trial:
    try:
        return try_file(shelf.store(), path, shelf.policy(), how, progress)
    except MentorshipError as error:
        return Trial([], None, error.message)


@contextmanager
def _progress(place: Any) -> Iterator[Progress]:
    """A bar that says how far a piece of work is, as long as it takes."""
    bar = place.progress(0.0, text="Opening")
    yield lambda stage, share: bar.progress(min(share, 1.0), text=notices.escape(stage))
    bar.empty()


def _adds(result: ImportResult) -> bool:
    return bool(result.accepted or result.replaced or (result.problems and not result.unchanged))


def _show(key: str, preview: Preview, looks: list[Look]) -> None:
    """What an import would do, the first rows as they would be stored, and the rows that cannot be read."""
    st.markdown(_sentence(preview.result, looks))
    if preview.rows:
        columns = [
            name for name in COLUMNS[preview.result.kind] if any(row.get(name) is not None for row in preview.rows)
        ]
        rows = [{CALLED[name]: meanings.as_said(name, row.get(name)) for name in columns} for row in preview.rows]
        st.caption("The first rows as they would be stored:")
        st.dataframe(rows, hide_index=True, alt="The first rows as they would be stored", placeholder=tables.NOTHING)
    if preview.result.problems:
        rows = [vars(problem) | {"column": _called(problem.column)} for problem in preview.result.problems]
        st.caption("Rows that could not be read, and why:")
        tables.table(rows, PROBLEMS, "problems", "Rows that could not be read", key=key)


def _called(column: str | None) -> str | None:
    return CALLED.get(column, column) if column else None


def _sentence(result: ImportResult, looks: list[Look]) -> str:
    """What an import does or did, in a sentence; a file with several tables may hold several kinds."""
    held = listed(dict.fromkeys(str(look.kind) for look in looks if not look.missing) or [str(result.kind)])
    if not _adds(result):
        return f"{count(result.rows, 'row')} of {held}: all of this is here already, nothing would change."
    bad = len({problem.row for problem in result.problems})
    said = [f"{result.accepted:,} new"]
    said += [f"{result.replaced:,} in place of older ones"] if result.replaced else []
    said += [f"{result.unchanged:,} unchanged"] if result.unchanged else []
    said += [f"{count(bad, 'row')} with problems, kept apart"] if bad else []
    return f"{count(result.rows, 'row')} of {held}: {', '.join(said)}."


def _import(viewer: Viewer, files: list[tuple[Any, How]]) -> None:
    done, wrong = [], []
    for file, how in files:
        who = viewer.name or str(viewer.role)
        st.markdown(f"Importing {notices.escape(file.name)}")
        with _progress(st.empty()) as progress, _on_disk(file) as path:
            try:
                result = import_file(
                    shelf.store(), path, shelf.policy(), how, shown_as=file.name, imported_by=who, progress=progress
                )
                done.append(f"{file.name}: {_sentence(result, _looks_of(file))}")
            except MentorshipError as error:
                wrong.append(error.message)
    _start_over(done, wrong)


def take_back(viewer: Viewer, numbers: list[int]) -> None:
    """Take imports back, the newest first, and say so on the page as it comes back."""
    require(viewer, (Role.OMBUDSMAN,), "Taking an import back")
    done, wrong = [], []
    for number in sorted(numbers, reverse=True):
        try:
            done.append(f"{undo_import(shelf.store(), str(number), viewer.name or str(viewer.role))} is taken back.")
        except MentorshipError as error:
            wrong.append(error.message)
    _start_over(done, wrong)


def rows_to_mend(number: int, make: Callable[[list[str], list[list[str]]], bytes]) -> bytes:
    """The rows with problems of one import, in their original shape, as CSV or as a workbook."""
    return make(*problem_rows(shelf.store(), str(number)))


def _start_over(done: list[str], wrong: list[str]) -> None:
    """An empty uploader, and what happened on top of the page."""
    st.session_state["happened"], st.session_state["went_wrong"] = done, wrong
    st.session_state["arrival"] = st.session_state.get("arrival", 0) + 1
    for name in ("looked_at", "told", "recognised", "means_open"):
        st.session_state.pop(name, None)
    st.rerun()


class _on_disk:  # noqa: N801 - reads as a phrase
    """An uploaded file as a file, as long as it is needed; the reader tells formats by their bytes and name."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.folder = tempfile.TemporaryDirectory(prefix="mentorship-")

    def __enter__(self) -> Path:
        path = Path(self.folder.name) / f"upload{Path(self.file.name).suffix[:8]}"
        path.write_bytes(self.file.getbuffer())
        return path

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()
