"""What data do we have, is it sound, what came in and when?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.reports.session_exports import session_exports
from pages.parts import arrivals, history, kinds, notices, shelf
from pages.parts.gate import show


def page(viewer: Viewer) -> None:
    answer = notices.question("What data do we have?")
    with shelf.store().cursor() as cursor:
        report = session_exports(viewer, cursor)
    answer(report.answer)
    present = [row for row in report.rows if not row["undone_at"]]
    sample = [row for row in present if row["is_sample"]]
    if sample:
        st.markdown("Sample data: everybody here is invented. Take it back before you bring in your own records.")
        if st.button("Take the sample back", icon=":material/delete:"):
            arrivals.take_back(viewer, [row["import_no"] for row in sample])
    st.subheader("Bring in exports", anchor=False)
    st.markdown(
        "Sessions, people or contacts, as CSV, workbook, JSON, Parquet, or a ZIP of them. "
        "Nothing is kept before you have seen what it would do."
    )
    arrivals.bring_in(viewer)
    kinds.listing(viewer)
    history.refused(viewer)
    if not report.rows:
        return
    st.subheader("What came in", anchor=False)
    history.listing(report.rows)
    history.problems([row for row in present if row["rows_to_mend"]])
    history.changes(viewer, present)
    history.undo(viewer, present)
    history.questions(viewer)


show(page, to={Role.OMBUDSMAN})
