"""Finding one of many people: typed, searched here on the server, and chosen by id. Nobody is ever preselected."""

from collections.abc import Callable, Mapping

import streamlit as st

from mentorship.wording import folded
from pages.parts import records
from pages.parts.records import Row

#: So many matches are shown; more letters narrow them down.
MOST_MATCHES = 8


def person(key: str, label: str, names: Mapping[str, str], choose: Callable[[str], None]) -> None:
    """A field to type into, and the people who match, each with their id: of equal names the id decides."""
    typed = st.text_input(label, key=f"search_{key}", placeholder="Name or id", live=True, type="search")
    found = matches(typed, names)
    if typed and not found:
        st.caption("Nobody by this name or id.")
    if found:
        rows: list[Row] = [{"id": each, "name": names[each]} for each in found]
        records.pick(rows, key=f"found_{key}", says="People who match", choose=choose)


def matches(typed: str, names: Mapping[str, str]) -> list[str]:
    """The ids of the people whose name or id has all the words typed, however accented: exact ids first."""
    words = folded(typed).split()
    if not words:
        return []
    exact = [each for each in names if folded(each) == folded(typed).strip()]
    others = [
        each
        for each, name in names.items()
        if each not in exact and all(word in folded(f"{name} {each}") for word in words)
    ]
    return [*exact, *others][:MOST_MATCHES]
