"""What would the next hour of each kind of session add? A staircase per kind, up to where more is wasted time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mentorship.answers.request import Request
from mentorship.credit.outcomes import MenteeProgress, RequirementProgress, SessionCredit
from mentorship.credit.tier_sentences import tier_in_work
from mentorship.planning.credit_what_if import Planned, credit_what_if
from mentorship.policy.activity import Activity
from mentorship.policy.model import Policy
from mentorship.vocabulary import ActivityCode, Basis, Level, Modality
from mentorship.wording import hours

#: So many sessions ahead are looked at, an hour or a day each.
STEPS = 12


@dataclass(frozen=True)
class Staircase:
    """One kind of session: the minutes that each next one adds toward the tier in work; 0: wasted toward that tier."""

    activity: ActivityCode
    label: str
    adds: list[int]

    @property
    def useful(self) -> int:
        """How many of them add something before the first that adds nothing."""
        return next((place for place, minutes in enumerate(self.adds) if not minutes), len(self.adds))

    def sentence(self) -> str:
        """'1 h, for 6 sessions; then nothing': what the next one adds, and for how long it goes on."""
        if not self.adds or not self.adds[0]:
            return "adds nothing now"
        on = "and on" if self.useful == len(self.adds) else f"then nothing after {self.useful}"
        return (
            f"{hours(self.adds[0])} each, {on}"
            if len(set(self.adds[: self.useful])) == 1
            else f"{hours(self.adds[0])} first, {on}"
        )


def next_hours(request: Request, mentee: str) -> list[Staircase]:
    """A staircase for each kind of session that is credited now, the most useful next hour first; none once all tiers
    are reached. Raises AccessError for a mentee whom the viewer may not look at."""
    policy, as_of = request.policy, request.as_of
    kinds = [code for code, activity in policy.activities.items() if activity.counts_on(as_of)]
    planned = [each for code in kinds for each in _sessions(code, policy.activities[code], as_of)]
    now = credit_what_if(request, mentee=mentee, planned=[]).progress
    then = credit_what_if(request, mentee=mentee, planned=planned).planned
    found = [_staircase(policy, code, now, [each for each in then if each.activity == code]) for code in kinds]
    return sorted((each for each in found if each.adds), key=lambda each: (-each.adds[0], -each.useful, each.label))


def _sessions(code: ActivityCode, activity: Activity, as_of: date) -> list[Planned]:
    """The next of a kind, one a day: an hour each, or a day."""
    credit = activity.credit.on(as_of)
    by_day = credit is not None and credit.basis is Basis.PER_DAY
    allowed = activity.modality.on(as_of) or (Modality.VIRTUAL,)
    return [
        Planned(as_of + timedelta(days=step), code, allowed[0], None if by_day else 60, 1 if by_day else None)
        for step in range(1, STEPS + 1)
    ]


def _staircase(policy: Policy, code: ActivityCode, now: MenteeProgress, sessions: Sequence[SessionCredit]) -> Staircase:
    tier = tier_in_work(now)
    label = policy.activities[code].label
    if tier is None:
        return Staircase(code, label, [])
    rows = now.requirements_of(tier.tier)
    adds, before = [], _short(rows, [])
    for step in range(1, len(sessions) + 1):
        after = _short(rows, sessions[:step])
        adds.append(before - after)
        before = after
    return Staircase(code, label, adds)


def _short(rows: Sequence[RequirementProgress], more: Sequence[SessionCredit]) -> int:
    """What a tier lacks once some more sessions are credited: the most that any of its rows is short of."""
    return max((max(0, row.short_minutes - sum(_counts(row, each) for each in more)) for row in rows), default=0)


def _counts(row: RequirementProgress, session: SessionCredit) -> int:
    """The minutes of a session that lie in the categories of a row, at the level it asks for."""
    levels = dict(zip(row.categories, row.levels, strict=True))
    if session.category not in levels:
        return 0
    return session.credited_minutes if Level(session.level).rank >= Level(levels[session.category]).rank else 0
