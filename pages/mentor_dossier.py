"""What does this mentor's work look like?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.charts.mentor_dossier import month_strip
from mentorship.reports.mentor_dossier import mentor_dossier
from pages.parts import contacts, dossier, filters, notes, notices, pictures, provenance, resources, standing_alone
from pages.parts.gate import show


def page(request: Request) -> None:
    own = request.viewer.role is Role.MENTOR
    answer = notices.question("What does my mentoring look like?" if own else "What does this mentor’s work look like?")
    mentor = filters.mentor(request)
    if mentor is None:
        return
    report = resources.once(request, mentor_dossier, mentor=mentor)
    answer(report.answer)
    about = report.parts["about"][0]
    dossier.facts(report)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if not own:
            contacts.log(request, mentor, about["name"])
        dossier.document(request, mentor)
    dossier.shown(report, own)
    if report.parts["strip"]:
        strip = pictures.drawn(month_strip, report.parts["strip"], pictures.theme())
        standing_alone.picture(request, strip, "mentor_dossier", f"Sessions of {about['name']} by month", report.answer)
    if not own:
        dossier.cases(report)
    dossier.kinds(request, report)
    dossier.feedback(report)
    dossier.deducted(request, report)
    dossier.mentees(request, report)
    dossier.timeline(request, report)
    dossier.pace(request, mentor)
    dossier.sessions(request, report)
    if not own:
        contacts.listing(request, report.parts["contacts"])
        notes.notes(request, mentor)
        provenance.person(request, mentor)


show(page, to={Role.OMBUDSMAN, Role.MENTOR})
