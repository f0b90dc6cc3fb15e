"""What one can look at more closely on uptake: years, cohorts, time to a tier, stalls, places, who came and went."""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.disclosure import in_words
from mentorship.answers.report import Report, Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.charts.time_to_tier import time_to_tier
from mentorship.wording import capitalised
from pages.parts import filters, pictures, provenance, records, standing_alone

YEARS = [Column("year", "Year"), Column("label", "Measure"), Column("people", "People", Shows.NUMBER)]
BY_YEAR = [
    Column("label", "Tier"), Column("years", "After years", Shows.NUMBER),
    Column("share", "Have reached it", Shows.SHARE),
    Column("low", "From", Shows.SHARE), Column("high", "To", Shows.SHARE),
    Column("at_risk", "Followed", Shows.NUMBER, help="People whose time in the programme is at least that long"),
]  # fmt: skip
STUCK = [
    Column("label", "Tier in work"), Column("lacks", "Only missing"), Column("people", "People", Shows.NUMBER),
    Column("months", "Median months", Shows.NUMBER, help="Since nothing else was missing"),
]  # fmt: skip
IN_PERSON = [
    Column("country", "Country"), Column("people", "People waiting", Shows.NUMBER),
    Column("therapists", "Certified therapists there", Shows.NUMBER),
]  # fmt: skip
CAME = [Column("label", "Who"), Column("people", "People", Shows.NUMBER)]
MEASURES = ("in the programme", "active", "never started", "reached a tier")
GROUPINGS = {"Region": "region", "Country": "country", "Language": "language", "Kind": "kind"}
CAME_IN_WORDS = {
    "never started": "Registered, and never started", "came back": "Came back this year after a year away",
    "away for a year": "Took part once, away for a year",
}  # fmt: skip
MONTH = 30.4375
#: After so many years the table says how many have reached a tier.
IN_TABLE = (1, 2, 3, 5, 10)
TIME, STALLS, PLACES, COHORTS, BY_YEARS, CAME_AND_WENT = (
    "Time to a tier", "Stalls", "Places and kinds", "Cohorts", "Years", "Came and went",
)  # fmt: skip


def closer(request: Request, report: Report) -> None:
    """One of the views, chosen in the address."""
    view = filters.one_of("Look closer", [TIME, STALLS, PLACES, COHORTS, BY_YEARS, CAME_AND_WENT], "closer")
    parts = report.parts
    match view:
        case _ if view == STALLS:
            _stalls(request, parts["stuck"], parts["stuck_in_person"])
        case _ if view == PLACES:
            _places(request, parts["groups"])
        case _ if view == COHORTS:
            _cohorts(request, parts["cohorts"])
        case _ if view == BY_YEARS:
            _years(request, report.rows)
        case _ if view == CAME_AND_WENT:
            rows = [{**row, "label": CAME_IN_WORDS[row["name"]]} for row in parts["came_and_went"]]
            _table(request, rows, CAME, "came_and_went", "Who never started, came back, or has been away for a year")
        case _:
            _time(request, report)


def _time(request: Request, report: Report) -> None:
    curves = report.parts["curves"]
    if not any(row["share"] is not None for row in curves):
        st.caption("Too few people so far to say how long a tier takes.")
        return
    says = "The share of people who have reached each tier, by years in the programme"
    drawn = pictures.drawn(time_to_tier, curves, pictures.theme(), report.parts["by_year"])
    standing_alone.picture(request, drawn, "time_to_tier", "How long a tier takes", says)
    st.caption(
        "Estimated as Kaplan and Meier do: people still under way count for as long as they have been followed. The "
        "bands are 95% limits. Under the axis: how many people have been followed that long."
    )
    rows = [row for row in report.parts["by_year"] if row["share"] is not None and row["years"] in IN_TABLE]
    _table(request, rows, BY_YEAR, "time_to_tier", says)


def _stalls(request: Request, stuck: Rows, in_person: Rows) -> None:
    rows = [
        {**row, "months": _months(row["median_days"])} for row in stuck
    ]  # fmt: skip
    st.markdown("**What is the only thing missing, and for how long?**")
    _table(request, rows, STUCK, "stuck", "People by the only categories that their tier in work lacks")
    st.markdown("**Only in-person treatment missing: are there therapists?**")
    _table(request, in_person, IN_PERSON, "stuck_in_person", "People who lack only what must be in person, by country")


def _months(days: int | None) -> int | None:
    return None if days is None else round(days / MONTH)


def _places(request: Request, groups: Rows) -> None:
    grouping = filters.one_of("By", list(GROUPINGS), "group")
    rows = _beside([row for row in groups if row["grouping"] == GROUPINGS[grouping]], "value", "measure")
    columns = [Column("label", grouping)]
    columns += [
        Column(each, capitalised(each), Shows.NUMBER) for each in MEASURES if each in {r["measure"] for r in groups}
    ]
    rows.sort(key=lambda row: (-(row.get(MEASURES[0]) or 0), row["label"]))
    _table(request, rows, columns, f"uptake_{GROUPINGS[grouping]}", f"People by {grouping.lower()}")


def _cohorts(request: Request, cohorts: Rows) -> None:
    columns = [Column("year", "Registered in")]
    steps = {row["name"]: row["label"] for row in sorted(cohorts, key=lambda row: row["step"])}
    columns += [Column(name, label.removesuffix(" reached"), Shows.NUMBER) for name, label in steps.items()]
    st.caption("People by the year in which they registered, and how far they have come so far.")
    rows = _beside(cohorts, "year", "name")
    _table(request, rows, columns, "cohorts", "How far those who registered in a year have come")


def _beside(rows: Rows, of: str, what: str) -> Rows:
    """One row per place or year, with its numbers beside each other."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(str(row[of]), {of: row[of], "label": row["label"]})[row[what]] = row["people"]
    return list(found.values())


def _years(request: Request, rows: Rows) -> None:
    """The table of years; the ombudsman opens a number to see who is behind it."""
    is_exact = request.viewer.role is Role.OMBUDSMAN
    shown = [
        {
            **row, "id": f"{row['year']}-{row['measure']}",
            "year": f"{row['year']}, so far" if row["is_part_of_year"] else str(row["year"]),
        }
        for row in rows[::-1]
    ]  # fmt: skip
    opens = records.Opens("row") if is_exact else None
    chosen = records.table(request, shown, YEARS, "uptake", "People by year and measure", opens=opens)
    if chosen:
        original = next(row for row in rows if f"{row['year']}-{row['measure']}" == chosen["id"])
        provenance.people(request, {**original, "id": chosen["id"]})


def _table(request: Request, rows: Rows, columns: list[Column], name: str, says: str) -> None:
    if not rows:
        exact = request.viewer.role is Role.OMBUDSMAN
        st.caption("Nobody." if exact else f"No group has {in_words()} or more people.")
        return
    records.table(request, rows, columns, name, says)
