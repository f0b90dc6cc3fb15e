"""What must be earned, and when it may be: the requirement rows of a tier as stages that follow one another.

Where hours carry over there is one stage, whose rows hold the tiers before it as well. Where a tier counts only hours
after the one before it was reached, each tier is a stage of its own. A dated amendment can change the rows while a plan
runs; so there is a *course* for every span of rules in which each stage could be completed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product

from mentorship.planning.plan_situation import Situation
from mentorship.policy.requirements import RequirementRow, requirement_eras, requirement_rows
from mentorship.vocabulary import Level, TierName

A_DAY = timedelta(days=1)
#: Certifications and rules of later days (9999 often stands for "never") are as far away as can be.
NEVER = date.max - timedelta(days=7)


@dataclass(frozen=True)
class Need:
    """One requirement row, and the minutes on record that count toward it."""

    row: RequirementRow
    have: int

    @property
    def short(self) -> int:
        return max(0, self.row.minutes - self.have)


@dataclass(frozen=True)
class Stage:
    """A tier to complete by sessions from `first` to `last`; its hours are complete on `complete_from` at the
    earliest, when these rules begin."""

    tier: TierName
    first: date
    last: date
    complete_from: date
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class _Span:
    """Days from `begin` to before `end` on which a tier has the same rows."""

    begin: date
    end: date
    rows: list[RequirementRow]


#: Stages in order; each begins the day after the one before it was reached.
Course = tuple[Stage, ...]


def courses(situation: Situation, tier: TierName, first: date) -> list[Course]:
    """Every way to complete a tier by sessions from a day on, the earliest rules first. None where a certification
    that is not on record must come before the hours; see `level_before`."""
    if level_before(situation, tier):
        return []
    tiers = _to_complete(situation, tier)
    found = product(*(_spans(situation, each) for each in tiers)) if tiers else []
    return [
        _course(situation, tiers, spans, first)
        for spans in found
        # A tier is completed after the one before it, so not by rules that ended earlier.
        if all(earlier.begin < later.end for earlier, later in pairwise(spans))
    ]


def starts_after(situation: Situation) -> bool:
    """Whether a tier counts only hours after the day the one before it was reached."""
    return situation.policy.interpretation.surplus_hours.value == "starts_after"


def level_missing(situation: Situation, tier: TierName) -> Level | None:
    """The highest certification that a tier, or one before it, waits for and that is not on record."""
    policy = situation.policy
    waiting = [each for each in _up_to(situation, tier) if situation.certified_on(each) is None]
    levels = [policy.tiers[each].prerequisite.on(date.max) or Level.NONE for each in waiting]
    return max(levels, key=lambda level: level.rank, default=None)


def level_before(situation: Situation, tier: TierName) -> Level | None:
    """The certification not on record without which the hours of a tier cannot even begin to count, because the tier
    before it cannot be reached."""
    *before, _ = _up_to(situation, tier)
    if not starts_after(situation) or not before:
        return None
    return level_missing(situation, before[-1])


def _up_to(situation: Situation, tier: TierName) -> list[TierName]:
    order = [name for name, _ in situation.policy.tiers_in_order]
    return order[: order.index(tier) + 1]


def _to_complete(situation: Situation, tier: TierName) -> list[TierName]:
    """The tiers whose rows a plan must meet."""
    if not starts_after(situation):
        return [tier]
    return [each for each in _up_to(situation, tier) if situation.standing(each).hours_complete_on is None]


def _spans(situation: Situation, tier: TierName) -> list[_Span]:
    """The spans of days from now on within which a tier's rows are the same."""
    spans: list[_Span] = []
    for begin, end in requirement_eras(situation.policy):
        own = [row for row in requirement_rows(situation.policy, begin) if row.tier == tier and not row.implied]
        if spans and spans[-1].rows == own:
            spans[-1] = _Span(spans[-1].begin, end, own)
        else:
            spans.append(_Span(begin, end, own))
    return [span for span in spans if span.end > situation.as_of]


def _course(situation: Situation, tiers: list[TierName], spans: Sequence[_Span], first: date) -> Course:
    stages: list[Stage] = []
    after = _reached_before(situation, tiers[0])
    for tier, span in zip(tiers, spans, strict=True):
        needs = tuple(Need(row, situation.minutes_in(row.buckets, after)) for row in span.rows)
        begins = first if after == date.min else max(first, min(after, NEVER) + A_DAY)
        stages.append(Stage(tier, begins, span.end - A_DAY, span.begin, needs))
        # The next tier counts from the day after this one is reached: not before its rules begin, nor before the
        # certification is held; and nothing on record is that late.
        after = max(after, span.begin, situation.certified_on(tier) or date.min, situation.as_of)
    return tuple(stages)


def _reached_before(situation: Situation, tier: TierName) -> date:
    """The day after which hours count toward a tier."""
    before = _up_to(situation, tier)[:-1]
    if not starts_after(situation) or not before:
        return date.min
    days = [situation.certified_on(each) or date.min for each in before]
    return max(*days, situation.standing(before[-1]).hours_complete_on or date.min)
