"""What is going on, and what needs me now?"""

import streamlit as st

from mentorship.access import EVERYONE, Role, Viewer
from mentorship.charts.my_progress import my_progress
from mentorship.reports.overview import overview
from pages.parts import notices, shelf
from pages.parts.gate import show

LINKS = {
    "mentor_activity": "Mentor activity",
    "mentee_progress": "Mentee progress",
    "session_exports": "Session exports",
    "uptake": "Uptake",
    "modality_mix": "Virtual and in person",
    "my_progress": "My progress",
    "credit_what_if": "What if",
    "rules_in_force": "Rules in force",
}


def page(viewer: Viewer) -> None:
    answer = notices.question("Where do I stand?" if viewer.role is Role.MENTEE else "What is going on?")
    report = shelf.ask(overview, viewer)
    answer(report.answer)
    if not shelf.status()["sessions"]:
        notices.empty(
            "No sessions are on record yet. As ombudsman, upload an export on the page “Session exports”.",
            viewer.role is Role.OMBUDSMAN,
        )
    if shelf.status()["sessions"] and (numbers := report.parts.get("numbers")):
        for column, number in zip(st.columns(len(numbers)), numbers, strict=True):
            column.metric(number["name"], "fewer than 5" if number["people"] is None else f"{number['people']:,}")
    if filled := report.parts.get("filled"):
        notices.picture(my_progress(filled, notices.look()), "my_progress", report.answer)
    if report.rows:
        st.subheader("What to look at next", anchor=False)
    for place, step in enumerate(report.rows):
        with st.container(border=True, key=f"next_{place}"):
            st.markdown(notices.escape(step["next"]))
            notices.link(step["page"], LINKS[step["page"]])
    if viewer.role is Role.OMBUDSMAN and shelf.status()["sessions"] and not report.rows:
        st.success("Nothing is waiting for you.", icon=":material/check_circle:")
    notices.gaps(report.gaps)


show(page, to=EVERYONE)
