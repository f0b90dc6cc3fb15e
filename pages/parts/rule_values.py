"""One value of the rules as something to choose: hours, days, groups of words, each as the handbook writes it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, get_args

import streamlit as st

from mentorship.policy.difference import SAID
from mentorship.policy.interpretation import Interpretation
from mentorship.policy.model import Policy
from mentorship.policy.steppers import Stepper
from mentorship.vocabulary import Basis, Level, Modality, Per, Standing
from mentorship.wording import capitalised

Put = Callable[[Any], None]
NONE = "none"
BASES = {Basis.DURATION: "its length", Basis.FIXED: "a fixed amount", Basis.PER_DAY: "an amount per day"}
CAPS = {NONE: "no limit", Per.EVENT: "for each class or conference", Per.SESSION: "for each session"}
#: The words a rule may have, by its name in the handbook.
WORDS: dict[str, Sequence[str]] = {
    "standing": list(Standing), "endorsement": ["required", "not_required"], "repeats": ["count", "once_per_event"],
    "untitled": ["each_time", "once"], "prerequisite": list(Level),
}  # fmt: skip
_NO_WORD = {"standing": "anyone", "prerequisite": "no certification"}


def in_hours(value: Any) -> float:
    """Hours as a handbook writes them, as a number: 1.5, "100 min"."""
    text = str(value)
    return float(text.removesuffix(" min")) / 60 if text.endswith(" min") else float(text)


def hours_written(value: float) -> int | float | str:
    """A number of hours as a handbook writes it."""
    minutes = round(value * 60)
    if minutes % 60 == 0:
        return minutes // 60
    return minutes / 60 if minutes * 100 % 60 == 0 else f"{minutes} min"


def value(policy: Policy, stepper: Stepper, now: Any, put: Put) -> None:
    """A widget for one value of the rules, showing `now`; another choice is given to `put`."""
    place, name = stepper.place, stepper.place.rpartition(".")[2]
    label = capitalised(stepper.rule or stepper.about)
    match name:
        case "credit":
            _credit(place, label, now, put)
        case "cap":
            _cap(place, label, now, put)
        case "attendees":
            _attendees(place, label, now, put)
        case "modality":
            _several(place, label, list(Modality), now, put)
        case "counts":
            _several(place, label, list(policy.categories), now, put)
        case "counts_from" | "counts_until":
            _day(place, label, now, put)
        case "category":
            _one(place, label, list(policy.categories), now, put)
        case _:
            _one(place, label, _words(place, name), now, put)


def _words(place: str, name: str) -> Sequence[str]:
    if place.startswith("interpretation."):
        field = Interpretation.model_fields[name].annotation
        return list(get_args(field.model_fields["value"].annotation)) if field else []
    return WORDS[name]


def _said(place: str, word: str) -> str:
    if word == NONE:
        return _NO_WORD.get(place.rpartition(".")[2], "none")
    return SAID.get(word, word)


def _one(place: str, label: str, words: Sequence[str], now: Any, put: Put) -> None:
    key = f"rule_{place}"
    st.session_state[key] = str(now)
    options = [str(each) for each in words]
    st.selectbox(
        label, options, key=key, on_change=lambda: put(st.session_state[key]),
        format_func=lambda each: _said(place, each),
    )  # fmt: skip


def _several(place: str, label: str, words: Sequence[str], now: Any, put: Put) -> None:
    key = f"rule_{place}"
    st.session_state[key] = [str(each) for each in now]

    def chosen() -> None:
        if words_chosen := [str(each) for each in words if str(each) in st.session_state[key]]:
            put(words_chosen)

    st.pills(
        label, [str(each) for each in words], selection_mode="multi", key=key, on_change=chosen,
        format_func=lambda each: _said(place, each),
    )  # fmt: skip


def _day(place: str, label: str, now: Any, put: Put) -> None:
    key = f"rule_{place}"
    st.session_state[key] = now if isinstance(now, date) else None

    def chosen() -> None:
        day = st.session_state[key]
        if day or place.endswith("until"):
            put(day or NONE)

    st.date_input(label, key=key, on_change=chosen, min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def _credit(place: str, label: str, now: Any, put: Put) -> None:
    basis, length = f"rule_{place}_basis", f"rule_{place}_hours"
    st.session_state[basis] = str(now["basis"])
    st.session_state[length] = in_hours(now.get("hours", 1))

    def chosen() -> None:
        what = st.session_state[basis]
        more = {} if what == Basis.DURATION else {"hours": hours_written(st.session_state.get(length) or 1.0)}
        put({"basis": what, **more})

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            label,
            [str(each) for each in BASES],
            key=basis,
            on_change=chosen,
            format_func=lambda each: BASES[Basis(each)],
        )
        if now["basis"] != Basis.DURATION:
            _number("Hours", length, chosen)


def _cap(place: str, label: str, now: Any, put: Put) -> None:
    per, most = f"rule_{place}_per", f"rule_{place}_hours"
    cap = now if isinstance(now, dict) else {"per": NONE, "hours": 6}
    st.session_state[per], st.session_state[most] = str(cap["per"]), in_hours(cap["hours"])

    def chosen() -> None:
        what = st.session_state[per]
        put(NONE if what == NONE else {"hours": hours_written(st.session_state.get(most) or 6.0), "per": what})

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            label, [str(each) for each in CAPS], key=per, on_change=chosen,
            format_func=lambda each: {str(key): said for key, said in CAPS.items()}[each],
        )  # fmt: skip
        if cap["per"] != NONE:
            _number("Hours", most, chosen)


def _attendees(place: str, label: str, now: Any, put: Put) -> None:
    least, most = f"rule_{place}_least", f"rule_{place}_most"
    size = now if isinstance(now, dict) else {}
    st.session_state[least], st.session_state[most] = int(size.get("least", 0)), int(size.get("most", 0))

    def chosen() -> None:
        low, high = int(st.session_state[least]), int(st.session_state[most])
        if not low and not high:
            return put(NONE)
        return put({"least": max(1, low)} | ({"most": max(1, low, high)} if high else {}))

    with st.container(horizontal=True):
        for words, key in ((f"{label}, at least", least), ("At most (0: no limit)", most)):
            st.number_input(words, min_value=0, max_value=1000, step=1, key=key, on_change=chosen, width=176)


def _number(label: str, key: str, chosen: Callable[[], None]) -> None:
    st.number_input(label, min_value=0.25, max_value=240.0, step=1.0, format="%g", key=key, on_change=chosen, width=176)
