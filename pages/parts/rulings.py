"""Rulings of the ombudsman on screen: one on a session, on an event or on a person; the list, and withdrawing one."""

from typing import Any

import streamlit as st

from mentorship.access import Role, Viewer, require
from mentorship.credit.precedents import Ruling, rule, rulings, withdraw
from mentorship.errors import MentorshipError
from mentorship.reports.tables import Column, Shows
from pages.parts import notices, shelf, tables

WORDS = {"Accept": "accept", "Do not count": "refuse"}
RULINGS = [
    Column("precedent_no", "Ruling", Shows.NUMBER),
    Column("ruling", "Says"),
    Column("called", "About"),
    Column("sessions", "Sessions it decides", Shows.NUMBER),
    Column("reason", "Reason"),
    Column("author", "By"),
    Column("ruled_on", "On", Shows.DAY),
    Column("withdrawn_on", "Withdrawn", Shows.DAY),
    Column("withdrawn_because", "Because"),
]


def on_session(viewer: Viewer, row: dict[str, Any]) -> None:
    """A form to rule on the session that was picked, or on its whole event."""
    event = f"Every session of “{row['event']}”" if row["event"] else None
    with st.form(f"rule_{row['import_no']}_{row['row']}", border=True):
        st.markdown(
            ":material/gavel: **Rule on this session.** The record stays as it came; the ruling stands beside it."
        )
        about = st.radio("About", ["This session only", *([event] if event else [])], format_func=notices.escape)
        said = st.radio("Ruling", list(WORDS), horizontal=True)
        reason = st.text_input("Reason", placeholder="What was seen or agreed; the mentee will read it")
        if st.form_submit_button("Record the ruling"):
            whole = {"activity": row["activity"], "event": row["event"]} if about == event else {}
            one = {} if whole else {"import_no": row["import_no"], "row": row["row"]}
            _record(viewer, "event" if whole else "session", WORDS[said], reason, **whole, **one)


def on_person(viewer: Viewer) -> None:
    """A form to rule on whoever leads sessions: certified after all, or not."""
    with (
        st.expander("Rule on a person who leads sessions", icon=":material/gavel:"),
        st.form("rule_on_person", border=False),
    ):
        st.markdown("Accepting sets aside doubts about this person’s certification, on the days you name or on all.")
        person = st.text_input("Id or e-mail, as the sessions name this person")
        said = st.radio("Ruling", list(WORDS), horizontal=True)
        since, until = st.columns(2)
        first = since.date_input("From (optional)", value=None)
        last = until.date_input("Until (optional)", value=None)
        reason = st.text_input("Reason")
        if st.form_submit_button("Record the ruling"):
            _record(viewer, "person", WORDS[said], reason, person=person.strip(), valid_from=first, valid_until=last)


def _record(viewer: Viewer, about: Any, ruling: Any, reason: str, **what: Any) -> None:
    require(viewer, (Role.OMBUDSMAN,), "A ruling")
    author = viewer.name or str(viewer.role)
    try:
        number = rule(shelf.store(), Ruling(about, ruling, reason, author, shelf.as_of(), **what))
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = [f"Ruling {number} is recorded."]
    st.rerun()


def listing(viewer: Viewer) -> None:
    """Every ruling, and a way to withdraw one. For the ombudsman."""
    require(viewer, (Role.OMBUDSMAN,), "Rulings")
    with shelf.store().cursor() as cursor:
        rows = rulings(cursor)
    if rows:
        tables.table(rows, RULINGS, "rulings", "Every ruling with its reason and what it decides")
    else:
        st.caption("No ruling so far. Rule on a session where a mentee’s sessions are listed; on a person here.")
    on_person(viewer)
    standing = [row["precedent_no"] for row in rows if not row["withdrawn_on"]]
    if standing:
        with st.form("withdraw", border=True):
            number = st.selectbox("Withdraw ruling", standing)
            because = st.text_input("Because")
            if st.form_submit_button("Withdraw it"):
                _withdraw(viewer, int(number or 0), because)


def _withdraw(viewer: Viewer, number: int, because: str) -> None:
    try:
        withdraw(shelf.store(), number, viewer.name or str(viewer.role), because, shelf.as_of())
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = [f"Ruling {number} is withdrawn."]
    st.rerun()
