"""What would it take? What if I did this next?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts.credit_what_if import credit_what_if as chart
from mentorship.planning.credit_what_if import credit_what_if
from mentorship.reports.my_progress import my_progress
from mentorship.reports.tables import Column, Shows
from pages.parts import filters, notices, plan, shelf, tables
from pages.parts.gate import show

PLAN = [
    Column("held_on", "Day", Shows.DAY),
    Column("label", "What"),
    Column("credited_minutes", "Would earn", Shows.HOURS),
    Column("why", "Why"),
]
TIERS = [
    Column("label", "Tier"),
    Column("now", "To go now", Shows.HOURS),
    Column("planned", "To go with the plan", Shows.HOURS),
    Column("reached_on", "Reached on", Shows.DAY),
]


def page(viewer: Viewer) -> None:
    own = viewer.role is Role.MENTEE
    answer = notices.question("What if I did this next?" if own else "What if this mentee did this next?")
    picture = st.container()
    mentee = filters.mentee(viewer)
    if mentee is None:
        return None
    st.subheader("Sessions to try out", anchor=False)
    st.caption("Nothing here touches the record. Whoever leads a planned session is taken to be certified.")
    planned = plan.plan(shelf.policy(), shelf.as_of(), f"plan_{mentee}")
    scheduled = st.toggle("Count sessions that are scheduled already, too", key="scheduled", bind="query-params")
    now = shelf.ask(my_progress, viewer, mentee=mentee)
    then = shelf.ask(credit_what_if, viewer, mentee=mentee, planned=planned, count_scheduled=scheduled)
    answer(then.answer)
    if not then.tiers:
        return notices.empty("There is no session on record yet. Add a planned one above.")
    with picture:
        notices.picture(chart(now.parts["filled"], then.filled, notices.look()), "credit_what_if", then.answer)
    if then.sessions:
        tables.table(then.sessions, PLAN, "plan", "Each planned session with what it would earn and why")
    st.subheader("What would change", anchor=False)
    before = {tier["tier"]: tier["minutes_short"] for tier in now.parts["tiers"]}
    rows = [{**tier, "now": before[tier["tier"]], "planned": tier["minutes_short"]} for tier in then.tiers]
    return tables.table(rows, TIERS, "what_if_tiers", "Each tier now and with the plan")


show(page, to={Role.MENTEE, Role.OMBUDSMAN})
