"""The steps of a case on screen: look, check the data, talk; let it sleep, wake or reopen it; its history."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from mentorship.access import Viewer
from mentorship.actions.cases import check_data, hide_from_mentor, look, reopen, show_to_mentor, sleep, talk, wake
from mentorship.answers.report import Row, Rows
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.oversight.casework import MAY_FOLLOW, Case, State, Step, words
from mentorship.reports.attention import case_named
from mentorship.store.connection import Store
from mentorship.wording import capitalised, count, day
from pages.parts import notices, resources


@dataclass(frozen=True)
class _Asks:
    """How a step is offered: its name, its field, its button, and what is said once it is taken."""

    name: str
    field: str
    button: str
    done: str


CHOICES = {
    Step.LOOK: _Asks("Look", "What did you find?", "Save what you found", "You have looked at it."),
    Step.CHECK_DATA: _Asks("Check the data", "What do the records say?", "Save what they say", "The data are checked."),
    Step.TALK: _Asks(
        "Talk", "Who did you talk to, and what was said?", "Save what was said", "The conversation is on record."
    ),
    Step.SLEEP: _Asks(
        "Let it sleep", "What are you waiting for?", "Let it sleep", "It sleeps until then, or until its facts change."
    ),
    Step.WAKE: _Asks("Wake it", "Why now?", "Wake it", "It is back in the queue."),
    Step.REOPEN: _Asks("Reopen it", "Why reopen it?", "Reopen it", "It is open again."),
}
TAKE: dict[Step, Callable[..., int]] = {
    Step.LOOK: look, Step.CHECK_DATA: check_data, Step.TALK: talk, Step.SLEEP: sleep,
    Step.WAKE: wake, Step.REOPEN: reopen,
}  # fmt: skip
#: The way of every case.
PATH = (Step.LOOK, Step.CHECK_DATA, Step.TALK, Step.CLOSE)


def steps(request: Request, row: Row) -> None:
    """Where the case is on its way, and a form for what may follow: closing has a place of its own."""
    st.caption(_way(row))
    allowed = [step for step in CHOICES if step in MAY_FOLLOW[State(row["state"])]]
    if not allowed:
        return
    key = f"{row['case']}_{row['steps']}"
    chosen: Step | None = allowed[0]
    if len(allowed) > 1:
        chosen = st.segmented_control(
            "Next step", allowed, default=allowed[0], key=f"next_{key}", format_func=lambda step: CHOICES[step].name,
            required=True,
        )  # fmt: skip
    _form(request, row, Step(chosen or allowed[0]), key)


def _way(row: Row) -> str:
    """'✓ Look → Check the data → Talk → Close', with what was done marked, and what comes next in bold."""
    ahead = [step for step in PATH if step in MAY_FOLLOW[State(row["state"])]]
    marked = []
    for step in PATH:
        name = words().steps[step].partition(":")[0]
        done = step in row["done"]
        marked.append(f":material/check: {name}" if done else f"**{name}**" if step in ahead[:1] else name)
    return " → ".join(marked)


def done(taken: Rows, state: str) -> list[str]:
    """The steps taken since the case was last opened."""
    if State(state) in (State.NEW, State.REOPENED):
        return []
    names = [each["step"] for each in taken]
    reopened = max((place for place, name in enumerate(names) if name == Step.REOPEN), default=-1)
    return names[reopened + 1 :]


def _form(request: Request, row: Row, step: Step, key: str) -> None:
    asks = CHOICES[step]
    with st.form(f"step_{key}_{step}", border=True):
        reason = st.text_area(asks.field, height="content", help=_hint(step), key=f"reason_{key}_{step}")
        until = None
        if step is Step.SLEEP:
            until = st.date_input("Until", value=None, min_value=request.as_of, key=f"until_{key}")
        st.caption(":material/lock: Read by the ombudsman only, and kept with your name and the day.")
        if st.form_submit_button(asks.button, type="primary"):
            if step is Step.SLEEP and until is None:
                notices.trouble("Choose the day on which it comes back.")
                return
            on, more = request.as_of, {"until": until} if until else {}
            take(request, row, lambda who, store, case: TAKE[step](who, store, case, reason, on, **more), asks.done)


def _hint(step: Step) -> str | None:
    """What a step of the way asks of whoever takes it."""
    said = words().steps.get(step, "").partition(": ")[2]
    return capitalised(said) or None


def take(request: Request, row: Row, act: Callable[[Viewer, Store, Case], int], done: str) -> None:
    """Take a step on the facts as they are shown, or say why it cannot be taken."""
    try:
        act(request.viewer, resources.store(), case_named(request, row["case"]))
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.session_state["happened"] = [done]
    st.rerun()


def history(taken: Rows) -> None:
    """Every step with its day, author and reason, the newest last; nothing is ever deleted."""
    if not taken:
        return
    st.markdown(f"**{count(len(taken), 'step')} so far**")
    for each in taken:
        st.markdown(
            f"**{notices.escape(each['label'])}**, {day(each['taken_on'])}, {notices.escape(each['author'])}: "
            f"{notices.escape(each['reason'])}"
        )
        for said in _said(each):
            st.caption(notices.escape(said))


def _said(each: Row) -> list[str]:
    """What a step says beside its reason."""
    told = [f"Sleeps until {day(each['sleeps_until'])}."] if each["sleeps_until"] else []
    told += [f"{each['outcome']}."] if each["outcome"] else []
    told += [f"Ruling {number}." for number in each["rulings"]]
    told += [f"Asked for the correction: {each['asked_of']}."] if each["asked_of"] else []
    told += [f"The mentee was told: {each['told_mentee']}"] if each["told_mentee"] else []
    told += [f"The mentor reads: {each['told_mentor']}"] if each["told_mentor"] else []
    return told


def shown_to_mentor(request: Request, row: Row) -> None:
    """What the mentor reads of the case: at first nothing."""
    shown, on = row["shown_to_mentor"], request.as_of
    with st.expander("What the mentor sees" if shown else "The mentor sees none of it"):
        if shown:
            st.markdown(f"> {notices.escape(shown)}")
        with st.form(f"shown_{row['case']}_{shown}", border=False):
            told = st.text_area("What should the mentor read?", height="content")
            reason = st.text_input("Why", help="Read by the ombudsman only.")
            with st.container(horizontal=True):
                shows = st.form_submit_button("Show it to the mentor")
                hides = bool(shown) and st.form_submit_button("Hide it again")
        if shows:
            said = "The mentor can read it in their dossier."
            take(request, row, lambda who, store, case: show_to_mentor(who, store, case, told, reason, on), said)
        if hides:
            take(
                request, row, lambda who, store, case: hide_from_mentor(who, store, case, reason, on),
                "The mentor no longer sees any of it.",
            )  # fmt: skip
