"""How an assessment looks in a notebook: plain HTML tables, every cell as text."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from mentorship.credit.explain import activity_label, because, why
from mentorship.credit.outcomes import MenteeProgress, SessionCredit
from mentorship.credit.proof import TierExplanation
from mentorship.credit.tier_sentences import tier_state
from mentorship.hidden_characters import visible
from mentorship.policy.model import Policy
from mentorship.wording import day, hours

#: More mentees than this are only counted.
SHOWN = 60


def everyone(heading: str, policy: Policy, found: Mapping[str, MenteeProgress]) -> str:
    """One line per mentee: credit by category, and where each tier is."""
    labels = [tier.label for _, tier in policy.tiers_in_order]
    heads = ["Mentee", *(f"Category {each}" for each in policy.categories), *labels]
    rows = [
        [
            mentee,
            *(hours(each.credited_minutes) for each in progress.categories),
            *(tier_state(tier) for tier in progress.tiers),
        ]
        for mentee, progress in list(found.items())[:SHOWN]
    ]
    more = f"<p>… and {len(found) - SHOWN:,} more.</p>" if len(found) > SHOWN else ""
    return f"<p>{escape(heading)}</p>{_table(heads, rows)}{more}"


def mentee(answer: str, policy: Policy, tiers: Sequence[TierExplanation], sessions: Sequence[SessionCredit]) -> str:
    """One mentee: the answer, each tier with its proof, and every session."""
    rows = [
        [
            day(each.held_on),
            activity_label(policy, each.activity),
            hours(each.recorded_minutes),
            f"{hours(each.credited_minutes)} of {each.category}" if each.category else "0 h",
            why(policy, each),
        ]
        for each in sessions
    ]
    proofs = "".join(f"<li>{escape(tier.says)}</li>" for tier in tiers)
    heads = ["Day", "Session", "Recorded", "Credited", "Why"]
    return f"<p><b>{escape(visible(answer))}</b></p><ul>{proofs}</ul>{_table(heads, rows)}"


def reasoning(answer: str, policy: Policy, tiers: Sequence[TierExplanation], sessions: Sequence[SessionCredit]) -> str:
    """The same as text, each reason with its source."""
    lines = [answer, "", *(f"{tier.tier}: {tier.says}" for tier in tiers)]
    for each in sessions:
        earned = f"{hours(each.credited_minutes)} of {hours(each.recorded_minutes)}"
        lines.append(f"\n{day(each.held_on)}, {activity_label(policy, each.activity)}: {earned}")
        lines += [f"  {reason.text} [{reason.source}]" for reason in because(policy, each)]
    return visible("\n".join(lines))


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A plain table; every cell is text, whatever it holds."""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(visible(str(cell)))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
