"""What the tier in work asks for: one bar per requirement, with the numbers at its end."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from mentorship.reports.my_requirements import Requirement
from mentorship.wording import day, hours
from pages.parts import pictures
from pages.parts.assets import read

_BARS = st.components.v2.component(
    "requirements", html="<ul></ul>\n", css=read("requirements.css"), js=read("requirements.js")
)


def bars(
    requirements: Sequence[Requirement], key: str = "requirements", complete_on: Mapping[str, date] | None = None
) -> None:
    """One bar each: what is there in the colour of its category, what is planned hatched. `complete_on`: by the label
    of a requirement the day on which it would be complete."""
    _BARS(data=[_bar(each, (complete_on or {}).get(each.label)) for each in requirements], key=key)


def _bar(requirement: Requirement, complete_on: date | None) -> dict[str, object]:
    required = requirement.required_minutes
    dated = f", complete on {day(complete_on)}" if complete_on and requirement.missing_minutes > 0 else ""
    return {
        "label": requirement.label,
        "numbers": _numbers(requirement) + dated,
        "have": min(1, requirement.have_minutes / required),
        "planned": requirement.planned_minutes / required,
        "colour": pictures.theme().fill(requirement.category or "complete"),
        "complete": requirement.missing_minutes <= 0,
    }


def _numbers(requirement: Requirement) -> str:
    """'6 h of 12 h, 1 h 30 planned'."""
    said = f"{hours(requirement.have_minutes)} of {hours(requirement.required_minutes)}"
    return f"{said}, {hours(requirement.planned_minutes)} planned" if requirement.planned_minutes else said
