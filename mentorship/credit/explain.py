"""Why a session earned what it earned, in sentences: the handbook's words, the engine's facts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.credit.outcomes import SessionCredit
from mentorship.policy.activity import Activity
from mentorship.policy.model import Policy
from mentorship.vocabulary import Modality
from mentorship.wording import day, hours, listed


@dataclass(frozen=True)
class Because:
    """One link of an explanation: the rule, its sentence, where the rule is written, and since when it is in force
    (None: for all days)."""

    rule: str
    text: str
    source: str
    in_force_from: date | None


def because(policy: Policy, session: SessionCredit) -> list[Because]:
    """Why a session earns what it earns, rule by rule; never empty."""
    facts = _facts(policy, session)
    return [
        Because(rule, _sentence(policy, rule, facts), *_written(policy, rule, session))
        for rule in session.rules or ["credit.full"]
    ]


def _written(policy: Policy, rule: str, session: SessionCredit) -> tuple[str, date | None]:
    """Where a rule is written, and since when it is in force."""
    reason, activity = policy.reasons.get(rule), policy.activities.get(session.activity)
    if reason is None or (reason.source is None and activity is None):
        return "", None
    if reason.source is not None:
        return policy.citation(reason.source), None
    dated = getattr(activity, reason.rule or "").dated_on(session.held_on)
    return (policy.citation(dated.source), dated.in_force_from) if dated else ("", None)


def why(policy: Policy, session: SessionCredit) -> str:
    """The same as one text, without the sources."""
    return in_one(because(policy, session))


def in_one(found: Iterable[Because]) -> str:
    """Rules behind a session as one text."""
    return " ".join(each.text for each in found)


def remedies(policy: Policy, session: SessionCredit) -> list[str]:
    """What can be done about a session that earned less than was hoped, in sentences; often nothing."""
    known = (policy.reasons[rule].remedy for rule in session.rules if rule in policy.reasons)
    found = [remedy for remedy in known if remedy]
    facts = _facts(policy, session) if found else {}
    return [remedy.format_map(defaultdict(str, facts)) for remedy in found]


def reasons(policy: Policy, session: SessionCredit) -> list[dict[str, str]]:
    """Each rule that applied to a session, with its sentence: `[{"rule": …, "text": …}]`."""
    facts = _facts(policy, session)
    return [{"rule": rule, "text": _sentence(policy, rule, facts)} for rule in session.rules]


def activity_label(policy: Policy, activity: str) -> str:
    """What an activity is called; its code where the rulebook does not know it."""
    return policy.activities[activity].label if activity in policy.activities else activity


def _sentence(policy: Policy, rule: str, facts: dict[str, Any]) -> str:
    reason = policy.reasons.get(rule)
    if reason is None:
        return rule.replace(".", ": ").replace("_", " ")
    more = f" {reason.more.format_map(defaultdict(str, facts))}" if reason.more and facts["used_on"] else ""
    return reason.text.format_map(defaultdict(str, facts)) + more


def _facts(policy: Policy, session: SessionCredit) -> dict[str, Any]:
    """The words that a template may ask for. Those that do not apply to a session are never asked for."""
    activity = policy.activities.get(session.activity)
    return {
        "activity": activity_label(policy, session.activity),
        "event": activity.event if activity else "session",
        "held_on": day(session.held_on),
        "modality": Modality(session.modality).in_words,
        "leader": session.leader or "the person who led it",
        "attendees": session.attendees,
        "recorded": hours(session.recorded_minutes),
        "worth": hours(session.worth_minutes),
        "credited": hours(session.credited_minutes),
        "used": hours(session.used_minutes or 0),
        "used_on": day(session.used_on) if session.used_on else "",
        "same_as": session.same_as or "another record",
        "category": session.category,
        "ruling": session.ruling_no,
        "ruled_by": session.ruled_by or "the ombudsman",
        "ruled_because": session.ruled_because or "",
        "ruled_on": day(session.ruled_on) if session.ruled_on else "an unknown day",
    } | (_terms(activity, session.held_on) if activity else {})


def _terms(activity: Activity, when: date) -> dict[str, Any]:
    """The activity's terms on a day, in words."""
    credit, cap, group = activity.credit.on(when), activity.cap.on(when), activity.attendees.on(when)
    start, end = activity.counts_from.on(when), activity.counts_until.on(when)
    return {
        "allowed": listed([each.in_words for each in activity.modality.on(when) or ()], "or"),
        "each": hours(credit.minutes or 0) if credit else "",
        "cap": hours(cap.minutes) if cap else "",
        "least": group.least if group else "",
        "most": (group.most or "any number of") if group else "",
        "counts_from": day(start) if start else "",
        "counts_until": day(end) if end else "",
    }
