"""Reasons of decisions on screen: who will read one stands beside it; what they should not read has a field apart."""

import streamlit as st


def reason(label: str, read_by: str, key: str, placeholder: str = "") -> tuple[str, str]:
    """A field for the reason, with who reads it, and one for a note that only the ombudsman reads. Returns both."""
    given = st.text_input(label, placeholder=placeholder, key=f"reason_{key}")
    st.caption(f":material/visibility: Read by {read_by}.")
    note = st.text_input("Private note (optional)", key=f"note_{key}")
    st.caption(":material/lock: Read by the ombudsman only.")
    return given, note
