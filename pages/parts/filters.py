"""What a page can be narrowed to. Every choice stands in the address, so that a view can be sent to a colleague."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypedDict

import streamlit as st

from mentorship.access import Role
from mentorship.answers.report import Rows
from mentorship.answers.request import Request
from mentorship.hidden_characters import visible
from mentorship.reports.mentor_activity import mentors
from mentorship.reports.my_progress import mentees
from mentorship.wording import day
from pages.parts import notices, resources, searching


def mentee(request: Request) -> str | None:
    """Whose progress: the mentee's own, or for the ombudsman the one in the address. None, and a way to find somebody,
    where nobody is named: a person is never preselected."""
    if request.viewer.role is Role.MENTEE:
        return request.viewer.person
    names = {row["mentee"]: row["name"] for row in resources.once(request, mentees)}
    if not names:
        notices.empty("There are no mentees yet. Import sessions or people first.", True)
        return None
    return one_person(names, "mentee", "mentee")


def one_person(names: Mapping[str, str], key: str, role: str) -> str | None:
    """The person in the address, among those known by name; else None, and a way to find somebody."""
    asked = st.query_params.get(key)
    if asked in names:
        _found(str(asked), names[str(asked)], key)
        return asked
    if asked:
        notices.trouble(f"There is no {role} {asked} in the data. Search for another one.")
    searching.person(key, f"Find a {role}", names, partial(_open, key))
    return None


def _found(person: str, name: str, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{notices.escape(name)}** · {notices.escape(person)}", width="content")
        st.button(
            "Somebody else", key=f"close_{key}", on_click=_close, args=(key,), type="tertiary",
            icon=":material/person_search:",
        )  # fmt: skip


def _open(key: str, person: str) -> None:
    st.query_params[key] = person


def _close(key: str) -> None:
    st.query_params.pop(key, None)


def one_of(label: str, options: Sequence[str], key: str) -> str:
    """One of a few, side by side."""
    chosen: Any = st.segmented_control(label, options, default=options[0], key=key, bind="query-params", required=True)
    return str(chosen or options[0])


def view(label: str, options: Mapping[str, str], key: str) -> str:
    """One of the views of a list, each told with its count; its short name stands in the address."""
    names = list(options)
    asked = st.query_params.get(key)
    st.session_state[f"view_{key}"] = asked if asked in options else names[0]
    chosen: Any = st.pills(
        label, names, key=f"view_{key}", format_func=lambda each: visible(options[each]), on_change=_keep,
        args=(key, names[0]), label_visibility="collapsed", required=True,
    )  # fmt: skip
    return str(chosen or names[0])


def views(rows: Rows, counted: str, key: str) -> str:
    """The views of a list as tabs with their counts: the first, the one that is open, and all that show any."""
    asked, first = st.query_params.get(key), rows[0]["view"]
    shown = [row for row in rows if row[counted] or row["view"] in (asked, first)]
    return view("Show", {row["view"]: f"{row['label']} · {row[counted]:,}" for row in shown}, key)


def chosen(label: str, options: Mapping[str, str], key: str, everything: str) -> str | None:
    """One of many, each told with its count, or None for all of them; it stands in the address."""
    asked = st.query_params.get(key)
    st.session_state[f"view_{key}"] = asked if asked in options else None
    found: Any = st.selectbox(
        label, list(options), key=f"view_{key}", format_func=lambda each: visible(options[each]), on_change=_keep,
        args=(key, None), placeholder=everything,
    )  # fmt: skip
    return str(found) if found else None


def _keep(key: str, usual: str | None) -> None:
    """Put a choice into the address; what is usual needs no mention there."""
    value = st.session_state[f"view_{key}"]
    if value in (None, usual):
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def mentor(request: Request) -> str | None:
    """Whose mentoring: the mentor's own, or for the ombudsman that of the one in the address; nobody is preselected."""
    if request.viewer.role is Role.MENTOR:
        return request.viewer.person
    names = {row["mentor"]: row["name"] for row in resources.once(request, mentors)}
    if not names:
        notices.empty("There are no mentors yet. Import sessions or people first.", True)
        return None
    return one_person(names, "mentor", "mentor")


class Days(TypedDict, total=False):
    """A period from day to day, where somebody asks for one."""

    begin: date
    until: date


def days(request: Request) -> Days:
    """Other days than the periods with a name; they stand in the address as `from` and `until`."""
    asked = {name: _day(st.query_params.get(name)) for name in ("from", "until")}
    active = any(asked.values())
    with st.popover("Other days · 1" if active else "Other days", icon=":material/date_range:"):
        for name, label in (("from", "From"), ("until", "Until")):
            st.session_state[f"day_{name}"] = asked[name]
            st.date_input(label, key=f"day_{name}", max_value=request.as_of, on_change=_keep_day, args=(name,))
    found = Days()
    if asked["from"]:
        found["begin"] = asked["from"]
    if asked["until"]:
        found["until"] = asked["until"]
    return found


def since(request: Request, usual: date) -> date:
    """The first day that is counted; it stands in the address as `since`."""
    asked = _day(st.query_params.get("since"))
    first = asked if asked and asked <= request.as_of else usual
    with st.popover(f"Since {day(first)}", icon=":material/date_range:"):
        st.session_state["day_since"] = first
        st.date_input("Since", key="day_since", max_value=request.as_of, on_change=_keep_day, args=("since",))
    return first


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _keep_day(name: str) -> None:
    value = st.session_state[f"day_{name}"]
    if value:
        st.query_params[name] = value.isoformat()
    else:
        st.query_params.pop(name, None)
