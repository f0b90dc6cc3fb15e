"""A rule change to keep, compare, share and reproduce. Nothing here puts it into force."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from mentorship.access import Role
from mentorship.actions.rule_scenarios import keep_scenario, withdraw_scenario
from mentorship.answers.report import Report
from mentorship.answers.request import Request
from mentorship.answers.tables import Column
from mentorship.errors import MentorshipError
from mentorship.planning.rule_change import grandfathering_in_words, reproduce
from mentorship.planning.rule_scenarios import RuleScenario, rule_scenarios
from mentorship.policy.amendments import Amendment
from mentorship.wording import day
from pages.parts import downloads, notices, records, resources, rule_change_state

TOML = "application/toml; charset=utf-8"
MOST_COMPARED = 4
Answers = Callable[[Sequence[Amendment]], Report | None]


def share(request: Request, amendments: Sequence[Amendment]) -> None:
    """Where to go from here: hand the change on, say it again elsewhere. It is put into force by nobody here."""
    st.info(
        "Nothing takes effect here. The rules change only in the handbook: send the file to whoever maintains it.",
        icon=":material/gavel:",
    )
    found = resources.once(request, reproduce, amendments=Told(amendments))
    with st.container(horizontal=True):
        for name, text in found.files.items():
            address = downloads.offer(request.viewer, name, TOML, partial(_encoded, text), text)
            st.link_button(name, address, icon=":material/download:")
    if rule_change_state.is_link():
        base = (st.context.url or "").partition("?")[0]
        st.caption("This link is the change itself. Whoever opens it sees what their own role may see:")
        st.code(
            f"{base}?{rule_change_state.CHANGE}={st.query_params[rule_change_state.CHANGE]}",
            language=None,
            wrap_lines=True,
        )
    else:
        st.caption("This change is too detailed for a link, because it has its own wording or dates. Share its file.")
    fold = st.expander("Reproduce this", icon=":material/terminal:", key="reproduce", on_change="rerun")
    if fold.open:
        with fold:
            st.code(found.command, language=None, wrap_lines=True)
            for name, text in found.files.items():
                st.caption(name)
                st.code(text, language=None, wrap_lines=True)
            digests = {"Rules before": found.rules_before, "Rules after": found.rules_after, "Data": found.data}
            for what, digest in digests.items():
                st.caption(f"{what}: digest")
                st.code(digest, language=None, wrap_lines=True)


def _encoded(text: str, _: Request) -> bytes:
    return text.encode()


class Told(tuple[Amendment, ...]):
    """Amendments as an answer's key: told apart by what they change."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash(rule_change_state.digest(self))


def kept(request: Request, amendments: Sequence[Amendment], answers: Answers) -> None:
    """Rule changes under a name: keep this one, open one, compare them."""
    fold = st.expander("Saved rule changes", icon=":material/bookmarks:", key="kept", on_change="rerun")
    if not fold.open:
        return
    with fold:
        found = rule_scenarios(request)
        if amendments and request.viewer.role is Role.OMBUDSMAN:
            _keeping(request, amendments)
        for each in found:
            _kept(request, each)
        if not found:
            st.caption("None saved so far.")
        else:
            _comparing(request, found, answers)


def _keeping(request: Request, amendments: Sequence[Amendment]) -> None:
    with st.form("keep_change", border=False, clear_on_submit=True):
        name = st.text_input("Save this change as", placeholder="Four hours of treatment in the first tier")
        if st.form_submit_button("Save it", icon=":material/bookmark_add:"):
            try:
                keep_scenario(request.viewer, resources.store(), name, amendments, request.as_of)
            except MentorshipError as error:
                notices.trouble(error.message)
                return
            st.session_state["happened"] = [f"“{name.strip()}” is saved. The rules in force stay as they are."]
            st.rerun()


def _kept(request: Request, scenario: RuleScenario) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"kept_{scenario.number}"):
        who = f"{scenario.author}, {day(scenario.kept_on)}"
        st.markdown(f"**{notices.escape(scenario.name)}** · {notices.escape(who)}", width="content")
        st.button(
            "Open", key=f"open_{scenario.number}", type="tertiary", on_click=rule_change_state.put,
            args=(request.policy, scenario.amendments),
        )  # fmt: skip
        if request.viewer.role is Role.OMBUDSMAN:
            st.button(
                "Remove",
                key=f"remove_{scenario.number}",
                type="tertiary",
                on_click=_remove,
                args=(request, scenario.number),
            )


def _remove(request: Request, number: int) -> None:
    try:
        withdraw_scenario(request.viewer, resources.store(), number, request.as_of)
    except MentorshipError as error:
        st.session_state["went_wrong"] = [error.message]


def _comparing(request: Request, found: Sequence[RuleScenario], answers: Answers) -> None:
    names = {f"{each.name} ({each.number})": each for each in found}
    chosen = st.multiselect(
        "Compare",
        list(names),
        default=list(names)[:MOST_COMPARED],
        max_selections=MOST_COMPARED,
        key="changes_compared",
    )
    columns = [Column("name", "Rule change"), Column("answer", "What it would do"), Column("kept", "Earned credit")]
    rows = [{"name": names[each].name, **_compared(names[each], answers)} for each in chosen]
    if rows:
        records.table(request, rows, columns, "rule_changes", "Saved rule changes with what each would do")


def _compared(scenario: RuleScenario, answers: Answers) -> dict[str, str]:
    try:
        report = answers(scenario.amendments)
    except MentorshipError as error:
        return {"answer": error.message, "kept": ""}
    if report is None:
        return {"answer": "stopped", "kept": ""}
    return {"answer": report.answer, "kept": grandfathering_in_words(report.parts["grandfathering"][0])}
