"""From how many to when: the sessions of a solved plan on their days, early in their weeks, the weeks alike."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from mentorship.planning.integer_program import IntegerProgram
from mentorship.planning.plan_calendar import WEEK, Filling, lengths, share_days
from mentorship.planning.plan_offers import Offer, is_per_day, length_of, must_be_in_person, needs_title
from mentorship.planning.plan_options import PlanOptions, WeeklyLimits
from mentorship.planning.plan_program import Place, PlanProgram, Share
from mentorship.planning.plan_search import Best
from mentorship.planning.plan_situation import Situation
from mentorship.vocabulary import ActivityCode, CategoryName, Modality

Day = tuple[date, ActivityCode, Offer]


@dataclass(frozen=True)
class PlannedSession:
    """One session of a plan. `minutes`: its length where one is known; `days`: where credit goes by the day; `event`:
    a title of its own where sessions are told apart by it."""

    held_on: date
    activity: ActivityCode
    modality: Modality
    minutes: int | None
    days: int | None
    event: str | None
    category: CategoryName
    credited_minutes: int

    @property
    def time(self) -> int:
        """The minutes it takes: its length, else what it is worth."""
        return self.minutes if self.minutes is not None else self.credited_minutes


def planned_sessions(best: Best, situation: Situation, options: PlanOptions) -> list[PlannedSession]:
    """The sessions of the best plan by day, and on a day in the order of the handbook."""
    order = {code: place for place, code in enumerate(situation.policy.activities)}
    days = sorted(_days(best.program, best.solution, options.weekly), key=lambda each: (each[0], order[each[1]]))
    titles = {code: _titles(situation, code) for code in order}
    return [_session(situation, options, day, code, offer, titles[code]) for day, code, offer in days]


def _session(
    situation: Situation, options: PlanOptions, day: date, code: ActivityCode, offer: Offer, titles: Iterator[str]
) -> PlannedSession:
    activity = situation.policy.activities[code]
    return PlannedSession(
        held_on=day,
        activity=code,
        modality=Modality.IN_PERSON if must_be_in_person(activity, day) else Modality.VIRTUAL,
        minutes=length_of(code, activity, day, options),
        days=1 if is_per_day(activity, day) else None,
        event=next(titles) if needs_title(activity, day) else None,
        category=offer.bucket[0],
        credited_minutes=offer.credit,
    )


def _titles(situation: Situation, code: ActivityCode) -> Iterator[str]:
    """Titles for events of an activity that nothing on record has: "Beyond the Dura conference 1" and so on."""
    label = situation.policy.activities[code].label
    return (title for number in count(1) if (title := f"{label} {number}").lower() not in situation.titles)


def _days(program: PlanProgram, solution: Sequence[int], limits: WeeklyLimits) -> Iterator[Day]:
    next_week: dict[date, date] = {}
    for place in program.places:
        first = next_week.get(place.piece.first, place.piece.first)
        for share in place.shares:
            counts = {offer: solution[variable] for offer, variable in share.sessions.items() if solution[variable]}
            if place.is_whole:
                yield from _on_weeks(place, share, counts, solution, limits, first)
                first += WEEK * solution[share.room]
            else:
                room = solution[share.room]
                in_person = solution[share.in_person_days] if share.in_person_days is not None else 0
                yield from _on_days(first, room, counts, in_person)
                first += timedelta(days=room)
        if place.piece.weeks > 1:
            next_week[place.piece.first] = first + timedelta(days=-first.weekday() % 7)


def _on_days(first: date, room: int, counts: dict[Offer, int], in_person_days: int) -> Iterator[Day]:
    """Sessions on days from the first one on: activity after activity, each once a day; those in person on as few days
    as the plan says."""
    for offer, number in counts.items():
        most = in_person_days if offer.in_person else room
        for place, code in enumerate(offer.activities):
            held = min(max(number - place * most, 0), most)
            yield from ((first + timedelta(days=day), code, offer) for day in range(held))


def _on_weeks(
    place: Place, share: Share, counts: dict[Offer, int], solution: Sequence[int], limits: WeeklyLimits, first: date
) -> Iterator[Day]:
    """Sessions dealt out to whole weeks, the fullest weeks first."""
    weeks = [way for way, variable in share.filled.items() for _ in range(solution[variable])]
    weeks.sort(key=lambda way: (-sum(way.sessions), way.sessions, -way.in_person_days))
    together = share_days(place.piece.offers)
    deal = _dealt_by_program if together else _dealt
    held: dict[int, dict[Offer, int]] = defaultdict(dict)
    for number, size in enumerate(lengths(place.piece.offers, limits)):
        kinds = {offer: n for offer, n in counts.items() if limits.minutes is None or offer.minutes == size}
        for (week, offer), sessions in deal(kinds, weeks, number).items():
            held[week][offer] = sessions
    for week, sessions_of in sorted(held.items()):
        yield from _in_week(first + WEEK * week, sessions_of, weeks[week].in_person_days if together else None)


def _in_week(monday: date, held: dict[Offer, int], in_person_days: int | None) -> Iterator[Day]:
    """The sessions of a whole week, spread over its days; those in person on its first days where several share one."""
    taken = 0
    for offer, number in held.items():
        shares = offer.in_person and in_person_days is not None
        most = in_person_days if shares and in_person_days else 7
        for place, code in enumerate(offer.activities):
            sessions = min(max(number - place * most, 0), most)
            begins = 0 if shares else taken
            yield from ((monday + timedelta(days=(begins + day) % 7), code, offer) for day in range(sessions))
            taken += sessions


def _dealt(kinds: dict[Offer, int], weeks: Sequence[Filling], number: int) -> dict[tuple[int, Offer], int]:
    """How many of each kind each week gets: one by one to the week with the most room left. That keeps the room even,
    and so leaves the most for kinds that come later."""
    left = [way.sessions[number] for way in weeks]
    dealt: dict[tuple[int, Offer], int] = defaultdict(int)
    for offer, held in kinds.items():
        for _ in range(held):
            open_weeks = [week for week, way in enumerate(weeks) if dealt[week, offer] < way.most(offer)]
            week = max(open_weeks, key=lambda each: (left[each], -each))
            left[week] -= 1
            dealt[week, offer] += 1
    return {key: held for key, held in dealt.items() if held}


def _dealt_by_program(kinds: dict[Offer, int], weeks: Sequence[Filling], number: int) -> dict[tuple[int, Offer], int]:
    """The same where weeks differ in their days in person, so that a kind fits better here than there."""
    program = IntegerProgram()
    dealt = {(week, offer): program.variable(way.most(offer)) for offer in kinds for week, way in enumerate(weeks)}
    for week, way in enumerate(weeks):
        program.require({dealt[week, offer]: 1 for offer in kinds}, at_most=way.sessions[number])
    for offer, held in kinds.items():
        program.require({dealt[week, offer]: 1 for week in range(len(weeks))}, at_least=held)
    solution = program.minimise(dict.fromkeys(dealt.values(), 1)) or []
    return {key: solution[variable] for key, variable in dealt.items() if solution[variable]}
