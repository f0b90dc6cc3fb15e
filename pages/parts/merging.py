"""Are two records one person? What merging or splitting them would do to credit is shown before it is done."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from mentorship.access import Role, require
from mentorship.actions.people import merge_people, split_people, try_merge, try_split
from mentorship.answers.request import Request
from mentorship.answers.tables import NOTHING, Column, Shows
from mentorship.credit.tier_sentences import state
from mentorship.errors import MentorshipError
from mentorship.intake.merging import are_one
from mentorship.planning.merge_effect import merge_effect
from mentorship.reports.who_is_who import everybody
from pages.parts import filters, notices, records, resources

CREDIT = [
    Column("name", "Mentee"),
    Column("mentee", "Id or e-mail", further=True),
    Column("credited_before", "Credited before", Shows.HOURS),
    Column("credited_after", "Credited after", Shows.HOURS),
]


def decide(request: Request, one: str, other: str) -> None:
    """The opposite of what holds between two records: its effect on credit, and a form to do it."""
    require(request.viewer, (Role.OMBUDSMAN,), "Merging people")
    is_merged = are_one(request.cursor, one, other)
    change = partial(try_split if is_merged else try_merge, one=one, other=other, on=request.as_of)
    with st.container(border=True):
        state_now = "are one person now. As two people:" if is_merged else "are two people now. As one person:"
        st.markdown(f"**{notices.escape(one)}** and **{notices.escape(other)}** {state_now}")
        try:
            with st.spinner("Working out the credit"):
                rows = merge_effect(request.viewer, resources.store(), request.policy, request.as_of, change)
            show_effect(request, rows)
        except MentorshipError as error:
            notices.trouble(error.message)
            return
        _form(request, one, other, is_merged)


def any_two(request: Request) -> None:
    """Choose two records by hand."""
    fold = st.expander(
        "Any two records", icon=":material/person_search:", key="fold_any_two", on_change="rerun",
        expanded=bool({"one", "other"} & set(st.query_params)),
    )  # fmt: skip
    if fold.open:
        with fold:
            _any_two(request)


def _any_two(request: Request) -> None:
    names = resources.once(request, everybody)
    chosen = []
    for place, key, role in zip(st.columns(2), ("one", "other"), ("record", "second record"), strict=True):
        with place:
            chosen.append(filters.one_person(names, key, role))
    one, other = chosen
    if one and one == other:
        st.caption("That is the same record twice.")
    elif one and other:
        decide(request, one, other)


def _form(request: Request, one: str, other: str, is_merged: bool) -> None:
    with st.form(f"who_{one}_{other}", border=False):
        reason = st.text_input("Reason", placeholder="How you know")
        st.caption(":material/lock: Read by the ombudsman only.")
        asked = (request.viewer, resources.store(), one, other, reason, request.as_of)
        with st.container(horizontal=True):
            if is_merged:
                if st.form_submit_button("Split them", type="primary"):
                    _do(partial(split_people, *asked), "They are two people.")
                return
            if st.form_submit_button("Merge them", type="primary"):
                _do(partial(merge_people, *asked), "They are one person.")
            if st.form_submit_button("They are two people"):
                _do(partial(split_people, *asked), "They stay two people.")


def show_effect(request: Request, rows: list[dict[str, Any]]) -> None:
    """Credit of those concerned before and after, and the tiers that would differ for any of them."""
    if not rows:
        st.markdown("Nobody’s credit would change.")
        return
    differs = {
        tier["tier"] for row in rows for tier in row["tiers"] or [] if _told(tier, "before") != _told(tier, "after")
    }
    tiers = [tier["tier"] for tier in rows[0]["tiers"] or [] if tier["tier"] in differs]
    columns = CREDIT + [Column(name, request.policy.tiers[name].label) for name in tiers]
    shown = [row | {tier["tier"]: _before_and_after(tier) for tier in row["tiers"] or []} for row in rows]
    records.table(request, shown, columns, "merge_effect", "Credit and tiers of those concerned, before and after")


def _before_and_after(tier: dict[str, Any]) -> str | None:
    before, after = _told(tier, "before"), _told(tier, "after")
    return before if before == after else f"{before or NOTHING} → {after or NOTHING}"


def _told(tier: dict[str, Any], when: str) -> str | None:
    reached, short = tier[f"reached_{when}"], tier[f"short_{when}"]
    return None if short is None else state(reached, short)


def _do(action: Callable[[], object], done: str) -> None:
    try:
        action()
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = [done]
    st.rerun()
