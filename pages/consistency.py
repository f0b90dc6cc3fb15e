"""Is mentoring consistent across mentors, beyond chance?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.report import Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.oversight.measures import usual_since
from mentorship.reports.consistency import by_chance, consistency
from pages.parts import control, filters, funnel, notices, records, resources
from pages.parts.gate import show

MEASURES = [
    Column("called", "Measure"),
    Column("programme", "Programme"),
    Column("judged", "Mentors judged", Shows.NUMBER),
    Column("too_early", "Too early to tell", Shows.NUMBER),
    Column("flags", "Outside", Shows.NUMBER, help="Mentors whose value chance does not explain"),
    Column("chance", "By chance alone", help="How many would be outside if all mentors were alike"),
    Column("definition", "Definition", further=True),
    Column("factor", "Overdispersion", Shows.DECIMAL, further=True),
]


def page(request: Request) -> None:
    answer = notices.question("Is mentoring consistent across mentors?")
    since = filters.since(request, usual_since(request.as_of)) if request.status.sessions else None
    report = resources.once(request, consistency, since=since)
    answer(report.answer)
    if not report.rows:
        notices.empty("No sessions led by a mentor are on record yet.", True)
        return
    rows = [_measure(row) for row in report.rows]
    says = "Measures, with how many mentors lie outside what chance explains, and how many would by chance alone"
    records.table(request, rows, MEASURES, "consistency", says, opens=records.Opens("measure", "measure"))
    notices.gaps(report.gaps)
    funnel.measure(request, _chosen(rows), since)
    with st.expander("Has the programme changed over time?", icon=":material/show_chart:"):
        control.over_time(request, None)


def _chosen(rows: Rows) -> str:
    """The measure that is opened; else the one with most to ask about, where mentors can differ at all."""
    asked = st.query_params.get("measure")
    if asked and asked in {row["measure"] for row in rows}:
        return asked
    usual: str = max(rows, key=lambda row: (row["flags"], row["value"] not in (0, 1)))["measure"]
    return usual


def _measure(row: Row) -> Row:
    return {**row, "programme": funnel.value(row), "chance": by_chance(row["expected_by_chance"])}


show(page, to={Role.OMBUDSMAN})
