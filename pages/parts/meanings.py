"""What a file's headings and words mean, asked on screen: heading by heading, what is missing, unknown words."""

import re
from typing import Any

import pandas as pd
import streamlit as st

from mentorship.errors import MentorshipError
from mentorship.intake.importer import Preview
from mentorship.intake.looking import Look, choices
from mentorship.intake.mapping import How
from mentorship.intake.profiles import Meaning, Profile, all_profiles, save_profile
from mentorship.vocabulary import Modality
from pages.parts import notices, shelf

#: Columns whose words are codes of ours, and so may have to be told.
CODED = ("activity", "modality", "status")
MODALITIES = {str(Modality.IN_PERSON): "in person", str(Modality.VIRTUAL): "virtual"}


def asked(key: str, look: Look, preview: Preview | None, how: dict[str, Any]) -> dict[str, Any]:
    """How the file is to be read after what the person says: `renames`, `fill` and `values` of `How`."""
    renames = _headings(key, look, how.get("renames", {}))
    fill = dict(how.get("fill", {}))
    if look.missing:
        fill |= _missing(key, look, look.missing[0])
    for column in list(fill):
        st.caption(f":material/edit: {column} is {notices.escape(fill[column])} for every row.")
    values = {column: dict(words) for column, words in how.get("values", {}).items()}
    for column, words in (_unknown(preview) if preview else {}).items():
        values[column] = values.get(column, {}) | _words(key, column, words)
    return {"renames": renames, "fill": fill, "values": {column: words for column, words in values.items() if words}}


def _headings(key: str, look: Look, told: dict[str, str]) -> dict[str, str]:
    """Heading by heading: which column it is. What we only suppose stands beside it and is not applied."""
    columns = ["", *choices(look.kind)]
    rows = [
        {
            "Heading": each.heading,
            "For example": ", ".join(each.examples),
            "Column": next((column for column, heading in told.items() if heading == each.heading), each.column or ""),
            "Perhaps": each.similar if each.similar and not each.column else "",
        }
        for each in look.headings
    ]
    with st.expander("What each heading means", icon=":material/view_column:", expanded=bool(look.missing)):
        st.caption(f"Read as {notices.escape(look.label)}. Change what is wrong; blank ones are kept with the row.")
        edited = st.data_editor(
            pd.DataFrame(rows), hide_index=True, key=f"headings_{key}", disabled=["Heading", "For example", "Perhaps"],
            column_config={"Column": st.column_config.SelectboxColumn(options=columns)},
        )  # fmt: skip
    # What was set by hand is applied by now, and must not be taken for what we recognised.
    by_hand = set(told.values())
    known = {each.heading: "" if each.heading in by_hand else each.column or "" for each in look.headings}
    return {
        row["Column"]: row["Heading"]
        for row in edited.to_dict("records")
        if row["Column"] not in ("", None, known[row["Heading"]])
    }


def _missing(key: str, look: Look, column: str) -> dict[str, str]:
    """One question that the file cannot answer, for all its rows."""
    means = choices(look.kind).get(column, column)
    label = f"The file does not say {means}. For all its rows it is:"
    if column == "activity":
        labels = {code: each.label for code, each in shelf.policy().activities.items()}
        answer = st.selectbox(label, list(labels), None, format_func=labels.get, key=f"missing_{key}_{column}")
    elif column == "modality":
        answer = st.selectbox(label, list(MODALITIES), None, format_func=MODALITIES.get, key=f"missing_{key}_{column}")
    elif column == "held_on":
        day = st.date_input(label, None, key=f"missing_{key}_{column}")
        answer = day.isoformat() if day else None
    else:
        answer = st.text_input(label, key=f"missing_{key}_{column}").strip()
    return {column: str(answer)} if answer else {}


def _unknown(preview: Preview) -> dict[str, list[str]]:
    """Words of coded columns that we do not know, as the problems name them."""
    found: dict[str, list[str]] = {}
    for problem in preview.result.problems:
        if problem.column in CODED and problem.read and problem.read not in found.setdefault(problem.column, []):
            found[problem.column].append(problem.read)
    return {column: words[:20] for column, words in found.items() if words}


def _words(key: str, column: str, words: list[str]) -> dict[str, str]:
    """What unknown words mean. Those left open stay problems."""
    options = {
        "activity": {code: each.label for code, each in shelf.policy().activities.items()},
        "modality": MODALITIES,
        "status": {each: each.replace("_", " ") for each in ("completed", "scheduled", "cancelled", "no_show")},
    }[column]
    told = {}
    with st.container(border=True):
        st.markdown(f":material/help: Words under {column} that we do not know. What do they mean?")
        for place, word in enumerate(words):
            code = st.selectbox(
                notices.escape(word),
                list(options),
                None,
                format_func=options.get,
                key=f"word_{key}_{column}_{place}_{word}",
            )
            if code:
                told[word] = str(code)
    return told


def offer_to_save(key: str, look: Look, how: How) -> None:
    """Keep what was said for next time, as a profile."""
    if not (how.renames or how.values or how.fill):
        return
    with st.expander("Keep this for next time", icon=":material/bookmark_add:"), st.form(f"save_{key}", border=False):
        name = st.text_input("Name of this kind of export", placeholder="our_form")
        if st.form_submit_button("Save as a profile"):
            try:
                file = save_profile(_profile(name.strip(), look, how), shelf.settings().profiles)
                st.success(f"Saved as {file.name}. Files with the same headings are read like this from now on.")
            except MentorshipError as error:
                notices.trouble(error.message)


def _profile(name: str, look: Look, how: How) -> Profile:
    """What was said, over the kind of export that it was said of."""
    base = all_profiles(how.profiles).get(look.profile)
    columns = {each.column: (each.heading,) for each in look.headings if each.column} if base is None else base.columns
    values = {
        column: tuple(Meaning(matches=rf"^\s*{re.escape(word)}\s*$", **{"is": code}) for word, code in words.items())
        for column, words in how.values.items()
    }
    said: dict[str, Any] = {
        "name": name or "?",
        "label": name.replace("_", " "),
        "detect": tuple((each.heading,) for each in look.headings),
        "columns": {**columns, **{column: (heading,) for column, heading in how.renames.items()}},
        "values": {**(base.values if base else {}), **values},
        "fill": {**(base.fill if base else {}), **how.fill},
        "dates": how.dates or (base.dates if base else None),
    }
    return base.model_copy(update=said) if base else Profile(kind=look.kind, **said)
