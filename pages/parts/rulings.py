"""Rulings of the ombudsman on screen: one on a session, on an event or on a person; the list, and withdrawing one."""

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from mentorship.actions.rulings import Ruling, rule, withdraw_ruling
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.errors import MentorshipError
from mentorship.planning.ruling_effect import ruling_effect
from mentorship.reports.rulings import rulings
from mentorship.reports.who_is_who import everybody
from pages.parts import filters, merging, notices, records, resources
from pages.parts.reasons import reason

EFFECTS: dict[str, Literal["accept", "refuse"]] = {"Accept": "accept", "Do not count": "refuse"}
RULINGS = [
    Column("ruling_no", "Ruling", Shows.NUMBER),
    Column("effect", "Effect"),
    Column("called", "About"),
    Column("reason", "Reason"),
    Column("ruled_on", "On", Shows.DAY),
    Column("withdrawn_on", "Withdrawn", Shows.DAY),
    Column("sessions", "Sessions it decides", Shows.NUMBER, further=True),
    Column("author", "By", further=True),
    Column("withdrawn_because", "Withdrawn because", further=True),
    Column("note", "Private note", further=True),
]
THE_MENTEE = "each mentee whose session this decides, and whoever they send their packet to"
THEIR_MENTEES = "every mentee with a session this person led, and whoever they send their packet to"


def on_session(request: Request, row: dict[str, Any]) -> None:
    """Rule on the session that was picked, or on its whole event; what that would do to credit stands there first."""
    event = f"Every session of “{row['event']}”" if row["event"] else None
    key = f"{row['import_no']}_{row['row']}"
    st.caption("The record stays as it came; the ruling stands beside it.")
    offered = ["This session only", *([event] if event else [])]
    about = st.radio("About", offered, format_func=notices.escape, key=f"about_{key}")
    effect_of = st.radio("Ruling", list(EFFECTS), horizontal=True, key=f"effect_{key}")
    ruling = (
        Ruling("event", EFFECTS[effect_of], activity=row["activity"], event=row["event"])
        if about == event
        else Ruling("session", EFFECTS[effect_of], import_no=row["import_no"], row=row["row"])
    )
    effect(request, [ruling])
    _form(request, ruling, THE_MENTEE, key, "What was seen or agreed")


def on_person(request: Request) -> None:
    """Rule on a person who leads sessions: certified after all, or not."""
    fold = st.expander(
        "Rule on a person who leads sessions", icon=":material/gavel:", key="fold_person", on_change="rerun",
        expanded="ruled" in st.query_params,
    )  # fmt: skip
    if fold.open:
        with fold:
            _on_person(request)


def _on_person(request: Request) -> None:
    st.markdown("Accepting sets aside doubts about this person’s certification, on days you choose or on every day.")
    person = filters.one_person(resources.once(request, everybody), "ruled", "person")
    if person is None:
        return
    effect_of = st.radio("Ruling", list(EFFECTS), horizontal=True)
    since, until = st.columns(2)
    first = since.date_input("From (optional)", value=None)
    last = until.date_input("Until (optional)", value=None)
    ruling = Ruling("person", EFFECTS[effect_of], person=person, valid_from=first, valid_until=last)
    effect(request, [ruling])
    _form(request, ruling, THEIR_MENTEES, "person")


def effect(request: Request, ruled: Sequence[Ruling]) -> None:
    """Whose credit and tiers would differ."""
    if not ruled:
        st.caption("Choose at least one session.")
        return
    st.markdown("**What it would do to credit**")
    try:
        with st.spinner("Working out the credit"):
            rows = ruling_effect(request.viewer, resources.store(), request.policy, request.as_of, ruled)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    merging.show_effect(request, rows)


def _form(request: Request, ruling: Ruling, read_by: str, key: str, placeholder: str = "") -> None:
    """The reason, and the button that records the ruling."""
    with st.form(f"rule_{key}", border=False):
        given, note = reason("Reason", read_by, key, placeholder)
        if st.form_submit_button("Record the ruling", type="primary"):
            _record(request, ruling, given, note)


def _record(request: Request, ruling: Ruling, given: str, note: str) -> None:
    try:
        number = rule(request.viewer, resources.store(), ruling, given, request.as_of, note)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = [f"Ruling {number} is recorded."]
    st.query_params.pop("ruled", None)
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
