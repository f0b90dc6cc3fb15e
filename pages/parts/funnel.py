"""One measure across mentors on screen: the funnel, what it says of each mentor, and one mentor over time."""

from dataclasses import replace
from datetime import date

import streamlit as st

from mentorship.answers.report import Report, Row
from mentorship.answers.request import Request
from mentorship.answers.tables import Column
from mentorship.charts.consistency import consistency as chart
from mentorship.oversight.verdicts import Verdict
from mentorship.reports.consistency import measure_named
from mentorship.wording import capitalised, count
from pages.parts import beside, control, notices, pictures, records, resources, standing_alone

#: Of fewer than so many no percentage is said.
ENOUGH_FOR_A_SHARE = 20
OBSERVED = {"binomial": ("observation", "observations"), "poisson": ("month", "months"), "t": ("rating", "ratings")}
MENTORS = [
    Column("name", "Mentor"),
    Column("told", "Value"),
    Column("says", "What it says"),
    Column(
        "range",
        "Likely between",
        help="Where the mentor’s own value lies, with 95% probability, allowing for small numbers",
    ),
]
#: Beside an opened mentor there is room for few columns; the others can be asked for.
NARROW = [each if each.field in ("name", "told") else replace(each, further=True) for each in MENTORS]


def value(row: Row) -> str:
    """A value with what it rests on: '4% (2 of 54)', '3 of 12', '1.5 a month', '4.2 of 5'."""
    if row["value"] is None:
        return "–"
    if row["kind"] == "poisson":
        return f"{row['value']:.1f} a month"
    if row["kind"] == "t":
        return f"{row['value']:.1f} of 5"
    part = f"{row['counted']:,} of {row['out_of']:,.0f}"
    return part if row["out_of"] < ENOUGH_FOR_A_SHARE else f"{_share(row['value'])} ({part})"


def measure(request: Request, name: str, since: date | None = None) -> None:
    """The funnel of a measure, its mentors by name, and beside them the one that is opened."""
    report = resources.once(request, measure_named, measure=name, since=since)
    found = report.rows[0]
    st.subheader(notices.escape(found["called"]), anchor=False)
    st.markdown(notices.escape(report.answer))
    st.caption(notices.escape(found["definition"]))
    mentors = report.parts["mentors"]
    drawn = pictures.drawn(chart, found, mentors, report.parts["lines"], pictures.theme())
    standing_alone.picture(request, drawn, f"funnel_{name}", f"{found['called']}, by mentor", report.answer)
    opened, here, listed = beside.beside("mentor")
    with listed:
        rows = [_mentor(row, found["kind"]) for row in mentors]
        columns = NARROW if opened else MENTORS
        says = f"{found['called']}: mentors by name, with what their value says"
        records.table(request, rows, columns, f"measure_{name}", says, opens=records.Opens("mentor", "mentor"))
    if opened:
        with here:
            _opened(request, report, opened)


def _mentor(row: Row, kind: str) -> Row:
    low, high = (_bare(row[name], kind) for name in ("estimate_low", "estimate_high"))
    return {**row, "told": value({**row, "kind": kind}), "says": _says(row, kind), "range": f"{low} and {high}"}


def _share(number: float) -> str:
    """A share in percent; one that is nearly none, or nearly all, is not called so."""
    whole = f"{number:.0%}"
    return f"{number:.1%}" if whole in ("0%", "100%") and number not in (0, 1) else whole


def _bare(number: float, kind: str) -> str:
    return _share(number) if kind == "binomial" else f"{number:.1f}"


def _says(row: Row, kind: str) -> str:
    """'Too early to tell: 12 more ratings needed'."""
    if row["verdict"] != Verdict.TOO_EARLY or not row["needs_more"]:
        return str(row["verdict_label"])
    more = count(row["needs_more"], *(f"more {each}" for each in OBSERVED[kind]))
    return f"{row['verdict_label']}: {more} needed"


def _opened(request: Request, report: Report, mentor: str) -> None:
    """What is asked of one mentor, and whether something has changed over time."""
    found = next((row for row in report.parts["mentors"] if row["mentor"] == mentor), None)
    if found is None:
        notices.trouble(f"Nothing is counted here for a mentor {mentor}.")
        return
    kind = report.rows[0]["kind"]
    st.subheader(notices.escape(found["name"]), anchor=False)
    st.markdown(notices.escape(f"{value({**found, 'kind': kind})}. {capitalised(_says(found, kind))}."))
    if found["question"]:
        st.markdown(f":material/help: {notices.escape(found['question'])}")
    notices.link("mentor_dossier", "Dossier", ":material/badge:", mentor=mentor)
    control.over_time(request, mentor)
