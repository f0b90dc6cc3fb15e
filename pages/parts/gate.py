"""Who is looking? Every page ends with `show(page, to=…)`, which finds the viewer or stops.

Nothing is left to `app.py`: Streamlit runs a page file without it when the first request after a start is a deep
link into `pages/`. Such a page goes through the frame first, and guards itself either way.
"""

import contextlib
import logging
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import streamlit as st
from pydantic import ValidationError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from mentorship.access import Role, Viewer, require, viewers_of
from mentorship.errors import AccessError, MentorshipError
from mentorship.reports.mentor_activity import mentors
from mentorship.reports.my_progress import mentees
from mentorship.wording import listed
from pages.parts import filters, notices, shelf

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FRAME = "app.py"
#: The page that the banner of the sample leads to; it says so itself, with the button to do it.
TAKES_SAMPLE_BACK = "session_exports.py"
log = logging.getLogger("mentorship")


def show(page: Callable[[Viewer], None], to: Iterable[Role]) -> None:
    """Show a page to those it is for; to everybody else a sentence."""
    file = Path(page.__code__.co_filename).name
    if _is_outside_frame():
        _enter_frame(file)
    try:
        viewer = find_viewer()
        if viewer is None:
            st.stop()
        require(viewer, to, "This page")
        shelf.bring_up_to_date()
        if file != TAKES_SAMPLE_BACK:
            notices.sample_banner(viewer)
        notices.happened()
        page(viewer)
        notices.quiet_line()
    except MentorshipError as error:
        notices.trouble(error.message)
    except ValidationError as error:
        names = listed(f"MENTORSHIP_{str(each['loc'][0]).upper()}" for each in error.errors())
        notices.trouble(f"The setting {names} cannot be used. Correct it and start the app again.")
    except Exception as error:
        # The place, never the message: it may hold somebody's data.
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error("%s failed: %s at %s:%s", file, type(error).__name__, Path(place.filename).name, place.lineno)
        notices.trouble("This page could not be shown. Nothing was changed; load it again, or tell whoever runs this.")


def find_viewer() -> Viewer | None:
    """Whoever is looking, or None after saying on screen what is missing."""
    if shelf.settings().access == "oidc":
        return _signed_in()
    if st.get_option("server.address") not in LOOPBACK:
        st.warning(
            "Without sign-in this app answers on this machine only. Start it with `--server.address 127.0.0.1`, "
            "or set up sign-in (`MENTORSHIP_ACCESS=oidc`).",
            icon=":material/lock:",
        )
        return None
    return _viewed_as()


def side_bar(sections: Mapping[str, Sequence[tuple[str, str, str, Collection[Role]]]]) -> None:
    """The pages that the viewer may open, and as whom to look where there is a choice. What is wrong the page says."""
    # What fails here fails again on the page, and is said there.
    with st.sidebar, contextlib.suppress(Exception):
        links, choice = st.container(), st.container()
        with choice:
            _choose()
        role = _role()
        with links:
            for section, pages in sections.items():
                own = [(file, title, icon) for file, title, icon, who in pages if role in who]
                if own:
                    st.caption(section)
                for file, title, icon in own:
                    notices.link(file, title, f":material/{icon}:", "stretch")


def _role() -> Role | None:
    if shelf.settings().access == "local":
        return _role_viewed_as()
    if not getattr(st.user, "is_logged_in", False):
        return None
    viewer = _signed_in()
    return viewer.role if viewer else None


def _choose() -> None:
    settings = shelf.settings()
    if settings.access == "local" and st.get_option("server.address") in LOOPBACK:
        roles = {str(role): role.capitalize() for role in Role}
        help_ = "No sign-in on this machine: choose whose eyes to look through."
        role = filters.kept("View as", roles, "view_as", help_)
        _choose_person(Role(role))
    elif settings.access == "oidc" and getattr(st.user, "is_logged_in", False):
        st.button("Sign out", on_click=st.logout, icon=":material/logout:")
        roles = [str(viewer.role) for viewer in _roles_of_user()]
        if len(roles) > 1:
            st.selectbox("Look as", roles, key="look_as", format_func=str.capitalize)


def _choose_person(role: Role) -> None:
    everyone = Viewer(Role.OMBUDSMAN)
    if role not in (Role.MENTEE, Role.MENTOR):
        return
    with shelf.store().cursor() as cursor:
        people = mentees(everyone, cursor) if role is Role.MENTEE else mentors(everyone, cursor)
    names = {person[str(role)]: person["name"] for person in people}
    if names:
        filters.kept("Who", names, "person")


def _viewed_as() -> Viewer | None:
    """Local mode: the role and person chosen, here or in the address."""
    role = _role_viewed_as()
    if role in (Role.OMBUDSMAN, Role.LEADERSHIP):
        return Viewer(role)
    person = st.session_state.get("person") or st.query_params.get("person")
    if not person:
        notices.empty(f"There is no {role} in the data yet. Bring in an export as ombudsman first.")
        return None
    return Viewer(role, person)


def _role_viewed_as() -> Role:
    wanted = st.session_state.get("view_as") or st.query_params.get("view_as")
    return Role(wanted) if wanted in list(Role) else Role.OMBUDSMAN


def _signed_in() -> Viewer | None:
    """Sign-in mode: whom the provider vouches for, in a role that the people data or the roles file give."""
    if not getattr(st.user, "is_logged_in", False):
        st.title("Please sign in", anchor=False)
        st.write("Mentorship records are shown to the people they concern.")
        if hasattr(st.user, "is_logged_in"):
            st.button("Sign in", on_click=st.login, type="primary", icon=":material/login:")
        else:
            notices.trouble("Sign-in is not set up: .streamlit/secrets.toml lacks the section [auth]. See README.md.")
        return None
    viewers = _roles_of_user()
    if not viewers:
        raise AccessError("You are signed in, but nobody knows this e-mail here. Ask the ombudsman to add it.")
    wanted = st.session_state.get("look_as")
    return next((viewer for viewer in viewers if viewer.role == wanted), viewers[0])


def _roles_of_user() -> list[Viewer]:
    email, said = st.user.get("email"), st.user.get("email_verified")
    # Some providers say it as a word. One that does not say it at all is trusted only where the settings say so.
    vouched = shelf.settings().provider_verifies_emails if said is None else str(said).lower() == "true"
    if not isinstance(email, str) or "@" not in email or not vouched:
        raise AccessError("The sign-in provider does not vouch for your e-mail. Confirm it there, then sign in again.")
    with shelf.store().cursor() as cursor:
        return viewers_of(cursor, str(email), shelf.settings().roles)


def _is_outside_frame() -> bool:
    """Whether this page runs without app.py around it, in an app that has one."""
    run = get_script_run_ctx()
    has_frame = run is not None and Path(run.main_script_path).name == FRAME
    return has_frame and not st.session_state.get("framed") and not st.session_state.get("handed_over")


def _enter_frame(file: str) -> None:
    """Start over with app.py around the page, at the same address."""
    st.session_state["handed_over"] = True
    home = st.Page(lambda: None, title="Home", url_path="home", default=True)
    st.navigation([home, st.Page(f"pages/{file}")], position="hidden")
    st.switch_page(f"pages/{file}", query_params=st.query_params.to_dict())
