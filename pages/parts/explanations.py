"""How a number came about: a chain from a sentence over its rule to where it is written, and the rows behind."""

from typing import Any

import streamlit as st

from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.credit.explain import Because
from mentorship.credit.proof import TierExplanation
from mentorship.credit.tier_sentences import state
from mentorship.policy.model import Policy
from mentorship.reports.my_progress import MyProgress
from mentorship.wording import day, hours, listed
from pages.parts import notices, records

REQUIREMENTS = [
    Column("label", "Tier"),
    Column("categories", "Categories together", Shows.LIST),
    Column("required_minutes", "Needed", Shows.HOURS),
    Column("have_minutes", "Credited", Shows.HOURS),
    Column("short_minutes", "Missing", Shows.HOURS),
]


def session(row: dict[str, Any]) -> None:
    """One session: what it earned, why, by which rule, from which row of which file."""
    with st.container(border=True):
        earned = f"{hours(row['credited_minutes'])} of {hours(row['recorded_minutes'])} recorded"
        st.markdown(f"**{notices.escape(row['label'])}, {day(row['held_on'])}: {earned}**")
        for each in row["because"]:
            link(each)
        if row["unverified"]:
            st.markdown(
                ":material/help: Unverified: our data do not say whether the person who led it was certified that day."
            )
        behind = f"row {row['row']} of {row['file']}" + (f", session {row['session_id']}" if row["session_id"] else "")
        st.caption(f"From {notices.escape(behind)}. {notices.escape(_went(row))}")


def link(each: Because) -> None:
    """One link of the chain: the sentence, and below it where its rule is written and since when it holds."""
    since = f", in force from {day(each.in_force_from)}" if each.in_force_from else ""
    st.markdown(f"- {notices.escape(each.text)}")
    if each.source:
        st.caption(f":material/menu_book: {notices.escape(each.source)}{since}")


def _went(row: dict[str, Any]) -> str:
    return f"Where it went: {row['went_to']}." if row["went_to"] else "None of it went to a tier."


def progress(request: Request, report: MyProgress) -> None:
    """A mentee's tiers: why then and not sooner, the rows of the arithmetic, and where the credit went."""
    fold = st.expander("How this came about", icon=":material/account_tree:", key="how", on_change="rerun")
    if not fold.open:
        return
    with fold:
        for explanation in report.explanations:
            _tier(explanation)
        st.markdown(
            "**The arithmetic.** A tier’s hours are complete once every row is met. Each row includes the tiers "
            "before it."
        )
        rows = [
            {
                "label": request.policy.tiers[each.tier].label,
                "categories": each.categories,
                "required_minutes": each.required_minutes,
                "have_minutes": each.have_minutes,
                "short_minutes": each.short_minutes,
            }
            for each in report.progress.requirements
            if not each.implied
        ]
        records.table(request, rows, REQUIREMENTS, "my_requirements", "What each tier asks for and what is there")
        st.markdown("**Where the credit went.** Minimums first, then the rest; earlier sessions before later ones.")
        ledger = _ledger(request.policy)
        records.table(request, report.ledger, ledger, "my_ledger", "Credit of each category by the tier it went to")


def _tier(proof: TierExplanation) -> None:
    st.markdown(notices.escape(proof.says))
    sources = list(dict.fromkeys((each.source, each.in_force_from) for each in proof.because))
    rules = listed(each.text for each in proof.because)
    written = "; ".join(f"{source}" + (f", in force from {day(since)}" if since else "") for source, since in sources)
    st.caption(f":material/menu_book: {notices.escape(rules)}. {notices.escape(written)}")


def _ledger(policy: Policy) -> list[Column]:
    tiers = [Column(f"to_{name}", tier.label, Shows.HOURS) for name, tier in policy.tiers_in_order]
    return [
        Column("category", "Category"),
        Column("credited_minutes", "Credited", Shows.HOURS),
        *tiers,
        Column("left_minutes", "Not used yet", Shows.HOURS),
        Column("beyond_use_minutes", "More than can be credited", Shows.HOURS, further=True),
    ]


def range_of_readings(rows: list[dict[str, Any]]) -> None:
    """How sure an outcome is: the same record under the strictest and the most generous reading."""
    for row in rows:
        states = {
            name: state(row[f"{name}_reached_on"], row[f"{name}_short"]) for name in ("strict", "default", "generous")
        }
        if len(set(states.values())) == 1:
            words = f"{states['default']}, however the rules are read."
        else:
            words = "; ".join(f"{name}: {outcome}" for name, outcome in states.items()) + "."
        st.markdown(f"- **{notices.escape(row['label'])}**: {notices.escape(words)}")
