"""The frame: page settings, who is looking, the list of pages; and the server around it, with its entrance for files.

Start it with `streamlit run app.py`."""

import streamlit as st

from mentorship.access import Role
from pages.parts import entrance, gate, unattended

OMBUDSMAN, LEADERSHIP, MENTEE, MENTOR = Role.OMBUDSMAN, Role.LEADERSHIP, Role.MENTEE, Role.MENTOR
ALL = {OMBUDSMAN, LEADERSHIP, MENTEE, MENTOR}

#: section → (file, title, icon, who)
PAGES = {
    "Start": [("overview", "Overview", "home", ALL)],
    "My mentorship": [
        ("my_progress", "My progress", "trending_up", {MENTEE, OMBUDSMAN}),
        ("credit_what_if", "What if", "edit_calendar", {MENTEE, OMBUDSMAN}),
    ],
    "Oversight": [
        ("mentor_activity", "Mentor activity", "groups", {OMBUDSMAN, LEADERSHIP}),
        ("mentee_progress", "Mentee progress", "stairs", {OMBUDSMAN, LEADERSHIP}),
    ],
    "Programme": [
        ("uptake", "Uptake", "monitoring", {OMBUDSMAN, LEADERSHIP}),
        ("modality_mix", "Virtual and in person", "devices", {OMBUDSMAN, LEADERSHIP}),
    ],
    "Records": [
        ("session_exports", "Session exports", "upload_file", {OMBUDSMAN}),
        ("who_is_who", "Who is who", "group_work", {OMBUDSMAN}),
        ("rules_in_force", "Rules in force", "gavel", ALL),
    ],
}

if __name__ == "__main__":  # Streamlit runs this file for each viewer
    st.set_page_config(page_title="Mentorship", page_icon=":material/spa:", layout="wide")
    st.session_state["framed"] = True
    home = st.Page(lambda: st.switch_page("pages/overview.py"), title="Home", default=True)
    pages = [
        st.Page(f"pages/{file}.py", title=title, icon=f":material/{icon}:")
        for section in PAGES.values()
        for file, title, icon, _ in section
    ]
    # The list is ours: the built-in one is not a list to a screen reader once it has sections.
    page = st.navigation([home, *pages], position="hidden")
    gate.side_bar(PAGES)
    page.run()
else:  # and its server imports it once
    server = st.App(__file__, routes=entrance.routes(), lifespan=unattended.watching)
