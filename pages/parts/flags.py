"""“Something is wrong here”: a mentee flags a session or one that is missing, and sees there how far it is."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from mentorship.actions.flags import flag_missing, flag_session, withdraw_flag
from mentorship.answers.report import Row
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.reports.my_flags import my_flags
from mentorship.wording import day
from pages.parts import notices, records, resources

READ_BY = ":material/visibility: The ombudsman reads this. You can follow it here."


def on_sessions(request: Request, mentee: str) -> dict[tuple[int, int], Row]:
    """What is flagged of the sessions on record, by import and row."""
    rows = resources.once(request, my_flags, mentee=mentee).rows
    return {(row["import_no"], row["row"]): row for row in rows if row["row"] is not None}


def marked(sessions: Sequence[Row], flagged: dict[tuple[int, int], Row]) -> list[Row]:
    """Sessions, those that are flagged with their `flag`, which also stands beside what each earned."""
    found = [(each, flagged.get((each["import_no"], each["row"]))) for each in sessions]
    return [
        {**each, "flag": flag, "earned": f"{each['earned']} · flag {flag['state_label'].lower()}"} if flag else each
        for each, flag in found
    ]


def lines(flag: Row | None) -> list[records.Line]:
    """What was flagged, how far it is, and the answer."""
    if flag is None:
        return []
    said = [records.Line(f"Flagged on {day(flag['flagged_on'])}: {flag['note']}", f"{flag['state_label']}.")]
    if flag["answer"]:
        said.append(records.Line(f"Answer of {day(flag['answered_on'])}: {flag['answer']}"))
    return said


def actions(flag: Row | None) -> dict[str, str]:
    """What a mentee can do about a session."""
    return {"withdraw": "Withdraw the flag"} if flag else {"flag": "Something is wrong here"}


def act(request: Request, mentee: str, row: Row, name: str) -> None:
    """A button below an opened session was pressed."""
    if name == "withdraw":
        _withdraw(request, mentee, row["flag"]["flag_no"])
        st.rerun()
    _flag(request, mentee, row)


@st.dialog("Something is wrong here")
def _flag(request: Request, mentee: str, row: dict[str, Any]) -> None:
    st.markdown(notices.escape(f"{row['label']}, {day(row['held_on'])}"))
    with st.form("flag_session", border=False):
        note = st.text_area("What is wrong?", height="content", placeholder="It lasted an hour longer")
        st.caption(READ_BY)
        if st.form_submit_button("Send it", type="primary"):
            try:
                flag_session(
                    request.viewer, resources.store(), mentee, row["import_no"], row["row"], note, request.as_of
                )
            except MentorshipError as error:
                notices.trouble(error.message)
                return
            st.session_state["happened"] = ["Thank you. The ombudsman will look at it, and you can follow it here."]
            st.rerun()


def missing(request: Request, mentee: str) -> None:
    """A field for a session that is not on record, and those that were said to be missing."""
    rows = [row for row in resources.once(request, my_flags, mentee=mentee).rows if row["is_missing"]]
    for row in rows:
        _missing(request, mentee, row)
    asked = st.popover(
        "A session is missing", icon=":material/flag:", type="tertiary", key="missing", on_change="rerun"
    )  # fmt: skip
    if asked.open:
        with asked, st.form("flag_missing", border=False, clear_on_submit=True):
            _say_missing(request, mentee)


def _say_missing(request: Request, mentee: str) -> None:
    """The fields, and what becomes of them once they are sent."""
    held_on = st.date_input("When was it?", value=None, max_value=request.as_of)
    mentor = st.text_input("With whom (optional)")
    note = st.text_area("What was it?", height="content", placeholder="1x1 online, one hour")
    st.caption(READ_BY)
    if st.form_submit_button("Send it", type="primary"):
        if held_on is None:
            notices.trouble("Choose the day on which it was held.")
            return
        try:
            flag_missing(request.viewer, resources.store(), mentee, held_on, note, request.as_of, mentor)
        except MentorshipError as error:
            notices.trouble(error.message)
            return
        st.session_state["happened"] = ["Thank you. The ombudsman will look for it, and you can follow it here."]
        st.rerun()


def _missing(request: Request, mentee: str, row: Row) -> None:
    with st.container(border=True, key=f"flag_{row['flag_no']}"):
        st.markdown(f"**Missing: {day(row['held_on'])}**, {notices.escape(row['note'])}")
        st.caption(f"Flagged on {day(row['flagged_on'])}. {row['state_label']}.")
        if row["answer"]:
            st.markdown(notices.escape(row["answer"]))
        st.button(
            "Withdraw the flag", key=f"withdraw_flag_{row['flag_no']}", on_click=_withdraw,
            args=(request, mentee, row["flag_no"]), type="tertiary",
        )  # fmt: skip


def _withdraw(request: Request, mentee: str, number: int) -> None:
    try:
        withdraw_flag(request.viewer, resources.store(), mentee, number, request.as_of)
    except MentorshipError as error:
        st.session_state["went_wrong"] = [error.message]
        return
    st.session_state["happened"] = ["The flag is withdrawn."]
