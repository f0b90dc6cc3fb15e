"""How virtual is it, against what the rules allow?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts.modality_mix import modality_mix as chart
from mentorship.charts.palette import NAMES
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.tables import Column, Shows
from pages.parts import notices, origins, shelf, tables
from pages.parts.gate import show

YEARS = [
    Column("year", "Year"),
    Column("category", "Category"),
    Column("modality_label", "Held"),
    Column("people", "People", Shows.NUMBER),
    Column("sessions", "Sessions", Shows.NUMBER),
    Column("credited_minutes", "Credited", Shows.HOURS),
]
CEILING = [
    Column("tier", "Tier"),
    Column("virtual_minutes", "At most virtual", Shows.HOURS),
    Column("minutes", "Of", Shows.HOURS),
    Column("share", "Share", Shows.SHARE),
]


def page(viewer: Viewer) -> None:
    answer = notices.question("How virtual is it, against what the rules allow?")
    report = shelf.ask(modality_mix, viewer)
    answer(report.answer)
    if not report.parts["share"]:
        return notices.empty(
            "No session has earned credit yet. Bring in an export first.", viewer.role is Role.OMBUDSMAN
        )
    ceiling = report.parts["ceiling"]
    notices.picture(chart(report.parts["share"], ceiling[-1]["share"], notices.look()), "modality_mix", report.answer)
    notices.gaps(report.gaps)
    rows = [{**row, "modality_label": NAMES[row["modality"]]} for row in report.rows]
    is_exact = viewer.role is Role.OMBUDSMAN
    says = "Credited hours by year, category and modality"
    if is_exact:
        st.caption("Pick a row to see the sessions behind it.")
    picked = tables.table(rows, YEARS, "modality_mix", says, choose=is_exact)
    if picked:
        origins.credit(viewer, picked)
    with st.expander("How the ceiling came about", icon=":material/account_tree:"):
        st.markdown(
            "Some categories have no activity that may be virtual. Their minimums in each tier must be met in person; "
            "the rest of a tier’s hours can be virtual. It limits what tiers use, not what is held."
        )
        tables.table(ceiling, CEILING, "virtual_ceiling", "The most of each tier that can be virtual")
    return None


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
