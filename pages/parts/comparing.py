"""Up to four mentors side by side, and on how few of them mentoring rests."""

from collections.abc import Sequence

import streamlit as st

from mentorship.answers.report import Row
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.errors import MentorshipError
from mentorship.hidden_characters import visible
from mentorship.reports.concentration import concentration
from mentorship.reports.mentor_activity import MOST_COMPARED, mentor_comparison
from mentorship.reports.mentor_activity import mentors as every_mentor
from mentorship.wording import count
from pages.parts import activity, filters, notices, records, resources

COMPARED = [
    Column("name", "Mentor"),
    Column("strip", "Last 24 months", Shows.SPARK),
    Column("sessions", "Sessions", Shows.DECIMAL),
    Column("mentees", "Mentees", Shows.DECIMAL),
    Column("new_mentees", "New mentees", Shows.DECIMAL),
    Column("recorded_minutes", "Recorded", Shows.HOURS, further=True),
    Column("credited_minutes", "Credited", Shows.HOURS),
    Column("mix", "Kinds", further=True),
    Column("contact", "Since contact", Shows.BAR, further=True),
    Column("share_virtual", "Share virtual", Shows.SHARE, further=True),
    Column("share_refused", "Share refused", Shows.SHARE, further=True),
]
STRANDED = [
    Column("name", "Mentor"),
    Column("stranded", "Mentees with no other mentor", Shows.NUMBER),
    Column("mentees", "Who they are", Shows.LIST),
]


def side_by_side(request: Request, period: str, days: filters.Days) -> None:
    """Chosen by name, and kept in the address."""
    names = {row["mentor"]: row["name"] for row in resources.once(request, every_mentor)}
    asked = [each for each in st.query_params.get("compare", "").split(",") if each in names][:MOST_COMPARED]
    st.session_state["compared_mentors"] = asked
    st.subheader("Side by side", anchor=False)
    chosen = st.multiselect(
        "Compare", list(names), key="compared_mentors", format_func=lambda each: visible(f"{names[each]} ({each})"),
        max_selections=MOST_COMPARED, on_change=_keep, placeholder=f"Choose up to {MOST_COMPARED} mentors",
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen:
        _compared(request, chosen, period, days)


def _compared(request: Request, chosen: Sequence[str], period: str, days: filters.Days) -> None:
    try:
        report = resources.once(request, mentor_comparison, mentors=tuple(chosen), period=period, **days)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    mean: Row = report.parts["everybody"][0]
    rows = [activity.drawn(request, row) for row in report.rows]
    rows.append({**mean, "name": f"Mean of {count(mean['mentors'], 'active mentor')}"})
    records.table(
        request, rows, COMPARED, "mentors_compared", "Mentors side by side, with the mean of all active mentors"
    )


def _keep() -> None:
    chosen = st.session_state["compared_mentors"]
    if chosen:
        st.query_params["compare"] = ",".join(chosen)
    else:
        st.query_params.pop("compare", None)


def concentrated(request: Request) -> None:
    """The share of the three who give most, and whom one mentor's stopping would leave without any."""
    report = resources.once(request, concentration)
    st.subheader("How few mentors it depends on", anchor=False)
    top = report.parts["top"][0]["mentors"]
    st.markdown(notices.escape(report.answer))
    if top:
        st.caption(f"Most of the credit for 1x1 comes from, by name: {notices.escape(', '.join(top))}.")
    if report.rows:
        with st.expander("Who would be left without a mentor if one of them stopped?"):
            records.table(request, report.rows, STRANDED, "concentration", "Mentors who are somebody’s only mentor")
