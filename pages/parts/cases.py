"""One case of the queue: what is asked, on which sessions, what was done about it, and what may be done next."""

import streamlit as st

from mentorship.answers.report import Report, Row
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.credit.explain import activity_label
from mentorship.errors import ArgumentError
from mentorship.reports.attention import attention_case
from mentorship.vocabulary import Modality
from mentorship.wording import count, day, hours, time_of_day
from pages.parts import case_closing, case_steps, notices, records, resources

SESSIONS = [
    Column("held_on", "Day", Shows.DAY),
    Column("starts", "At"),
    Column("mentee_name", "Mentee"),
    Column("credited_minutes", "Credited", Shows.HOURS),
    Column("label", "What", further=True),
    Column("recorded_minutes", "Recorded", Shows.HOURS, further=True),
    Column("mentor_name", "Mentor", further=True),
    Column("held", "Held", further=True),
    Column("attendees", "Took part", Shows.NUMBER, further=True),
    Column("reported_by", "Reported by", further=True),
    Column("topic_course", "Course", further=True),
    Column("file", "File", further=True),
    Column("row", "Row", Shows.NUMBER, further=True),
]
#: So many questions are told before the rest is folded away.
QUESTIONS_SHOWN = 3


def case(request: Request, case_id: str) -> None:
    """A case in full, with its steps. One that is no more says so."""
    try:
        report = resources.once(request, attention_case, case_id=case_id)
    except ArgumentError as error:
        notices.trouble(error.message)
        return
    found, taken = report.parts["case"][0], report.parts["steps"]
    row = {**found, "steps": len(taken), "done": case_steps.done(taken, found["state"])}
    st.subheader(notices.escape(report.answer), anchor=False)
    st.markdown(notices.escape(_stand(row)))
    _questions(report)
    _ways_on(row)
    case_steps.steps(request, row)
    case_closing.closing(request, row, report.parts["sessions"])
    case_steps.history(taken)
    _sessions(request, report)
    if row["mentor"]:
        case_steps.shown_to_mentor(request, row)
    _related(report)


def _stand(row: Row) -> str:
    """'New, since 7 Mar 2022. 40 h of credit depend on it.'"""
    state = row["state_label"]
    if row["sleeps_until"]:
        state = f"{state} until {day(row['sleeps_until'])}"
    if row["woke"]:
        state = f"{state}, awake again"
    said = f"{state}, since {day(row['since'])}." if row["since"] else f"{state}."
    stake = f" {hours(row['minutes_at_stake'])} of credit depend on it." if row["minutes_at_stake"] else ""
    return said + stake


def _questions(report: Report) -> None:
    if not report.rows:
        st.caption("The data no longer give any reason to ask.")
    for row in report.rows[:QUESTIONS_SHOWN]:
        st.markdown(f"- {notices.escape(row['question'])}")
    if rest := report.rows[QUESTIONS_SHOWN:]:
        with st.expander(f"{count(len(rest), 'more question')}"):
            for row in rest:
                st.markdown(f"- {notices.escape(row['question'])}")


def _ways_on(row: Row) -> None:
    with st.container(horizontal=True, gap="small"):
        if row["mentor"]:
            name = notices.escape(row["mentor_name"] or row["mentor"])
            notices.link("mentor_dossier", f"Dossier of {name}", ":material/badge:", mentor=row["mentor"])
        if row["mentee"]:
            name = notices.escape(row["mentee_name"] or row["mentee"])
            notices.link("my_progress", f"Record of {name}", ":material/trending_up:", mentee=row["mentee"])
        if row["theme"] == "reading":
            notices.link("rules_in_force", "Choose how to read it", ":material/gavel:")


def _sessions(request: Request, report: Report) -> None:
    rows = [
        {
            **row, "label": activity_label(request.policy, row["activity"]),
            "held": Modality(row["modality"]).in_words if row["modality"] else None,
            "starts": None if row["starts_at"] is None else time_of_day(row["starts_at"]),
            "reported_by": row["reported_by"] or None,
        }
        for row in report.parts["sessions"]
    ]  # fmt: skip
    if rows:
        st.markdown(f"**{count(len(rows), 'session')} in question**")
        records.table(request, rows, SESSIONS, "case_sessions", "The sessions this case is about, by day")


def _related(report: Report) -> None:
    if report.parts["related"]:
        st.markdown("**Other cases about these sessions**")
    for row in report.parts["related"]:
        st.button(
            notices.escape(f"{row['title']} ({row['state_label'].lower()})"), key=f"related_{row['case']}",
            on_click=_open, args=(row["case"],), type="tertiary", icon=":material/arrow_forward:",
        )  # fmt: skip


def _open(case_id: str) -> None:
    st.query_params["case"] = case_id
