"""The questions that the text of the rules leaves open, and how each is answered here."""

from typing import Any

import streamlit as st

from pages.parts import notices


def readings(rows: list[dict[str, Any]]) -> None:
    """The questions that the text leaves open, and how each is answered here."""
    st.subheader("Where the text can be read in more than one way", anchor=False)
    for row in rows:
        with st.expander(notices.escape(row["question"]), icon=":material/help:"):
            for each in row["alternatives"]:
                chosen = (
                    ":material/radio_button_checked:"
                    if each["value"] == row["in_force"]
                    else ":material/radio_button_unchecked:"
                )
                note = " (in force)" if each["value"] == row["in_force"] else ""
                st.markdown(f"{chosen} {notices.escape(each['means'])}{note}")
            st.caption(notices.escape(row["source"]))
