"""The sessions that somebody tries out, as a table to fill in."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from mentorship.planning.credit_what_if import Planned
from mentorship.policy.model import Activity, Policy
from mentorship.vocabulary import Basis, Modality

HELD = {"in person": Modality.IN_PERSON, "virtual": Modality.VIRTUAL}


def plan(policy: Policy, as_of: date, key: str) -> list[Planned]:
    """The lines that are filled in far enough."""
    labels = {each.label: code for code, each in policy.activities.items()}
    lines = st.data_editor(
        _start(labels, as_of),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "Day": st.column_config.DateColumn(required=True, min_value=as_of),
            "What": st.column_config.SelectboxColumn(options=list(labels), required=True),
            "Held": st.column_config.SelectboxColumn(options=list(HELD), required=True),
            "Hours": st.column_config.NumberColumn(min_value=0.25, max_value=200.0, step=0.25),
            "Days": st.column_config.NumberColumn(min_value=1, max_value=60, step=1, help=_by_day(policy, as_of)),
        },
    )
    whole = lines.dropna(subset=["Day", "What", "Held"])
    known = [row for row in whole.to_dict("records") if row["What"] in labels and row["Held"] in HELD]
    planned = [_planned(row, labels) for row in known]
    by_length = {code for code, each in policy.activities.items() if _is_by_length(each, as_of)}
    if any(each.minutes is None and each.activity in by_length for each in planned):
        st.caption(":material/edit: Fill in the hours: this kind of session is credited by its length.")
    return [each for each in planned if each.minutes is not None or each.activity not in by_length]


def _is_by_length(activity: Activity, as_of: date) -> bool:
    credit = activity.credit.on(as_of)
    return credit is not None and credit.basis is Basis.DURATION


def _start(labels: dict[str, str], as_of: date) -> pd.DataFrame:
    """A first line to change: an hour of 1x1 in four weeks."""
    first = next((label for label, code in labels.items() if code == "one_to_one"), next(iter(labels)))
    rows = {"Day": [as_of + timedelta(weeks=4)], "What": [first], "Held": ["virtual"], "Hours": [1.0], "Days": [None]}
    return pd.DataFrame(rows).astype({"Days": "Int64"})


def _planned(row: dict, labels: dict[str, str]) -> Planned:
    minutes = None if pd.isna(row["Hours"]) else round(row["Hours"] * 60)
    days = None if pd.isna(row["Days"]) else int(row["Days"])
    return Planned(row["Day"], labels[row["What"]], HELD[row["Held"]], minutes, days)


def _by_day(policy: Policy, as_of: date) -> str:
    credit = {each.label: each.credit.on(as_of) for each in policy.activities.values()}
    names = [label for label, each in credit.items() if each and each.basis is Basis.PER_DAY]
    return f"For work that is credited by the day: {', '.join(names)}."
