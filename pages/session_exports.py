"""What data do we have, is it sound, what came in and when?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.reports.session_exports import session_exports
from mentorship.reports.tables import Column, Shows
from mentorship.wording import count
from pages.parts import arrivals, notices, shelf, tables
from pages.parts.gate import show

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
    Column("undone_at", "Taken back", Shows.DAY),
]


def page(viewer: Viewer) -> None:
    answer = notices.question("What data do we have?")
    with shelf.store().cursor() as cursor:
        report = session_exports(viewer, cursor)
    answer(report.answer)
    present = [row for row in report.rows if not row["undone_at"]]
    sample = [row for row in present if row["is_sample"]]
    if sample:
        st.markdown("The sample is invented. Take it back before you bring in your own records.")
        if st.button("Take the sample back", icon=":material/delete:"):
            arrivals.take_back(viewer, [row["import_no"] for row in sample])
    st.subheader("Bring in exports", anchor=False)
    st.markdown(
        "Sessions, people or contacts, as CSV, workbook, JSON, Parquet, or a ZIP of them. "
        "Nothing is kept before you have seen what it would do."
    )
    arrivals.bring_in(viewer)
    if not report.rows:
        return
    st.subheader("What came in", anchor=False)
    tables.table(report.rows, HISTORY, "imports", "Every import, the newest first, with its counts")
    problems([row for row in present if row["problem_rows"]])
    undo(viewer, present)
    return


def problems(rows: list[dict]) -> None:
    """The rows that could not be taken in, ready to mend."""
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"{notices.escape(row['file_name'])}: {count(row['problem_rows'], 'row')} could not be taken in."
            )
            st.download_button(
                "Rows to mend (CSV)", lambda number=row["import_no"]: arrivals.rows_to_mend(number),
                f"problems_{row['import_no']}.csv", "text/csv", key=f"mend_{row['import_no']}",
                on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def undo(viewer: Viewer, rows: list[dict]) -> None:
    """Take one import back, after a second look."""
    if not rows:
        return
    names = {row["import_no"]: f"{row['import_no']}: {row['file_name']}" for row in rows}
    with st.expander("Take an import back", icon=":material/undo:"):
        number = st.selectbox("Import", list(names), format_func=lambda each: names[each])
        st.caption("What it had replaced is in force again. The file can be brought in once more at any time.")
        if st.button("Take it back", key="undo"):
            arrivals.take_back(viewer, [number])


show(page, to={Role.OMBUDSMAN})
