"""What a scenario would bring, and what one opens when wanted: sessions, the next best hour, a plan, kept scenarios."""

from collections.abc import Sequence

import streamlit as st

from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.planning.credit_what_if import Planned, WhatIf, on_record, with_planned
from mentorship.planning.effect import requirement_effects, tier_effects, wasted
from mentorship.planning.plan_lines import Line
from mentorship.reports.my_progress import my_progress, session_row
from pages.parts import goal, next_hours, notices, plan_file, records, requirement_bars, resources, scenarios

PLANNED = [
    Column("held_on", "Day", Shows.DAY),
    Column("label", "Session"),
    Column("earned", "Would earn"),
    Column("why", "Why"),
]
TIERS = [Column("called", "Credit"), Column("now", "Now"), Column("then", "With the plan")]


def with_plan(request: Request, mentee: str, planned: Sequence[Planned], scheduled: bool) -> WhatIf:
    """What a plan would bring. Without one everything stays as it is."""
    if not planned and not scheduled:
        now = resources.once(request, my_progress, mentee=mentee).progress
        return WhatIf("Add sessions to see what they would earn.", request.as_of, now, [])
    return resources.once(request, _planned, mentee=mentee, planned=tuple(planned), scheduled=scheduled)


def _planned(request: Request, mentee: str, planned: Sequence[Planned], scheduled: bool) -> WhatIf:
    """Whoever tries out one plan after the other has the same record."""
    recorded = resources.once(request, on_record, mentee=mentee, count_scheduled=scheduled)
    return with_planned(recorded, request, planned)


def effect(request: Request, mentee: str, then: WhatIf) -> None:
    """Before and after for the tier in work, and the day of each requirement and credit."""
    now = resources.once(request, my_progress, mentee=mentee).progress
    effects = requirement_effects(request.policy, now, then.progress, request.as_of)
    complete_on = {each.requirement.label: each.complete_on for each in effects if each.complete_on}
    requirement_bars.bars([each.requirement for each in effects], "effect", complete_on)
    for warning in wasted(request.policy, now, then.progress):
        st.warning(notices.escape(warning), icon=":material/hourglass_disabled:")
    if then.planned or st.session_state.get("scheduled"):
        rows = [vars(each) for each in tier_effects(request.policy, now.tiers, then.progress.tiers)]
        records.table(request, rows, TIERS, "what_if_tiers", "Each credit now and with the plan")


def more(request: Request, mentee: str, lines: Sequence[Line], then: WhatIf) -> None:
    """What one opens when wanted: each planned session, the next best hour, scenarios that are kept."""
    if then.planned:
        each_one = st.expander("Each planned session", icon=":material/list:", key="each", on_change="rerun")
        if each_one.open:
            with each_one:
                rows = [session_row(request.policy, each) for each in then.planned]
                records.table(request, rows, PLANNED, "plan", "Each planned session with what it would earn and why")
    best = st.expander("The next best hour", icon=":material/stairs:", key="best", on_change="rerun")
    if best.open:
        with best:
            next_hours.best(request, mentee)
    aim = st.expander("Plan to a goal", icon=":material/route:", key="aim", on_change="rerun")
    if aim.open:
        with aim:
            goal.goal(request, mentee, resources.once(request, my_progress, mentee=mentee).progress)
    kept = st.expander("Saved scenarios", icon=":material/bookmarks:", key="kept", on_change="rerun")
    if kept.open:
        with kept:
            scenarios.scenarios(request, mentee, lines, then)
            plan_file.dropped(request, mentee, lines)
