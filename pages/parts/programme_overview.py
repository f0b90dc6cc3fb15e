"""The programme at a glance, for leadership: three sentences, each with its picture, and the board pack."""

import streamlit as st

from mentorship.answers.request import Request
from mentorship.charts.active_people import active_people
from mentorship.charts.mentee_progress import mentee_progress as progress_chart
from mentorship.charts.modality_share import modality_share
from mentorship.planning.capacity import capacity
from mentorship.reports.mentee_progress import STATES, mentee_progress
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.uptake import uptake
from pages.parts import board_pack, notices, pictures, resources, standing_alone


def sentences(request: Request) -> None:
    """Is it growing, how virtual is it, where does everybody stand; and will there be enough."""
    growth, mix = resources.once(request, uptake), resources.once(request, modality_mix)
    progress, theme = resources.once(request, mentee_progress), pictures.theme()
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, key="glance_uptake"):
        _said(growth.answer)
        picture = pictures.drawn(active_people, growth.parts["active"], theme)
        standing_alone.picture(request, picture, "overview_uptake", "People active, by quarter", growth.answer)
        notices.link("uptake", "Uptake")
    with right.container(border=True, key="glance_mix"):
        _said(mix.answer)
        if mix.parts["share"]:
            picture = pictures.drawn(modality_share, mix.parts["share"], (), theme)
            title = "Virtual share of the hours that tiers used"
            standing_alone.picture(request, picture, "overview_mix", title, mix.answer)
        notices.link("modality_mix", "Virtual and in person")
    with left.container(border=True, key="glance_progress"):
        _said(progress.answer)
        if progress.parts["groups"]:
            picture = pictures.drawn(progress_chart, progress.parts["groups"], theme, STATES)
            standing_alone.picture(request, picture, "overview_progress", "Where everybody stands", progress.answer)
        notices.link("mentee_progress", "Mentee progress")
    with right.container(border=True, key="glance_more"):
        _said(resources.once(request, capacity).answer)
        notices.link("uptake", "Capacity, under Uptake")
        st.markdown("**What would a change to the rules do?**")
        notices.link("rule_change", "Try a rule change")
        st.markdown("**For the board:** all of this in one document, with definitions and sources.")
        board_pack.links(request)
    notices.gaps(list(dict.fromkeys([*growth.gaps, *mix.gaps[1:]])))


def _said(sentence: str) -> None:
    st.markdown(notices.escape(sentence))
