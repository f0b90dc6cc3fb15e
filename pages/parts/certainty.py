"""How certain a credit is: recorded against credited, what one refusal would undo, other readings of the rules."""

import streamlit as st

from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.credit.explain import activity_label
from mentorship.credit.tier_sentences import credit_called
from mentorship.planning.reading_range import reading_range
from mentorship.reports.my_certainty import cushion, differences, undoing
from mentorship.reports.my_progress import MyProgress
from mentorship.wording import day, hours, listed
from pages.parts import explanations, notices, records, resources

DIFFERENCES = [
    Column("label", "Why"),
    Column("minutes", "Not credited", Shows.HOURS),
    Column("sessions", "Sessions", Shows.NUMBER),
]
#: More sessions than this are not named one by one.
MOST_NAMED = 5


def certainty(request: Request, mentee: str, report: MyProgress) -> None:
    """Two folds: the way from recorded to credited, and how certain the credit is."""
    credited = sum(each.credited_minutes for each in report.progress.sessions)
    recorded = report.progress.recorded_minutes
    if not recorded:
        return
    said = f"Recorded {hours(recorded)}, credited {hours(credited)}"
    fold = st.expander(said, icon=":material/difference:", key="not_credited", on_change="rerun")
    if fold.open:
        with fold:
            _not_credited(request, report)
    fold = st.expander("How certain is this?", icon=":material/verified_user:", key="certain", on_change="rerun")
    if fold.open:
        with fold:
            _undoing(request, report)
            _cushion(request, report)
            st.markdown("**Where the rules can be read in more than one way**")
            explanations.range_of_readings(resources.once(request, reading_range, mentee=mentee))


def _not_credited(request: Request, report: MyProgress) -> None:
    """By rule, what lies between recorded and credited."""
    rows = [vars(each) for each in differences(request.policy, report.progress.sessions)]
    if not rows:
        st.markdown("Every recorded hour is credited.")
        return
    st.caption("Below zero: more was credited than recorded, for example where each session earns a fixed credit.")
    records.table(request, rows, DIFFERENCES, "differences", "Recorded hours that were not credited, by rule")


def _undoing(request: Request, report: MyProgress) -> None:
    """Per tier the sessions that it stands on."""
    for tier in report.progress.tiers:
        if tier.minutes_short:
            continue
        called = credit_called(request.policy, tier.tier)
        found = undoing(report.progress, tier)
        if not found:
            said = f"No single session, if refused, would undo the {called}."
        elif len(found) > MOST_NAMED:
            said = f"The {called} rests on {len(found)} sessions: any of them, if refused, would undo it."
        else:
            named = (f"{activity_label(request.policy, each.activity)} on {day(each.held_on)}" for each in found)
            said = f"If any one of these were refused, it would undo the {called}: {listed(named)}."
        st.markdown(f"- {notices.escape(said)}")


def _cushion(request: Request, report: MyProgress) -> None:
    """Per category, what verified sessions hold beyond what the tiers reached ask for."""
    for category, minutes in cushion(report.progress).items():
        words = request.policy.categories[category].in_words
        if minutes >= 0:
            said = f"Verified sessions hold {hours(minutes)} more of {words} than your credits ask for."
        else:
            said = f"{hours(-minutes)} of the {words} in your credits come from sessions that are not verified."
        st.markdown(f"- {notices.escape(said)}")
