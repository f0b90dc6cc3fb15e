"""The questions that the text of the rules leaves open: how each is answered here, and what another answer would do."""

from typing import Any

import streamlit as st

from mentorship.access import Role, Viewer, require
from mentorship.credit.choices import choose
from mentorship.errors import MentorshipError
from mentorship.planning.clarify_first import clarify_first
from mentorship.planning.flips import flips
from mentorship.policy.amendments import read_as
from mentorship.reports.tables import Column, Shows
from mentorship.wording import count, day
from pages.parts import notices, shelf, tables

CLARIFY = [
    Column("mentees", "Mentees it changes", Shows.NUMBER),
    Column("tier_changes", "Tiers of", Shows.NUMBER),
    Column("credit_changes", "Credit of", Shows.NUMBER),
    Column("minutes", "Credited more or less", Shows.HOURS),
    Column("question", "Question"),
    Column("means", "If it were read so"),
]
FLIPS = [
    Column("what", "What"),
    Column("name", "Mentee"),
    Column("about", "About"),
    Column("before", "Now"),
    Column("after", "Then"),
]


def readings(viewer: Viewer, rows: list[dict[str, Any]], chosen: list[dict[str, Any]]) -> None:
    """Every question with its answers; the ombudsman sees what another answer would change, and may choose it."""
    st.subheader("Where the text can be read in more than one way", anchor=False)
    if viewer.role is Role.OMBUDSMAN:
        _clarify(viewer)
    for row in rows:
        with st.expander(notices.escape(row["question"]), icon=":material/help:"):
            for each in row["alternatives"]:
                in_force = each["value"] == row["in_force"]
                mark = ":material/radio_button_checked:" if in_force else ":material/radio_button_unchecked:"
                st.markdown(f"{mark} {notices.escape(each['means'])}{' (in force)' if in_force else ''}")
            st.caption(notices.escape(row["source"]))
            for choice in [each for each in chosen if each["reading"] == row["reading"]]:
                says = f"{day(choice['chosen_on'])}, {choice['author']}: {choice['means']} {choice['reason']}"
                st.caption(f":material/history: {notices.escape(says)}")
            if viewer.role is Role.OMBUDSMAN:
                _switch(viewer, row)


def _clarify(viewer: Viewer) -> None:
    """Which question to settle first; worked out when asked for, since everybody is judged once per answer."""
    if not st.toggle("Which question matters most? Work out whom each answer would change", key="clarify"):
        return
    rows = _clarified(viewer)
    telling = [row for row in rows if row["mentees"]]
    if telling:
        first = telling[0]
        st.markdown(
            f"Settle first: {notices.escape(first['question'])} It changes {count(first['mentees'], 'mentee')}."
        )
    else:
        st.markdown("With the data at hand no open question changes anybody’s outcome.")
    tables.table(rows, CLARIFY, "clarify_first", "Each other answer, and how many mentees it would change")


def _clarified(viewer: Viewer) -> list[dict[str, Any]]:
    """The ranking, worked out anew only when the assessment that is kept has changed."""
    known = (shelf.policy().digest, shelf.status()["assessed_at"])
    if st.session_state.get("clarified", (None,))[0] != known:
        bar = st.progress(0.0)
        rows = shelf.ask(
            clarify_first, viewer, progress=lambda text, share: bar.progress(share, text=notices.escape(text))
        )
        bar.empty()
        st.session_state["clarified"] = (known, rows)
    return st.session_state["clarified"][1]


def _switch(viewer: Viewer, row: dict[str, Any]) -> None:
    """Another answer: what it would overturn, then the choice with its reason."""
    means = {each["value"]: each["means"] for each in row["alternatives"] if each["value"] != row["in_force"]}
    name = row["reading"]
    answer = st.selectbox(
        "Read it otherwise", list(means), None, format_func=means.get, key=f"read_{name}", placeholder="No"
    )
    if answer is None:
        return
    with st.spinner("Judging everybody by this answer"):
        other = read_as(shelf.policy(), {name: answer})
        rows = shelf.ask(flips, viewer, other=other)
    if rows:
        st.warning(
            f"It would overturn {count(len(rows), 'past award or ruling', 'past awards or rulings')}.",
            icon=":material/warning:",
        )
        tables.table(rows, FLIPS, f"flips_{name}", "Past awards and rulings that would be overturned")
    else:
        st.markdown("It would overturn no past award and no ruling.")
    with st.form(f"choose_{name}", border=False):
        reason = st.text_input("Reason for reading it so from now on")
        if st.form_submit_button("Put it in force"):
            _choose(viewer, name, answer, reason)


def _choose(viewer: Viewer, name: str, answer: str, reason: str) -> None:
    require(viewer, (Role.OMBUDSMAN,), "Choosing a reading")
    try:
        choose(
            shelf.store(), shelf.handbook(), name, answer, reason=reason,
            author=viewer.name or str(viewer.role), chosen_on=shelf.as_of(),
        )  # fmt: skip
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = ["The reading is in force. Everybody is judged by it from now on."]
    st.session_state.pop(f"read_{name}", None)
    st.rerun()
