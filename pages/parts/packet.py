"""The packet of one credit, to take away: as PDF or workbook, on the paper of the reader's part of the world."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from mentorship.answers.request import Request
from mentorship.packet.content import evidence
from mentorship.packet.pages import packet_pdf
from mentorship.packet.shape import Packet
from mentorship.packet.typesetting import Paper
from mentorship.packet.workbook import packet_xlsx
from pages.parts import downloads

#: Where people print on Letter.
LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "DO", "SV"})


def links(request: Request, mentee: str, tier: str) -> None:
    """A button for the PDF, and one for the workbook. Neither is made before somebody asks for it."""
    paper = usual_paper(st.context.locale)
    for label, ending, kind, make in (
        ("Packet", "pdf", "application/pdf", packet_pdf),
        ("XLSX", "xlsx", downloads.XLSX, packet_xlsx),
    ):
        made = partial(_made, make, mentee, tier, paper)
        about = f"{mentee} {tier} {paper}"
        address = downloads.offer(request.viewer, f"packet_{tier}.{ending}", kind, made, about)
        st.link_button(label, address, icon=":material/download:")


def _made(make: Callable[[Packet, Paper], bytes], mentee: str, tier: str, paper: Paper, request: Request) -> bytes:
    return make(evidence(request, mentee, tier), paper)


def usual_paper(locale: str | None) -> Paper:
    """Letter where people print on it, else A4."""
    return Paper.LETTER if (locale or "").replace("_", "-").partition("-")[2].upper() in LETTER else Paper.A4
