"""Rulings of the ombudsman on screen: one on a session, on an event or on a person; the list, and withdrawing one."""

from typing import Any

import streamlit as st

from mentorship.actions.rulings import Ruling, rule, withdraw_ruling
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.errors import MentorshipError
from mentorship.reports.rulings import rulings
from pages.parts import notices, records, resources
from pages.parts.reasons import reason

EFFECTS = {"Accept": "accept", "Do not count": "refuse"}
RULINGS = [
    Column("ruling_no", "Ruling", Shows.NUMBER),
    Column("effect", "Effect"),
    Column("called", "About"),
    Column("sessions", "Sessions it decides", Shows.NUMBER),
    Column("reason", "Reason"),
    Column("author", "By"),
    Column("ruled_on", "On", Shows.DAY),
    Column("withdrawn_on", "Withdrawn", Shows.DAY),
    Column("withdrawn_because", "Because"),
    Column("note", "Private note", further=True),
]
THE_MENTEE = "each mentee whose session this decides, and whoever they send their packet to"
THEIR_MENTEES = "every mentee with a session this person led, and whoever they send their packet to"


def on_session(request: Request, row: dict[str, Any]) -> None:
    """A form to rule on the session that was picked, or on its whole event."""
    event = f"Every session of “{row['event']}”" if row["event"] else None
    with st.form(f"rule_{row['import_no']}_{row['row']}", border=True):
        st.caption("The record stays as it came; the ruling stands beside it.")
        about = st.radio("About", ["This session only", *([event] if event else [])], format_func=notices.escape)
        effect = st.radio("Ruling", list(EFFECTS), horizontal=True)
        given, note = reason("Reason", THE_MENTEE, f"{row['import_no']}_{row['row']}", "What was seen or agreed")
        if st.form_submit_button("Record the ruling"):
            whole = {"activity": row["activity"], "event": row["event"]} if about == event else {}
            one = {} if whole else {"import_no": row["import_no"], "row": row["row"]}
            _record(request, "event" if whole else "session", EFFECTS[effect], given, note, **whole, **one)


def on_person(request: Request) -> None:
    """A form to rule on whoever leads sessions: certified after all, or not."""
    with (
        st.expander("Rule on a person who leads sessions", icon=":material/gavel:"),
        st.form("rule_on_person", border=False),
    ):
        st.markdown(
            "Accepting sets aside doubts about this person’s certification, on the days you choose, or on every day."
        )
        person = st.text_input("Id or e-mail, as it appears in the sessions")
        effect = st.radio("Ruling", list(EFFECTS), horizontal=True)
        since, until = st.columns(2)
        first = since.date_input("From (optional)", value=None)
        last = until.date_input("Until (optional)", value=None)
        given, note = reason("Reason", THEIR_MENTEES, "person")
        if st.form_submit_button("Record the ruling"):
            _record(
                request,
                "person",
                EFFECTS[effect],
                given,
                note,
                person=person.strip(),
                valid_from=first,
                valid_until=last,
            )


def _record(request: Request, about: Any, effect: Any, given: str, note: str, **what: Any) -> None:
    try:
        number = rule(request.viewer, resources.store(), Ruling(about, effect, **what), given, request.as_of, note)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = [f"Ruling {number} is recorded."]
    st.rerun()


def listing(request: Request) -> None:
    """Every ruling, and a way to withdraw one. For the ombudsman."""
    rows = rulings(request)
    if rows:
        records.table(request, rows, RULINGS, "rulings", "Every ruling with its reason and what it decides")
    else:
        st.caption("No ruling so far. Rule on a session from the list of a mentee’s sessions, and on a person here.")
    on_person(request)
    in_force = [row["ruling_no"] for row in rows if not row["withdrawn_on"]]
    if in_force:
        with st.form("withdraw", border=True):
            number = st.selectbox("Withdraw ruling", in_force)
            because = st.text_input("Because")
            if st.form_submit_button("Withdraw it"):
                _withdraw(request, int(number or 0), because)


def _withdraw(request: Request, number: int, because: str) -> None:
    try:
        withdraw_ruling(request.viewer, resources.store(), number, because, request.as_of)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = [f"Ruling {number} is withdrawn."]
    st.rerun()
