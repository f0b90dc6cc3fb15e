"""The best plan: what was asked for is kept least, then the other criteria in their order, then the day of finishing.

Every course (see `plan_stages`) is tried. Within one, a criterion is minimised, its value held, and the next follows.
The day of finishing is found by halving the calendar, since whatever can be done by a day can be done by a later one.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from mentorship.planning.integer_program import Constraint
from mentorship.planning.plan_calendar import pieces, share_days
from mentorship.planning.plan_offers import Offers
from mentorship.planning.plan_options import Minimise, PlanOptions, WeeklyLimits
from mentorship.planning.plan_program import PlanProgram
from mentorship.planning.plan_stages import Course, Need

A_DAY = timedelta(days=1)
#: No plan goes on beyond this day.
LAST_DAY = date(9990, 12, 31)
Values = dict[Minimise, int]


@dataclass(frozen=True)
class Best:
    """The best plan of a course: its program with a value for each variable, what each criterion came to, and the day
    on which the hours are complete."""

    course: Course
    program: PlanProgram
    solution: list[int]
    values: Values
    finish: date


@dataclass
class Search:
    """A search under some options. `names` are the activities in the order in which they are preferred."""

    offers: Offers
    options: PlanOptions
    names: dict[str, int]
    _programs: dict[tuple[Course, date, frozenset[Need] | None], PlanProgram] = field(default_factory=dict)

    def best(self, courses: Sequence[Course], by: date | None = None) -> Best | None:
        """The best plan over all courses, complete by a day at the latest; None where there is none."""
        order = self.options.criteria
        found = [best for course in courses if (best := self._best_of(course, order, by))]
        return min(found, key=lambda best: _rank(best, order), default=None)

    def earliest(self, courses: Sequence[Course]) -> date | None:
        """The first day on which the hours can be complete, whatever it takes."""
        return min(
            (day for course in courses if (day := self._finish(course, self.last_day(course), {}))), default=None
        )

    def last_day(self, course: Course, by: date | None = None) -> date:
        """The last day worth a look. Past the last change of anything each week (or day) has room for a session, and
        no plan holds more sessions than its rows take."""
        settled = max(self._beginnings(course))
        sessions = sum(self._most_sessions(need, settled) for stage in course for need in stage.needs if need.short)
        # Each stage may leave a week (or day) partly unused, and so may the beginning.
        spare = len(course) + 1
        days = 7 * (self._most_weeks(sessions, settled) + 2 * spare) if self.options.weekly else sessions + spare
        enough = LAST_DAY if (LAST_DAY - settled).days < days else settled + timedelta(days=days)
        return min(enough, course[-1].last, *([by] if by else []))

    def binding(self, best: Best, by: date | None = None) -> list[Need]:
        """The rows that alone keep the plan from being any better in what was asked for, or where that takes nothing in
        what comes next; of rows that say the same, those of fewer categories."""
        for criterion in self.options.criteria:
            if criterion is Minimise.FINISH:
                found = self.blocking(best.course, best.finish - A_DAY)
            else:
                less: Values = {criterion: best.values[criterion] - 1}
                found = self._irreducible(best.course, self.last_day(best.course, by), less)
            if found:
                return found
        return []

    def blocking(self, course: Course, end: date) -> list[Need]:
        """The rows that alone cannot be met by a day."""
        return self._irreducible(course, end, {})

    # --- one course ----------------------------------------------------------------------------------------------

    def _best_of(self, course: Course, order: Sequence[Minimise], by: date | None) -> Best | None:
        end: date | None = self.last_day(course, by)
        held: Values = {}
        for criterion in order:
            if criterion is Minimise.FINISH:
                end = self._finish(course, end, held) if end else None
            elif end:
                value = self._least(course, end, criterion, held)
                end = end if value is not None else None
                held |= {} if value is None else {criterion: value}
        if end is None:
            return None
        program = self._program(course, end)
        also = _holding(program, held)
        solution = program.program.minimise({}, also)
        if solution is None:
            return None
        solution = program.program.improve(program.in_order_of(self.names), also, otherwise=solution)
        return Best(course, program, solution, held, end)

    def _least(self, course: Course, end: date, criterion: Minimise, held: Values) -> int | None:
        """The least value of a criterion with those before it held; None where the course cannot be gone."""
        if end < course[-1].complete_from:
            return None
        program = self._program(course, end)
        terms = program.terms(criterion)
        if held and not terms:
            return 0
        solution = program.program.minimise(terms, _holding(program, held))
        return None if solution is None else sum(factor * solution[variable] for variable, factor in terms.items())

    def _finish(self, course: Course, end: date, held: Values) -> date | None:
        """The first day by which the course can be gone with some values held; None where that is never."""
        first = max(course[-1].complete_from, min(stage.first for stage in course) - A_DAY).toordinal()
        last = end.toordinal()
        # Parts of sessions are quickly reckoned with and rule out most days; the day is rarely far from what they say.
        low = bisect_left(
            range(last + 1), True, lo=first, key=lambda day: self._possible(course, day, held, whole=False)
        )
        high, step = low, 1
        while high <= last and not self._possible(course, high, held, whole=True):
            low, high, step = high + 1, high + step, 2 * step
        low = bisect_left(
            range(last + 1),
            True,
            lo=low,
            hi=min(high, last + 1),
            key=lambda day: self._possible(course, day, held, whole=True),
        )
        return date.fromordinal(low) if low <= last else None

    def _possible(
        self, course: Course, day: int, held: Values, whole: bool, only: frozenset[Need] | None = None
    ) -> bool:
        program = self._program(course, date.fromordinal(day), only)
        also = _holding(program, held)
        if whole:
            return program.program.minimise({}, also) is not None
        return program.program.is_possible_in_fractions(also)

    def _irreducible(self, course: Course, end: date, held: Values) -> list[Need]:
        """Rows that cannot all be met within some values, while without any one of them the others can: a single row
        where one is enough. None where all can be met."""
        kept = sorted((need for stage in course for need in stage.needs if need.short), key=_plainest)

        def suffice(needs: Sequence[Need]) -> bool:
            return not self._possible(course, end.toordinal(), held, whole=True, only=frozenset(needs))

        if not suffice(kept):
            return []
        if alone := next((need for need in kept if suffice([need])), None):
            return [alone]
        for need in reversed(kept):
            rest = [each for each in kept if each is not need]
            kept = rest if suffice(rest) else kept
        return kept

    def _program(self, course: Course, end: date, only: frozenset[Need] | None = None) -> PlanProgram:
        key = (course, end, only)
        if key not in self._programs:
            bounds = [day for stage in course for day in (stage.first, stage.last + A_DAY) if day < LAST_DAY]
            first = min(stage.first for stage in course)
            calendar = pieces(first, end, self.offers, bounds, self.options.weekly)
            self._programs[key] = PlanProgram(course, calendar, self.options.weekly, only)
        return self._programs[key]

    # --- how far to look -----------------------------------------------------------------------------------------

    def _beginnings(self, course: Course) -> list[date]:
        stages = [day for stage in course for day in (stage.first, stage.complete_from) if day < LAST_DAY]
        return [*stages, *(day for day in self.offers.changes if day < LAST_DAY)]

    def _most_sessions(self, need: Need, settled: date) -> int:
        earned = [
            offer.credit
            for day in [settled, *self.offers.changes]
            for offer in self.offers.on(day)
            if offer.bucket in need.row.buckets
        ]
        return -(-(need.short + max(earned)) // min(earned)) if earned else 0

    def _most_weeks(self, sessions: int, settled: date) -> int:
        """How many weeks are enough for sessions, and for the days in person that hold several."""
        offers, limits = self.offers.on(settled), self.options.weekly
        in_person = [offer for offer in offers if offer.in_person for _ in offer.activities]
        longest = max((offer.minutes for offer in offers), default=1)
        a_week = _rounds(limits, 1, longest)
        weeks = -(-sessions // a_week)
        if share_days(offers):
            weeks += -(-sessions // _rounds(limits, len(in_person), sum(offer.minutes for offer in in_person)))
        return weeks


def _rounds(limits: WeeklyLimits, sessions: int, minutes: int) -> int:
    """How often so many sessions of so many minutes in all fit into a week, once a day; at least once in parts."""
    often = [7]
    often += [limits.sessions // sessions] if limits.sessions is not None else []
    often += [limits.minutes // minutes] if limits.minutes is not None else []
    return max(1, min(often))


def _holding(program: PlanProgram, held: Values) -> list[Constraint]:
    terms = ((program.terms(criterion), value) for criterion, value in held.items())
    return [Constraint(each, at_most=value) for each, value in terms if each]


def _plainest(need: Need) -> tuple[int, int]:
    """Rows of few categories first, and of those the ones that lack most."""
    return len(need.row.buckets), -need.short


def _rank(best: Best, order: Sequence[Minimise]) -> list[int]:
    return [best.finish.toordinal() if each is Minimise.FINISH else best.values[each] for each in order]
