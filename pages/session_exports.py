"""What data do we have, is it sound, what came in and when?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.reports.session_exports import session_exports
from pages.parts import history, notices, saved_profiles, upload
from pages.parts.gate import show


def page(request: Request) -> None:
    answer = notices.question("What data do we have?")
    report = session_exports(request)
    answer(report.answer)
    present = [row for row in report.rows if not row["undone_at"]]
    sample = [row for row in present if row["is_sample"]]
    if sample:
        st.markdown("Sample data: everybody here is invented. Undo it before you import your own records.")
        if st.button("Undo the sample", icon=":material/delete:"):
            upload.undo(request, [row["import_no"] for row in sample])
    st.subheader("Import", anchor=False)
    st.markdown(
        "Sessions, people or contacts, as CSV, workbook, JSON or Parquet, or a ZIP of these. "
        "You see what a file would do before anything is stored."
    )
    upload.bring_in(request)
    saved_profiles.listing(request)
    history.refused(request)
    if not report.rows:
        return
    st.subheader("Imports", anchor=False)
    history.listing(request, report.rows)
    history.problems(request, [row for row in present if row["rows_to_fix"]])
    history.changes(request, present)
    history.questions(request)


show(page, to={Role.OMBUDSMAN})
