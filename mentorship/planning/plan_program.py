"""A plan as an integer program: how many sessions of each kind in each piece of the calendar, so that every stage's
requirement rows are met.

Which day a session falls on is left open: within a piece every choice of days will do, as an activity's sessions are at
most as many as the days. Whole weeks taken together may be filled to their limits in several ways (`fillings`); how
many are filled in which way is part of the program, and by Hall's condition sessions can be dealt out to weeks so
filled when every set of kinds of one length fits. Where a tier starts after the one before it, the days of a piece are
split between stages in their order, and weeks taken together into weeks of one stage and a week that stages share.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise

from mentorship.planning.integer_program import IntegerProgram
from mentorship.planning.plan_calendar import Filling, Piece, fillings, lengths, share_days
from mentorship.planning.plan_offers import Offer
from mentorship.planning.plan_options import Minimise, WeeklyLimits
from mentorship.planning.plan_stages import Course, Need


@dataclass
class Share:
    """What one stage has of a place: `room`, the variable of its days (of its weeks where weeks are taken together);
    `sessions`, the variable of each offer's sessions; `in_person_days`, that of the days in person; `filled`, those of
    the weeks filled in each way."""

    stage: int
    room: int
    sessions: dict[Offer, int] = field(default_factory=dict)
    in_person_days: int | None = None
    filled: dict[Filling, int] = field(default_factory=dict)


@dataclass
class Place:
    """A part of a piece. `is_whole`: whole weeks of one stage; else days that stages may share. `used`: of a week that
    stands somewhere among others alike, the variable that says whether it is used at all."""

    piece: Piece
    days: int
    is_whole: bool
    shares: list[Share] = field(default_factory=list)
    used: int | None = None


class PlanProgram:
    """The integer program of a course over the pieces of a calendar. `only` are the requirement rows asked for; None:
    all of them."""

    def __init__(
        self, course: Course, calendar: list[Piece], limits: WeeklyLimits, only: frozenset[Need] | None = None
    ) -> None:
        self.program = IntegerProgram()
        self._course, self._limits = course, limits
        self._needs = [[need for need in stage.needs if only is None or need in only] for stage in course]
        self.places = list(self._places(calendar))
        self._earn_what_is_short()
        if limits:
            self._keep_to_the_week()
        if len(course) > 1:
            self._keep_the_order()

    def terms(self, criterion: Minimise) -> dict[int, int]:
        """A criterion as a sum over variables; empty for the day of finishing, which the calendar's end decides."""
        match criterion:
            case Minimise.MINUTES:
                return {variable: offer.minutes for offer, variable in self._sessions()}
            case Minimise.COST:
                return {variable: offer.price for offer, variable in self._sessions() if offer.price}
            case Minimise.IN_PERSON_DAYS:
                shares = (share for place in self.places for share in place.shares)
                return {share.in_person_days: 1 for share in shares if share.in_person_days is not None}
        return {}

    def in_order_of(self, names: Mapping[str, int]) -> dict[int, int]:
        """A sum that is least when sessions are of the activities with low numbers."""
        return {variable: names[offer.activities[0]] for offer, variable in self._sessions()}

    def _sessions(self) -> Iterator[tuple[Offer, int]]:
        return (item for place in self.places for share in place.shares for item in share.sessions.items())

    # --- the parts of the calendar, and who may use them ---------------------------------------------------------

    def _places(self, calendar: list[Piece]) -> Iterator[Place]:
        for piece in calendar:
            stages = [
                number
                for number, stage in enumerate(self._course)
                if stage.first <= piece.first and piece.last <= stage.last
            ]
            if piece.weeks == 1:
                yield self._run(piece, stages)
                continue
            parts: list[Place] = []
            for number in stages:
                if parts:
                    parts.append(self._run(piece, stages))
                parts.append(self._whole(piece, number, alone=len(stages) == 1))
            if len(stages) > 1:
                self.program.require(self._weeks_used(parts), at_most=piece.weeks)
            yield from parts

    def _weeks_used(self, parts: list[Place]) -> dict[int, int]:
        used = {}
        for part in parts:
            if part.is_whole:
                used[part.shares[0].room] = 1
            else:
                part.used = self.program.variable(1)
                self.program.require({part.used: -7} | {share.room: 1 for share in part.shares}, at_most=0)
                used[part.used] = 1
        return used

    def _run(self, piece: Piece, stages: list[int]) -> Place:
        place = Place(piece, piece.days, is_whole=False)
        for number in stages:
            least = piece.days if len(stages) == 1 else 0
            share = Share(number, self.program.variable(piece.days, least))
            self._offer(share, piece, piece.days)
            place.shares.append(share)
        if len(stages) > 1:
            self.program.require({share.room: 1 for share in place.shares}, at_most=piece.days)
        return place

    def _whole(self, piece: Piece, number: int, alone: bool) -> Place:
        share = Share(number, self.program.variable(piece.weeks, piece.weeks if alone else 0))
        self._offer(share, piece, 7 * piece.weeks, days_each=7)
        self._fill(share, piece)
        return Place(piece, 7, is_whole=True, shares=[share])

    def _offer(self, share: Share, piece: Piece, days: int, days_each: int = 1) -> None:
        """Variables for what a stage may hold: of each activity at most one session a day of its own."""
        for offer in piece.offers:
            shorts = [need.short for need in self._needs[share.stage] if offer.bucket in need.row.buckets]
            # No session of a best plan can be spared, so there are no more of a kind than its largest row takes.
            enough = -(-max(shorts, default=0) // offer.credit)
            if not enough:
                continue
            variable = self.program.variable(min(enough, days * len(offer.activities)))
            share.sessions[offer] = variable
            self.program.require({variable: 1, share.room: -days_each * len(offer.activities)}, at_most=0)
            if offer.in_person:
                if share.in_person_days is None:
                    share.in_person_days = self.program.variable(days)
                    self.program.require({share.in_person_days: 1, share.room: -days_each}, at_most=0)
                self.program.require({variable: 1, share.in_person_days: -len(offer.activities)}, at_most=0)

    def _fill(self, share: Share, piece: Piece) -> None:
        """Whole weeks filled to their limits: the sessions of each length must fit into the weeks, and so must every
        set of their kinds, each activity at most once a day."""
        share.filled = {way: self.program.variable(piece.weeks) for way in fillings(piece.offers, self._limits)}
        self.program.require(dict.fromkeys(share.filled.values(), 1) | {share.room: -1}, at_most=0)
        if share_days(piece.offers) and share.in_person_days is not None:
            days = {variable: way.in_person_days for way, variable in share.filled.items()}
            self.program.require(days | {share.in_person_days: -1}, at_most=0)
        for place, size in enumerate(lengths(piece.offers, self._limits)):
            kinds = [each for each in share.sessions if self._limits.minutes is None or each.minutes == size]
            for some in _sets(kinds):
                most = {way: sum(map(way.most, some)) for way in share.filled}
                if len(some) == len(kinds) or any(most[way] < way.sessions[place] for way in most):
                    room = {share.filled[way]: -min(way.sessions[place], most[way]) for way in most}
                    self.program.require(room | {share.sessions[offer]: 1 for offer in some}, at_most=0)

    # --- what a plan must keep to --------------------------------------------------------------------------------

    def _earn_what_is_short(self) -> None:
        for number, needs in enumerate(self._needs):
            for need in needs:
                earned = {
                    variable: offer.credit
                    for place in self.places
                    for share in place.shares
                    if share.stage == number
                    for offer, variable in share.sessions.items()
                    if offer.bucket in need.row.buckets
                }
                if need.short:
                    self.program.require(earned, at_least=need.short)

    def _keep_to_the_week(self) -> None:
        weeks: dict[date, list[tuple[Offer, int]]] = defaultdict(list)
        for place in self.places:
            sessions = [item for share in place.shares for item in share.sessions.items()]
            if place.used is not None:
                self._limit_week(sessions, place.used)
            elif not place.is_whole:
                weeks[place.piece.monday] += sessions
        for sessions in weeks.values():
            self._limit_week(sessions, None)

    def _limit_week(self, sessions: list[tuple[Offer, int]], used: int | None) -> None:
        """The limits of one week; nothing is in a week that is not used."""
        limits = (
            (self._limits.sessions, {variable: 1 for _, variable in sessions}),
            (self._limits.minutes, {variable: offer.minutes for offer, variable in sessions}),
        )
        for most, terms in limits:
            if most is not None and used is not None:
                self.program.require(terms | {used: -most}, at_most=0)
            elif most is not None and terms:
                self.program.require(terms, at_most=most)

    def _keep_the_order(self) -> None:
        """`done[k]`, place by place, says whether stage k is over by the place's end. The next stage begins in that
        place at the earliest, on later days; a stage that was over before a place has nothing in it."""
        before: list[int] = []
        for place in self.places:
            done = [self.program.variable(1) for _ in self._course[:-1]]
            for earlier, later in zip(before, done, strict=False):
                self.program.require({earlier: 1, later: -1}, at_most=0)
            for one, following in pairwise(done):
                self.program.require({following: 1, one: -1}, at_most=0)
            for share in place.shares:
                most = place.piece.weeks if place.is_whole else place.days
                if share.stage:
                    self.program.require({share.room: 1, done[share.stage - 1]: -most}, at_most=0)
                if before and share.stage < len(before):
                    self.program.require({share.room: 1, before[share.stage]: most}, at_most=most)
            before = done


def _sets(kinds: Iterable[Offer]) -> Iterator[tuple[Offer, ...]]:
    every = list(kinds)
    return (some for size in range(1, len(every) + 1) for some in combinations(every, size))
