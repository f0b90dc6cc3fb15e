"""What if I did this next? Planned sessions beside the record of one mentee, judged by the same engine."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from mentorship.access import Role, require
from mentorship.answers.request import Request
from mentorship.credit.one_mentee import MenteeRecord, judge, mentee_record
from mentorship.credit.outcomes import MenteeProgress, SessionCredit
from mentorship.credit.tier_sentences import credit_called, progress_sentence, tier_in_work
from mentorship.errors import AccessError, ArgumentError
from mentorship.policy.model import Policy
from mentorship.vocabulary import ActivityCode, Modality
from mentorship.wording import capitalised, count, day, listed

#: How far ahead, and how much at once, somebody may plan.
MOST_YEARS, MOST_MINUTES, MOST_DAYS = 20, 12_000, 60


@dataclass(frozen=True)
class Planned:
    """A session that might be held: `minutes` where credit is by duration, `days` where it is by the day."""

    held_on: date
    activity: ActivityCode
    modality: Modality
    minutes: int | None = None
    days: int | None = None


@dataclass(frozen=True)
class WhatIf:
    """What would follow, judged as of the last planned day: the answer in a sentence, the progress of the record with
    the plan, and of its sessions the planned ones."""

    answer: str
    judged_as_of: date
    progress: MenteeProgress
    planned: list[SessionCredit]


def credit_what_if(request: Request, mentee: str, planned: Sequence[Planned], count_scheduled: bool = False) -> WhatIf:
    """Judge a mentee's record with planned sessions added, without touching it. Whoever leads a planned session is
    taken to be certified. With `count_scheduled` the sessions on record as scheduled count as held, too.

    Raises AccessError for a mentee whom the viewer may not look at, ArgumentError for a plan in the past.
    """
    return with_planned(on_record(request, mentee, count_scheduled), request, planned)


def on_record(request: Request, mentee: str, count_scheduled: bool = False) -> MenteeRecord:
    """What every what-if of a mentee begins with. Raises AccessError."""
    viewer = request.viewer
    require(viewer, (Role.MENTEE, Role.OMBUDSMAN), "A mentee's what-if")
    if viewer.role is Role.MENTEE and viewer.person != mentee:
        raise AccessError("There is no such mentee, or you may not see their record.")
    return mentee_record(request.cursor, mentee, request.as_of, viewer.values, count_scheduled)


def with_planned(recorded: MenteeRecord, request: Request, planned: Sequence[Planned]) -> WhatIf:
    """What planned sessions would bring beside a record. Raises ArgumentError."""
    viewer, policy, as_of = request.viewer, request.policy, request.as_of
    if past := [each for each in planned if each.held_on < as_of]:
        raise ArgumentError(f"{day(past[0].held_on)} is in the past: plan for {day(as_of)} or later.")
    for each in planned:
        _check(each, as_of)
    record = recorded.with_planned(map(asdict, planned))
    until = max([as_of, *(each["held_on"] for each in record.sessions)])
    found = judge(record, policy, until)
    sessions = [each for each in found.sessions if each.import_no == 0]
    answer = _answer(policy, "you" if viewer.role is Role.MENTEE else "this mentee", found, sessions, as_of)
    return WhatIf(answer, until, found, sessions)


def _check(planned: Planned, as_of: date) -> None:
    """Raises ArgumentError for a plan that nobody can mean."""
    if planned.held_on.year > as_of.year + MOST_YEARS:
        raise ArgumentError(f"{day(planned.held_on)} is too far ahead: plan for the next {MOST_YEARS} years.")
    if not (planned.minutes is None or 0 < planned.minutes <= MOST_MINUTES):
        raise ArgumentError("A planned session must last more than 0 and at most 200 hours.")
    if not (planned.days is None or 0 < planned.days <= MOST_DAYS):
        raise ArgumentError(f"A planned session takes 1 to {MOST_DAYS} days.")


def _answer(policy: Policy, who: str, progress: MenteeProgress, planned: list[SessionCredit], as_of: date) -> str:
    """What the plan would bring, in a few sentences. `who`: 'you' or 'this mentee'."""
    if not progress.tiers:
        return "Nothing is on record yet, and nothing is planned."
    whose = "your" if who == "you" else "the"
    new = [
        f"{whose} {credit_called(policy, each.tier)} on {day(each.reached_on)}"
        for each in progress.tiers
        if each.reached_on and each.reached_on > as_of
    ]
    sentences = [f"With this plan {who} would reach {listed(new) if new else 'no further credit'}."]
    if tier_in_work(progress):
        sentences.append(f"Then: {progress_sentence(policy, capitalised(who), progress)}")
    if empty := [each for each in planned if not each.credited_minutes]:
        sentences.append(f"{count(len(empty), 'planned session')} would earn nothing: see why below.")
    return " ".join(sentences)
