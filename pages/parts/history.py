"""What was imported: the list of imports, what each changed, the questions and problems they left, and undo."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import streamlit as st

from mentorship.access import Viewer
from mentorship.actions.imports import dismiss_refusal
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.hidden_characters import visible
from mentorship.intake.columns import LABELS
from mentorship.intake.corrections import as_csv, as_xlsx
from mentorship.reports.session_exports import all_that_changed, doubtful_sessions, refused_files, what_changed
from mentorship.wording import count, day
from pages.parts import downloads, mapping_form, notices, records, resources, upload

HISTORY = [
    Column("import_no", "Import", Shows.NUMBER),
    Column("file_name", "File"),
    Column("kind", "Holds"),
    Column("imported_at", "When", Shows.DAY),
    Column("row_count", "Rows", Shows.NUMBER),
    Column("rows_to_fix", "To fix", Shows.NUMBER),
    Column("imported_by", "By", further=True),
    Column("accepted", "Accepted", Shows.NUMBER, further=True),
    Column("replaced", "Replaced", Shows.NUMBER, further=True),
    Column("unchanged", "Unchanged", Shows.NUMBER, further=True),
    Column("problem_rows", "Problems", Shows.NUMBER, further=True),
]
UNDONE = [*HISTORY, Column("undone_at", "Undone", Shows.DAY)]

CHANGES = [
    Column("change", "Change"),
    Column("row", "Row", Shows.NUMBER),
    Column("whose", "Person"),
    Column("column_name", "Column"),
    Column("was", "Before"),
    Column("is_now", "After"),
    Column("held_on", "Day", Shows.DAY),
    Column("was_import", "Earlier import", Shows.NUMBER, further=True),
    Column("was_file", "Earlier file", further=True),
    Column("was_row", "Earlier row", Shows.NUMBER, further=True),
    Column("activity", "Activity", further=True),
    Column("session_id", "Session", further=True),
]

#: How rows to fix can be downloaded: what makes the file, and its type.
TO_FIX = {
    "CSV": (as_csv, "text/csv"),
    "XLSX": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

DOUBTFUL = [
    Column("question", "Question"),
    Column("held_on", "Day", Shows.DAY),
    Column("mentee", "Mentee"),
    Column("mentor", "Mentor"),
    Column("activity", "Activity"),
    Column("minutes", "Recorded", Shows.HOURS),
    Column("file", "File", further=True),
    Column("row", "Row", Shows.NUMBER, further=True),
]


def listing(request: Request, rows: list[dict[str, Any]]) -> None:
    """The imports in force, each with its undo; below them, folded away, those that were undone."""
    present, undone = ([row for row in rows if bool(row["undone_at"]) is is_undone] for is_undone in (False, True))
    if present:
        opens = records.Opens("import", "import_no", _details, lambda row, _: _undo(request, row))
        says = "Every import in force, the newest first, with its counts"
        records.table(request, present, HISTORY, "imports", says, opens=opens)
    if undone:
        with st.expander(f"Undone · {len(undone):,}", icon=":material/undo:"):
            records.table(request, undone, UNDONE, "undone_imports", "Imports that were undone, the newest first")


def _details(row: dict[str, Any]) -> records.Details:
    """A second look before an import is undone."""
    said = "Undone, what it had replaced is in force again. You can import the file again at any time."
    return records.Details([records.Line(said)], {"undo": "Undo this import"})


def _undo(request: Request, row: dict[str, Any]) -> None:
    st.query_params.pop("import", None)
    upload.undo(request, [row["import_no"]])


def changes(request: Request, rows: list[dict[str, Any]]) -> None:
    """What one import changed: for what it replaced each column as it was and as it is, with file and row of both."""
    names = {row["import_no"]: visible(f"{row['import_no']}: {row['file_name']}") for row in rows}
    number = st.selectbox(
        "What did an import change?",
        list(names),
        None,
        lambda each: names[each],
        key="changes_of",
        placeholder="Choose an import",
    )
    if number is None:
        return
    with st.spinner("Comparing with earlier versions"):
        found = what_changed(request, number)
    counted = f"{found.added:,} new, {found.replaced:,} replacing an older version, {found.unchanged:,} unchanged"
    is_all = found.listed == len(found.rows)
    shown = "" if is_all else f" The first {len(found.rows):,} of {found.listed:,} changes are shown."
    st.markdown(f"Compared with the imports before it: {counted}.{shown}")
    if found.rows:
        rows = [_in_words(vars(change)) for change in found.rows]
        says = "Each column that differs from the version before, then each row that is new"
        every = None if is_all else partial(_every_change, number)
        records.table(request, rows, CHANGES, f"changes_{number}", says, every=every)


def _every_change(number: int, request: Request) -> Iterator[dict[str, Any]]:
    yield from (_in_words(vars(change)) for change in all_that_changed(request, number))


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """A change or a question with its column and its kind of session as people say them."""
    column, activity = row.get("column_name"), row["activity"]
    return row | {
        "column_name": LABELS.get(column, column) if column else None,
        "activity": mapping_form.as_said("activity", activity) if activity else None,
    }


def questions(request: Request) -> None:
    """Records that can be read and still need a look."""
    report = resources.once(request, doubtful_sessions)
    st.subheader("Questions about records", anchor=False)
    st.markdown(notices.escape(report.answer))
    if report.rows:
        records.table(
            request,
            list(map(_in_words, report.rows)),
            DOUBTFUL,
            "doubtful_sessions",
            "Records that need a second look, with the question",
        )


def refused(request: Request) -> None:
    """The files of the watched folder that wait for a person, and whether the folder is there at all."""
    folder = resources.settings().watch
    if folder and folder.is_dir():
        st.caption(f"Files that arrive in the folder {notices.escape(str(folder))} are imported automatically.")
    elif folder:
        notices.trouble(f"{folder}: there is no such folder to watch. Create it, or correct MENTORSHIP_WATCH.")
    rows = refused_files(request).rows
    if not rows:
        return
    st.subheader("Files that could not be imported automatically", anchor=False)
    st.markdown("Fix a file in its folder, or import it here, where you can add what it lacks.")
    for row in rows:
        with st.container(border=True):
            when = row["refused_at"]
            st.markdown(notices.escape(row["message"]))
            st.caption(notices.escape(f"{row['file_name']} in {row['folder']}, {day(when)} at {when:%H:%M} UTC"))
            st.button(
                "Dismiss", key=f"dismiss_{row['folder']}_{row['file_name']}", icon=":material/close:",
                on_click=_dismiss, args=(request.viewer, row["folder"], row["file_name"]),
            )  # fmt: skip


def _dismiss(viewer: Viewer, folder: str, file_name: str) -> None:
    dismiss_refusal(viewer, resources.store(), folder, file_name)


def problems(request: Request, rows: list[dict[str, Any]]) -> None:
    """The rows that could not be imported and were not corrected since, ready to fix."""
    for row in rows:
        number, back = row["import_no"], row["problem_rows"] - row["rows_to_fix"]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = f"{count(row['rows_to_fix'], 'row')} could not be imported"
            came_back = f"; {count(back, 'row')} corrected since" if back else ""
            st.markdown(f"{notices.escape(row['file_name'])}: {said}{came_back}.")
            for label, (make, kind) in TO_FIX.items():
                make_file = partial(upload.rows_to_download, number, make)
                address = downloads.offer(request.viewer, f"problems_{number}.{label.lower()}", kind, make_file)
                st.link_button(f"Rows to fix ({label})", address, icon=":material/download:")
    if rows:
        st.caption("Fix them in place, keep the last two columns, and import the file: that settles these rows.")
