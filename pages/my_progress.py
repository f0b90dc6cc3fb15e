"""Where do I stand, what counts, what is missing?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.credit.tier_sentences import credit_called, prerequisite_sentence, tier_in_work, tier_sentence
from mentorship.policy.model import Policy
from mentorship.reports.my_certainty import unverified, unverified_sentence
from mentorship.reports.my_progress import MyProgress, my_progress
from mentorship.wording import capitalised
from pages.parts import (
    certainty,
    claims,
    explanations,
    filters,
    notices,
    own_sessions,
    pace,
    paths,
    provenance,
    requirement_bars,
    resources,
)
from pages.parts.gate import show


def page(request: Request) -> None:
    own = request.viewer.role is Role.MENTEE
    answer = notices.question("Where do I stand?" if own else "Where does this mentee stand?")
    mentee = filters.mentee(request)
    if mentee is None:
        return
    report = resources.once(request, my_progress, mentee=mentee)
    answer(report.answer)
    claims.claimed(request, mentee)
    requirement_bars.bars(report.requirements)
    _other_tiers(request.policy, report)
    if doubts := unverified(report.progress.sessions):
        st.caption(f":material/help: {notices.escape(unverified_sentence(doubts))}")
    pace.pace(report.progress, request.as_of)
    if report.next_steps:
        st.subheader("What to do next", anchor=False)
        st.markdown("\n".join(f"- {notices.escape(step)}" for step in report.next_steps))
        notices.link("credit_what_if", "Try out what the next sessions would do")
    own_sessions.sessions(request, mentee, report)
    explanations.progress(request, report)
    certainty.certainty(request, mentee, report)
    paths.paths(request, mentee, report)
    provenance.person(request, mentee)
    if any(row["category"] in _health_data(request) for row in report.sessions):
        st.caption(
            ":material/health_and_safety: Treatments are health data: only the mentee and the ombudsman see them."
        )


def _other_tiers(policy: Policy, report: MyProgress) -> None:
    """The tiers still to come, one line each, and the certification that the one in work asks for."""
    in_work = tier_in_work(report.progress)
    lines = []
    for tier in report.progress.tiers:
        if tier.reached_on:  # its claim says so
            continue
        if tier is in_work:
            lines.append(notices.escape(prerequisite_sentence(tier)))
            continue
        called = credit_called(policy, tier.tier)
        said = notices.escape(tier_sentence(policy, report.progress, tier))
        lines.append(f"**{capitalised(called)}**: {said}")
    st.markdown("  \n".join(line for line in lines if line))


def _health_data(request: Request) -> set[str]:
    return {name for name, category in request.policy.categories.items() if category.health_data}


show(page, to={Role.MENTEE, Role.OMBUDSMAN})
