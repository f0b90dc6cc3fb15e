"""The rules once more, in plain Python and plain loops: what the engine is checked against on random cases.

It shares no code with the engine. Credit is worked out session by session; whether hours suffice for tiers is asked
day by day, by splitting the minutes among what the tiers ask; nothing here knows of requirement rows.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

LEVELS = ["none", "techniques", "diplomate"]


@dataclass
class Session:
    row: int
    mentee: str
    activity: str
    held_on: date
    modality: str = "virtual"
    minutes: int | None = None
    starts_at: str | None = None
    mentor: str | None = None
    event: str | None = None
    days: int | None = None
    attendees: int | None = None
    status: str = "completed"
    endorsed: str | None = None
    session_id: str | None = None
    credited: int = 0
    refused: bool = False
    planned: bool = False
    worth: int = 0


@dataclass
class Somebody:
    person: str
    mentor_since: date | None = None
    mentor_until: date | None = None
    techniques: date | None = None
    diplomate: date | None = None


@dataclass
class Tier:
    complete: date | None = None
    reached: date | None = None
    short: int = 0


@dataclass
class Outcome:
    sessions: list[Session]
    tiers: dict[str, Tier] = field(default_factory=dict)
    recorded: int = 0
    credited: dict[str, int] = field(default_factory=dict)


def judge(policy, sessions, people, as_of):
    """mentee → Outcome."""
    known = {somebody.person: somebody for somebody in people}
    by_mentee = defaultdict(list)
    for session in sessions:
        by_mentee[session.mentee].append(session)
    return {mentee: _judge_one(policy, mentee, own, known, as_of) for mentee, own in by_mentee.items()}


def _judge_one(policy, mentee, sessions, people, as_of):
    award(policy, sessions, people, as_of)
    me = people.get(mentee, Somebody(mentee))
    earned: defaultdict[tuple[date, str, str], int] = defaultdict(int)
    credited = dict.fromkeys(policy.categories, 0)
    for session in sessions:
        if session.credited:
            category = policy.activities[session.activity].category.on(session.held_on)
            earned[session.held_on, category, _level(me, session.held_on)] += session.credited
            credited[category] += session.credited
    recorded = sum(s.minutes or 0 for s in sessions if not s.planned and s.status not in ("cancelled", "no_show"))
    return Outcome(sessions, tiers(policy, earned, me, as_of), recorded, credited)


# --- credit, session by session ------------------------------------------------------------------------------


def award(policy, sessions, people, as_of):
    for session in sessions:
        missed = session.status in ("cancelled", "no_show")
        session.planned = not missed and (session.status == "scheduled" or session.held_on > as_of)
        session.refused = missed or session.planned or not _allowed(policy, session, people)
        session.worth = _worth(policy, session)
    standing = [session for session in sessions if not session.refused]
    standing = _once(policy, standing)
    _days(policy, standing)
    _events(policy, sessions, standing)


def _allowed(policy, session, people):
    activity, day = policy.activities[session.activity], session.held_on
    until = activity.counts_until.on(day)
    if day < activity.counts_from.on(day) or (until and day > until):
        return False
    if session.modality not in activity.modality.on(day):
        return False
    if activity.endorsement.on(day) == "required" and session.endorsed == "no":
        return False
    group = activity.attendees.on(day)
    if group and session.attendees is not None and not group.least <= session.attendees <= (group.most or 10**9):
        return False
    standing = activity.standing.on(day)
    if standing == "none":
        return True
    leader = people.get(session.mentor)
    if leader is None:
        return policy.interpretation.standing_unknown.value == "credit"
    if standing == "mentor":
        return bool(
            leader.mentor_since
            and leader.mentor_since <= day
            and (not leader.mentor_until or day <= leader.mentor_until)
        )
    return any(certified and certified <= day for certified in (leader.techniques, leader.diplomate))


def _worth(policy, session):
    activity, day = policy.activities[session.activity], session.held_on
    credit, cap = activity.credit.on(day), activity.cap.on(day)
    worth = {
        "duration": session.minutes or 0,
        "fixed": credit.minutes or 0,
        "per_day": (credit.minutes or 0) * (session.days or 1),
    }[credit.basis]
    return min(worth, cap.minutes) if cap and cap.per == "session" else worth


def _once(policy, standing):
    kept = {}
    for session in sorted(standing, key=lambda s: (s.held_on, -s.worth, s.row)):
        activity = policy.activities[session.activity]
        if session.event and activity.repeats.on(session.held_on) == "once_per_event":
            key: tuple[object, ...] = ("title", session.activity, session.event.lower())
        elif not session.event and activity.untitled.on(session.held_on) == "each_time":
            key = ("untitled", session.row)
        else:
            when = session.starts_at or session.minutes or 0
            key = (session.activity, (session.event or "").lower(), session.held_on, session.mentor, when,
                   session.starts_at is None)  # fmt: skip
        if key in kept:
            session.refused = True
        else:
            kept[key] = session
    return [session for session in standing if not session.refused]


def _days(policy, standing):
    taken: set[tuple[str, date]] = set()
    for session in sorted(standing, key=lambda s: (s.held_on, s.row)):
        activity = policy.activities[session.activity]
        credit, cap = activity.credit.on(session.held_on), activity.cap.on(session.held_on)
        session.credited = session.worth
        if credit.basis == "per_day":
            days = {(session.activity, session.held_on + timedelta(days=d)) for d in range(session.days or 1)}
            session.credited = credit.minutes * len(days - taken)
            if cap and cap.per == "session":
                session.credited = min(session.credited, cap.minutes)
            taken |= days


def _events(policy, sessions, standing):
    used: defaultdict[tuple[str, object], int] = defaultdict(int)
    names = _event_names(policy, sessions)
    for session in sorted(standing, key=lambda s: (s.held_on, s.starts_at or "99", s.row)):
        cap = policy.activities[session.activity].cap.on(session.held_on)
        if cap and cap.per == "event":
            event = session.activity, names[session.row]
            earned = session.credited
            session.credited = max(0, min(earned, cap.minutes - used[event]))
            used[event] += earned


def _event_names(policy, sessions):
    """The event of each session; without a title, a run of consecutive days of one mentor and activity."""
    names: dict[int, object] = {}
    runs: dict[tuple[str, str], tuple[date, int]] = {}
    for session in sorted(sessions, key=lambda s: s.held_on):
        if session.planned or session.status in ("cancelled", "no_show"):
            continue
        cap = policy.activities[session.activity].cap.on(session.held_on)
        if not (cap and cap.per == "event"):
            continue
        if session.event:
            names[session.row] = session.event.lower()
            continue
        whose = session.activity, session.mentor
        last, number = runs.get(whose, (date.min, 0))
        if (session.held_on - last).days > 1:
            number += 1
        runs[whose] = session.held_on, number
        names[session.row] = (session.mentor, number)
    return names


# --- tiers, day by day ---------------------------------------------------------------------------------------


def _level(me, day):
    if me.diplomate and me.diplomate <= day:
        return "diplomate"
    return "techniques" if me.techniques and me.techniques <= day else "none"


def tiers(policy, earned, me, as_of):
    names = [name for name, _ in sorted(policy.tiers.items(), key=lambda item: item[1].order)]
    after = policy.interpretation.surplus_hours.value == "starts_after"
    days = sorted({day for day, _, _ in earned} | {begin for begin in _changes(policy) if begin <= as_of})
    found, previous, begun, short_before = {}, date.min, True, 0
    for place, name in enumerate(names):
        tier = found[name] = Tier()
        asking = [name] if after else names[: place + 1]
        counted = {key: minutes for key, minutes in earned.items() if key[0] > previous} if after else earned
        if begun or not after:
            tier.complete = _first(days, lambda day: _missing(policy, asking, counted, day, day) == 0, _changes(policy))  # noqa: B023
        if tier.complete is None:
            tier.short = _missing(policy, asking, counted if begun or not after else {}, as_of, as_of)
            short_before, tier.short = (short_before + tier.short,) * 2 if after else (0, tier.short)
        certified = _certified_on(policy.tiers[name], me, as_of)
        if tier.complete and certified and begun:
            tier.reached = max(tier.complete, certified, previous)
        begun = tier.reached is not None
        previous = tier.reached or previous
    return found


def _first(days, suffices, changes):
    """The first day on which hours suffice. Hours only grow: between two changes of the rules, half of the days can be
    skipped."""
    bounds = [0, *(bisect_left(days, begin) for begin in sorted(changes)), len(days)]
    for first, after in pairwise(bounds):
        if first < after and suffices(days[after - 1]):
            return days[bisect_left(days, True, first, after - 1, key=suffices)]
    return None


def _changes(policy):
    timelines = [t for tier in policy.tiers.values()
                 for t in (tier.minutes, tier.counts, tier.prerequisite, *tier.minimum.values())]  # fmt: skip
    return {dated.in_force_from for timeline in timelines for dated in list(timeline)[1:]}


def _certified_on(tier, me, as_of):
    """The first day on which the tier may be awarded and the prerequisite in force that day is met."""
    held = {"none": date.min, "techniques": min((d for d in (me.techniques, me.diplomate) if d), default=None),
            "diplomate": me.diplomate}  # fmt: skip
    begins = {dated.in_force_from for dated in list(tier.prerequisite)[1:]}
    awarded_from = tier.awarded_from or date.min
    candidates = {date.min, awarded_from} | begins | {day for day in held.values() if day}
    for day in sorted(each for each in candidates if each >= awarded_from):
        certified = held[tier.prerequisite.on(day)]
        if day <= as_of and certified is not None and certified <= day:
            return day
    return None


def _missing(policy, asking, earned, until, when):
    """The least extra minutes with which the minutes earned until a day can be split among tiers."""
    free: defaultdict[tuple[str, str], int] = defaultdict(int)
    for (day, category, level), minutes in earned.items():
        if day <= until:
            free[category, level] += minutes
    demands = [demand for name in asking for demand in _demands(policy, policy.tiers[name], when)]
    split, missing = _Split(free, [allowed for allowed, _ in demands]), 0
    for taker, (_, wanted) in enumerate(demands):
        found = -1
        while found and wanted:
            found = split.found(taker, wanted, {taker})
            wanted -= found  # noqa: PLW2901 - until nothing more is found
        missing += wanted
    return missing


class _Split:
    """Minutes of buckets, split among demands: a maximum flow (Ford and Fulkerson 1956)."""

    def __init__(self, free, allowed):
        self.free, self.allowed = free, allowed
        self.given: list[defaultdict[tuple[str, str], int]] = [defaultdict(int) for _ in allowed]

    def found(self, taker, wanted, passed):
        """Minutes found for a demand, at most those wanted: free ones, or what a demand not passed can replace."""
        for bucket in self.allowed[taker]:
            if minutes := min(wanted, self.free[bucket]):
                self.free[bucket] -= minutes
                self.given[taker][bucket] += minutes
                return minutes
        return next(filter(None, (self.replaced(taker, each, wanted, passed) for each in self.allowed[taker])), 0)

    def replaced(self, taker, bucket, wanted, passed):
        """Minutes of a bucket that other demands give away, having found others."""
        for giver, own in enumerate(self.given):
            if own[bucket] and giver not in passed:
                passed.add(giver)
                if minutes := self.found(giver, min(wanted, own[bucket]), passed):
                    own[bucket] -= minutes
                    self.given[taker][bucket] += minutes
                    return minutes
        return 0


def _demands(policy, tier, when):
    asked = LEVELS.index(tier.prerequisite.on(when))
    levels = LEVELS[asked:] if policy.interpretation.certification_timing.value == "before_hours" else LEVELS
    least = {category: timeline.on(when) for category, timeline in tier.minimum.items()}
    for category, minutes in least.items():
        yield {(category, level) for level in levels}, minutes
    rest = tier.minutes.on(when) - sum(least.values())
    yield {(category, level) for category in tier.counts.on(when) for level in levels}, rest
