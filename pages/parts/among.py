"""Of whom a programme page speaks: everybody, or those of a region or country, or who speak a language."""

import streamlit as st

from mentorship.answers.countries import NOT_TOLD
from mentorship.answers.request import Request
from mentorship.hidden_characters import visible
from mentorship.reports.uptake import Among, uptake
from mentorship.wording import capitalised
from pages.parts import resources

EVERYBODY = "Everybody"
NAMES = ("region", "country", "language")


def among(request: Request, names: tuple[str, ...] = NAMES) -> Among:
    """What is chosen, from the address. Only what the viewer may see as a group can be chosen."""
    known = resources.once(request, uptake).parts["groups"]
    chosen = {}
    with st.container(horizontal=True, gap="small", key="among"):
        for name in names:
            values = [row["value"] for row in known if row["grouping"] == name and row["measure"] == "in the programme"]
            options = [EVERYBODY, *(each for each in values if each != NOT_TOLD)]
            value = st.selectbox(
                capitalised(name), options, key=name, bind="query-params", width=190, format_func=visible
            )
            chosen[name] = None if value in (None, EVERYBODY) else str(value)
    return Among(**chosen)
