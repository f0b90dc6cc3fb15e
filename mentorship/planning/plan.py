"""What would it take? The least that completes a tier: least time, cost, days in person, or the earliest finish, under
what a person says is possible. Every plan is judged by the engine before it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mentorship.access import Role, require
from mentorship.answers.request import Request
from mentorship.errors import AccessError, ArgumentError
from mentorship.planning import plan_answer
from mentorship.planning.plan_offers import Offers
from mentorship.planning.plan_options import PlanOptions
from mentorship.planning.plan_record import PlanRefusedError, Record
from mentorship.planning.plan_search import Search
from mentorship.planning.plan_sessions import PlannedSession, planned_sessions
from mentorship.planning.plan_situation import Situation, TierStanding
from mentorship.planning.plan_stages import Need, courses, level_before, level_missing
from mentorship.vocabulary import Level, Modality, TierName

NOT_YET = TierStanding()


class Status(StrEnum):
    REACHED = "reached"
    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Plan:
    """The answer. `cost` is None where no price was given; `weeks` are the calendar weeks used; `binding` are the
    requirement rows that make it this long, or stand in its way; `earliest` is set where it is impossible by the day
    asked for: the first day without that one."""

    mentee: str
    tier: TierName
    status: Status
    why: str
    standing: TierStanding = NOT_YET
    waits_for: Level | None = None
    sessions: tuple[PlannedSession, ...] = ()
    binding: tuple[Need, ...] = ()
    cost: Decimal | None = None
    earliest: date | None = None

    @property
    def minutes(self) -> int:
        return sum(session.time for session in self.sessions)

    @property
    def in_person_days(self) -> int:
        return len({each.held_on for each in self.sessions if each.modality is Modality.IN_PERSON})

    @property
    def weeks(self) -> int:
        return len({each.held_on - timedelta(days=each.held_on.weekday()) for each in self.sessions})

    def as_json(self) -> dict[str, Any]:
        """The keys of `mentorship plan`, without those that all analyses begin with."""
        return {
            "mentee": self.mentee,
            "tier": self.tier,
            "status": str(self.status),
            "minutes": self.minutes,
            "cost": None if self.cost is None else f"{self.cost:f}",
            "in_person_days": self.in_person_days,
            "weeks": self.weeks,
            "hours_complete_on": _iso(self.standing.hours_complete_on),
            "reached_on": _iso(self.standing.reached_on),
            "waits_for": {"level": str(self.waits_for)} if self.waits_for else None,
            "sessions": [_session(each) for each in self.sessions],
            "binding": [_binding(need) for need in self.binding],
            "why": self.why,
            "earliest": _iso(self.earliest),
        }


def plan_to_tier(request: Request, mentee: str, tier: TierName, options: PlanOptions) -> Plan:
    """The best plan for a mentee to complete a tier, from the record as of a day; whoever leads a planned session is
    taken to be certified.

    Raises AccessError for a mentee whom the viewer may not look at, ArgumentError for options that mean nothing and
    for a mentee of whom nothing is known, NotSolvedError for a search that takes too long.
    """
    viewer, policy, as_of = request.viewer, request.policy, request.as_of
    require(viewer, (Role.MENTEE, Role.OMBUDSMAN), "A plan to a goal")
    if viewer.role is Role.MENTEE and viewer.person != mentee:
        raise AccessError("There is no such mentee, or you may not see their record.")
    options.check(policy, tier, as_of)
    record = Record(request, mentee)
    situation = record.situation(options.first_day(as_of))
    if situation is None:
        raise ArgumentError(f"Nothing is on record for {mentee!r}. Name the mentee by the id or e-mail in the data.")
    found = solve(situation, tier, options)
    if found.status is not Status.POSSIBLE:
        return found
    return _held_to_the_rules(record, situation, found)


def solve(situation: Situation, tier: TierName, options: PlanOptions) -> Plan:
    """The best plan by the plan's own reckoning, without a database; `reached_on` is left for the engine to say."""
    standing, waits = situation.standing(tier), level_missing(situation, tier)
    if standing.reached_on:
        why = plan_answer.reached_words(situation, tier, standing)
        return Plan(situation.mentee, tier, Status.REACHED, why, standing, cost=_cost((), options))
    if standing.hours_complete_on:
        return Plan(situation.mentee, tier, Status.POSSIBLE, "", standing, waits, cost=_cost((), options))
    if level := level_before(situation, tier):
        why = plan_answer.before_words(situation, tier, level)
        return Plan(situation.mentee, tier, Status.IMPOSSIBLE, why, waits_for=waits)
    offers = Offers(situation, options)
    search = Search(offers, options, {code: place for place, code in enumerate(situation.policy.activities)})
    ways = courses(situation, tier, options.first_day(situation.as_of))
    best = search.best(ways, options.by)
    if best is None:
        return _impossible(situation, tier, options, offers, search, waits)
    sessions = tuple(planned_sessions(best, situation, options))
    return Plan(
        situation.mentee, tier, Status.POSSIBLE, "", TierStanding(best.finish), waits, sessions,
        tuple(search.binding(best, options.by)), _cost(sessions, options),
    )  # fmt: skip


def _impossible(
    situation: Situation, tier: TierName, options: PlanOptions, offers: Offers, search: Search, waits: Level | None
) -> Plan:
    ways = courses(situation, tier, options.first_day(situation.as_of))
    earliest = search.earliest(ways) if options.by else None
    if earliest:
        course = next(each for each in ways if each[-1].last >= earliest)
        blocking = search.blocking(course, min(earliest - timedelta(days=1), options.by or earliest))
        why = plan_answer.too_late_words(situation, options, offers, blocking, earliest)
    else:
        course = ways[-1]
        blocking = search.blocking(course, search.last_day(course))
        why = plan_answer.never_words(situation, options, tier, blocking)
    return Plan(
        situation.mentee, tier, Status.IMPOSSIBLE, why, waits_for=waits, binding=tuple(blocking), earliest=earliest
    )


def _held_to_the_rules(record: Record, situation: Situation, found: Plan) -> Plan:
    """A plan with the dates that the engine gives it. Raises PlanRefusedError where the engine disagrees."""
    order = [name for name, _ in situation.policy.tiers_in_order]
    before = order[: order.index(found.tier) + 1]
    finish = found.standing.hours_complete_on or situation.as_of
    awards = [day for each in before if (day := situation.certified_on(each))]
    standing = record.outcome(found.sessions, found.tier, max(finish, *awards, situation.as_of))
    if standing.hours_complete_on != finish:
        raise PlanRefusedError(
            f"The plan completes the hours on {finish}, but the rules say {standing.hours_complete_on or 'never'}. "
            "Please report this, with the data and options used."
        )
    waits = found.waits_for
    if situation.standing(found.tier).hours_complete_on:
        why = plan_answer.complete_words(situation, found.tier, standing, waits)
    else:
        why = plan_answer.possible_words(situation, found.tier, found.sessions, standing, waits, found.binding)
    return Plan(found.mentee, found.tier, found.status, why, standing, waits, found.sessions, found.binding, found.cost)


def _cost(sessions: Sequence[PlannedSession], options: PlanOptions) -> Decimal | None:
    if not options.prices:
        return None
    return sum((options.prices.get(each.activity, Decimal(0)) for each in sessions), Decimal(0))


def _session(session: PlannedSession) -> dict[str, Any]:
    return {
        "held_on": session.held_on.isoformat(),
        "activity": session.activity,
        "modality": str(session.modality),
        "minutes": session.minutes,
        "days": session.days,
        "event": session.event,
        "category": session.category,
        "credited_minutes": session.credited_minutes,
    }


def _binding(need: Need) -> dict[str, Any]:
    row = need.row
    return {"categories": row.categories, "required": row.minutes, "have": need.have, "short": need.short}


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None
