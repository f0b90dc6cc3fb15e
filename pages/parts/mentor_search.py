"""What somebody looks for in a mentor: from a goal to a kind of mentoring, then how, in which language, where."""

from collections import Counter
from collections.abc import Iterable, Sequence

import streamlit as st

from mentorship.hidden_characters import visible
from mentorship.policy.model import Policy
from mentorship.reports.find_a_mentor import CertifiedMentor, Wanted, kinds_offered, wanted_for
from mentorship.vocabulary import ActivityCode, Modality
from mentorship.wording import listed
from pages.parts import notices


def wanted(policy: Policy, mentors: Sequence[CertifiedMentor]) -> Wanted:
    """What is looked for: from a goal to a kind of mentoring, then how, in which language, where."""
    goals = {name: goal.label for name, goal in policy.goals.items()}
    chosen = st.pills(
        "What do you want to learn?",
        list(goals),
        format_func=lambda each: goals[each],
        key="goal",
        bind="query-params",
        wrap=True,
    )
    wanted, offered = Wanted(), kinds_offered(policy, mentors)
    if chosen:
        goal = policy.goals[chosen]
        st.caption(f"{notices.escape(goal.text)} ({notices.escape(policy.citation(goal.source))})")
        wanted = wanted_for(goal, offered)
        if wanted.kind is None:
            kinds = listed([policy.activities[each].label for each in goal.kinds if each in policy.activities], "or")
            st.caption(
                f":material/info: No mentor in our data lists this ({notices.escape(kinds)}). Ask a mentor about it."
            )
    return _narrowed(policy, mentors, offered, wanted)


def _narrowed(
    policy: Policy, mentors: Sequence[CertifiedMentor], offered: Sequence[ActivityCode], wanted: Wanted
) -> Wanted:
    kind = st.pills(
        "Kind", offered, default=wanted.kind, key=f"kind_{wanted.kind}", wrap=True,
        format_func=lambda code: policy.activities[code].label,
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        modality = st.pills(
            "Held", list(Modality), key="held", bind="query-params", format_func=lambda each: each.in_words.capitalize()
        )
        examiner = st.toggle("Examiners only", value=wanted.examiner, key=f"examiner_{wanted.examiner}")
    one, other = st.columns(2)
    country = one.selectbox(
        "Country", _common([each.country] for each in mentors if each.country), None, key="country",
        format_func=visible,        bind="query-params", placeholder="Any",
    )  # fmt: skip
    language = other.selectbox(
        "Language", _common(each.languages for each in mentors), None, key="language", bind="query-params",
        format_func=visible,        placeholder="Any",
    )  # fmt: skip
    return Wanted(kind, modality, language, country, examiner)


def _common(lists: Iterable[Iterable[str | None]]) -> list[str]:
    """Every value of the lists, the most frequent first."""
    counted = Counter(each for values in lists for each in values if each)
    return sorted(counted, key=lambda each: (-counted[each], each))
