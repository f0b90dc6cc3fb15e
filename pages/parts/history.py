"""What came in: the list of imports, what each changed, the questions and problems they left, and taking one back."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import streamlit as st

from mentorship.access import Role, Viewer, require
from mentorship.intake.columns import CALLED
from mentorship.intake.mending import mend_as_csv, mend_as_xlsx
from mentorship.intake.watching import dismiss
from mentorship.reports.session_exports import all_that_changed, doubtful_sessions, refused_files, what_changed
from mentorship.reports.tables import Column, Shows
from mentorship.wording import count, day
from pages.parts import arrivals, meanings, notices, shelf, tables

HISTORY = [
    Column("import_no", "Import", Shows.NUMBER),
    Column("file_name", "File"),
    Column("kind", "Holds"),
    Column("imported_at", "When", Shows.DAY),
    Column("imported_by", "By"),
    Column("row_count", "Rows", Shows.NUMBER),
    Column("accepted", "Accepted", Shows.NUMBER),
    Column("replaced", "Replaced", Shows.NUMBER),
    Column("unchanged", "Unchanged", Shows.NUMBER),
    Column("problem_rows", "Problems", Shows.NUMBER),
    Column("rows_to_mend", "To mend", Shows.NUMBER),
    Column("undone_at", "Taken back", Shows.DAY),
]

CHANGES = [
    Column("change", "Change"),
    Column("row", "Row", Shows.NUMBER),
    Column("whose", "Whose"),
    Column("column_name", "Column"),
    Column("was", "Was"),
    Column("is_now", "Is"),
    Column("held_on", "Day", Shows.DAY),
    Column("was_import", "Was in import", Shows.NUMBER),
    Column("was_file", "Was in file"),
    Column("was_row", "Was in row", Shows.NUMBER),
    Column("activity", "Activity"),
    Column("session_id", "Session"),
]

#: What rows to mend can be taken as: how the file is made, and what it is.
TO_MEND = {
    "CSV": (mend_as_csv, "text/csv"),
    "XLSX": (mend_as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

DOUBTFUL = [
    Column("question", "Question"),
    Column("held_on", "Day", Shows.DAY),
    Column("mentee", "Mentee"),
    Column("mentor", "Mentor"),
    Column("activity", "Activity"),
    Column("minutes", "Recorded", Shows.HOURS),
    Column("file", "File"),
    Column("row", "Row", Shows.NUMBER),
]


def listing(rows: list[dict[str, Any]]) -> None:
    """Every import with its counts."""
    tables.table(rows, HISTORY, "imports", "Every import, the newest first, with its counts")


def changes(viewer: Viewer, rows: list[dict[str, Any]]) -> None:
    """What one import changed: for what it replaced each column as it was and as it is, with file and row of both."""
    names = {row["import_no"]: f"{row['import_no']}: {row['file_name']}" for row in rows}
    number = st.selectbox(
        "What did an import change?", list(names), None, names.get, key="changes_of", placeholder="Choose an import"
    )
    if number is None:
        return
    with shelf.store().cursor() as cursor, st.spinner("Comparing with what was before"):
        found = what_changed(viewer, cursor, number)
    counted = f"{found.added:,} new, {found.replaced:,} in place of an older version, {found.unchanged:,} unchanged"
    is_all = found.listed == len(found.rows)
    shown = "" if is_all else f" Shown are the first {len(found.rows):,} of {found.listed:,} changes."
    st.markdown(f"Against what the imports before it say now: {counted}.{shown}")
    if found.rows:
        rows = [_in_words(row) for row in found.rows]
        says = "Each column that differs from the version before, then each row that is new"
        every = None if is_all else partial(_every_change, viewer, number)
        tables.table(rows, CHANGES, f"changes_{number}", says, every=every)


def _every_change(viewer: Viewer, number: int) -> Iterator[dict[str, Any]]:
    with shelf.store().cursor() as cursor:
        yield from map(_in_words, all_that_changed(viewer, cursor, number))


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """A change or a question with its column and its kind of session as people say them."""
    column, activity = row.get("column_name"), row["activity"]
    return row | {
        "column_name": CALLED.get(column, column) if column else None,
        "activity": meanings.as_said("activity", activity) if activity else None,
    }


def questions(viewer: Viewer) -> None:
    """Records that can be read and still want a look."""
    report = shelf.ask(doubtful_sessions, viewer)
    st.subheader("Questions about records", anchor=False)
    st.markdown(notices.escape(report.answer))
    if report.rows:
        tables.table(
            list(map(_in_words, report.rows)),
            DOUBTFUL,
            "doubtful_sessions",
            "Records that want a second look, with the question",
        )


def refused(viewer: Viewer) -> None:
    """What the watched folder brought that waits for a person, and whether the folder is there at all."""
    folder = shelf.settings().watch
    if folder and folder.is_dir():
        st.caption(f"What arrives in the folder {notices.escape(str(folder))} is brought in by itself.")
    elif folder:
        notices.trouble(f"{folder}: there is no such folder to watch. Make it, or correct MENTORSHIP_WATCH.")
    with shelf.store().cursor() as cursor:
        rows = refused_files(viewer, cursor).rows
    if not rows:
        return
    st.subheader("Files that could not be taken in by themselves", anchor=False)
    st.markdown("Mend a file where it lies, or bring it in here, where what it lacks can be told.")
    for row in rows:
        with st.container(border=True):
            when = row["refused_at"]
            st.markdown(notices.escape(row["message"]))
            st.caption(notices.escape(f"{row['file_name']} in {row['folder']}, {day(when)} at {when:%H:%M} UTC"))
            st.button(
                "Dismiss", key=f"dismiss_{row['folder']}_{row['file_name']}", icon=":material/close:",
                on_click=_dismiss, args=(viewer, row["folder"], row["file_name"]),
            )  # fmt: skip


def _dismiss(viewer: Viewer, folder: str, file_name: str) -> None:
    require(viewer, (Role.OMBUDSMAN,), "Dismissing a refusal")
    dismiss(shelf.store(), folder, file_name, viewer.name or str(viewer.role))


def problems(rows: list[dict[str, Any]]) -> None:
    """The rows that could not be taken in and did not come back since, ready to mend."""
    for row in rows:
        number, back = row["import_no"], row["problem_rows"] - row["rows_to_mend"]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = f"{count(row['rows_to_mend'], 'row')} could not be taken in"
            came_back = f"; {count(back, 'row')} came in again since" if back else ""
            st.markdown(f"{notices.escape(row['file_name'])}: {said}{came_back}.")
            for label, (make, kind) in TO_MEND.items():
                st.download_button(
                    f"Rows to mend ({label})", notices.quietly(partial(arrivals.rows_to_mend, number, make)),
                    f"problems_{number}.{label.lower()}", kind, key=f"mend_{label}_{number}", on_click="ignore",
                    icon=":material/download:",
                )  # fmt: skip
    if rows:
        st.caption("Mend them in place, keep the last two columns, and bring the file in: it settles these rows.")


def undo(viewer: Viewer, rows: list[dict[str, Any]]) -> None:
    """Take one import back, after a second look."""
    if not rows:
        return
    names = {row["import_no"]: f"{row['import_no']}: {row['file_name']}" for row in rows}
    with st.expander("Take an import back", icon=":material/undo:"):
        number = st.selectbox("Import", list(names), format_func=lambda each: names[each])
        st.caption("What it had replaced is in force again. The file can be brought in once more at any time.")
        if st.button("Take it back", key="undo"):
            arrivals.take_back(viewer, [number])
