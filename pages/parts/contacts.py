"""Contacts with mentors on screen: log one, list them, withdraw one that was none."""

import streamlit as st

from mentorship.actions.contacts import log_contact, withdraw_contact
from mentorship.answers.report import Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.errors import MentorshipError
from mentorship.wording import count, day
from pages.parts import notices, records, resources

CHANNELS = ["Call", "Video call", "E-mail", "In person"]
#: What was said is in no download: it is shown below an opened row.
CONTACTS = [Column("contacted_on", "Day", Shows.DAY), Column("channel", "How")]


def log(request: Request, mentor: str, name: str) -> None:
    """A button that unfolds a form: when, how, and in confidence what about."""
    with (
        st.popover("Log a contact", icon=":material/call:"),
        st.form(f"contact_{mentor}", border=False, clear_on_submit=True),
    ):
        when = st.date_input("When", value=request.as_of, max_value=request.as_of)
        channel = st.selectbox("How", CHANNELS, accept_new_options=True)
        summary = st.text_area("What it was about (optional)", height="content")
        st.caption(":material/lock: Read by the ombudsman only. It is never in a download.")
        if st.form_submit_button("Log it", type="primary"):
            try:
                log_contact(
                    request.viewer,
                    resources.store(),
                    mentor,
                    when or request.as_of,
                    channel or "",
                    summary,
                    request.as_of,
                )
            except MentorshipError as error:
                notices.trouble(error.message)
                return
            st.session_state["happened"] = [f"The contact with {name} on {day(when or request.as_of)} is logged."]
            st.rerun()


def listing(request: Request, contacts: Rows) -> None:
    """Every contact; below an opened row what it was about, and a way to withdraw one that was logged here."""
    if not contacts:
        return
    rows = [{**row, "id": str(place)} for place, row in enumerate(contacts)]
    with st.expander(count(len(rows), "contact"), icon=":material/call:"):
        opens = records.Opens("contact", details=_details, act=lambda row, _: _withdraw(request, row))
        records.table(request, rows, CONTACTS, "dossier_contacts", "Contacts, the newest first", opens=opens)


def _details(row: Row) -> records.Details:
    said = row["summary"] or "There is no note of what it was about."
    if row["contact_no"] is None:
        return records.Details([records.Line(said, "It was imported with a file.")])
    return records.Details([records.Line(said)], {"withdraw": "Withdraw it"})


@st.dialog("Withdraw a contact")
def _withdraw(request: Request, row: Row) -> None:
    with st.form("withdraw_contact", border=False):
        reason = st.text_input("Why")
        if st.form_submit_button("Withdraw it"):
            try:
                withdraw_contact(request.viewer, resources.store(), row["contact_no"], reason, request.as_of)
            except MentorshipError as error:
                notices.trouble(error.message)
                return
            st.session_state["happened"] = ["The contact is withdrawn."]
            st.rerun()
