"""What-ifs that are kept under a name: open one, compare up to four, remove one, share the address."""

from collections.abc import Sequence

import streamlit as st

from mentorship.actions.scenarios import keep_scenario, remove_scenario
from mentorship.answers.request import Request
from mentorship.answers.tables import Column
from mentorship.credit.tier_sentences import credit_called, tier_state
from mentorship.errors import MentorshipError
from mentorship.planning.credit_what_if import WhatIf, credit_what_if
from mentorship.planning.plan_lines import Line, as_text, lines_of, sessions_of
from mentorship.reports.my_scenarios import Scenario, my_scenarios
from mentorship.wording import capitalised, count
from pages.parts import notices, plan_state, records, resources

MOST_COMPARED = 4


def scenarios(request: Request, mentee: str, lines: Sequence[Line], now: WhatIf) -> None:
    """Keep what is in work; what is kept; and what each of them would bring, side by side."""
    kept = my_scenarios(request, mentee=mentee)
    if lines:
        _keeping(request, mentee, lines)
    for each in kept:
        _kept(request, mentee, each)
    if kept:
        _comparing(request, mentee, kept, now)


def _keeping(request: Request, mentee: str, lines: Sequence[Line]) -> None:
    with st.form("keep", border=False, clear_on_submit=True):
        name = st.text_input("Save this scenario as", placeholder="Two a month with Ana")
        if st.form_submit_button("Save it", icon=":material/bookmark_add:"):
            try:
                keep_scenario(request.viewer, resources.store(), mentee, name, as_text(lines), request.as_of)
            except MentorshipError as error:
                notices.trouble(error.message)
                return
            st.session_state["happened"] = [
                f"“{name.strip()}” is saved. Its address opens it for anybody who may see it."
            ]
            st.rerun()


def _kept(request: Request, mentee: str, scenario: Scenario) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"kept_{scenario.scenario_no}"):
        st.markdown(f"**{notices.escape(scenario.name)}**", width="content")
        st.button(
            "Open", key=f"open_{scenario.scenario_no}", type="tertiary",
            on_click=plan_state.put_text, args=(mentee, scenario.lines),
        )  # fmt: skip
        st.button(
            "Remove", key=f"forget_{scenario.scenario_no}", type="tertiary",
            on_click=_remove, args=(request, mentee, scenario.scenario_no),
        )  # fmt: skip


def _remove(request: Request, mentee: str, number: int) -> None:
    try:
        remove_scenario(request.viewer, resources.store(), mentee, number, request.as_of)
    except MentorshipError as error:
        st.session_state["went_wrong"] = [error.message]


def _comparing(request: Request, mentee: str, kept: Sequence[Scenario], now: WhatIf) -> None:
    names = {each.name: each for each in kept}
    chosen = st.multiselect(
        "Compare", list(names), default=list(names)[: MOST_COMPARED], max_selections=MOST_COMPARED, key="compared",
    )  # fmt: skip
    if not chosen:
        return
    columns = [Column("name", "Scenario"), Column("sessions", "Sessions")]
    columns += [Column(str(tier.tier), _title(request, tier.tier)) for tier in now.progress.tiers]
    rows = [_compared(request, mentee, names[each]) for each in chosen]
    records.table(request, rows, columns, "scenarios", "Each saved scenario with what it would bring")


def _title(request: Request, tier: str) -> str:
    called = credit_called(request.policy, tier)
    return capitalised(called)


def _compared(request: Request, mentee: str, scenario: Scenario) -> dict[str, str]:
    try:
        sessions = tuple(sessions_of(lines_of(scenario.lines, request.policy)))
        found = resources.once(request, credit_what_if, mentee=mentee, planned=sessions)
    except MentorshipError as error:
        return {"name": scenario.name, "sessions": error.message}
    tiers = {str(tier.tier): tier_state(tier) for tier in found.progress.tiers}
    return {"name": scenario.name, "sessions": count(len(sessions), "session")} | tiers
