"""What do the rules say, where is it written, and what is unclear?"""

import streamlit as st

from mentorship.access import EVERYONE, Role
from mentorship.answers.report import Report
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.reports.rules_in_force import rules_in_force
from pages.parts import downloads, notices, readings, records, resources, rulings
from pages.parts.gate import show

TIERS = [
    Column("tier", "Tier"),
    Column("minutes", "Hours", Shows.HOURS),
    Column("minimums", "At least"),
    Column("counts", "Counts", Shows.LIST),
    Column("prerequisite", "Asks for"),
    Column("in_force_from", "In force from", Shows.DAY, further=True),
    Column("source", "Where it is written"),
]
ACTIVITIES = [
    Column("activity", "Activity"),
    Column("category", "Category"),
    Column("credit", "Credit"),
    Column("held", "Held"),
    Column("led_by", "Led by"),
    Column("source", "Where it is written"),
    Column("counts_from", "Counts from", Shows.DAY, further=True),
    Column("counts_until", "Counts until", Shows.DAY, further=True),
    Column("endorsed", "Must be endorsed", Shows.YES, further=True),
    Column("size", "Group size", further=True),
]
NEEDS = [
    Column("tier", "Tier"),
    Column("categories", "Categories together", Shows.LIST),
    Column("minutes", "Credited hours needed", Shows.HOURS),
]


def page(request: Request) -> None:
    answer = notices.question("What do the rules say?")
    report = resources.once(request, rules_in_force)
    answer(report.answer)
    is_ombudsman = request.viewer.role is Role.OMBUDSMAN
    names = ["The rules", "Open questions", *(["Rulings"] if is_ombudsman else []), "Good to know"]
    rules, questions, *ruled, more = st.tabs(names)
    with rules:
        _rules(request, report)
    with questions:
        readings.readings(request, report.parts["readings"], report.parts["choices"])
    for tab in ruled:
        with tab:
            rulings.listing(request)
    with more:
        _good_to_know(report)


def _rules(request: Request, report: Report) -> None:
    records.table(request, report.parts["tiers"], TIERS, "tiers", "Each tier with hours, minimums and prerequisite")
    st.markdown("\n".join(f"- {notices.escape(row['fact'])}" for row in report.parts["facts"]))
    with st.expander("How a tier is reached, row by row", icon=":material/account_tree:"):
        st.markdown(
            "A tier’s hours are complete on the first day every row is met. Each row includes the tiers before it."
        )
        records.table(request, report.parts["needs"], NEEDS, "requirement_rows", "What each tier asks for, row by row")
    st.subheader("What counts", anchor=False)
    records.table(
        request, report.rows, ACTIVITIES, "activities", "Each activity with its category, credit and conditions"
    )
    with st.expander("When each rule began", icon=":material/history:"):
        st.markdown("\n".join(f"- {notices.escape(row['said'])}" for row in report.parts["changes"]))
    address = downloads.offer(request.viewer, "handbook.zip", "application/zip", lambda _: resources.handbook_files())
    st.link_button("Download the handbook", address, icon=":material/download:")


def _good_to_know(report: Report) -> None:
    for row in report.parts["guidance"]:
        with st.expander(notices.escape(row["title"])):
            st.markdown(notices.escape(row["text"]))
            st.caption(notices.escape(row["source"]))
    with st.expander("Words", icon=":material/dictionary:"):
        words = [
            f"**{notices.escape(row['word'])}**: {notices.escape(row['means'])}" for row in report.parts["glossary"]
        ]
        st.markdown("\n\n".join(words))


show(page, to=EVERYONE)
