"""When would the hours be complete? At a pace chosen by a tap."""

from datetime import date

import streamlit as st

from mentorship.credit.outcomes import MenteeProgress
from mentorship.reports.my_pace import PACES, complete_at, sessions_to_go
from mentorship.wording import capitalised, count, day


def pace(progress: MenteeProgress, as_of: date) -> None:
    """The day on which the tier in work would be complete, at so many sessions of an hour."""
    sessions = sessions_to_go(progress)
    if not sessions:
        return
    chosen = st.pills(
        "At a pace of", list(PACES), default=next(iter(PACES)), key="pace", bind="query-params", required=True,
        format_func=capitalised,
    )  # fmt: skip
    done = complete_at(progress, str(chosen), as_of)
    if done:
        st.markdown(f"At {chosen}: **{day(done)}**, after {count(sessions, 'session')} of an hour.")
