"""A packet filled from the records: one mentee's evidence for one tier, as the records and the rules say it."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from mentorship.answers.request import Request
from mentorship.credit.data_digest import data_digest
from mentorship.credit.explain import activity_label, because
from mentorship.credit.outcomes import MenteeProgress, SessionCredit, TierProgress, allocated, tier_minutes
from mentorship.errors import ArgumentError
from mentorship.packet.shape import (
    Guidance,
    OutcomeName,
    Packet,
    Person,
    Prerequisite,
    Reading,
    Reason,
    Records,
    Requirement,
    Rules,
    Ruling,
    Session,
    Tier,
)
from mentorship.planning.open_questions import open_questions
from mentorship.policy.model import Policy
from mentorship.reports.my_certainty import unverified
from mentorship.reports.my_progress import name_of, stored_progress
from mentorship.vocabulary import Modality
from mentorship.wording import capitalised, day, hours, listed, nearest

#: What the handbook says that goes with a packet.
GUIDANCE = ("use",)
UNVERIFIED = "the certification of whoever led it is not in the records for that day"


def evidence(request: Request, mentee: str, tier: str) -> Packet:
    """The packet of one mentee for one tier. Sessions after the day of judging are no evidence, and left out.

    Raises AccessError for a mentee whom the viewer may not look at, ArgumentError for a tier that there is not."""
    policy, as_of = request.policy, request.as_of
    name = name_of(request, mentee)
    progress = allocated(stored_progress(request, mentee), policy, as_of)
    standing = _standing(policy, progress, tier)
    held = [each for each in progress.sessions if each.held_on <= as_of]
    sessions = tuple(_session(policy, each, tier) for each in held)
    return Packet(
        programme=policy.title,
        mentee=Person(mentee, name if name != mentee else None),
        tier=_tier(policy, progress, standing, as_of),
        sessions=sessions,
        rulings=_rulings(policy, held),
        open_questions=_questions(request, mentee, held, tier),
        rules=Rules(policy.id, policy.digest, _readings(policy)),
        records=Records(data_digest(request.cursor, as_of).digest, tuple(sorted({each.file for each in held}))),
        as_of=as_of,
        guidance=tuple(
            Guidance(each.title, each.text, policy.citation(each.source))
            for key in GUIDANCE
            if (each := policy.guidance.get(key))
        ),
    )


def _standing(policy: Policy, progress: MenteeProgress, tier: str) -> TierProgress:
    found = next((each for each in progress.tiers if each.tier == tier), None)
    if found is None:
        near = nearest(tier, policy.tiers)
        hint = f"Did you mean {near}?" if near else f"Use {listed(policy.tiers, 'or')}."
        raise ArgumentError(f"There is no tier {tier!r}. {hint}")
    return found


def _tier(policy: Policy, progress: MenteeProgress, standing: TierProgress, as_of: date) -> Tier:
    """The tier with each minimum and its hours in all, under the rules of the day its hours were complete."""
    rules, when = policy.tiers[standing.tier], standing.hours_complete_on or as_of
    used = tier_minutes(progress.sessions, standing.tier)
    least = [
        Requirement(capitalised(policy.categories[each].in_words), (each,), timeline.on(when) or 0, used.get(each, 0))
        for each, timeline in sorted(rules.minimum.items())
        if timeline.on(when)
    ]
    counted = tuple(sorted(rules.counts.on(when) or ()))
    in_all = Requirement("In all", counted, rules.minutes.on(when) or 0, sum(used.values()))
    asked = standing.prerequisite
    return Tier(
        standing.tier, rules.label, standing.reached_on, standing.hours_complete_on, standing.minutes_short,
        Prerequisite(f"{capitalised(asked)} certification", standing.prerequisite_held_on) if asked else None,
        (*least, in_all),
    )  # fmt: skip


def _session(policy: Policy, session: SessionCredit, tier: str) -> Session:
    return Session(
        held_on=session.held_on,
        activity=activity_label(policy, session.activity),
        category=session.category,
        modality=Modality(session.modality).in_words,
        with_whom=session.leader,
        event=session.event,
        recorded_minutes=session.recorded_minutes,
        credited_minutes=session.credited_minutes,
        counted_minutes=session.allocated.get(tier, 0),
        outcome=cast(OutcomeName, session.outcome),
        reasons=_reasons(policy, session),
        unverified=(UNVERIFIED,) if session.unverified else (),
        ruling=session.ruling_no,
        session_id=session.session_id,
        file=session.file,
        row=session.row,
    )


def _reasons(policy: Policy, session: SessionCredit) -> tuple[Reason, ...]:
    """The rules that applied; none where a session simply counts in full."""
    if not session.rules:
        return ()
    return tuple(
        Reason(each.rule, each.text, _section(each.source, each.in_force_from)) for each in because(policy, session)
    )


def _section(source: str, since: date | None) -> str:
    return f"{source}, in force from {day(since)}" if source and since else source


def _rulings(policy: Policy, sessions: Sequence[SessionCredit]) -> tuple[Ruling, ...]:
    """Each ruling that decided a session, once, with the first session it is about."""
    found: dict[int, Ruling] = {}
    for each in sessions:
        if each.ruling_no is not None and each.ruled_on is not None and each.ruling_no not in found:
            decision = "refused" if "precedent.refused" in each.rules else "accepted"
            about = f"{activity_label(policy, each.activity)}, {day(each.held_on)}"
            about += f", with {each.leader}" if each.leader else ""
            found[each.ruling_no] = Ruling(
                each.ruling_no, decision, about, each.ruled_because or "", each.ruled_by or "", each.ruled_on
            )
    return tuple(found[number] for number in sorted(found))


def _readings(policy: Policy) -> tuple[Reading, ...]:
    chosen = policy.chosen_readings
    return tuple(
        Reading(name, chosen[name], reading.question, reading.alternatives[chosen[name]].means)
        for name, reading in policy.readings.items()
    )


def _questions(request: Request, mentee: str, held: Sequence[SessionCredit], tier: str) -> tuple[str, ...]:
    """What is not certain about this tier: certifications nobody has confirmed, and questions the text leaves open."""
    counted = [each for each in held if each.allocated.get(tier)]
    unconfirmed = [
        f"Was {each.leader} certified on the day? {hours(each.minutes)} of the credited hours rest on it."
        for each in unverified(counted)
    ]
    asked = [each.sentence(request.policy) for each in open_questions(request, mentee) if each.tier == tier]
    return (*unconfirmed, *asked)
