"""The parts of a mentor's dossier on screen, as far as whoever looks may see them."""

from dataclasses import replace
from functools import partial

import streamlit as st

from mentorship.access import Role
from mentorship.answers.report import Report, Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.packet.dossier import dossier_pdf
from mentorship.packet.typesetting import Paper
from mentorship.wording import count, day, listed, time_of_day
from pages.parts import control, downloads, notices, packet, records

MENTEES = [
    Column("name", "Mentee"),
    Column("sessions", "Sessions", Shows.NUMBER),
    Column("credited_minutes", "Credited here", Shows.HOURS),
    Column("first_session", "First session", Shows.DAY),
    Column("last_session", "Last session", Shows.DAY),
]
HOW_FAR = [
    Column("tiers_reached", "Credits reached", Shows.NUMBER),
    Column("minutes_short", "To go", Shows.HOURS, help="To the next credit, of whatever kind"),
]
KINDS = [
    Column("label", "Kind"),
    Column("held", "Held"),
    Column("sessions", "Sessions", Shows.NUMBER),
    Column("share", "Share", Shows.SHARE),
    Column("share_of_similar", "Of similar mentors", Shows.SHARE),
]
SESSIONS = [
    Column("held_on", "Day", Shows.DAY),
    Column("mentee_name", "Mentee"),
    Column("label", "What"),
    Column("recorded_minutes", "Recorded", Shows.HOURS),
    Column("credited_minutes", "Credited", Shows.HOURS),
    Column("why", "Why"),
    Column("starts", "At", further=True),
    Column("attendees", "Took part", Shows.NUMBER, further=True),
    Column("event", "Event", further=True),
    Column("goals", "Goals", further=True),
    Column("file", "File", further=True),
    Column("row", "Row", Shows.NUMBER, further=True),
]
#: Beside a list there is room for few columns; the others can be asked for.
BRIEFLY = [
    each if each.field in ("held_on", "mentee_name", "label", "credited_minutes") else replace(each, further=True)
    for each in SESSIONS
]
RATED = Column("rating", "Rating", Shows.NUMBER, further=True)
TIMELINE = [
    Column("day", "Day", Shows.DAY),
    Column("label", "What"),
    Column("sessions", "Sessions", Shows.NUMBER),
    Column("mentees", "Mentees", Shows.NUMBER),
    Column("minutes", "Recorded", Shows.HOURS),
    Column("credited_minutes", "Credited", Shows.HOURS),
]


def facts(report: Report) -> None:
    """Who it is, in a line: where, in which languages, certified in what and since when."""
    about = report.parts["about"][0]
    told = [about["state_label"].partition(":")[0], about["country"], listed(about.get("languages") or [])]
    told += [_held(row) for row in report.parts["standing"]]
    st.markdown(" · ".join(notices.escape(each) for each in told if each))


def _held(row: Row) -> str:
    until = f" to {day(row['until'])}" if row["until"] else ""
    return f"{row['certification']} certification {day(row['since'])}{until}"


def document(request: Request, mentor: str) -> None:
    """The dossier to print, without notes and without what contacts were about."""
    make = partial(_made, mentor, packet.usual_paper(st.context.locale))
    address = downloads.offer(request.viewer, "dossier.pdf", "application/pdf", make, mentor)
    st.link_button("Dossier as PDF", address, icon=":material/download:")


def _made(mentor: str, paper: Paper, request: Request) -> bytes:
    return dossier_pdf(request, mentor, paper)


def shown(report: Report, own: bool) -> None:
    """What the mentor reads of cases."""
    for row in report.parts["shown"]:
        who = "From the ombudsman" if own else "Shown to the mentor"
        st.info(f"**{who}, {day(row['shown_on'])}:** {notices.escape(row['told'])}", icon=":material/mail:")


def cases(report: Report) -> None:
    """Each case about this mentor, and a way to it."""
    if not report.parts["cases"]:
        return
    st.subheader("Cases", anchor=False)
    questions(report.parts["cases"])


def questions(cases: Rows) -> None:
    """What is asked in each case, and a way to it."""
    for row in cases:
        st.markdown(f":material/flag: {notices.escape(row['question'])}")
        notices.link("attention", f"Open the case ({row['state_label'].lower()})", case=row["case"])


def mentees(request: Request, report: Report) -> None:
    """With whom, how much, and for the ombudsman how far each got."""
    rows = report.parts["mentees"]
    if rows:
        st.subheader(count(len(rows), "mentee"), anchor=False)
        columns = MENTEES + (HOW_FAR if request.viewer.role is Role.OMBUDSMAN else [])
        records.table(request, rows, columns, "dossier_mentees", "Mentees by name, with the sessions held with each")


def kinds(request: Request, report: Report) -> None:
    """The mix of kinds beside similar mentors."""
    rows = [row for row in report.parts["mix"] if row["sessions"] or row["of_similar"]]
    if not rows:
        return
    st.subheader("Kinds of sessions in the last three years", anchor=False)
    similar = max(row["similar"] for row in rows)
    beside = f"Compared with {count(similar, 'mentor')} with half to twice as many sessions."
    st.caption(beside if similar else "There are too few similar mentors to compare with.")
    records.table(request, rows, KINDS, "dossier_kinds", "Kinds of sessions as shares, beside similar mentors")


def deducted(request: Request, report: Report) -> None:
    """Sessions that earned less than was recorded, each with its reason."""
    rows = [_timed(row) for row in report.parts["deducted"]]
    if rows:
        st.subheader("Refused and reduced", anchor=False)
        records.table(request, rows, SESSIONS, "dossier_deducted", "Sessions that earned less than was recorded")


def feedback(report: Report) -> None:
    """What mentees said, as far as there is enough of it."""
    row = report.parts["feedback"][0]
    if not row["asked"]:
        notices.gaps(report.gaps)
        return
    st.subheader("Feedback", anchor=False)
    said = f"{count(row['ratings'], 'rating')} of {count(row['asked'], 'session')} ({row['response_rate']:.0%})"
    if row["mean_rating"] is None:
        more = count(row["more_needed"], "more rating")
        st.markdown(f"{said}. Too early to tell: {more} until an average means something.")
        return
    spread = listed(f"{row[f'rated_{each}']} × {each}" for each in range(5, 0, -1) if row[f"rated_{each}"])
    st.markdown(f"{said}: {row['mean_rating']:.1f} of 5 on average ({spread}).")


def timeline(request: Request, report: Report) -> None:
    """Sessions, contacts and certifications by day, the newest first."""
    if report.parts["timeline"]:
        with st.expander("What happened when", icon=":material/timeline:"):
            says = "Sessions, contacts and certifications by day, the newest first"
            records.table(request, report.parts["timeline"], TIMELINE, "dossier_timeline", says)


def pace(request: Request, mentor: str) -> None:
    """Whether something has changed over time; worked out when it is unfolded."""
    fold = st.expander(
        "Has something changed over time?", key="fold_pace", on_change="rerun", icon=":material/show_chart:"
    )
    if fold.open:
        with fold:
            control.over_time(request, mentor)


def sessions(request: Request, report: Report) -> None:
    """Every session, with why it earned what it earned."""
    if report.rows:
        with st.expander(f"All {count(len(report.rows), 'session')}", icon=":material/list:"):
            columns = [*SESSIONS, RATED] if request.viewer.role is Role.OMBUDSMAN else SESSIONS
            rows = [_timed(row) for row in report.rows]
            records.table(request, rows, columns, "dossier_sessions", "Every session, the newest first")


def latest(request: Request, report: Report) -> None:
    """The sessions in few columns, for a look beside a list."""
    if not report.rows:
        return
    st.markdown(f"**{count(len(report.rows), 'session')}, the newest first**")
    rows = [_timed(row) for row in report.rows]
    records.table(request, rows, BRIEFLY, "sessions_led", "Sessions this mentor led, the newest first")


def _timed(row: Row) -> Row:
    return {**row, "starts": None if row["starts_at"] is None else time_of_day(row["starts_at"])}
