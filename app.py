"""The frame: page settings and menu; and the server around it, with its import API and downloads.

Start it with `streamlit run app.py`."""

import streamlit as st

from pages.parts import assets, gate, menu, server, turns

if __name__ == "__main__":  # Streamlit runs this file for each viewer
    with turns.page_runs.turn():
        st.set_page_config(page_title="Mentorship", page_icon=str(assets.FOLDER / "icon.svg"), layout="wide")
        st.logo(str(assets.FOLDER / "logo.svg"), size="large")
        st.session_state["framed"] = True
        menu.navigation(gate.role_in_menu()).run()
else:  # and its server imports it once; it looks for a call of st.App right here
    app = st.App(__file__, **server.around())
