"""Will there be enough mentors and therapists? Need against supply, how the forecast did, and on whom it rests."""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.report import Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.charts.capacity import capacity as chart
from mentorship.planning.capacity import capacity
from mentorship.wording import hours
from pages.parts import notices, pictures, records, resources, standing_alone

NEEDED = [
    Column("label", "Category"), Column("needed", "Needed", Shows.HOURS), Column("interval", "Nine years in ten"),
    Column("given_last_12", "Given, last 12 months", Shows.HOURS),
]  # fmt: skip
BACK_TEST = [
    Column("label", "Category"), Column("forecast", "Forecast a year ago"), Column("happened", "Happened", Shows.HOURS),
    Column("verdict", "In the range?"),
]  # fmt: skip
CONCENTRATION = [Column("label", "Category"), Column("top_three", "Given by the three who gave most")]
KEY_PEOPLE = [
    Column("label", "Category"), Column("name", "Mentor or therapist"), Column("share", "Share", Shows.SHARE),
    Column("minutes", "Given", Shows.HOURS), Column("mentees", "Mentees", Shows.NUMBER),
    Column("mentor", "Id", further=True),
]  # fmt: skip
#: Of each category so many people are named: those on whom it rests.
NAMED = 3


def fold(request: Request) -> None:
    """The fold on uptake; worked out when it is opened."""
    part = st.expander(
        "Will there be enough mentors and therapists?", icon=":material/balance:", key="capacity", on_change="rerun"
    )
    if part.open:
        with part:
            _shown(request)


def _shown(request: Request) -> None:
    report = resources.once(request, capacity)
    st.markdown(f"**{notices.escape(report.answer)}**")
    rows = [_with_words(row) for row in report.rows]
    if not any(row["needed"] or row["given_last_12"] for row in rows):
        return
    drawn = pictures.drawn(chart, report.rows, pictures.theme())
    standing_alone.picture(request, drawn, "capacity", "Hours needed and given", report.answer)
    records.table(
        request, rows, NEEDED, "capacity", "Hours that open tiers may need in the next 12 months, and what was given"
    )
    st.markdown("**How did the same forecast do a year ago?**")
    records.table(request, rows, BACK_TEST, "capacity_back_test", "The forecast of a year ago against what happened")
    labels = {row["category"]: row["label"] for row in rows}
    parts = {name: [{**row, "label": labels[row["category"]]} for row in found] for name, found in report.parts.items()}
    st.markdown("**How few does it depend on?**")
    if request.viewer.role is Role.OMBUDSMAN:
        first = [row for place, row in enumerate(parts["key_people"]) if _rank(parts["key_people"], place) < NAMED]
        records.table(request, first, KEY_PEOPLE, "key_people", "The mentors and therapists who gave most")
    else:
        records.table(
            request, parts["concentration"], CONCENTRATION, "concentration", "The share of those who gave most"
        )
    st.markdown("**Given in the last 12 months, by country**")
    _countries(request, parts["countries"])
    notices.gaps(report.gaps)


def _countries(request: Request, given: Rows) -> None:
    """One row per country, with each category's hours beside each other, and by how many they were given."""
    found: dict[str, Row] = {}
    for row in given:
        own = found.setdefault(row["country"], {"country": row["country"]})
        own |= {f"given_{row['category']}": row["minutes"], f"by_{row['category']}": row["leaders"]}
    columns = [Column("country", "Country")]
    for category, label in {row["category"]: row["label"] for row in given}.items():
        columns.append(Column(f"given_{category}", label, Shows.HOURS))
        columns.append(Column(f"by_{category}", f"{label}: led by", Shows.NUMBER, further=True))
    if found:
        records.table(
            request, list(found.values()), columns, "capacity_countries", "Hours given, by country and category"
        )
    else:
        st.caption("No country with enough people to show.")


def _rank(rows: Rows, place: int) -> int:
    """How many of the same category gave more."""
    return sum(row["category"] == rows[place]["category"] for row in rows[:place])


def _with_words(row: Row) -> Row:
    """A row with its intervals in words, and whether what happened lay within the one of a year ago."""
    if row["hidden"]:
        return {**row, "interval": None, "forecast": None, "verdict": None}
    within = row["predicted_low"] <= row["happened"] <= row["predicted_high"]
    return {
        **row, "interval": _between(row["low"], row["high"]),
        "forecast": _between(row["predicted_low"], row["predicted_high"]),
        "verdict": "yes" if within else "no",
    }  # fmt: skip


def _between(low: int, high: int) -> str:
    return f"{hours(low)} to {hours(high)}"
