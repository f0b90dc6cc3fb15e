"""Who is looking? Every page ends with `show(page, to=…)`, which finds the viewer or stops.

Nothing is left to `app.py`: Streamlit runs a page file without it when the first request after a start is a deep
link into `pages/`. Such a page goes through the frame first, and guards itself either way.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import streamlit as st
from pydantic import ValidationError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from mentorship.access import Role, Viewer
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.wording import listed
from pages.parts import failures, foot, local_viewer, menu, notices, resources, sign_in

FRAME = "app.py"
#: On a wide screen a page goes no further: lines stay readable, and charts in proportion.
WIDEST = 1360


def show(page: Callable[[Request], None], to: Iterable[Role]) -> None:
    """Show a page to those it is for; to everybody else a sentence and a way on."""
    file = Path(page.__code__.co_filename).stem
    if _is_outside_frame():
        _enter_frame(file)
    try:
        viewer = find_viewer()
        if viewer is None:
            foot.foot(None, file=file)
            st.stop()
        menu.name_tab(file, viewer)
        if viewer.role not in frozenset(to):
            _not_for(viewer, frozenset(to), file)
            return
        with _request(viewer) as request:
            notices.happened()
            with st.container(width=WIDEST):
                page(request)
            foot.foot(viewer, request, file)
    except MentorshipError as error:
        notices.trouble(error.message)
        foot.foot(None, file=file)
    except ValidationError as error:
        names = listed(f"MENTORSHIP_{str(each['loc'][0]).upper()}" for each in error.errors())
        notices.trouble(f"The setting {names} cannot be used. Correct it and start the app again.")
    except Exception as error:
        failures.log_place(f"{file} failed", error)
        notices.trouble(
            "This page could not be shown. Nothing was changed; load it again, or tell whoever runs the app."
        )


@contextlib.contextmanager
def _request(viewer: Viewer) -> Iterator[Request]:
    """The viewer's request, with a note on screen while sessions are assessed."""
    note = st.empty()

    def started() -> None:
        note.info("Assessing sessions. This happens once after each change.", icon=":material/hourglass_top:")

    with resources.request(viewer, started) as request:
        note.empty()
        yield request


def find_viewer() -> Viewer | None:
    """Whoever is looking, or None after saying on screen what is missing."""
    if resources.settings().access == "oidc":
        if not sign_in.is_signed_in():
            sign_in.notice()
            return None
        return sign_in.viewer()
    if why_not := local_viewer.why_not():
        local_viewer.refusal(why_not)
        return None
    return local_viewer.viewer()


def role_in_menu() -> Role | None:
    """The role whose pages the menu lists. Whatever is wrong here the page says."""
    with contextlib.suppress(Exception):
        if resources.settings().access == "local":
            return None if local_viewer.why_not() else local_viewer.role()
        if sign_in.is_signed_in():
            return sign_in.viewer().role
    return None


def _not_for(viewer: Viewer, roles: frozenset[Role], file: str) -> None:
    """One pattern for what somebody may not open: a title, a sentence, a way on."""
    st.title("Not for this role", anchor=False)
    st.markdown(f"Only {listed([f'the {role}' for role in sorted(roles)], 'or')} can open this page.")
    notices.link(menu.home_of(viewer.role), "Go to your start page")
    foot.foot(viewer, file=file)


def _is_outside_frame() -> bool:
    """Whether this page runs without app.py around it, in an app that has one."""
    run = get_script_run_ctx()
    has_frame = run is not None and Path(run.main_script_path).name == FRAME
    return has_frame and not st.session_state.get("framed") and not st.session_state.get("handed_over")


def _enter_frame(file: str) -> None:
    """Start over with app.py around the page, at the same address."""
    st.session_state["handed_over"] = True
    home = st.Page(lambda: None, title="Home", url_path="home", default=True)
    st.navigation([home, st.Page(f"pages/{file}.py")], position="hidden")
    st.switch_page(f"pages/{file}.py", query_params=st.query_params.to_dict())
