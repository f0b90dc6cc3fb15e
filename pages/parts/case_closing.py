"""Closing a case: how it ends, what a ruling would do to credit before it is made, and who is told what."""

from typing import Any, Literal

import streamlit as st

from mentorship.actions.cases import close
from mentorship.actions.rulings import Ruling
from mentorship.answers.report import Row, Rows
from mentorship.answers.request import Request
from mentorship.oversight.casework import MAY_FOLLOW, State, Step, words
from mentorship.wording import day, time_of_day
from pages.parts import case_steps, rulings

EFFECTS: dict[Literal["accept", "refuse"], str] = {"accept": "Accept", "refuse": "Do not count"}
READ_BY_MENTEES = "Read by each mentee whose session it decides, and whoever they send their packet to."


def closing(request: Request, row: Row, sessions: Rows) -> None:
    """A form to close a case, where that may follow."""
    if Step.CLOSE not in MAY_FOLLOW[State(row["state"])]:
        return
    key = f"{row['case']}_{row['steps']}"
    # Its state is kept here: else choosing how it ends would fold it up again.
    with st.expander("Close it", key=f"fold_close_{key}", on_change="rerun", icon=":material/task_alt:"):
        _form(request, row, sessions, key)


def _form(request: Request, row: Row, sessions: Rows, key: str) -> None:
    outcomes = {name: label for name, label in words().outcomes.items() if name != "ruled" or sessions or row["mentor"]}
    outcome = st.radio(
        "How does it end?", list(outcomes), key=f"outcome_{key}", format_func=lambda each: outcomes[each]
    )
    ruled = _rulings(request, row, sessions, key) if outcome == "ruled" else []
    asked_of = (
        st.text_input("Who is asked for the correction?", key=f"asked_{key}") if outcome == "correction_asked" else None
    )
    reason = st.text_area("Why", height="content", key=f"why_{key}")
    if ruled:
        st.caption(f":material/visibility: {READ_BY_MENTEES}")
    else:
        st.caption(":material/lock: Read by the ombudsman only, and kept with your name and the day.")
    told = None
    if row["theme"] == "flag":
        told = st.text_area("Answer to the mentee", height="content", key=f"told_{key}")
        st.caption(":material/visibility: The mentee reads it where the session was flagged.")
    if st.button("Close the case", key=f"close_case_{key}", type="primary"):
        case_steps.take(
            request, row,
            lambda who, store, case: close(
                who, store, case, reason, request.as_of, outcome, rulings=ruled, asked_of=asked_of, told_mentee=told
            ),
            "The case is closed. It reopens by itself if its facts change.",
        )  # fmt: skip


def _rulings(request: Request, row: Row, sessions: Rows, key: str) -> list[Ruling]:
    """What is to be ruled, with its effect on credit below it."""
    about = ["sessions"] if sessions else []
    about += ["person"] if row["mentor"] and row["theme"] == "standing" else []
    labels = {"sessions": "Its sessions", "person": "The mentor’s certification, on all days"}
    chosen = (
        st.radio("The ruling is about", about, key=f"about_{key}", format_func=lambda each: labels[each])
        if len(about) > 1
        else about[0]
    )
    effect = st.radio(
        "Ruling", list(EFFECTS), key=f"effect_{key}", format_func=lambda each: EFFECTS[each], horizontal=True
    )
    found = (
        _of_sessions(sessions, effect, key)
        if chosen == "sessions"
        else [Ruling("person", effect, person=row["mentor"])]
    )
    rulings.effect(request, found)
    return found


def _of_sessions(sessions: Rows, effect: Literal["accept", "refuse"], key: str) -> list[Ruling]:
    called = {place: _called(each) for place, each in enumerate(sessions)}
    chosen = st.multiselect(
        "On which sessions", list(called), default=list(called), format_func=lambda place: called[place],
        key=f"ruled_{key}", select_all=True,
    )  # fmt: skip
    return [
        Ruling("session", effect, import_no=sessions[place]["import_no"], row=sessions[place]["row"])
        for place in chosen
    ]


def _called(row: dict[str, Any]) -> str:
    at = "" if row["starts_at"] is None else f" at {time_of_day(row['starts_at'])}"
    return f"{day(row['held_on'])}{at}, {row['mentee_name']}"
