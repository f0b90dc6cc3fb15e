"""The questions that the text of the rules leaves open: how each is answered here, and what another answer would do."""

from typing import Any

import streamlit as st

from mentorship.access import Role
from mentorship.actions.readings import choose_reading
from mentorship.answers.report import Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.errors import MentorshipError
from mentorship.planning.clarify_first import clarify_first
from mentorship.planning.overturned import overturned
from mentorship.policy.readings import read_as
from mentorship.wording import count, day
from pages.parts import notices, records, resources
from pages.parts.reasons import reason

CLARIFY = [
    Column("mentees", "Mentees affected", Shows.NUMBER),
    Column("tier_changes", "Tiers differ", Shows.NUMBER),
    Column("credit_changes", "Credit differs", Shows.NUMBER),
    Column("minutes", "Change in credited hours", Shows.HOURS),
    Column("question", "Question"),
    Column("means", "If it were read this way"),
]
OVERTURNED = [
    Column("what", "What"),
    Column("name", "Mentee"),
    Column("about", "About"),
    Column("before", "Before"),
    Column("after", "After"),
]


def readings(request: Request, rows: list[dict[str, Any]], chosen: list[dict[str, Any]]) -> None:
    """Every question with its answers; the ombudsman sees what another answer would change, and may choose it."""
    if request.viewer.role is Role.OMBUDSMAN:
        _clarify(request)
    for row in rows:
        with st.expander(notices.escape(row["question"]), icon=":material/help:"):
            answer = _answer(request, row)
            st.caption(notices.escape(row["source"]))
            for choice in [each for each in chosen if each["reading"] == row["reading"]]:
                says = f"{day(choice['chosen_on'])}, {choice['author']}: {choice['means']} {choice['reason']}"
                st.caption(f":material/history: {notices.escape(says)}")
                if choice["note"]:
                    st.caption(f":material/lock: {notices.escape(choice['note'])}")
            if answer != row["in_force"]:
                _switch(request, row["reading"], answer)


def _answer(request: Request, row: dict[str, Any]) -> str:
    """The answers there are, and the one that is chosen: the ombudsman may choose another one to see what it does."""
    means = {each["value"]: each["means"] for each in row["alternatives"]}
    called = {value: f"{said} (in force)" if value == row["in_force"] else said for value, said in means.items()}
    if request.viewer.role is not Role.OMBUDSMAN:
        st.markdown("\n".join(f"- {notices.escape(called[value])}" for value in means))
        return str(row["in_force"])
    chosen: Any = st.radio(
        row["question"], list(means), list(means).index(row["in_force"]), key=f"read_{row['reading']}",
        format_func=lambda each: notices.escape(called[each]), label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen)


def _clarify(request: Request) -> None:
    """Which question to settle first; worked out when asked for, since everybody is judged once per answer."""
    if not st.toggle("Which question matters most? Work out whom each answer would affect", key="clarify"):
        return
    rows = _clarified(request)
    telling = [row for row in rows if row["mentees"]]
    if telling:
        first = telling[0]
        st.markdown(
            f"Settle first: {notices.escape(first['question'])} It affects {count(first['mentees'], 'mentee')}."
        )
    else:
        st.markdown("With the current data, no open question changes anybody’s outcome.")
    records.table(request, rows, CLARIFY, "clarify_first", "Each other answer, and how many mentees it would affect")


def _clarified(request: Request) -> list[dict[str, Any]]:
    """The ranking, worked out anew only when the assessment that is kept has changed."""
    known = (request.policy.digest, request.status.assessed_at)
    if st.session_state.get("clarified", (None,))[0] != known:
        bar = st.progress(0.0)
        rows = clarify_first(request, lambda text, share: _show(bar, text, share))
        bar.empty()
        st.session_state["clarified"] = (known, rows)
    found: Rows = st.session_state["clarified"][1]
    return found


def _show(bar: Any, text: str, share: float) -> None:
    bar.progress(share, text=notices.escape(text))


def _switch(request: Request, name: str, answer: str) -> None:
    """Another answer: what it would overturn, then the choice with its reason."""
    with st.spinner("Judging everybody by this answer"):
        rows = overturned(request, read_as(request.policy, {name: answer}))
    if rows:
        st.warning(
            f"It would overturn {count(len(rows), 'past award or ruling', 'past awards or rulings')}.",
            icon=":material/warning:",
        )
        records.table(
            request, rows, OVERTURNED, f"overturned_{name}", "Past awards and rulings that would be overturned"
        )
    else:
        st.markdown("It would overturn no past award and no ruling.")
    with st.form(f"choose_{name}", border=False):
        given, note = reason("Reason for reading it this way from now on", "everybody, on this page", name)
        if st.form_submit_button("Put it in force"):
            _choose(request, name, answer, given, note)


def _choose(request: Request, name: str, answer: str, given: str, note: str) -> None:
    store, handbook = resources.store(), resources.handbook()
    try:
        choose_reading(request.viewer, store, handbook, name, answer, given, request.as_of, note)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = ["The reading is in force. Everybody is judged by it from now on."]
    st.session_state.pop(f"read_{name}", None)
    st.rerun()
