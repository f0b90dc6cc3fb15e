"""What would a change to the rules do, and to whom? The same engine over everybody, against the stored assessment.

Only what the change can touch is judged again: sessions of activities whose terms differ, and tiers of everybody only
where what tiers ask differs. Everything else is carried over from the stored assessment, which must be up to date.
Two records of one session count once, and which of them counts depends on sessions of the same activity alone, or of
the same id of the source: so nothing else can change. Where the text is read otherwise, all is judged again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.access import Role, require
from mentorship.answers.report import ask, ask_records
from mentorship.answers.request import Request
from mentorship.credit import SQL as CREDIT
from mentorship.credit.assess import OF_SESSIONS, OF_TIERS, assess, judge_sessions, name_questions, work_out_tiers
from mentorship.credit.rules import rule_tables
from mentorship.planning import SQL
from mentorship.planning.watch import Watch
from mentorship.policy.difference import Change, difference
from mentorship.policy.model import Policy
from mentorship.policy.touched import Touched, touched
from mentorship.store.sql_files import run
from mentorship.vocabulary import CategoryName, TierName

#: Questions that compare.
_COMPARED = 6


@dataclass(frozen=True)
class TierOutcome:
    """How many mentees reach a tier under either policy; `gained`, `lost`, `earlier`, `later` count mentees."""

    tier: TierName
    reached_before: int
    reached_after: int
    gained: int
    lost: int
    earlier: int
    later: int


@dataclass(frozen=True)
class Loss:
    """What a mentee would lose of what was earned before the change: a tier (`minutes`: what would then be missing from
    its hours), or without one the credited minutes of sessions."""

    mentee: str
    tier: TierName | None
    minutes: int


@dataclass(frozen=True)
class TierChange:
    """One tier of a mentee: the day reached and the minutes short. None for a tier that a policy does not know."""

    tier: TierName
    reached_before: date | None
    reached_after: date | None
    short_before: int | None
    short_after: int | None


@dataclass(frozen=True)
class MenteeChange:
    """A mentee for whom anything differs: credited minutes by category, and every tier."""

    mentee: str
    before: dict[CategoryName, int]
    after: dict[CategoryName, int]
    tiers: list[TierChange]


@dataclass(frozen=True)
class Simulation:
    """A rule change over everybody. `first_day`: the first day on which the rules differ, None: from the beginning (or
    not at all). `mentees`: all who were assessed. `changed` in the order of their ids."""

    before: Policy
    after: Policy
    difference: list[Change]
    first_day: date | None
    mentees: int
    changed: list[MenteeChange]
    tiers: list[TierOutcome]
    lost: list[Loss]

    @property
    def grandfathering_holds(self) -> bool:
        """Nobody loses a tier reached before the first day, nor credit for a session held before it."""
        return not self.lost


def simulate(request: Request, after: Policy, watch: Watch | None = None) -> Simulation:
    """What `after` would change against the rules in force, for everybody. For the ombudsman. Raises StoppedError."""
    require(request.viewer, (Role.OMBUDSMAN,), "Who gains and who loses by a rule change")
    judge_under(request, after, watch)
    first_day = touched(request.policy, after).first_day
    (mentees,) = run(request.cursor, SQL / "mentees_assessed.sql").fetchone() or (0,)
    return Simulation(
        request.policy, after, difference(request.policy, after), first_day, mentees,
        [_mentee_change(**row) for row in ask(request, SQL / "rule_change_mentees.sql")],
        ask_records(request, SQL / "rule_change_tiers.sql", TierOutcome),
        ask_records(request, SQL / "grandfathering.sql", Loss, first_day=first_day),
    )  # fmt: skip


def judge_under(request: Request, after: Policy, watch: Watch | None = None, all_again: bool = False) -> Touched:
    """Work out what `after` changes, for everybody, into the temporary tables `changed_session` (session),
    `changed_tier` (mentee and tier) and `changed_credit` (mentee and category); `assessed_…` then hold the mentees who
    may be touched. With `all_again` nothing is carried over. Shows nobody anything. Raises StoppedError."""
    what = touched(request.policy, after)
    watch = watch or Watch()
    watch.questions = OF_SESSIONS + OF_TIERS + _COMPARED
    with watch.over(request.cursor):
        if all_again or what.reading:
            _judge_everything(request, after, watch)
        else:
            _judge_touched(request, after, what, watch)
        watch.before("changed_mentees")
        run(request.cursor, SQL / "changed_mentees.sql", **rule_tables(after, request.as_of))
    return what


def _judge_everything(request: Request, after: Policy, watch: Watch) -> None:
    cursor = request.cursor
    run(cursor, CREDIT / "scope_everyone.sql")
    assess(cursor, after, request.as_of, watch.before)
    _ask_in_turn(request, watch, "changed_sessions")


def _judge_touched(request: Request, after: Policy, what: Touched, watch: Watch) -> None:
    cursor = request.cursor
    name_questions(cursor)
    if what.activities:
        _ask_in_turn(request, watch, "scope_rule_change", activities=sorted(what.activities))
        judge_sessions(cursor, after, request.as_of, watch.before)
        _ask_in_turn(request, watch, "changed_sessions")
    else:
        _ask_in_turn(request, watch, "no_changed_sessions")
    _ask_in_turn(request, watch, "carry_over_verdicts", everyone=what.tiers, **rule_tables(after, request.as_of))
    work_out_tiers(cursor, after, request.as_of, watch.before)


def _ask_in_turn(request: Request, watch: Watch, question: str, **values: Any) -> None:
    watch.before(question)
    run(request.cursor, SQL / f"{question}.sql", **values)


def _mentee_change(
    mentee: str, before: dict[str, int], after: dict[str, int], tiers: Sequence[dict[str, Any]]
) -> MenteeChange:
    return MenteeChange(mentee, before, after, [TierChange(**tier) for tier in tiers])


def tier_label(before: Policy, after: Policy) -> Callable[[TierName], str]:
    """What a tier of either policy is called."""
    return lambda name: (after.tiers.get(name) or before.tiers[name]).label
