"""Sentences on screen: the answer, what the data cannot say, troubles, and the quiet line under every page."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

import streamlit as st
from babel.core import UnknownLocaleError
from babel.numbers import get_decimal_symbol

from mentorship.answers.request import Request
from mentorship.hidden_characters import visible
from mentorship.wording import day, listed
from pages.parts import arrival

#: Every character that Markdown could take for more than itself.
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\u2060"


def escape(text: str) -> str:
    """Text from exports as it stands: no Markdown, HTML, directive, formula, icon, emoji or link comes of it, and
    nothing in it is hidden."""
    one_line = re.sub(r"\s+", " ", visible(text))
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
        link("session_exports", "Import an export", ":material/upload_file:")


def happened() -> None:
    """What the last action did, once, and in sight wherever on the page it was taken."""
    if st.session_state.get("happened") or st.session_state.get("went_wrong"):
        arrival.in_sight("happened")
    for sentence in st.session_state.pop("happened", []):
        st.success(escape(sentence), icon=":material/check_circle:")
    for sentence in st.session_state.pop("went_wrong", []):
        trouble(sentence)


def trouble(message: str) -> None:
    """Something that could not be done, and what to do about it."""
    st.error(escape(message), icon=":material/error:")


def link(
    page: str,
    label: str,
    icon: str = ":material/arrow_forward:",
    width: Literal["stretch", "content"] = "content",
    **query: str,
) -> None:
    """A way to another page, narrowed to `query`; nothing where a page runs without the frame that knows the others."""
    if st.session_state.get("framed"):
        keep = {name: st.query_params[name] for name in ("view_as", "person") if name in st.query_params}
        st.page_link(f"pages/{page}.py", label=label, icon=icon, query_params=keep | query, width=width)


def stamp(request: Request) -> dict[str, str]:
    """Where what is shown comes from: data, day, rules, readings."""
    newest, rules = request.status.newest_import, request.policy
    chosen = [
        f"{name} {value}" for name, value in rules.chosen_readings.items() if value != rules.readings[name].default
    ]
    return {
        "Data as of": day(newest) if newest else "no data yet",
        "Judged as of": day(request.as_of),
        "Rules": f"{rules.title}, version {rules.digest}",
        "Readings": listed(chosen) if chosen else "default",
    }


def stamped(request: Request) -> str:
    """The same as Markdown, a line each."""
    return "  \n".join(f"**{label}** {escape(value)}" for label, value in stamp(request).items())


@cache
def decimal_comma(locale: str | None) -> bool:
    """Whether a language writes 1,5 and not 1.5."""
    try:
        return get_decimal_symbol(locale.replace("-", "_") if locale else "en") == ","
    except (UnknownLocaleError, ValueError):
        return False
