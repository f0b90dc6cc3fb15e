"""Exports coming in by hand: what a file would do, then the import with its progress; and taking one back."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from mentorship.access import Role, Viewer, require
from mentorship.errors import MentorshipError
from mentorship.intake.columns import COLUMNS
from mentorship.intake.history import problem_rows
from mentorship.intake.importer import ImportResult, Preview, import_file, preview_file, undo_import
from mentorship.reports.tables import Column, Shows
from mentorship.wording import count, neutral
from pages.parts import notices, shelf, tables

DATES = {
    "as the column settles it": None,
    "day first (31/12/2025)": "day-first",
    "month first (12/31/2025)": "month-first",
}
PROBLEMS = [
    Column("row", "Row", Shows.NUMBER),
    Column("column", "Column"),
    Column("read", "Read"),
    Column("expected", "Expected"),
    Column("message", "What to do"),
]


def bring_in(viewer: Viewer) -> None:
    """Upload, look, import."""
    require(viewer, (Role.OMBUDSMAN,), "Bringing in exports")
    files = st.file_uploader(
        "Exports", type=["csv", "tsv", "txt", "xlsx", "xls", "ods"], accept_multiple_files=True,
        key=f"exports_{st.session_state.get('arrival', 0)}", label_visibility="collapsed",
        max_upload_size=shelf.settings().largest_file_mb,
    )  # fmt: skip
    if not files:
        return
    order = st.selectbox("Dates such as 03/04/2025 are read", list(DATES), key="date_order")
    looked = [(file, _look(file, DATES[order])) for file in files]
    for file, preview in looked:
        _show(file.name, preview)
    good = [file for file, preview in looked if isinstance(preview, Preview) and _adds(preview.result)]
    if good and st.button(f"Import {count(len(good), 'file')}", type="primary", icon=":material/upload:"):
        _import(viewer, good, DATES[order])


def _look(file: Any, dates: str | None) -> Preview | str:
    """What a file would do, or why it cannot be read. Looked at once per file and way of reading."""
    seen = st.session_state.setdefault("looked_at", {})
    key = (file.file_id, dates)
    if key not in seen:
        with st.spinner(f"Reading {notices.escape(file.name)}"), _on_disk(file) as path:
            try:
                seen[key] = preview_file(shelf.store(), path, shelf.policy(), dates=dates, shown_as=file.name)
            except MentorshipError as error:
                seen[key] = error.message
    return seen[key]


def _adds(result: ImportResult) -> bool:
    return bool(result.accepted or result.replaced or (result.problems and not result.unchanged))


def _show(name: str, preview: Preview | str) -> None:
    with st.container(border=True):
        st.markdown(f"**{notices.escape(name)}**")
        if isinstance(preview, str):
            notices.trouble(preview)
            return
        st.markdown(_sentence(preview.result))
        if preview.rows:
            columns = [
                name for name in COLUMNS[preview.result.kind] if any(row.get(name) is not None for row in preview.rows)
            ]
            st.dataframe(
                [{name: row.get(name) for name in columns} for row in preview.rows], hide_index=True,
                alt="The first rows as they would be stored",
            )  # fmt: skip
        if preview.result.problems:
            rows = [vars(problem) for problem in preview.result.problems]
            tables.table(rows, PROBLEMS, f"problems_{name}", "Rows that could not be read, and how to mend them")


def _sentence(result: ImportResult) -> str:
    """What an import does or did, in a sentence."""
    if not _adds(result):
        return f"{count(result.rows, 'row')} of {result.kind}: all of this is here already, nothing would change."
    bad = len({problem.row for problem in result.problems})
    said = [f"{result.accepted:,} new"]
    said += [f"{result.replaced:,} in place of older ones"] if result.replaced else []
    said += [f"{result.unchanged:,} unchanged"] if result.unchanged else []
    said += [f"{count(bad, 'row')} with problems, kept apart"] if bad else []
    return f"{count(result.rows, 'row')} of {result.kind}: {', '.join(said)}."


def _import(viewer: Viewer, files: list[Any], dates: str | None) -> None:
    done = []
    for file in files:
        bar = st.progress(0.0, text=f"Importing {notices.escape(file.name)}")
        with _on_disk(file) as path:
            try:
                result = import_file(
                    shelf.store(), path, shelf.policy(), dates=dates, shown_as=file.name,
                    imported_by=viewer.name or str(viewer.role),
                    progress=lambda stage, share, bar=bar, name=file.name: bar.progress(
                        share, text=f"{stage} {notices.escape(name)}"
                    ),
                )  # fmt: skip
                done.append(f"{file.name}: {_sentence(result)}")
            except MentorshipError as error:
                done.append(f"{file.name}: {error.message}")
    _start_over(done)


def take_back(viewer: Viewer, numbers: list[int]) -> None:
    """Take imports back, the newest first, and say so on the page as it comes back."""
    require(viewer, (Role.OMBUDSMAN,), "Taking an import back")
    done = []
    for number in sorted(numbers, reverse=True):
        try:
            done.append(f"{undo_import(shelf.store(), str(number), viewer.name or str(viewer.role))} is taken back.")
        except MentorshipError as error:
            done.append(error.message)
    _start_over(done)


def rows_to_mend(number: int) -> bytes:
    """The rows with problems of one import, in their original shape, as CSV."""
    headings, rows = problem_rows(shelf.store(), str(number))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *([neutral(cell) for cell in row] for row in rows)])
    return text.getvalue().encode("utf-8-sig")


def _start_over(done: list[str]) -> None:
    """An empty uploader, and what happened on top of the page."""
    st.session_state["happened"] = done
    st.session_state["arrival"] = st.session_state.get("arrival", 0) + 1
    st.session_state.pop("looked_at", None)
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
