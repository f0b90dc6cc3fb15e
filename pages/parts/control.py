"""Control charts on screen, with what they say in words: has something changed, and is what is wanted reached?"""

from datetime import date

import streamlit as st

from mentorship.access import Role
from mentorship.actions.rebasing import rebase_chart, withdraw_rebasing
from mentorship.answers.report import Report, Row
from mentorship.answers.request import Request
from mentorship.charts.pace import pace as chart
from mentorship.errors import MentorshipError
from mentorship.reports.pace import RARE, pace, rare_events, rebasings
from mentorship.wording import capitalised, day, month_of
from pages.parts import notices, pictures, resources, standing_alone

VARIATION = {
    "common": ":material/horizontal_rule:", "improvement": ":material/trending_up:",
    "concern": ":material/help:", "neither": ":material/swap_vert:",
}  # fmt: skip
ASSURANCE = {
    "passes": ":material/check_circle:", "fails": ":material/cancel:", "hit_or_miss": ":material/shuffle:",
    None: ":material/remove:",
}  # fmt: skip
MONTHS = "By month"


def over_time(request: Request, mentor: str | None) -> None:
    """Sessions by month, or how many lie between two rare events: of a mentor, or (None) of the programme."""
    labels = {MONTHS: None} | {f"Between two {said}": event for event, said in RARE.items()}
    who = mentor or "all"
    chosen = st.pills(
        "Chart", list(labels), default=MONTHS, key=f"control_{who}", label_visibility="collapsed", required=True
    )
    event = labels[chosen or MONTHS]
    if event:
        report = resources.once(request, rare_events, event=event, mentor=mentor)
    else:
        report = resources.once(request, pace, mentor=mentor)
    st.markdown(f"**{notices.escape(report.answer)}**")
    if not report.rows:
        return
    icons(report)
    called = f"sessions between two {RARE[event]}" if event else "sessions in the month"
    drawn = pictures.drawn(chart, report.rows, pictures.theme(), called)
    standing_alone.picture(request, drawn, f"control_{who}_{event}", capitalised(called), report.answer)
    if any(row["is_trial"] for row in report.parts["segments"]):
        st.caption(":material/info: Fewer than 12 points: the limits are provisional, and change with each new point.")
    if event is None and request.viewer.role is Role.OMBUDSMAN:
        for row in resources.once(request, rebasings, mentor=mentor):
            _decided(request, row)
        _rebase(request, mentor, report)


def icons(report: Report) -> None:
    """What the chart says, as two signs with their words: variation, and assurance."""
    said: Row = report.parts["icons"][0]
    st.markdown(
        f"{VARIATION[said['variation']]} {said['variation_label']} &nbsp;·&nbsp; "
        f"{ASSURANCE[said['assurance']]} {said['assurance_label']}"
    )


def _decided(request: Request, row: Row) -> None:
    """A decision that gave the chart new limits, and a way to withdraw it."""
    month = month_of(row["from_month"])
    st.markdown(
        f"**New limits from {month}**, decided on {day(row['decided_on'])} by {notices.escape(row['author'])}: "
        f"{notices.escape(row['reason'])}"
    )
    number = row["rebasing_no"]
    with st.popover("Withdraw", type="tertiary"), st.form(f"withdraw_rebasing_{number}", border=False):
        reason = st.text_input("Why go back to the earlier limits?")
        if st.form_submit_button("Withdraw it"):
            try:
                withdraw_rebasing(request.viewer, resources.store(), number, reason, request.as_of)
            except MentorshipError as error:
                notices.trouble(error.message)
                return
            st.session_state["happened"] = ["The earlier limits are back."]
            st.rerun()


def _rebase(request: Request, mentor: str | None, report: Report) -> None:
    """New limits from a month on, by a decision with its reason: never by themselves."""
    months: list[date] = [row["month"] for row in report.rows]
    with st.popover("New limits from a month on", type="tertiary", icon=":material/straighten:"):
        st.markdown("Where something has changed for good, the old limits no longer say what is usual.")
        with st.form(f"rebase_{mentor}", border=False):
            month = st.selectbox("From", months[::-1], None, format_func=month_of)
            reason = st.text_input("What has changed for good?")
            if st.form_submit_button("Set new limits"):
                if month is None:
                    notices.trouble("Choose the month from which the new limits hold.")
                    return
                try:
                    rebase_chart(request.viewer, resources.store(), mentor, month, reason, request.as_of)
                except MentorshipError as error:
                    notices.trouble(error.message)
                    return
                st.session_state["happened"] = [f"The chart has new limits from {month_of(month)}."]
                st.rerun()
