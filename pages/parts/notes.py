"""The ombudsman's notes on a mentor: apart from all facts, read by nobody else, in no download."""

import streamlit as st

from mentorship.actions.notes import withdraw_note, write_note
from mentorship.answers.report import Row
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.reports.mentor_dossier import NOTES_ARE, notes_on
from mentorship.wording import day
from pages.parts import notices, resources


def notes(request: Request, mentor: str) -> None:
    """What is noted, and a field for one more."""
    found = notes_on(request, mentor)
    with st.expander(f"Notes · {len(found)}" if found else "Notes", icon=":material/lock:"):
        st.caption(NOTES_ARE)
        for row in found:
            _note(request, row)
        with st.form(f"note_on_{mentor}", border=False, clear_on_submit=True):
            text = st.text_area("A note", height="content")
            if st.form_submit_button("Save it"):
                try:
                    write_note(request.viewer, resources.store(), mentor, text, request.as_of)
                except MentorshipError as error:
                    notices.trouble(error.message)
                    return
                st.session_state["happened"] = ["The note is saved."]
                st.rerun()


def _note(request: Request, row: Row) -> None:
    with st.container(border=True, key=f"note_{row['note_no']}"):
        st.markdown(notices.escape(row["note"]))
        st.caption(f"{notices.escape(row['author'])}, {day(row['written_on'])}")
        with st.popover("Withdraw", type="tertiary"), st.form(f"withdraw_note_{row['note_no']}", border=False):
            reason = st.text_input("Why")
            if st.form_submit_button("Withdraw it"):
                _withdraw(request, row, reason)


def _withdraw(request: Request, row: Row, reason: str) -> None:
    try:
        withdraw_note(request.viewer, resources.store(), row["note_no"], reason, request.as_of)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = ["The note is withdrawn."]
    st.rerun()
