"""Who could mentor me, and which kind of mentoring suits my goal?"""

import streamlit as st

from mentorship.access import EVERYONE
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.policy.model import Policy
from mentorship.reports.find_a_mentor import answer, certified_mentors, offers_in_words, unsaid
from mentorship.wording import count
from pages.parts import mentor_search, notices, records, resources
from pages.parts.gate import show

MENTORS = [
    Column("name", "Name"),
    Column("country", "Country"),
    Column("languages", "Languages", Shows.LIST),
    Column("offers", "Offers"),
    Column("examiner", "Examiner", Shows.YES, further=True),
    Column("mentor_since", "Certified since", Shows.DAY),
    Column("contact", "How to reach them"),
]


def page(request: Request) -> None:
    says = notices.question("Who could mentor me?")
    mentors = resources.once(request, certified_mentors)
    if not mentors:
        says("No certified mentors are on record yet.")
        notices.empty("Mentors appear here once the people data say when they were certified.")
        _reaching(request.policy)
        return
    wanted = mentor_search.wanted(request.policy, mentors)
    found = [each for each in mentors if wanted.fits(each)]
    says(answer(request.policy, wanted, found))
    rows = [vars(each) | {"offers": offers_in_words(request.policy, each.offers)} for each in found]
    if rows:
        records.table(request, rows, MENTORS, "mentors", "Certified mentors who fit")
    if more := unsaid(wanted, mentors):
        st.caption(
            f"{count(more, 'more certified mentor')} may fit, but our data do not say what they offer: ask them."
        )
    _reaching(request.policy)


def _reaching(policy: Policy) -> None:
    """How to get in touch, and what is not known here."""
    if guidance := policy.guidance.get("reaching"):
        st.caption(
            f":material/mail: {notices.escape(guidance.text)} ({notices.escape(policy.citation(guidance.source))})"
        )


show(page, to=EVERYONE)
