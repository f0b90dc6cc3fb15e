"""A plan to a goal: the least that completes a credit, put into the scenario or taken away as a calendar."""

from datetime import date
from functools import partial

import streamlit as st

from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.credit.outcomes import MenteeProgress
from mentorship.credit.tier_sentences import credit_called
from mentorship.errors import MentorshipError
from mentorship.planning.credit_what_if import Planned
from mentorship.planning.plan import Plan, plan_to_tier
from mentorship.planning.plan_files import as_csv, as_ics
from mentorship.planning.plan_lines import lines_for
from mentorship.planning.plan_options import Minimise, PlanOptions
from mentorship.planning.plan_sessions import PlannedSession
from mentorship.vocabulary import TierName
from mentorship.wording import capitalised
from pages.parts import downloads, notices, plan_state, records

LEAST = {
    Minimise.FINISH: "Earliest finish",
    Minimise.MINUTES: "Least time",
    Minimise.IN_PERSON_DAYS: "Fewest days in person",
}
A_WEEK = (1, 2, 3)
SESSIONS = [
    Column("held_on", "Day", Shows.DAY),
    Column("label", "Session", obvious=True),
    Column("modality", "Held", obvious=True),
    Column("minutes", "Length", Shows.HOURS),
    Column("credited_minutes", "Credit", Shows.HOURS),
]


def goal(request: Request, mentee: str, progress: MenteeProgress) -> None:
    """Ask what is wanted and possible, plan it, and show the plan."""
    tiers = [each.tier for each in progress.tiers if not each.reached_on]
    if not tiers:
        st.caption("All credits are reached: there is nothing left to plan for.")
        return
    with st.form("goal", border=False):
        tier = st.pills(
            "Complete", tiers, default=tiers[0], required=True, key="goal_tier",
            format_func=lambda each: capitalised(credit_called(request.policy, each)),
        )  # fmt: skip
        minimise = st.pills(
            "With the", list(LEAST), default=Minimise.FINISH, required=True, format_func=lambda each: LEAST[each]
        )
        a_week = st.pills("Sessions a week, at most", A_WEEK, default=1, required=True)
        by = st.date_input("By (optional)", value=None, min_value=request.as_of)
        virtual = st.toggle("Virtual wherever the rules allow it")
        without = st.multiselect(
            "Leave out", list(request.policy.activities), format_func=lambda each: request.policy.activities[each].label
        )
        if st.form_submit_button("Plan it", icon=":material/route:"):
            st.session_state["goal_asked"] = (mentee, tier, PlanOptions(
                by=by if isinstance(by, date) else None, minimise=minimise or Minimise.FINISH,
                sessions_per_week=a_week, only_virtual=virtual, without=frozenset(without),
            ))  # fmt: skip
    asked = st.session_state.get("goal_asked")
    if asked and asked[0] == mentee:
        _planned(request, mentee, asked[1], asked[2])


def _planned(request: Request, mentee: str, tier: TierName, options: PlanOptions) -> None:
    try:
        with st.spinner("Looking for the best plan"):
            found = plan_to_tier(request, mentee, tier, options)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.markdown(notices.escape(found.why))
    if not found.sessions:
        return
    rows = [_row(request, each) for each in found.sessions]
    records.table(request, rows, SESSIONS, "planned_to_goal", "The planned sessions by day")
    with st.container(horizontal=True):
        lines = lines_for([Planned(s.held_on, s.activity, s.modality, s.minutes, s.days) for s in found.sessions])
        st.button("Add to this scenario", icon=":material/playlist_add:", on_click=plan_state.put, args=(mentee, lines))
        _taken_away(request, mentee, found)


def _row(request: Request, session: PlannedSession) -> dict[str, object]:
    label = session.event or request.policy.activities[session.activity].label
    return {**vars(session), "label": label, "modality": session.modality.in_words}


def _taken_away(request: Request, mentee: str, found: Plan) -> None:
    """Links to the plan as a calendar and as a table."""
    about = f"{mentee} {[(each.held_on, each.activity) for each in found.sessions]}"
    policy, as_of = request.policy, request.as_of

    def ics(_: Request) -> bytes:
        return as_ics(found, policy, as_of)

    for label, name, kind, make in (
        ("Calendar (ICS)", "plan.ics", "text/calendar; charset=utf-8", ics),
        ("CSV", "plan.csv", downloads.CSV, partial(_csv, found)),
    ):
        address = downloads.offer(request.viewer, name, kind, make, about)
        st.link_button(label, address, icon=":material/download:")


def _csv(found: Plan, _: Request) -> bytes:
    return as_csv(found)
