"""Local mode: no sign-in, on this machine only; whoever sits here chooses through whose eyes to look."""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.access.connections import is_of_this_machine
from mentorship.reports.mentor_activity import mentors
from mentorship.reports.my_progress import mentees
from pages.parts import notices, passage, resources, searching, sign_in


def why_not() -> str | None:
    """Why nothing is shown here, in a sentence: others could look in. None where all is well."""
    if not is_of_this_machine(st.get_option("server.address")):
        return (
            "Without sign-in this app answers on this machine only. Start it with --server.address 127.0.0.1, "
            "or set up sign-in (MENTORSHIP_ACCESS=oidc)."
        )
    if not passage.has_passed(st.context.headers):
        return "This page was started on its own. Start the app with: streamlit run app.py"
    return sign_in.contradiction()


def refusal(sentence: str) -> None:
    """What is shown instead."""
    st.warning(notices.escape(sentence), icon=":material/lock:")


def role() -> Role:
    """The role chosen, here or in the address."""
    wanted = st.query_params.get("view_as") or st.session_state.get("view_as")
    chosen = Role(wanted) if wanted in list(Role) else Role.OMBUDSMAN
    st.session_state["view_as"] = str(chosen)
    return chosen


def viewer() -> Viewer | None:
    """Whoever was chosen; None, after saying what to do, where a person is still to be chosen."""
    chosen = role()
    if chosen in (Role.OMBUDSMAN, Role.LEADERSHIP):
        return Viewer(chosen)
    if not _people(chosen):
        notices.question(f"View as which {chosen}?")(f"No {chosen}s are on record yet.")
        notices.empty("Change the view below to the ombudsman’s, and import an export there.")
        return None
    person = st.query_params.get("person") or st.session_state.get("person")
    names = _people(chosen)
    if person in names:
        st.session_state["person"] = person
        return Viewer(chosen, person, names[str(person)])
    if person:
        notices.trouble(f"There is no {chosen} {person} in the data. Choose another one below.")
    st.title(f"View as which {chosen}?", anchor=False)
    searching.person("view_as_person", f"Find a {chosen}", names, _look_as)
    return None


def _look_as(person: str) -> None:
    st.session_state["person"] = person
    st.query_params["person"] = person


def _people(chosen: Role) -> dict[str, str]:
    """Those whom one may look as, by id."""
    with resources.request(Viewer(Role.OMBUDSMAN)) as request:
        rows = resources.once(request, mentees if chosen is Role.MENTEE else mentors)
    return {row[str(chosen)]: row["name"] for row in rows}


def chooser() -> None:
    """Through whose eyes to look, and through another person's."""
    roles = {str(each): each.capitalize() for each in Role}
    now = role()
    wanted = st.selectbox(
        "View as", list(roles), list(roles).index(now), format_func=lambda each: roles[each], key="view_as_choice"
    )
    if wanted != now:
        st.session_state["view_as"] = wanted
        st.session_state.pop("person", None)
        st.query_params.clear()
        st.query_params["view_as"] = wanted
        st.switch_page("pages/overview.py", query_params={"view_as": wanted})
    if now in (Role.MENTEE, Role.MENTOR) and st.session_state.get("person"):
        st.button("Somebody else", on_click=_forget_person, icon=":material/person_search:")


def _forget_person() -> None:
    st.session_state.pop("person", None)
    st.query_params.pop("person", None)
