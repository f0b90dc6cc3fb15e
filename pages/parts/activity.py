"""Mentors by name on screen: since when out of contact, how much month by month, of what kinds; and one of them."""

from dataclasses import replace

import streamlit as st

from mentorship.answers.definitions import QUIET_YEARS
from mentorship.answers.report import Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.charts.mentor_activity import CONTACT_MONTHS
from mentorship.charts.mentor_dossier import month_strip
from mentorship.credit.explain import activity_label
from mentorship.errors import AccessError
from mentorship.oversight.casework import State
from mentorship.reports.mentor_activity import STATES
from mentorship.reports.mentor_dossier import mentor_dossier
from mentorship.wording import count
from pages.parts import contacts, dossier, notices, pictures, records, resources, standing_alone

#: Where the bar of months since contact ends.
LONGEST = 12 * QUIET_YEARS
MENTORS = [
    Column("name", "Mentor"),
    Column("contact", "Since contact", Shows.BAR, help="Months since the last contact; the mark is at twelve"),
    Column("strip", "Last 24 months", Shows.SPARK, help="Sessions by month, and how many in all"),
    Column("sessions", "Sessions", Shows.NUMBER, help="In the period"),
    Column("mix", "Kinds", help="Sessions in the period by kind"),
    Column(
        "people", "Mentees", Shows.BAR, help="In the period; new ones had their first session with this mentor in it"
    ),
    Column("state_label", "State", further=True),
    Column("last_session", "Last session", Shows.DAY, further=True),
    Column("last_contact", "Last contact", Shows.DAY, further=True),
    Column("new_mentees", "New mentees", Shows.NUMBER, further=True),
    Column("returning_mentees", "Returning mentees", Shows.NUMBER, further=True),
    Column("recorded_minutes", "Recorded", Shows.HOURS, further=True),
    Column("credited_minutes", "Credited", Shows.HOURS, further=True),
    Column("share_refused", "Share refused", Shows.SHARE, further=True),
    Column("share_virtual", "Share virtual", Shows.SHARE, further=True),
    Column("ratings", "Ratings", Shows.NUMBER, further=True),
    Column("mean_rating", "Mean rating", Shows.DECIMAL, further=True),
    Column("unverified_sessions", "Unverified", Shows.NUMBER, further=True),
    Column("is_certified", "Certified now", Shows.YES, further=True),
    Column("country", "Country", further=True),
    Column("mentor", "Id", further=True),
]
#: Beside an opened mentor there is room for few columns; the others can be asked for.
NARROW = [each if each.field in ("name", "contact") else replace(each, further=True) for each in MENTORS]


def mentors(request: Request, rows: Rows, is_narrow: bool) -> None:
    """The mentors of a view, by name."""
    if not rows:
        st.caption("Nobody is in this view.")
        return
    shown = [drawn(request, row) for row in rows]
    columns = NARROW if is_narrow else MENTORS
    says = "Mentors by name, with months since contact, sessions by month, kinds and mentees"
    records.table(request, shown, columns, "mentor_activity", says, opens=records.Opens("mentor", "mentor"))


def drawn(request: Request, row: Row) -> Row:
    """A mentor with the bars of a line."""
    most, all_of_them = max(row["monthly"]), sum(row["monthly"])
    kinds = sorted(row["kinds"].items(), key=lambda each: (-each[1], each[0]))
    new = f", {row['new_mentees']} new" if row["new_mentees"] else ""
    return {
        **row,
        "contact": since_contact(row),
        "strip": {
            "text": f"{all_of_them:,}", "sort": all_of_them,
            "shares": [each / most for each in row["monthly"]] if most else None,
        },
        "mix": ", ".join(f"{activity_label(request.policy, kind)} {number}" for kind, number in kinds) or None,
        "people": {"text": f"{row['mentees']}{new}", "share": None, "sort": row["mentees"]},
        "state_label": STATES[row["state"]].partition(":")[0],
    }  # fmt: skip


def since_contact(row: Row) -> Row:
    """Months since the last contact as a bar with a mark at twelve; in the colour of what waits where it is overdue."""
    months = row["months_since_contact"]
    if months is None:
        return {"text": "never", "share": None, "sort": 1_000_000}
    return {
        "text": count(months, "month"), "share": min(months, LONGEST) / LONGEST, "mark": CONTACT_MONTHS / LONGEST,
        "over": row["is_out_of_contact"], "sort": row["days_since_contact"],
    }  # fmt: skip


def opened(request: Request, mentor: str) -> None:
    """One mentor: the last months, a contact to log, the sessions."""
    try:
        report = resources.once(request, mentor_dossier, mentor=mentor)
    except AccessError as error:
        notices.trouble(error.message)
        return
    about = report.parts["about"][0]
    st.subheader(notices.escape(about["name"]), anchor=False)
    st.markdown(notices.escape(report.answer))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        contacts.log(request, mentor, about["name"])
        notices.link("mentor_dossier", "Full dossier", ":material/badge:", mentor=mentor)
    dossier.questions([row for row in report.parts["cases"] if row["state"] != State.CLOSED])
    if any(row["sessions"] for row in report.parts["strip"]):
        strip = pictures.drawn(month_strip, report.parts["strip"], pictures.theme())
        standing_alone.picture(request, strip, "mentor_strip", f"Sessions of {about['name']} by month", report.answer)
    dossier.latest(request, report)
