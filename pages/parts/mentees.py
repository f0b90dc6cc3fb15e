"""Mentees by name on screen: who is close, who is stuck on what and since when, who waits; and one of them."""

from dataclasses import replace
from typing import Any

import streamlit as st

from mentorship.answers.report import Report, Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.credit.tier_sentences import each_in_words
from mentorship.errors import AccessError
from mentorship.policy.model import Policy
from mentorship.reports.mentee_progress import STATES, mentee_progress
from mentorship.reports.my_progress import my_progress
from mentorship.wording import capitalised
from pages.parts import notices, own_sessions, records, requirement_bars, resources

MENTEES = [
    Column("name", "Mentee"),
    Column("next_label", "Working on"),
    Column("minutes_short", "To go", Shows.HOURS),
    Column("waits_for", "Waits for", help="A certification, or the only kinds of sessions still missing"),
    Column("since", "Since", Shows.DAY, help="Since when nothing else is missing"),
    Column("last_session", "Last session", Shows.DAY),
    Column("state_label", "State", further=True),
    Column("days", "Days waiting", Shows.NUMBER, further=True),
    Column("missing", "Minimums missing", further=True),
    Column("beyond_use_minutes", "More than can be credited", Shows.HOURS, further=True),
    Column("unverified_minutes", "Credited unverified", Shows.HOURS, further=True),
    Column("tiers_reached", "Credits reached", Shows.NUMBER, further=True),
    Column("country", "Country", further=True),
    Column("registered_on", "Registered", Shows.DAY, further=True),
    Column("mentee", "Id", further=True),
]
#: What a view is about has its column in sight.
OF_VIEWS = {"beyond": "beyond_use_minutes", "unverified": "unverified_minutes"}
#: Beside an opened mentee there is room for few columns; the others can be asked for.
BRIEFLY = ("name", "minutes_short")


def by_name(request: Request, view: str) -> Report:
    """Where everybody of a view stands, and what each waits for in words: written once, not in every run."""
    report = mentee_progress(request, view=view)
    return replace(report, rows=[_drawn(request, row) for row in report.rows])


def mentees(request: Request, rows: Rows, is_narrow: bool) -> None:
    """The mentees of a view and of a segment of the picture, by name."""
    stage, state = _segment()
    if stage or state:
        rows = [row for row in rows if stage in (None, str(row["tiers_reached"])) and state in (None, row["state"])]
    if not rows:
        st.caption("Nobody is in this view.")
        return
    says = "Mentees by name, with what is missing and since when"
    opens = records.Opens("mentee", "mentee")
    records.table(request, rows, _columns(request, is_narrow), "mentee_progress", says, opens=opens)


def _columns(request: Request, is_narrow: bool) -> list[Column]:
    """The columns of a mentee, with one for the credit of each category."""
    categories = [
        Column(f"credited_{name}", capitalised(category.in_words), Shows.HOURS, further=True)
        for name, category in sorted(request.policy.categories.items())
    ]
    about = OF_VIEWS.get(st.query_params.get("view", ""))
    columns = [replace(each, further=False) if each.field == about else each for each in [*MENTEES, *categories]]
    return [replace(each, further=each.field not in BRIEFLY) for each in columns] if is_narrow else columns


def _drawn(request: Request, row: Row) -> Row:
    """A mentee with what is waited for in words, and since when."""
    since = row["waits_since"] if row["state"] == "waiting" else row["stuck_since"]
    missing = (row["lacking"] or "").split(", ") if row["lacking"] else []
    return {
        **row, "waits_for": _waits_for(request.policy, row), "since": since,
        "days": (request.as_of - since).days if since else None,
        "missing": capitalised(each_in_words(request.policy, missing)) or None,
    }  # fmt: skip


def _waits_for(policy: Policy, row: Row) -> str | None:
    if row["state"] == "waiting":
        return f"{capitalised(row['prerequisite'])} certification" if row["lacks_certification"] else None
    return capitalised(each_in_words(policy, row["stuck_on"])) if row["stuck_on"] else None


def pick(point: dict[str, Any]) -> None:
    """A segment of the picture was chosen: it stands in the address, and narrows the list."""
    stage, state = point["customdata"]
    st.query_params["stage"], st.query_params["state"] = str(stage), str(state)


def picked(groups: Rows) -> None:
    """Which segment the list is narrowed to, and a way to all of them."""
    stage, state = _segment()
    if stage is None and state is None:
        return
    stages = {str(row["tiers_reached"]): row["stage"] for row in groups}
    told = [stages.get(stage or "", ""), STATES.get(state or "", "")]
    label = ", ".join(each for each in told if each)
    st.button(f"Only: {label}", on_click=_all, type="tertiary", icon=":material/close:")


def _segment() -> tuple[str | None, str | None]:
    return st.query_params.get("stage"), st.query_params.get("state")


def _all() -> None:
    for name in ("stage", "state"):
        st.query_params.pop(name, None)


def opened(request: Request, mentee: str) -> None:
    """One mentee: what the tier in work asks for, the latest sessions, and a way to the whole record."""
    try:
        report = resources.once(request, my_progress, mentee=mentee)
    except AccessError as error:
        notices.trouble(error.message)
        return
    st.subheader(notices.escape(report.name), anchor=False)
    st.markdown(notices.escape(report.answer))
    notices.link("my_progress", "Full record", ":material/trending_up:", mentee=mentee)
    requirement_bars.bars(report.requirements)
    st.markdown("\n".join(f"- {notices.escape(step)}" for step in report.next_steps))
    if report.sessions:
        st.markdown("**Latest sessions**")
        latest = report.sessions[: own_sessions.LATEST]
        columns = [replace(each, further=each.field == "why") for each in own_sessions.CARDS]
        records.table(request, latest, columns, "latest", "The latest sessions")
