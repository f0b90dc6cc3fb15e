"""Are two records one person? What that would do to credit, shown before it is said; and saying it, or the opposite."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from mentorship.access import Role, Viewer, require
from mentorship.errors import MentorshipError
from mentorship.intake.identities import Said, are_one, link, merge, part, separate
from mentorship.planning.who_is_who import effect
from mentorship.reports.tables import Column, Shows
from mentorship.reports.who_is_who import everybody
from mentorship.wording import day, hours
from pages.parts import notices, shelf, tables

CREDIT = [
    Column("name", "Mentee"),
    Column("mentee", "Id or e-mail"),
    Column("credited_before", "Credited now", Shows.HOURS),
    Column("credited_after", "Credited then", Shows.HOURS),
]


def decide(viewer: Viewer, one: str, other: str) -> None:
    """The opposite of what holds between two records: its effect on credit, and a form to say it."""
    require(viewer, (Role.OMBUDSMAN,), "Who is whom")
    with shelf.store().cursor() as cursor:
        together = are_one(cursor, one, other)
    change = partial(part if together else link, one=one, other=other, said=_said(viewer, "tried"))
    with st.container(border=True):
        question = "are one person now. As two people:" if together else "are two people now. As one person:"
        st.markdown(f"**{notices.escape(one)}** and **{notices.escape(other)}** {question}")
        try:
            with st.spinner("Working out the credit"):
                _show_effect(effect(viewer, shelf.store(), shelf.policy(), shelf.as_of(), change))
        except MentorshipError as error:
            notices.trouble(error.message)
            return
        _form(viewer, one, other, together)


def any_two(viewer: Viewer) -> None:
    """Choose two records by hand."""
    with shelf.store().cursor() as cursor:
        people = everybody(viewer, cursor)
    names = {each["person"]: f"{each['name']} ({each['person']})" for each in people}
    first, second = st.columns(2)
    one = first.selectbox("One", list(names), None, format_func=names.get, key="who_one")
    other = second.selectbox("The other", list(names), None, format_func=names.get, key="who_other")
    if one and other and one != other:
        decide(viewer, one, other)


def _form(viewer: Viewer, one: str, other: str, together: bool) -> None:
    with st.form(f"who_{one}_{other}", border=False):
        reason = st.text_input("Reason", placeholder="How you know")
        with st.container(horizontal=True):
            if together:
                if st.form_submit_button("They are two people", type="primary"):
                    _say(partial(separate, shelf.store(), one, other, _said(viewer, reason)), "They are two people.")
                return
            if st.form_submit_button("They are one person", type="primary"):
                _say(partial(merge, shelf.store(), one, other, _said(viewer, reason)), "They are one person.")
            if st.form_submit_button("They are two people"):
                _say(partial(separate, shelf.store(), one, other, _said(viewer, reason)), "They stay two people.")


def _show_effect(rows: list[dict[str, Any]]) -> None:
    if not rows:
        st.markdown("Nobody’s credit would change.")
        return
    tiers = [tier["tier"] for tier in rows[0]["tiers"] or []]
    labels = {name: shelf.policy().tiers[name].label for name in tiers}
    columns = CREDIT + [
        Column(f"{name}_{when}", f"{labels[name]} {said}")
        for name in tiers
        for when, said in (("before", "now"), ("after", "then"))
    ]
    shown = [
        row
        | {
            f"{tier['tier']}_{when}": _standing(tier[f"reached_{when}"], tier[f"short_{when}"])
            for tier in row["tiers"] or []
            for when in ("before", "after")
        }
        for row in rows
    ]
    tables.table(shown, columns, "who_is_whom", "Credit and tiers of those concerned, now and then")


def _standing(reached: Any, short: int | None) -> str | None:
    if reached:
        return f"reached {day(reached)}"
    if short is None:
        return None
    return f"{hours(short)} short" if short else "waits"


def _said(viewer: Viewer, reason: str) -> Said:
    return Said(viewer.name or str(viewer.role), reason, shelf.as_of())


def _say(action: Callable[[], object], done: str) -> None:
    try:
        action()
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = [done]
    st.rerun()
