"""Adding a line to a what-if: what, how long, how often. What the rules do not allow cannot be chosen."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from mentorship.answers.request import Request
from mentorship.errors import ArgumentError
from mentorship.intake.typed_length import read_length
from mentorship.planning.plan_lines import Every, Line
from mentorship.policy.activity import Activity
from mentorship.policy.model import Policy
from mentorship.vocabulary import ActivityCode, Basis, Modality
from mentorship.wording import count, hours
from pages.parts import notices, plan_state

LENGTHS = (45, 60, 90, 120)
OTHER = "other"
TIMES = (2, 3, 4, 6, 10, 20)
DAYS = (1, 2, 3, 4, 5)
#: A session longer than this is asked back.
LONG = 8 * 60


def adding(request: Request, mentee: str, lines: Sequence[Line]) -> None:
    """The controls for one more line, and its button."""
    policy, as_of = request.policy, request.as_of
    kinds = [code for code, activity in policy.activities.items() if activity.counts_on(as_of)]
    usual = ActivityCode("one_to_one") if "one_to_one" in kinds else kinds[0]
    code = st.pills(
        "What", kinds, default=usual, format_func=lambda each: policy.activities[each].label, key="add_what",
        required=True, wrap=True,
    )  # fmt: skip
    code = code or usual
    activity = policy.activities[code]
    first = st.date_input("From", value=as_of + timedelta(weeks=1), min_value=as_of, key="add_from")
    minutes, days = _length(request, activity, as_of)
    modality = _modality(activity, as_of)
    every, times = _how_often()
    ready = isinstance(first, date) and (minutes or days or _is_fixed(activity, as_of))
    if ready:
        line = Line(code, modality, first, minutes, days, every, times)
        st.button(
            "Add", icon=":material/add:", on_click=plan_state.put, args=(mentee, [*lines, line]),
        )  # fmt: skip


def _is_fixed(activity: Activity, when: date) -> bool:
    credit = activity.credit.on(when)
    return credit is not None and credit.basis is Basis.FIXED


def _length(request: Request, activity: Activity, when: date) -> tuple[int | None, int | None]:
    """Minutes or days of each, as its credit asks: neither where each earns the same."""
    credit = activity.credit.on(when)
    if credit is None or credit.basis is Basis.FIXED:
        return None, None
    if credit.basis is Basis.PER_DAY:
        days = st.pills("How many days each", DAYS, default=1, key="add_days", required=True)
        return None, days or 1
    chosen = st.pills(
        "How long", [*LENGTHS, OTHER], default=60, key="add_minutes", required=True,
        format_func=lambda each: "Other" if each == OTHER else hours(each),
    )  # fmt: skip
    return (chosen if isinstance(chosen, int) else _typed(request)), None


def _typed(request: Request) -> int | None:
    """A length as somebody writes it; one that is very long is asked back."""
    typed = st.text_input("Length", key="add_length", placeholder="1:30, 1,5 or 90 min")
    if not typed.strip():
        return None
    try:
        minutes = read_length(request.cursor, typed)
    except ArgumentError as error:
        st.caption(f":material/error: {notices.escape(error.message)}")
        return None
    if minutes > LONG and not st.checkbox(f"Yes, {hours(minutes)} in one session", key=f"add_long_{minutes}"):
        st.caption(f":material/help: {hours(minutes)} in one session? For minutes, write “{typed.strip()} min”.")
        return None
    return minutes


def _modality(activity: Activity, when: date) -> Modality:
    """How it is held: asked only where both count."""
    allowed = activity.modality.on(when) or tuple(Modality)
    if len(allowed) == 1:
        return allowed[0]
    chosen = st.pills(
        "Held", allowed, default=Modality.VIRTUAL, key="add_held", required=True,
        format_func=lambda each: each.in_words.capitalize(),
    )  # fmt: skip
    return chosen or Modality.VIRTUAL


def _how_often() -> tuple[Every, int]:
    every = st.pills(
        "How often", list(Every), default=Every.ONCE, key="add_every", required=True, wrap=True,
        format_func=lambda each: each.in_words.capitalize(),
    )  # fmt: skip
    if every in (None, Every.ONCE):
        return Every.ONCE, 1
    times = st.pills(
        "How many times", TIMES, default=3, key="add_times", required=True, format_func=lambda each: f"{each} ×"
    )
    return every, int(times or 1)


def listing(policy: Policy, mentee: str, lines: Sequence[Line]) -> None:
    """The lines there are, each with a way to remove it."""
    for place, line in enumerate(lines):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key=f"line_{place}"):
            st.markdown(notices.escape(line.in_words(policy)), width="stretch")
            st.button(
                "Remove", key=f"remove_{place}", icon=":material/close:", type="tertiary",
                on_click=plan_state.put, args=(mentee, [*lines[:place], *lines[place + 1 :]]),
            )  # fmt: skip
    if len(lines) > 1:
        st.button(
            f"Remove all {count(len(lines), 'line')}", on_click=plan_state.put, args=(mentee, []), type="tertiary"
        )
