"""One mentee's sessions: the latest, and all under the requirement they fill; each says why it earned what it did."""

from functools import partial
from typing import Any

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.reports.my_progress import MyProgress
from mentorship.wording import day, hours
from pages.parts import flags, notices, provenance, records, rulings

LATEST = 3
CARDS = [
    Column("earned", "Earned"),
    Column("label", "Session", obvious=True),
    Column("held_on", "Day", Shows.DAY, obvious=True),
    Column("leader", "With", obvious=True),
    Column("why", "Why", obvious=True),
]
SESSIONS = [
    *CARDS,
    Column("recorded_minutes", "Recorded", Shows.HOURS, further=True),
    Column("credited_minutes", "Credited", Shows.HOURS, further=True),
    Column("category", "Category", further=True),
    Column("went_to", "Went to", further=True),
    Column("group", "Fills", further=True),
    Column("session_id", "Session id", further=True),
    Column("file", "File", further=True),
    Column("row", "Row", Shows.NUMBER, further=True),
]


def sessions(request: Request, mentee: str, report: MyProgress) -> None:
    """The latest sessions as cards, then all of them, each with what was flagged of it; and what may be missing."""
    _listed(request, mentee, report)
    flags.missing(request, mentee)


def _listed(request: Request, mentee: str, report: MyProgress) -> None:
    if not report.sessions:
        return notices.empty("No session is on record yet. Once one is, it appears here with what it earned and why.")
    opens = records.Opens("session", details=_details, act=lambda row, _: _rule(request, row))
    if request.viewer.role is not Role.OMBUDSMAN:
        opens = records.Opens("session", details=_flaggable, act=partial(flags.act, request, mentee))
    rows = flags.marked(report.sessions, flags.on_sessions(request, mentee))
    if len(rows) > LATEST:
        st.subheader("Latest sessions", anchor=False)
        records.table(request, rows[:LATEST], CARDS, "latest", "The latest sessions", opens=opens)
    st.subheader("All sessions, by what they count for", anchor=False)
    says = "Every session with what it earned and why"
    if opened := records.table(request, rows, SESSIONS, "my_sessions", says, opens=opens, groups=report.groups):
        provenance.session(request, opened)
    return None


def _own_details(row: dict[str, Any]) -> records.Details:
    """Why a session earned what it earned, by which rule, and where it stands in the files."""
    lines = [records.Line(f"{hours(row['credited_minutes'])} credited of {hours(row['recorded_minutes'])} recorded.")]
    for each in row["because"]:
        since = f", in force from {day(each.in_force_from)}" if each.in_force_from else ""
        lines.append(records.Line(each.text, f"{each.source}{since}"))
    lines += [records.Line(remedy) for remedy in row["remedies"]]
    if row["unverified"]:
        lines.append(
            records.Line("Not verified: our data do not say whether the person who led it was certified that day.")
        )
    if row["went_to"]:
        lines.append(records.Line(f"Where it went: {row['went_to']}."))
    lines += flags.lines(row.get("flag"))
    session = f", session {row['session_id']}" if row["session_id"] else ""
    return records.Details([*lines, records.Line("", f"From row {row['row']} of {row['file']}{session}")])


def _flaggable(row: dict[str, Any]) -> records.Details:
    return records.Details(_own_details(row).lines, flags.actions(row.get("flag")))


def _details(row: dict[str, Any]) -> records.Details:
    return records.Details(_own_details(row).lines, {"rule": "Rule on this session"})


@st.dialog("Rule on this session")
def _rule(request: Request, row: dict[str, Any]) -> None:
    rulings.on_session(request, row)
