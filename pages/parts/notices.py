"""Sentences on screen: the answer, what the data cannot say, troubles, and the quiet line under every page."""

import logging
import re
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.charts.palette import DARK, LIGHT, Look
from mentorship.wording import day, listed
from pages.parts import shelf

#: Every character that Markdown could take for more than itself.
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\u2060"
log = logging.getLogger("mentorship")


def escape(text: str) -> str:
    """Text from exports as it stands: no Markdown, HTML, directive, formula, icon, emoji or link comes of it."""
    one_line = re.sub(r"\s+", " ", text)
    broken = re.sub(r"(?i)(:|@|\bwww\b)", rf"\1{_WORD_JOINER}", one_line)
    return _MARKUP.sub(r"\\\1", broken)


def question(title: str) -> Callable[[str], object]:
    """The head of every page: its question. Returns what puts the answer below it, above whatever came in between."""
    st.title(title, anchor=False)
    place = st.empty()

    def answered(sentence: str) -> None:
        place.markdown(f"#### {escape(sentence)}", anchors=False)

    return answered


def gaps(sentences: Sequence[str]) -> None:
    """What the data cannot say."""
    for sentence in sentences:
        st.caption(f":material/info: {escape(sentence)}")


def empty(sentence: str, viewer_may_upload: bool = False) -> None:
    """What to do where there is nothing to see yet."""
    st.info(escape(sentence), icon=":material/inbox:")
    if viewer_may_upload:
        link("session_exports", "Bring in an export", ":material/upload_file:")


def sample_banner(viewer: Viewer) -> None:
    """On every page while all there is was invented."""
    if shelf.status()["is_sample"]:
        st.info(
            "Sample data: everybody here is invented. To start with your own, take the sample back on the page "
            "“Session exports” and upload your export there.",
            icon=":material/science:",
        )
        if viewer.role is Role.OMBUDSMAN:
            link("session_exports", "Start with your own data")


def happened() -> None:
    """What the last action did, once."""
    for sentence in st.session_state.pop("happened", []):
        st.success(escape(sentence), icon=":material/check_circle:")
    for sentence in st.session_state.pop("went_wrong", []):
        trouble(sentence)


def trouble(message: str) -> None:
    """Something that could not be done, and what to do about it."""
    st.error(escape(message), icon=":material/error:")


def link(page: str, label: str, icon: str = ":material/arrow_forward:", width: str = "content", **query: str) -> None:
    """A way to another page, narrowed to `query`; nothing where a page runs without the frame that knows the others."""
    if st.session_state.get("framed"):
        keep = {name: st.query_params[name] for name in ("view_as", "person") if name in st.query_params}
        st.page_link(f"pages/{page}.py", label=label, icon=icon, query_params=keep | query, width=width)


def look() -> Look:
    """The colours of charts, to go with the viewer's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def picture(figure: object, name: str, says: str) -> None:
    """A chart with a text alternative; the camera above it saves a PNG."""
    st.plotly_chart(
        figure, theme=None, key=f"picture_{name}", alt=says,
        config={
            "displaylogo": False, "displayModeBar": True, "responsive": True,
            "modeBarButtons": [["toImage"]], "toImageButtonOptions": {"format": "png", "filename": name, "scale": 2},
        },
    )  # fmt: skip


def quietly(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """A download that is made when asked for. Should it fail, the log names the place, never the message: it may hold
    somebody's data."""

    def made() -> bytes:
        try:
            return make()
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            name = Path(place.filename).name
            log.error("a download failed: %s at %s:%s", type(error).__name__, name, place.lineno)
            raise RuntimeError("The download could not be made.") from None

    return made


def provenance() -> dict[str, str]:
    """Where what is shown comes from: data, day, rules, readings."""
    status, rules = shelf.status(), shelf.policy()
    chosen = [
        f"{name} {value}" for name, value in rules.chosen_readings.items() if value != rules.readings[name].default
    ]
    return {
        "Data as of": day(status["newest_import"]) if status["newest_import"] else "no data yet",
        "Judged as of": day(shelf.as_of()),
        "Rules": f"{rules.title}, version {rules.digest}",
        "Readings": listed(chosen) if chosen else "default",
    }


def quiet_line() -> None:
    """Under every page: data as of, rules version, readings in use."""
    says = provenance()
    data = f"Data as of {says['Data as of']}" if shelf.status()["newest_import"] else "No data yet"
    st.caption(
        f"{data} · judged as of {says['Judged as of']} · "
        f"rules version {shelf.policy().digest} · readings: {escape(says['Readings'])}"
    )
