"""The rule change in work: one or several amendments, laid one on another. It stands in the address, so that a link is
the change itself; what no link can carry stays with whoever looks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any

import streamlit as st

from mentorship.errors import ArgumentError, MentorshipError
from mentorship.planning.rule_change_link import amendments_of, link_of
from mentorship.policy.amendments import Amendment, amend, digest_of, is_dated
from mentorship.policy.model import Policy
from mentorship.policy.steppers import stepped

CHANGE, EDITED, BEGINS = "change", "edited", "from"
#: In the address, for a change that no link can carry.
HERE = "here"
_LEFT, _HELD = "rule_change_left", "rule_change_held"


def in_work(policy: Policy) -> list[Amendment]:
    """The amendments of the address, or else those last worked on. Raises ArgumentError for what cannot be read."""
    if CHANGE not in st.query_params and (left := st.session_state.get(_LEFT)):
        st.query_params[CHANGE] = left
    text = st.query_params.get(CHANGE, "")
    st.session_state[_LEFT] = text
    if text != HERE:
        return [_named(place, each) for place, each in enumerate(amendments_of(text, policy), 1)] if text else []
    held: list[Amendment] = st.session_state.get(_HELD, [])
    if not held:
        start_again()
        raise ArgumentError("This address stands for a change that was in a file. Open the file again.")
    return held


def is_link() -> bool:
    """Whether the address holds the whole change."""
    return st.query_params.get(CHANGE, "") not in ("", HERE)


def digest(amendments: Sequence[Amendment]) -> str:
    """What tells one rule change from another."""
    return "+".join(f"{each.title} {digest_of(each)}" for each in amendments)


def edited(amendments: Sequence[Amendment]) -> int:
    """The place of the amendment that the steppers change; one past the last: a new one."""
    asked = st.query_params.get(EDITED, "")
    last = max(0, len(amendments) - 1)
    return min(int(asked), len(amendments)) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else last


def begins(amendments: Sequence[Amendment], place: int) -> date | None:
    """From which day on the edited amendment holds; None: as if it had always been so."""
    if place < len(amendments):
        return amendments[place].in_force_from
    try:
        return date.fromisoformat(st.query_params.get(BEGINS, ""))
    except ValueError:
        return None


def put(policy: Policy, amendments: Sequence[Amendment], place: int | None = None) -> None:
    """Work on these amendments from now on, if together they are sound rules; else say why not."""
    told = [_named(number, each) for number, each in enumerate(amendments, 1)]
    try:
        reduce(amend, told, policy)
    except MentorshipError as error:
        st.session_state["went_wrong"] = [f"These rules would contradict themselves. {error.message}"]
        return None
    if not told:
        return start_again()
    st.session_state[_HELD] = told
    st.query_params[CHANGE] = st.session_state[_LEFT] = _link(told, policy) or HERE
    if place is not None and place != len(told) - 1:
        st.query_params[EDITED] = str(place)
    else:
        st.query_params.pop(EDITED, None)
    return None


def start_again() -> None:
    """Change nothing."""
    for name in (CHANGE, EDITED, BEGINS):
        st.query_params.pop(name, None)
    for name in (_LEFT, _HELD):
        st.session_state.pop(name, None)


def put_values(policy: Policy, amendments: Sequence[Amendment], place: int, values: Mapping[str, Any]) -> None:
    """Give the edited amendment other values, by their places in the rules; without any difference it goes."""
    begin = begins(amendments, place)
    changed = stepped(before(policy, amendments, place), values_of(amendments, place) | dict(values), begin)
    put(policy, [*amendments[:place], *([changed] if changed else []), *amendments[place + 1 :]], place)
    if changed is None and begin:
        st.query_params[BEGINS] = begin.isoformat()


def put_begin(policy: Policy, amendments: Sequence[Amendment], place: int, begin: date | None) -> None:
    """Let the edited amendment hold from another day on."""
    if place < len(amendments):
        put(
            policy,
            [*amendments[:place], replace(amendments[place], in_force_from=begin), *amendments[place + 1 :]],
            place,
        )
    elif begin:
        st.query_params[BEGINS] = begin.isoformat()
    else:
        st.query_params.pop(BEGINS, None)


def values_of(amendments: Sequence[Amendment], place: int) -> dict[str, Any]:
    """What the edited amendment says, by place in the rules: "tiers.first.minimum.A" → 4."""
    return dict(_flat(amendments[place].changes, "")) if place < len(amendments) else {}


def before(policy: Policy, amendments: Sequence[Amendment], place: int) -> Policy:
    """The rules that the edited amendment is laid over."""
    return reduce(amend, amendments[:place], policy)


def is_from_steppers(policy: Policy, amendments: Sequence[Amendment], place: int) -> bool:
    """Whether steppers can say all that the edited amendment says: a file can say more."""
    if place >= len(amendments):
        return True
    there = before(policy, amendments, place)
    again = stepped(there, values_of(amendments, place), amendments[place].in_force_from)
    return again is not None and amend(there, again).digest == amend(there, amendments[place]).digest


def _flat(changes: Mapping[str, Any], inside: str) -> list[tuple[str, Any]]:
    """Tables within tables as places and values: a value may be a table itself, such as a cap."""
    found: list[tuple[str, Any]] = []
    for name, value in changes.items():
        place = f"{inside}.{name}".lstrip(".")
        is_value = place.startswith("interpretation.") or is_dated(place)
        found += [(place, value)] if is_value or not isinstance(value, Mapping) else _flat(value, place)
    return found


def _link(amendments: Sequence[Amendment], policy: Policy) -> str | None:
    try:
        link = link_of(amendments)
        amendments_of(link, policy)
    except ArgumentError:
        return None
    return link


def _named(number: int, amendment: Amendment) -> Amendment:
    """One that came from steppers or a link is called by its number: a link carries no words."""
    if amendment.source in ("a try", "a link"):
        return replace(amendment, title=f"Change {number}", source="a try")
    return amendment
