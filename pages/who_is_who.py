"""Which records could be one person, and what was decided about them?"""

import streamlit as st

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.reports.who_is_who import who_is_who
from pages.parts import merging, notices, records, resources
from pages.parts.gate import show

PAIRS = [
    Column("one_name", "Name"),
    Column("one", "Id or e-mail"),
    Column("other_name", "Other name"),
    Column("other", "Other id or e-mail"),
    Column("evidence", "Why we ask"),
]
DECIDED = [
    Column("one", "Id or e-mail"),
    Column("relation", "Decision"),
    Column("other", "Other id or e-mail"),
    Column("reason", "Reason"),
    Column("author", "By"),
    Column("one_name", "Name", further=True),
    Column("other_name", "Other name", further=True),
    Column("linked_on", "On", Shows.DAY),
]


def page(request: Request) -> None:
    answer = notices.question("Who is who?")
    with st.spinner("Comparing names"):
        report = resources.once(request, who_is_who)
    answer(report.answer)
    if not request.status.newest_import:
        notices.empty("There are no records to compare yet.", viewer_may_upload=True)
        return
    st.markdown(
        "Sessions belong to the person whose id or e-mail they name. A similar name only raises a question: nobody is "
        "merged unless you say so, and every merge can be undone."
    )
    pair = None
    if report.rows:
        st.subheader("Possibly one person", anchor=False)
        pairs = [{**row, "id": f"{row['one']} {row['other']}"} for row in report.rows]
        says = "Pairs of records that could be one person"
        pair = records.table(request, pairs, PAIRS, "alike", says, opens=records.Opens("pair"))
        if pair is None:
            st.caption("Choose a pair to see what merging it would do to credit.")
        else:
            merging.decide(request, pair["one"], pair["other"])
    merging.any_two(request)
    if report.parts["settled"]:
        st.subheader("Decided", anchor=False)
        rows = [
            {
                **row,
                "id": str(row["link_no"]),
                "relation": "the same person as" if row["says"] == "same" else "not the same person as",
            }
            for row in report.parts["settled"]
        ]
        chosen = records.table(
            request, rows, DECIDED, "settled", "What was decided about who is who", opens=records.Opens("link")
        )
        if chosen and pair is None:
            merging.decide(request, chosen["one"], chosen["other"])


show(page, to={Role.OMBUDSMAN})
