"""Which page in a browser belongs to whom, as Streamlit's server knows it. All that is private to Streamlit about it
stands here."""

from collections.abc import Iterator
from typing import Any

from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts.sign_in_cookies import key_of


def owner_of(session_id: str) -> str | None:
    """By what the owner of an open page is known: the key of a sign-in, or empty; None where no such page is open."""
    found = _sessions().get_active_session_info(session_id)
    return _owner(found) if found else None


def owners_of_media(file_id: str) -> Iterator[str]:
    """The same for each open page that shows a media file."""
    shown: dict[str, dict[str, str]] = getattr(Runtime.instance().media_file_mgr, "_files_by_session_and_coord", {})
    for session_id in [session for session, files in list(shown.items()) if file_id in list(files.values())]:
        owner = owner_of(session_id)
        if owner is not None:
            yield owner


def bytes_uploaded(session_ids: set[str] | None = None) -> int:
    """How much of what was uploaded is held in memory: by some open pages, or by all."""
    held: dict[str, dict[str, Any]] = getattr(Runtime.instance().uploaded_file_mgr, "file_storage", {})
    return sum(
        len(file.data)
        for session_id, files in list(held.items())
        if session_ids is None or session_id in session_ids
        for file in list(files.values())
    )


def forget_uploads() -> None:
    """Let go of what the page that runs now had uploaded: it is imported, or will not be."""
    run = get_script_run_ctx()
    if run:
        run.uploaded_file_mgr.remove_session_files(run.session_id)


def _sessions() -> Any:
    return Runtime.instance()._session_mgr


def _owner(found: Any) -> str:
    context = found.client.client_context if found.client else None
    return key_of(dict(context.cookies)) if context else ""
