"""The queue of cases on screen: narrowed by what they are about, their step, the credit at stake and their age."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from mentorship.answers.definitions import A_YEAR
from mentorship.answers.report import Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.oversight.casework import words
from pages.parts import filters, records

AGES = {"year": "Older than a year", "fresh": "Up to a year old"}
STAKES = {"some": "With credit at stake", "none": "Without"}
CASES = [
    Column("title", "Case"),
    Column("question", "What is asked"),
    Column(
        "minutes_at_stake", "At stake", Shows.HOURS, help="Credited hours that depend on it, each session counted once"
    ),
    Column("since", "Since", Shows.DAY, help="The day of the oldest question"),
    Column("state_label", "Step"),
    Column("sessions", "Sessions", Shows.NUMBER, further=True),
    Column("questions", "Questions", Shows.NUMBER, further=True),
    Column("sleeps_until", "Sleeps until", Shows.DAY, further=True),
    Column("last_step_on", "Last step", Shows.DAY, further=True),
    Column("mentor", "Mentor’s id", further=True),
    Column("mentee", "Mentee’s id", further=True),
]
#: Beside an opened case there is room for few columns; the others can be asked for.
NARROW = [each if each.field in ("title", "minutes_at_stake") else replace(each, further=True) for each in CASES]


def queue(request: Request, rows: Rows, is_narrow: bool) -> None:
    """The cases that pass the filters, in the order of the queue."""
    shown = _filtered(rows)
    if not shown:
        st.caption("No cases here." if not rows else "No cases match these filters.")
        return
    columns = NARROW if is_narrow else CASES
    says = "Cases by credit at stake, then by age"
    records.table(request, shown, columns, "attention", says, opens=records.Opens("case", "case"))


def _filtered(rows: Rows) -> Rows:
    facets = {"about": _theme, "step": _step, "stake": _stake, "age": _age}
    labels = {"about": words().themes, "step": words().states, "stake": STAKES, "age": AGES}
    called = {"about": "About", "step": "Step", "stake": "Credit", "age": "Age"}
    active = sum(name in st.query_params for name in facets)
    with st.popover(f"Filter · {active}" if active else "Filter", icon=":material/filter_list:"):
        for name, of in facets.items():
            counted = Counter(of(row) for row in rows)
            options = {value: f"{label} · {counted[value]}" for value, label in _known(labels[name], counted).items()}
            chosen = filters.chosen(called[name], options, name, f"All · {len(rows)}")
            rows = [row for row in rows if chosen in (None, of(row))]
    return rows


def _known(labels: Mapping[str, str], counted: Mapping[str, int]) -> dict[str, str]:
    return {value: label for value, label in labels.items() if counted[value]}


def _theme(row: Row) -> str:
    return str(row["theme"])


def _step(row: Row) -> str:
    return str(row["state"])


def _stake(row: Row) -> str:
    return "some" if row["minutes_at_stake"] else "none"


def _age(row: Row) -> str:
    return "year" if (row["age_days"] or 0) > A_YEAR else "fresh"
