"""Each completed credit on screen: what it is good for, its packet, and how far the claim is."""

from collections.abc import Callable

import streamlit as st

from mentorship.access import Role
from mentorship.actions import claims
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.reports.my_claims import Claim, my_claims
from pages.parts import notices, packet, resources

Change = Callable[..., None]


def claimed(request: Request, mentee: str) -> None:
    """The credits that are reached, those not accepted yet first; accepted ones are one quiet line."""
    found = resources.once(request, my_claims, mentee=mentee)
    for claim in sorted(found, key=lambda each: each.accepted_on is not None):
        if claim.accepted_on:
            st.caption(f":material/verified: {notices.escape(claim.sentence(request.policy))}")
        else:
            _open_claim(request, mentee, claim)


def _open_claim(request: Request, mentee: str, claim: Claim) -> None:
    with st.container(border=True, key=f"claim_{claim.tier}", gap="xsmall"):
        icon = "outgoing_mail" if claim.sent_on else "task_alt"
        st.markdown(f":material/{icon}: {notices.escape(claim.sentence(request.policy))}")
        with st.container(horizontal=True, gap="small"):
            packet.links(request, mentee, claim.tier)
            for label, change in _changes(request, claim).items():
                st.button(
                    label, key=f"{label}_{claim.tier}", on_click=_changed,
                    args=(request, change, mentee, claim.tier),
                )  # fmt: skip


def _changes(request: Request, claim: Claim) -> dict[str, Change]:
    """What can be said of a claim now, by the label of its button."""
    if claim.sent_on is None:
        return {"I sent it in" if request.viewer.role is Role.MENTEE else "Mark as sent in": claims.mark_sent}
    accept: dict[str, Change] = {"Mark as accepted": claims.mark_accepted}
    return (accept if request.viewer.role is Role.OMBUDSMAN else {}) | {"Not sent in after all": claims.withdraw_claim}


def _changed(request: Request, change: Change, mentee: str, tier: str) -> None:
    try:
        change(request.viewer, resources.store(), mentee, tier, request.as_of)
    except MentorshipError as error:
        st.session_state["went_wrong"] = [error.message]
