"""Which records could be one person, and what was settled about that?"""

import streamlit as st

from mentorship.access import Role, Viewer
from mentorship.reports.tables import Column, Shows
from mentorship.reports.who_is_who import who_is_who
from pages.parts import identities, notices, shelf, tables
from pages.parts.gate import show

PAIRS = [
    Column("one_name", "Name"),
    Column("one", "Id or e-mail"),
    Column("other_name", "Name of the other"),
    Column("other", "Id or e-mail of the other"),
    Column("evidence", "Why we ask"),
]
SETTLED = [
    Column("one", "Id or e-mail"),
    Column("one_name", "Name"),
    Column("is", "Is"),
    Column("other", "Id or e-mail of the other"),
    Column("other_name", "Name of the other"),
    Column("reason", "Reason"),
    Column("author", "By"),
    Column("linked_on", "On", Shows.DAY),
]


def page(viewer: Viewer) -> None:
    answer = notices.question("Who is who?")
    with st.spinner("Comparing names"), shelf.store().cursor() as cursor:
        report = who_is_who(viewer, cursor)
    answer(report.answer)
    if not shelf.status()["newest_import"]:
        notices.empty("There are no records to compare yet.", viewer_may_upload=True)
        return
    st.markdown(
        "Sessions belong to the person whose id or e-mail they name. Names only raise a question here: nothing is put "
        "together unless you say so, and whatever you say can be taken back."
    )
    pair = None
    if report.rows:
        st.subheader("Perhaps one person", anchor=False)
        pair = tables.table(report.rows, PAIRS, "alike", "Pairs of records that could be one person", choose=True)
        if pair is None:
            st.caption("Choose a pair to see what it would do to credit.")
        else:
            identities.decide(viewer, pair["one"], pair["other"])
    with st.expander("Any two records", icon=":material/person_search:"):
        identities.any_two(viewer)
    if report.parts["settled"]:
        st.subheader("What was settled", anchor=False)
        rows = [{**row, "is": "the same person as" if row["says"] == "same" else "not the same person as"}
                for row in report.parts["settled"]]  # fmt: skip
        chosen = tables.table(rows, SETTLED, "settled", "What was settled about who is who", choose=True)
        if chosen and pair is None:
            identities.decide(viewer, chosen["one"], chosen["other"])


show(page, to={Role.OMBUDSMAN})
