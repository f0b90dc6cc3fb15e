"""How the letters of a file are encoded, asked on screen where it cannot be told."""

import streamlit as st

from mentorship.intake.preview import FilePreview
from pages.parts import notices


def encoding(key: str, tried: FilePreview) -> str | None:
    """The encoding that was chosen for a file; None where none had to be. It can be chosen anew."""
    could = st.session_state.setdefault("could_be", {}).setdefault(key, tried.encodings)
    return _asked(key, could) if could else None


def _asked(key: str, could: dict[str, str]) -> str | None:
    """Ask how the letters of a file are encoded, by a word of it as each encoding would read it."""
    if len(could) == 1:
        (only,) = could
        return only if st.checkbox("Import it as it stands", key=f"encoding_{key}") else None
    return st.radio(
        "Which of these reads right?", list(could), index=None, key=f"encoding_{key}",
        format_func=lambda each: f"{notices.escape(could[each])} ({each})",
    )  # fmt: skip
