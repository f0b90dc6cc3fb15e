"""The steppers of a rule change: each tier's hours and minimums, every other rule behind them, a day, or a file."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.policy.amendments import Amendment, parse_amendment
from mentorship.policy.model import Policy
from mentorship.policy.steppers import Stepper, steppers
from mentorship.wording import capitalised
from pages.parts import notices, rule_change_state, rule_values

ALWAYS, FROM = "For all days", "From a day on"
MOST_HOURS = 240.0
LARGEST_MB = 1


def changing(request: Request, amendments: Sequence[Amendment]) -> None:
    """Everything that can be changed, with the values of the change in work."""
    policy, place = request.policy, rule_change_state.edited(amendments)
    _which(policy, amendments, place)
    if not rule_change_state.is_from_steppers(policy, amendments, place):
        st.markdown(f"**{notices.escape(amendments[place].title)}** came from a file; change it there.")
    else:
        begin = _begin(request, amendments, place)
        there = rule_change_state.before(policy, amendments, place)
        values = rule_change_state.values_of(amendments, place)
        all_of = steppers(there, begin or date.max)
        _tiers(policy, amendments, place, [each for each in all_of if _is_hours(each)], values)
        fold = st.expander("Other rules", icon=":material/tune:", key="other_rules", on_change="rerun")
        if fold.open:
            with fold:
                _others(policy, amendments, place, [each for each in all_of if not _is_hours(each)], values)
    _file(policy, amendments)
    if amendments:
        st.button("Start again", on_click=rule_change_state.start_again, icon=":material/restart_alt:", type="tertiary")


def _which(policy: Policy, amendments: Sequence[Amendment], place: int) -> None:
    """Of several amendments, the one that is edited; and a way to lay another one over them."""
    if not amendments:
        return
    choices = [*range(len(amendments)), len(amendments)]
    key = "which_change"
    st.session_state[key] = place

    def chosen() -> None:
        value = st.session_state[key]
        if value is not None:
            st.query_params[rule_change_state.EDITED] = str(value)

    st.segmented_control(
        "Changes, applied in order", choices, key=key, on_change=chosen,
        format_func=lambda each: "Add another" if each == len(amendments) else amendments[each].title,
    )  # fmt: skip
    if place < len(amendments) and len(amendments) > 1:
        st.button(
            "Leave this one out", icon=":material/close:", type="tertiary", on_click=rule_change_state.put,
            args=(policy, [each for number, each in enumerate(amendments) if number != place]),
        )  # fmt: skip


def _begin(request: Request, amendments: Sequence[Amendment], place: int) -> date | None:
    """From which day on. The day of judging is the first choice: every later one is still to come."""
    begin = rule_change_state.begins(amendments, place)
    st.session_state["change_when"], st.session_state["change_from"] = FROM if begin else ALWAYS, begin or request.as_of

    def chosen() -> None:
        day = st.session_state["change_from"] if st.session_state["change_when"] == FROM else None
        rule_change_state.put_begin(request.policy, amendments, place, day)

    st.segmented_control("In force", [ALWAYS, FROM], key="change_when", on_change=chosen, label_visibility="collapsed")
    if begin:
        latest = request.as_of + timedelta(days=3653)
        st.date_input("First day", key="change_from", on_change=chosen, min_value=date(2000, 1, 1), max_value=latest)
        if begin > request.as_of:
            st.caption("This day is still to come, so nobody on record is affected yet.")
    return begin


def _is_hours(stepper: Stepper) -> bool:
    return stepper.place.startswith("tiers.") and (".minimum." in stepper.place or stepper.place.endswith(".hours"))


def _tiers(
    policy: Policy, amendments: Sequence[Amendment], place: int, found: Sequence[Stepper], values: Mapping[str, Any]
) -> None:
    """Hours and minimums, tier by tier."""
    for about in dict.fromkeys(each.about for each in found):
        with st.container(border=True, key=f"tier_{about}"):
            st.markdown(f"**{notices.escape(about)}**")
            with st.container(horizontal=True, gap="small"):
                for each in found:
                    if each.about == about:
                        _hours(policy, amendments, place, each, values)


def _hours(
    policy: Policy, amendments: Sequence[Amendment], place: int, stepper: Stepper, values: Mapping[str, Any]
) -> None:
    now, key = rule_values.in_hours(stepper.value), f"step_{stepper.place}"
    st.session_state[key] = rule_values.in_hours(values.get(stepper.place, stepper.value))

    def chosen() -> None:
        value = {stepper.place: rule_values.hours_written(st.session_state[key])}
        rule_change_state.put_values(policy, amendments, place, value)

    category = stepper.place.rpartition(".")[2]
    name = policy.categories[category].in_words if category in policy.categories else "in all"
    label = capitalised(name) if st.session_state[key] == now else f"{capitalised(name)}, was {now:g} h"
    st.number_input(
        label, min_value=0.0, max_value=MOST_HOURS, step=1.0, format="%g", key=key,
        on_change=chosen, width=124,
    )  # fmt: skip


def _others(
    policy: Policy, amendments: Sequence[Amendment], place: int, found: Sequence[Stepper], values: Mapping[str, Any]
) -> None:
    """Every other rule, of one activity or tier at a time."""
    groups = {each.place.rpartition(".")[0]: each.about for each in found if each.rule}
    groups["interpretation"] = "How the text is read"
    group = st.selectbox("Rules of", list(groups), format_func=lambda each: groups[each], key="rules_of")
    for each in found:
        if each.place.rpartition(".")[0] == group:
            put = partial(_put_value, policy, amendments, place, each.place)
            rule_values.value(policy, each, values.get(each.place, each.value), put)


def _put_value(policy: Policy, amendments: Sequence[Amendment], place: int, rule: str, value: Any) -> None:
    rule_change_state.put_values(policy, amendments, place, {rule: value})


def _file(policy: Policy, amendments: Sequence[Amendment]) -> None:
    """A change as a TOML file, laid over what there is."""
    fold = st.expander("From a file", icon=":material/upload_file:", key="change_file_fold", on_change="rerun")
    if not fold.open:
        return None
    with fold:
        file = st.file_uploader("A change as TOML", ("toml",), key="change_file", max_upload_size=LARGEST_MB)
        if file is None:
            return None
        try:
            found = parse_amendment(file.getvalue().decode("utf-8-sig"), file.name)
        except UnicodeDecodeError:
            return notices.trouble(f"{file.name} cannot be read: it is not UTF-8. Save it as UTF-8.")
        except MentorshipError as error:
            return notices.trouble(error.message)
        st.button(
            f"Try “{notices.escape(found.title)}”", icon=":material/playlist_add:",
            on_click=rule_change_state.put, args=(policy, [*amendments, found]),
        )  # fmt: skip
    return None
