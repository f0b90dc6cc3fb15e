"""Each tier in a few words, side by side; one below the other on a phone."""

from typing import Any

import streamlit as st

from mentorship.wording import day, hours
from pages.parts import notices


def tiers(rows: list[dict[str, Any]]) -> None:
    """Each tier in a few words: reached, waiting, or what it lacks."""
    for column, tier in zip(st.columns(len(rows)), rows, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{notices.escape(tier['label'])}**")
            if tier["reached_on"]:
                st.markdown(f":material/check_circle: Reached on {day(tier['reached_on'])}")
            elif not tier["minutes_short"]:
                st.markdown(":material/hourglass_top: Hours complete, waiting")
            else:
                st.markdown(f":material/radio_button_unchecked: {hours(tier['minutes_short'])} to go")
            if tier["prerequisite"]:
                held = tier["prerequisite_held_on"]
                since = f"since {day(held)}" if held else "not on record yet"
                st.caption(f"Needs {tier['prerequisite'].capitalize()} certification: {since}")
