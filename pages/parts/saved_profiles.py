"""The kinds of exports that are known: what each profile says; saved ones can be changed, renamed and deleted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from mentorship.access import Role, require
from mentorship.actions.profiles import change_profile, delete_profile, rename_profile, save_profile
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.intake.options import ImportOptions
from mentorship.intake.preview import TablePreview
from mentorship.intake.profiles import OURS, Profile, all_profiles, exact_meanings, read_profile, saved_files
from mentorship.wording import listed
from pages.parts import mapping_form, notices, resources


def listing(request: Request) -> None:
    """Every profile, the saved ones first."""
    require(request.viewer, (Role.OMBUDSMAN,), "Kinds of exports")
    saved = saved_files(resources.settings().profiles)
    files = saved | {name: file for name, file in saved_files(OURS).items() if name not in saved}
    with st.expander("Kinds of exports that you saved", icon=":material/bookmarks:", key="kinds"):
        if not saved:
            st.caption(
                "None yet. What you say about a file when you import it can be saved for next time, and is then listed "
                "here. These come with the program:"
            )
        name = st.selectbox(
            "Kind of export", list(files), format_func=lambda each: each if each in saved else f"{each} (ours)",
            key="kind_of_export",
        )  # fmt: skip
        _what_it_says(files[name])
        if name in saved:
            _change(request, name, saved[name])
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


def _change(request: Request, name: str, file: Path) -> None:
    """Change the text of a saved profile, its name, or delete it after a second look."""
    folder, by = resources.settings().profiles, (request.viewer, resources.store())
    with st.form(f"change_{name}", border=False):
        text = st.text_area("What it says, as TOML", file.read_text("utf-8", "replace"), height=300)
        if st.form_submit_button("Save the changes", icon=":material/save:"):
            _do(
                lambda: change_profile(*by, name, text, folder),
                f"{name} has been changed. Files are read with it from now on.",
            )
    with st.form(f"rename_{name}", border=False):
        new = st.text_input("New name", placeholder=name).strip()
        if st.form_submit_button("Rename"):
            _do(lambda: rename_profile(*by, name, new, folder), f"{name} is now called {new}.")
    if st.checkbox("Delete this kind of export. What was imported with it stays.", key=f"forget_{name}") and st.button(
        f"Delete {name}", icon=":material/delete:"
    ):
        _do(lambda: delete_profile(*by, name, folder), f"{name} is deleted.")


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


def offer_to_save(request: Request, key: str, look: TablePreview, options: ImportOptions) -> None:
    """Save what was said for next time, as a profile."""
    if not (options.renames or options.ignored or options.values or options.fill):
        return
    opened = st.expander("Save this for next time", icon=":material/bookmark_add:", key=f"keep_{key}")
    with opened, st.form(f"save_{key}", border=False):
        name = st.text_input("Name of this kind of export", placeholder="our_form")
        if st.form_submit_button("Save as a profile"):
            try:
                file = save_profile(
                    request.viewer, resources.store(), _profile(name.strip(), look, options),
                    resources.settings().profiles,
                )  # fmt: skip
                st.success(f"Saved as {file.name}. Files with the same headings are read like this from now on.")
            except MentorshipError as error:
                notices.trouble(error.message)


def _profile(name: str, look: TablePreview, options: ImportOptions) -> Profile:
    """What was said, over the kind of export that it was said of."""
    base = all_profiles(options.profiles).get(look.profile)
    columns = {each.column: (each.heading,) for each in look.headings if each.column} if base is None else base.columns
    spoken_for = {*options.ignored, *options.renames.values()}
    kept = {column: tuple(each for each in headings if each not in spoken_for) for column, headings in columns.items()}
    values = {column: exact_meanings(words) for column, words in options.values.items()}
    # Of very many headings those that mean something tell the export; the others may change with every one.
    telling = [each.heading for each in look.headings if len(look.headings) <= mapping_form.MANY or each.column]
    said: dict[str, Any] = {
        "name": name or "?",
        "label": name.replace("_", " "),
        "detect": tuple((heading,) for heading in telling),
        "columns": {
            **{column: headings for column, headings in kept.items() if headings},
            **{column: (heading,) for column, heading in options.renames.items()},
        },
        "values": {**(base.values if base else {}), **values},
        "fill": {**(base.fill if base else {}), **options.fill},
        "dates": options.dates or (base.dates if base else None),
    }
    return base.model_copy(update=said) if base else Profile(kind=look.kind, **said)
