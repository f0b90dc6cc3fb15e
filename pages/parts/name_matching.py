"""People whom a file names by name only: who is meant, asked on screen. Nothing is matched without a yes."""

import streamlit as st

from mentorship.hidden_characters import visible
from mentorship.intake.results import UnknownName
from mentorship.wording import count
from pages.parts import notices

#: Whether names that fit one person of the people data exactly are that person.
MATCH = "match_names"
#: So many names are asked about at one time; the others come when these are answered.
AT_ONCE = 20


def may_match() -> bool:
    """Whether the person at the screen says that the very same name is the same person."""
    return st.toggle(
        "Match people given only by name to the people data, where the names are exactly the same", key=MATCH
    )


def offer_to_match(key: str) -> None:
    """For a file that has no ids and no e-mails at all."""
    with st.container(border=True):
        st.markdown(":material/person_search: The file gives the mentees only by name.")
        st.button("Find the names in the people data", key=f"by_name_{key}", on_click=_match)
        st.caption("Exact matches are used; you are asked about every other name.")


def _match() -> None:
    st.session_state[MATCH] = True


def asked(key: str, names: list[UnknownName], told: dict[str, str]) -> dict[str, str]:
    """Name → id or e-mail, as far as somebody said: what was told before, and what is answered now."""
    said = dict(told)
    for name, person in told.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f":material/person_check: {notices.escape(name)} is {notices.escape(person)}.")
            if st.button("Ask again", key=f"again_{key}_{name}", type="tertiary"):
                del said[name]
    if names:
        with st.container(border=True):
            st.markdown(":material/person_search: Names without an id or e-mail. Who is meant?")
            for each in names[:AT_ONCE]:
                if answer := _who(key, each):
                    said[each.name] = answer
            if len(names) > AT_ONCE:
                st.caption(f"{count(len(names) - AT_ONCE, 'more name')} after these.")
    return said


def _who(key: str, name: UnknownName) -> str | None:
    """One name: those of the people data who are like it, or any id or e-mail."""
    labels = {each.person: visible(f"{each.name} ({each.person}): {each.likeness}") for each in name.candidates}
    return st.selectbox(
        f"{notices.escape(name.name)}, in {count(name.rows, 'row')}", list(labels), None,
        format_func=lambda person: labels.get(person, person), key=f"who_{key}_{name.name}", accept_new_options=True,
        placeholder="Choose, or type an id or e-mail",
    )  # fmt: skip
