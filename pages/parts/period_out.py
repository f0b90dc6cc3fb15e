"""The report of a period for the modality leaders, to take away: PDF, workbook and CSV. Nobody is named in it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import streamlit as st

from mentorship.answers.definitions import begins_after
from mentorship.answers.request import Request
from mentorship.packet.period_report import period_report_csv, period_report_pdf, period_report_xlsx
from mentorship.reports.mentor_activity import mentor_activity
from mentorship.wording import day
from pages.parts import downloads, packet, resources


def report(request: Request, period: str, begin: date | None = None, until: date | None = None) -> None:
    """A button that unfolds the three files. None of them is made before somebody asks for it."""
    first, last = _days(request, period, begin, until)
    if first is None:
        return
    pdf = partial(period_report_pdf, paper=packet.usual_paper(st.context.locale))
    kinds: dict[str, tuple[str, Callable[..., bytes]]] = {
        "pdf": ("application/pdf", pdf), "xlsx": (downloads.XLSX, period_report_xlsx),
        "csv": (downloads.CSV, period_report_csv),
    }  # fmt: skip
    with st.popover("Report to share", icon=":material/download:"):
        st.caption(f"{day(first)} to {day(last)}, with definitions. Nobody is named, and small numbers are left out.")
        with st.container(horizontal=True, gap="small"):
            for ending, (kind, make) in kinds.items():
                made, about = partial(_made, make, first, last), f"{first} {last}"
                address = downloads.offer(request.viewer, f"mentoring.{ending}", kind, made, about)
                st.link_button(ending.upper(), address)


def _made(make: Callable[..., bytes], begin: date, until: date, request: Request) -> bytes:
    return make(request, begin, until)


def _days(request: Request, period: str, begin: date | None, until: date | None) -> tuple[date | None, date]:
    """The first and last day of a period; of all years, from the first session on."""
    last = until or request.as_of
    after = begins_after(period, last)
    if begin or after > date.min:
        return begin or after + timedelta(days=1), last
    rows = resources.once(request, mentor_activity, period="All years").rows
    return min((row["first_session"] for row in rows if row["first_session"]), default=None), last
