"""Why a session earned what it earned, in sentences. The words are the handbook's; the facts are the engine's."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.policy.model import Activity, Policy
from mentorship.vocabulary import Modality
from mentorship.wording import day, hours, listed

#: How each modality is said in a sentence.
MODALITY_WORDS = {Modality.IN_PERSON: "in person", Modality.VIRTUAL: "virtual"}


@dataclass(frozen=True)
class Verdict:
    """What the engine found for one session: one row of `verdict`, with the record it came from."""

    file: str
    row: int
    session_id: str | None
    held_on: date
    activity: str
    category: str
    modality: str
    leader: str | None
    attendees: int | None
    recorded_minutes: int
    credited_minutes: int
    outcome: str
    rules: list[str]
    unverified: list[str]
    worth_minutes: int
    used_minutes: int | None
    used_on: date | None
    same_as: str | None
    ruling: int | None = None
    ruled_by: str | None = None
    ruled_on: date | None = None
    ruled_because: str | None = None


@dataclass(frozen=True)
class Because:
    """One link of an explanation: the rule, its sentence, where the rule is written, and since when it is in force
    (None for what holds for all days)."""

    rule: str
    text: str
    source: str
    in_force_from: date | None


def because(policy: Policy, verdict: Verdict) -> list[Because]:
    """Why a session earns what it earns, rule by rule; never empty."""
    facts = _facts(policy, verdict)
    return [
        Because(rule, _sentence(policy, rule, facts), *_written(policy, rule, verdict))
        for rule in verdict.rules or ["credit.full"]
    ]


def _written(policy: Policy, rule: str, verdict: Verdict) -> tuple[str, date | None]:
    """Where a rule is written, and since when it is in force."""
    reason, activity = policy.reasons.get(rule), policy.activities.get(verdict.activity)
    if reason is None or (reason.source is None and activity is None):
        return "", None
    if reason.source is not None:
        return policy.citation(reason.source), None
    dated = getattr(activity, reason.rule or "").dated_on(verdict.held_on)
    return (policy.citation(dated.source), dated.in_force_from) if dated else ("", None)


def reasons(policy: Policy, verdict: Verdict) -> list[dict[str, str]]:
    """Each rule that spoke on a session, with its sentence: `[{"rule": …, "text": …}]`."""
    facts = _facts(policy, verdict)
    return [{"rule": rule, "text": _sentence(policy, rule, facts)} for rule in verdict.rules]


def _sentence(policy: Policy, rule: str, facts: dict[str, Any]) -> str:
    reason = policy.reasons.get(rule)
    if reason is None:
        return rule.replace(".", ": ").replace("_", " ")
    more = f" {reason.more.format_map(defaultdict(str, facts))}" if reason.more and facts["used_on"] else ""
    return reason.text.format_map(defaultdict(str, facts)) + more


def _facts(policy: Policy, verdict: Verdict) -> dict[str, Any]:
    """The words that a template may ask for. Those that do not apply to a session are never asked for."""
    activity = policy.activities.get(verdict.activity)
    return {
        "activity": activity.label if activity else verdict.activity,
        "event": activity.event if activity else "session",
        "held_on": day(verdict.held_on),
        "modality": MODALITY_WORDS[Modality(verdict.modality)],
        "leader": verdict.leader or "the person who led it",
        "attendees": verdict.attendees,
        "recorded": hours(verdict.recorded_minutes),
        "worth": hours(verdict.worth_minutes),
        "credited": hours(verdict.credited_minutes),
        "used": hours(verdict.used_minutes or 0),
        "used_on": day(verdict.used_on) if verdict.used_on else "",
        "same_as": verdict.same_as or "another record",
        "category": verdict.category,
        "ruling": verdict.ruling,
        "ruled_by": verdict.ruled_by or "the ombudsman",
        "ruled_because": verdict.ruled_because or "",
        "ruled_on": day(verdict.ruled_on) if verdict.ruled_on else "an unknown day",
    } | (_terms(activity, verdict.held_on) if activity else {})


def _terms(activity: Activity, when: date) -> dict[str, Any]:
    """The activity's terms on a day, in words."""
    credit, cap, group = activity.credit.on(when), activity.cap.on(when), activity.attendees.on(when)
    start, end = activity.counts_from.on(when), activity.counts_until.on(when)
    return {
        "allowed": listed([MODALITY_WORDS[each] for each in activity.modality.on(when) or ()], "or"),
        "each": hours(credit.minutes or 0) if credit else "",
        "cap": hours(cap.minutes) if cap else "",
        "least": group.least if group else "",
        "most": (group.most or "any number of") if group else "",
        "counts_from": day(start) if start else "",
        "counts_until": day(end) if end else "",
    }
