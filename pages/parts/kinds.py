"""The kinds of exports that are known: what each profile says; saved ones can be changed, renamed and forgotten."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from mentorship.access import Role, Viewer, require
from mentorship.errors import MentorshipError
from mentorship.intake.profiles import (
    OURS,
    Profile,
    change_profile,
    delete_profile,
    read_profile,
    rename_profile,
    saved_files,
)
from mentorship.wording import listed
from pages.parts import notices, shelf


def listing(viewer: Viewer) -> None:
    """Every profile, the saved ones first."""
    require(viewer, (Role.OMBUDSMAN,), "Kinds of exports")
    saved = saved_files(shelf.settings().profiles)
    files = saved | {name: file for name, file in saved_files(OURS).items() if name not in saved}
    with st.expander("Kinds of exports that you saved", icon=":material/bookmarks:", key="kinds"):
        if not saved:
            st.caption(
                "None yet. What you say of a file while you bring it in can be kept for next time; it is listed here. "
                "These come with the program:"
            )
        name = st.selectbox(
            "Kind of export", list(files), format_func=lambda each: each if each in saved else f"{each} (ours)",
            key="kind_of_export",
        )  # fmt: skip
        _what_it_says(files[name])
        if name in saved:
            _change(name, saved[name])
        else:
            st.code(files[name].read_text("utf-8"), language="toml", wrap_lines=True)


def _what_it_says(file: Path) -> None:
    try:
        profile = read_profile(file)
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    st.markdown(f"**{notices.escape(profile.label)}**, which holds {profile.kind}:")
    st.markdown("\n".join(f"- {notices.escape(sentence)}" for sentence in _sentences(profile)))


def _sentences(profile: Profile) -> list[str]:
    """What a profile says, one sentence each."""
    said = [
        f"{column} is {listed([f'“{each}”' for each in headings], 'or')}"
        for column, headings in profile.columns.items()
    ]
    said += [
        f"{column} is {listed([f'“{each}”' for each in headings])} together"
        for column, headings in profile.join.items()
    ]
    for column, words in profile.values.items():
        said += [f"under {column} the pattern {word.matches} means {word.is_}" for word in words]
    said += [f"{column} is {value} for every row" for column, value in profile.fill.items()]
    said += [f"dates such as 03/04/2025 are read {profile.dates}"] if profile.dates else []
    said += [f"the decimal mark is “{profile.decimal}”"] if profile.decimal else []
    said += [f"days with a time are written in {profile.time_zone}"] if profile.time_zone else []
    return [f"{sentence}." for sentence in said]


def _change(name: str, file: Path) -> None:
    """Change the text of a saved profile, its name, or forget it after a second look."""
    folder = shelf.settings().profiles
    with st.form(f"change_{name}", border=False):
        text = st.text_area("What it says, as TOML", file.read_text("utf-8", "replace"), height=300)
        if st.form_submit_button("Save the changes", icon=":material/save:"):
            _do(lambda: change_profile(name, text, folder), f"{name} is changed. Files are read by it from now on.")
    with st.form(f"rename_{name}", border=False):
        new = st.text_input("Another name", placeholder=name).strip()
        if st.form_submit_button("Rename"):
            _do(lambda: rename_profile(name, new, folder), f"{name} is called {new} now.")
    if st.checkbox("Forget this kind of export. What was brought in by it stays.", key=f"forget_{name}") and st.button(
        f"Forget {name}", icon=":material/delete:"
    ):
        _do(lambda: delete_profile(name, folder), f"{name} is forgotten.")


def _do(change: Callable[[], object], says: str) -> None:
    """Do it and say so on top of the page as it comes back; or say here what is wrong; what was typed stays."""
    try:
        change()
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    # A file that is being looked at may be read in another way now.
    st.session_state.pop("looked_at", None)
    st.session_state["happened"] = [says]
    st.rerun()
