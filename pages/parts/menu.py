"""The pages, in their sections: what each is called, and whose menu lists it."""

from copy import copy
from dataclasses import dataclass
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mentorship.access import EVERYONE, Role, Viewer
from mentorship.hidden_characters import visible
from pages.parts import notices

OMBUDSMAN, LEADERSHIP, MENTEE, MENTOR = Role.OMBUDSMAN, Role.LEADERSHIP, Role.MENTEE, Role.MENTOR


@dataclass(frozen=True)
class Entry:
    """One page in the menu: its file, title and icon, and the roles whose menu has it."""

    file: str
    title: str
    icon: str
    roles: frozenset[Role]


def _entry(file: str, title: str, icon: str, *roles: Role) -> Entry:
    return Entry(file, title, icon, frozenset(roles))


SECTIONS: dict[str, list[Entry]] = {
    "Start": [_entry("overview", "Overview", "home", OMBUDSMAN, LEADERSHIP, MENTOR)],
    "My mentorship": [
        _entry("my_progress", "My progress", "trending_up", MENTEE, OMBUDSMAN),
        _entry("credit_what_if", "What if", "edit_calendar", MENTEE, OMBUDSMAN),
        _entry("find_a_mentor", "Find a mentor", "person_search", *EVERYONE),
    ],
    "Oversight": [
        _entry("attention", "Attention", "flag", OMBUDSMAN),
        _entry("mentor_activity", "Mentor activity", "groups", OMBUDSMAN, LEADERSHIP),
        _entry("mentor_dossier", "Mentor dossier", "badge", OMBUDSMAN, MENTOR),
        _entry("consistency", "Consistency", "balance", OMBUDSMAN),
        _entry("mentee_progress", "Mentee progress", "stairs", OMBUDSMAN, LEADERSHIP),
    ],
    "Programme": [
        _entry("uptake", "Uptake", "monitoring", OMBUDSMAN, LEADERSHIP),
        _entry("modality_mix", "Virtual and in person", "devices", OMBUDSMAN, LEADERSHIP),
        _entry("rule_change", "Rule change", "rule", OMBUDSMAN, LEADERSHIP),
    ],
    "Records": [
        _entry("session_exports", "Session exports", "upload_file", OMBUDSMAN),
        _entry("who_is_who", "Who is who", "group_work", OMBUDSMAN),
        _entry("rules_in_force", "Rules in force", "gavel", *EVERYONE),
    ],
}
ENTRIES = {entry.file: entry for entries in SECTIONS.values() for entry in entries}


def home_of(role: Role) -> str:
    """Where somebody starts: a mentee at their progress, everybody else at the overview."""
    return "my_progress" if role is MENTEE else "overview"


def navigation(role: Role | None) -> StreamlitPage:
    """The page asked for, under the menu of a role: tabs on top for mentees, a side list for others.

    Every page can be reached by its address; those of other roles are in no menu, and say so themselves."""
    pages = {section: [_page(entry, role) for entry in entries] for section, entries in SECTIONS.items()}
    start = f"pages/{home_of(role or OMBUDSMAN)}.py"
    home = st.Page(
        lambda: st.switch_page(start, query_params=st.query_params.to_dict()), title="Home", default=True,
        visibility="hidden",
    )  # fmt: skip
    everything = [home, *(page for each in pages.values() for page in each)]
    if role is MENTEE:
        return st.navigation(everything, position="top")
    page = st.navigation(everything, position="hidden")
    if role is not None:
        _side_list(role)
    return page


def _side_list(role: Role) -> None:
    """The pages of a role by section. The built-in list is none to a screen reader once it has sections."""
    with st.sidebar, st.container(gap=None):
        for section, entries in SECTIONS.items():
            listed = [each for each in entries if role in each.roles]
            if listed:
                st.caption(section)
            for entry in listed:
                notices.link(entry.file, entry.title, f":material/{entry.icon}:", "stretch")


def _page(entry: Entry, role: Role | None) -> StreamlitPage:
    """A page of its own for each run: Streamlit notes in it whether it may be run."""
    return copy(_described(entry, role in entry.roles))


@cache
def _described(entry: Entry, is_listed: bool) -> StreamlitPage:
    """Looks for the file, which is the same in every run."""
    return st.Page(
        f"pages/{entry.file}.py", title=entry.title, icon=f":material/{entry.icon}:",
        visibility="visible" if is_listed else "hidden",
    )  # fmt: skip


def name_tab(file: str, viewer: Viewer) -> None:
    """Call the browser's tab after the page and whoever looks."""
    title = ENTRIES[file].title
    st.set_page_config(page_title=visible(f"{title} · {viewer.name or str(viewer.role).capitalize()}"))
