"""What one can look at more closely on the virtual mix: years, categories, kinds, countries, refused and credited."""

from typing import Any

import streamlit as st

from mentorship.access import Role
from mentorship.answers.disclosure import in_words
from mentorship.answers.report import Report, Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.charts.modality_groups import modality_groups
from mentorship.charts.palette import NAMES
from mentorship.vocabulary import Modality
from pages.parts import filters, pictures, provenance, records, standing_alone

SHARES = [
    Column("year", "Year"), Column("share", "Virtual share", Shows.SHARE),
    Column("ceiling", "Rules allow", Shows.SHARE),
    Column("virtual", "Virtual", Shows.HOURS), Column("in_person", "In person", Shows.HOURS),
]  # fmt: skip
REFUSED = [
    Column("year", "Year"), Column("label", "Kind of session"), Column("modality_label", "Held"),
    Column("sessions", "Sessions", Shows.NUMBER), Column("people", "People", Shows.NUMBER),
    Column("recorded_minutes", "Recorded", Shows.HOURS),
]  # fmt: skip
CREDITED = [
    Column("year", "Year"), Column("category", "Category"), Column("modality_label", "Held"),
    Column("people", "People", Shows.NUMBER), Column("sessions", "Sessions", Shows.NUMBER),
    Column("credited_minutes", "Credited", Shows.HOURS),
]  # fmt: skip
CEILING = [
    Column("tier", "Tier"), Column("virtual_minutes", "At most virtual", Shows.HOURS),
    Column("minutes", "Of", Shows.HOURS), Column("share", "Share", Shows.SHARE),
]  # fmt: skip
GROUPINGS = {"Category": "category", "Kind": "activity", "Country": "country"}
YEARS, TURNED_AWAY, CREDIT = "Years", "Refused", "All credited hours"


def closer(request: Request, report: Report) -> None:
    """One of the views, chosen in the address."""
    view = filters.one_of("Look closer", [YEARS, *GROUPINGS, TURNED_AWAY, CREDIT], "closer")
    match view:
        case _ if view in GROUPINGS:
            _groups(request, view, report.parts["groups"])
        case _ if view == TURNED_AWAY:
            _refused(request, report.parts["refused"])
        case _ if view == CREDIT:
            _credited(request, report.rows)
        case _:
            rows = [
                {**row, "year": f"{row['year']}, so far" if row["is_part_of_year"] else str(row["year"])}
                for row in report.parts["share"][::-1]
            ]
            records.table(
                request, rows, SHARES, "virtual_share", "The virtual share of the hours that tiers used, by year"
            )


def ceiling(request: Request, rows: Rows) -> None:
    """How the ceiling came about."""
    with st.expander("How the ceiling came about", icon=":material/account_tree:"):
        st.markdown(
            "Some categories have no activity that may be virtual. Their minimums in each tier must be met in person; "
            "the rest of a tier’s hours can be virtual. The ceiling limits the hours that tiers use, not the sessions "
            "that take place. A year’s ceiling is that of the tiers that used its hours."
        )
        records.table(request, rows, CEILING, "virtual_ceiling", "The most of each tier that can be virtual")


def shares(rows: Rows, is_exact: bool) -> Rows:
    """Virtual and in-person minutes of each value and year beside each other, with the share. For leadership a part
    that is not there may be one of few people, so there is no share without both."""
    found: dict[tuple[str, int], Row] = {}
    for row in rows:
        own = found.setdefault((row["value"], row["year"]), {"label": row["label"], "year": row["year"]})
        own[row["modality"]] = row["minutes"]
    return [_with_share(row, is_exact) for row in found.values()]


def _with_share(row: Row, is_exact: bool) -> Row:
    missing: Any = 0 if is_exact else None
    virtual, in_person = (row.get(each, missing) for each in (Modality.VIRTUAL, Modality.IN_PERSON))
    known = virtual is not None and in_person is not None and virtual + in_person
    return {
        "label": row["label"], "year": row["year"], "virtual": virtual, "in_person": in_person,
        "share": virtual / known if known else None,
    }  # fmt: skip


def _groups(request: Request, view: str, groups: Rows) -> None:
    rows = shares([row for row in groups if row["grouping"] == GROUPINGS[view]], request.viewer.role is Role.OMBUDSMAN)
    if not rows:
        st.caption("No group with enough people to show.")
        return
    says = f"The virtual share of the hours that tiers used, by {view.lower()} and year"
    drawn = modality_groups(rows, pictures.theme())
    title = f"Virtual share by {view.lower()}"
    standing_alone.picture(request, drawn, f"virtual_by_{GROUPINGS[view]}", title, says)
    columns = [Column("label", view), *SHARES[:2], *SHARES[3:]]
    rows.sort(key=lambda row: (row["label"], -row["year"]))
    records.table(request, rows, columns, f"virtual_by_{GROUPINGS[view]}", says)


def _refused(request: Request, refused: Rows) -> None:
    st.caption(
        "Sessions that were held in a way the rules do not allow for their kind: demand that the rules turn away."
    )
    if not refused:
        exact = request.viewer.role is Role.OMBUDSMAN
        st.caption("None." if exact else f"None with {in_words()} or more people.")
        return
    rows = [{**row, "modality_label": NAMES[row["modality"]]} for row in refused[::-1]]
    records.table(request, rows, REFUSED, "refused_modality", "Sessions refused for how they were held")


def _credited(request: Request, rows: Rows) -> None:
    """All credited hours; the ombudsman opens a number to see the sessions behind it."""
    shown = [
        {**row, "modality_label": NAMES[row["modality"]], "id": f"{row['year']}-{row['category']}-{row['modality']}"}
        for row in rows[::-1]
    ]
    opens = records.Opens("row") if request.viewer.role is Role.OMBUDSMAN else None
    says = "Credited hours by year, category and modality"
    chosen = records.table(request, shown, CREDITED, "modality_mix", says, opens=opens)
    if chosen:
        provenance.credit(request, chosen)
