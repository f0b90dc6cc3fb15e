"""Where do I stand, what counts, what is missing?"""

from dataclasses import dataclass

from mentorship.access import Role, require
from mentorship.answers.report import Row, Rows, ask, ask_records
from mentorship.answers.request import Request
from mentorship.credit.explain import activity_label, because, in_one, remedies
from mentorship.credit.outcomes import (
    CategoryCredit,
    MenteeProgress,
    RequirementProgress,
    SessionCredit,
    TierProgress,
    allocated,
    tier_minutes,
)
from mentorship.credit.proof import TierExplanation, explain_tiers
from mentorship.credit.tier_sentences import credit_called, next_steps, progress_sentence, without_sessions
from mentorship.errors import AccessError
from mentorship.policy.model import Policy
from mentorship.reports import QUESTIONS
from mentorship.reports.my_requirements import Requirement, group_of, groups_in_order, requirements_in_work
from mentorship.wording import hours, listed

WHO = (Role.MENTEE, Role.OMBUDSMAN)


@dataclass(frozen=True)
class MyProgress:
    """One mentee. `requirements`: those of the tier in work; `sessions`: as rows for a table, the newest first, in
    `groups` by the requirement they fill; `ledger`: where the credit of each category went; `explanations`: why each
    tier was reached when it was."""

    name: str
    answer: str
    progress: MenteeProgress
    requirements: list[Requirement]
    next_steps: list[str]
    sessions: Rows
    groups: list[str]
    ledger: Rows
    explanations: list[TierExplanation]


def mentees(request: Request) -> Rows:
    """The mentees whom the viewer may look at one by one: mentee, name, country."""
    return ask(request, QUESTIONS / "mentees.sql")


def name_of(request: Request, mentee: str) -> str:
    """A mentee's name. Raises AccessError for one whom the viewer may not see, or whom nobody knows."""
    require(request.viewer, WHO, "A mentee's progress")
    found = ask(request, QUESTIONS / "mentee_named.sql", mentee=mentee)
    if not found:
        raise AccessError("There is no such mentee, or you may not see their record.")
    return str(found[0]["name"])


def my_progress(request: Request, mentee: str) -> MyProgress:
    """One mentee's progress. Raises AccessError for one whom the viewer may not see."""
    name = name_of(request, mentee)
    policy, as_of = request.policy, request.as_of
    progress = allocated(stored_progress(request, mentee), policy, as_of)
    who = "You" if request.viewer.role is Role.MENTEE else name
    return MyProgress(
        name,
        progress_sentence(policy, who, progress),
        progress,
        requirements_in_work(policy, progress, as_of),
        next_steps(policy, progress),
        [session_row(policy, each) for each in sorted(progress.sessions, key=lambda each: each.held_on, reverse=True)],
        groups_in_order(policy, progress),
        _ledger(policy, progress),
        explain_tiers(policy, progress.tiers, progress.sessions, as_of),
    )


def stored_progress(request: Request, mentee: str) -> MenteeProgress:
    """What the stored assessment says of a mentee; sessions by day, not yet allocated. Raises AccessError."""
    require(request.viewer, WHO, "A mentee's progress")
    tiers = ask_records(request, QUESTIONS / "my_tiers.sql", TierProgress, mentee=mentee)
    if not tiers:
        return without_sessions(request.policy, request.as_of)
    sessions = ask_records(request, QUESTIONS / "my_sessions.sql", SessionCredit, mentee=mentee)
    return MenteeProgress(
        tiers,
        ask_records(request, QUESTIONS / "my_requirements.sql", RequirementProgress, mentee=mentee),
        ask_records(request, QUESTIONS / "my_categories.sql", CategoryCredit, mentee=mentee),
        sessions,
        sum(each.recorded_minutes for each in sessions if each.is_held),
    )


def session_row(policy: Policy, session: SessionCredit) -> Row:
    """A session as a row of a table, with what it is called, why it earns what it earns, and where that went."""
    went = (f"{hours(minutes)} to the {credit_called(policy, tier)}" for tier, minutes in session.allocated.items())
    reasons = because(policy, session)
    return {
        **vars(session),
        "id": f"{session.import_no}.{session.row}",
        "label": activity_label(policy, session.activity),
        "because": reasons,
        "why": in_one(reasons),
        "remedies": remedies(policy, session),
        "earned": _earned(session),
        "went_to": listed(went),
        "group": group_of(policy, session),
    }


def _earned(session: SessionCredit) -> str:
    """What a session earned at a glance: ✓ 1 h 15, ✕ 0 h."""
    if session.outcome == "planned":
        return "planned"
    mark = "✓" if session.credited_minutes else "✕"
    return f"{mark} {hours(session.credited_minutes)}" + (" unverified" if session.unverified else "")


def _ledger(policy: Policy, progress: MenteeProgress) -> Rows:
    """Where the credit of each category went: tier by tier, still to be used, and beyond use."""
    used = {name: tier_minutes(progress.sessions, name) for name, _ in policy.tiers_in_order}
    return [_ledger_row(each, used) for each in progress.categories]


def _ledger_row(credit: CategoryCredit, used: dict[str, dict[str, int]]) -> Row:
    paid = {name: minutes.get(credit.category, 0) for name, minutes in used.items()}
    left = credit.credited_minutes - sum(paid.values())
    beyond = min(left, credit.beyond_use_minutes)
    return {
        "category": credit.category, "credited_minutes": credit.credited_minutes,
        **{f"to_{name}": minutes for name, minutes in paid.items()}, "left_minutes": left - beyond,
        "beyond_use_minutes": beyond,
    }  # fmt: skip
