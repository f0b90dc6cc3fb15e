"""The board pack to take away: one PDF of what is looked at, and its tables as a workbook."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from mentorship.answers.request import Request
from mentorship.packet.board_pack import board_pack_pdf, board_pack_xlsx
from mentorship.packet.typesetting import Paper
from mentorship.reports.uptake import EVERYBODY, Among
from pages.parts import downloads, packet


def links(request: Request, among: Among = EVERYBODY) -> None:
    """A button for the PDF, and one for the workbook. Neither is made before somebody asks for it."""
    paper = packet.usual_paper(st.context.locale)
    pdf: Callable[[Request], bytes] = partial(_pdf, among, paper)
    xlsx: Callable[[Request], bytes] = partial(_xlsx, among)
    with st.container(horizontal=True, key="board_pack"):
        for label, name, kind, make in (
            ("Board pack", "board_pack.pdf", "application/pdf", pdf),
            ("Tables (XLSX)", "board_pack.xlsx", downloads.XLSX, xlsx),
        ):
            address = downloads.offer(request.viewer, name, kind, make, f"{among} {paper}")
            st.link_button(label, address, icon=":material/download:")


def _pdf(among: Among, paper: Paper, request: Request) -> bytes:
    return board_pack_pdf(request, among, paper)


def _xlsx(among: Among, request: Request) -> bytes:
    return board_pack_xlsx(request, among)
