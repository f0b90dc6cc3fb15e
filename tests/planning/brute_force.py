"""Every plan there is, tried one by one: what the search is checked against where calendars are small.

It shares no code with the search. What a session earns is said again here in plain loops, whether hours suffice is the
oracle's linear program, and the day of completion is found day by day.
"""

from collections import defaultdict
from datetime import date, timedelta
from itertools import product

from tests.support.oracle import LEVELS, Somebody, _certified_on, _level, _missing

ORDER = ["minutes", "cost", "in_person_days", "finish"]


class BruteForce:
    """The best plan of a tier by sessions on the days up to a horizon."""

    def __init__(self, situation, tier, options, horizon):
        self.situation, self.tier, self.options, self.horizon = situation, tier, options, horizon
        self.policy = situation.policy
        self.me = Somebody(situation.mentee, techniques=situation.techniques_on, diplomate=situation.diplomate_on)
        self.known = {}
        names = [name for name, _ in self.policy.tiers_in_order]
        self.names = names[: names.index(tier) + 1]
        self.after = self.policy.interpretation.surplus_hours.value == "starts_after"
        self.first = options.from_ or situation.as_of + timedelta(days=1)
        self.days = [self.first + timedelta(days=n) for n in range((horizon - self.first).days + 1)]
        self.begins = sorted(
            dated.in_force_from
            for tier in self.policy.tiers.values()
            for timeline in (tier.minutes, tier.counts, tier.prerequisite, *tier.minimum.values())
            for dated in list(timeline)[1:]
        )

    def candidates(self):
        """Every session that could be held: (day, activity, minutes it takes, credit, bucket, price, in person)."""
        listed = []
        for day in self.days:
            of_day = [each for code in self.policy.activities if (each := self._session(code, day))]
            virtual = {each[4][0] for each in of_day if not each[6]}
            listed += [each for each in of_day if not (self.options.only_virtual and each[6] and each[4][0] in virtual)]
        return listed

    def _session(self, code, day):
        activity, options = self.policy.activities[code], self.options
        until = activity.counts_until.on(day)
        if code in options.without or (code, day) in self.situation.taken:
            return None
        if day < activity.counts_from.on(day) or (until and day > until):
            return None
        credit, cap = activity.credit.on(day), activity.cap.on(day)
        length = options.lengths.get(code, 60 if credit.basis == "duration" else None)
        worth = length if credit.basis == "duration" else credit.minutes
        worth = min(worth, cap.minutes) if cap else worth
        takes = worth if length is None else length
        if not worth or (options.minutes_per_week and takes > options.minutes_per_week):
            return None
        by_level = self.policy.interpretation.certification_timing.value == "before_hours"
        bucket = activity.category.on(day), _level(self.me, day) if by_level else "none"
        in_person = "virtual" not in activity.modality.on(day)
        return day, code, takes, worth, bucket, options.prices.get(code, 0), in_person

    def best(self):
        """What the best plan comes to, in the order asked for; None where no plan completes the tier in time."""
        useful = [each for each in self.candidates() if each[4][0] in self._counted()]
        assert len(useful) <= 17, "too many plans to try"
        asked = [self.options.minimise, *(each for each in ORDER if each != self.options.minimise)]
        found = None
        for chosen in product((False, True), repeat=len(useful)):
            sessions = [each for each, taken in zip(useful, chosen, strict=True) if taken]
            worth = self._worth(sessions)
            rank = [worth[each] for each in asked if each != "finish"] if asked[0] != "finish" else []
            if found and rank and rank > found[: len(rank)]:
                continue
            if not self._fits_weeks(sessions) or (finish := self._finish(sessions)) is None:
                continue
            whole = [{**worth, "finish": finish.toordinal()}[each] for each in asked]
            if self.options.by and finish > self.options.by:
                continue
            found = whole if found is None else min(found, whole)
        return found

    def _counted(self):
        return {category for name in self.names for dated in self.policy.tiers[name].counts for category in dated.value}

    def _worth(self, sessions):
        return {
            "minutes": sum(each[2] for each in sessions),
            "cost": sum(each[5] for each in sessions),
            "in_person_days": len({each[0] for each in sessions if each[6]}),
        }

    def _fits_weeks(self, sessions):
        weeks = defaultdict(list)
        for each in sessions:
            weeks[each[0] - timedelta(days=each[0].weekday())].append(each[2])
        return all(
            len(week) <= (self.options.sessions_per_week or 10**6)
            and sum(week) <= (self.options.minutes_per_week or 10**6)
            for week in weeks.values()
        )

    def _finish(self, sessions):
        """The day on which the tier's hours are complete, by what is on record and these sessions."""
        earned = [(each.held_on, each.bucket, each.minutes) for each in self.situation.credited]
        earned += [(each[0], each[4], each[3]) for each in sessions]
        if not self.after:
            return self._first_day(earned, self.names, date.min)
        after = date.min
        for name in self.names:
            complete = self._first_day(earned, [name], after)
            if name == self.tier or complete is None:
                return complete
            certified = _certified_on(self.policy.tiers[name], self.me, date.max)
            if certified is None:
                return None
            after = max(complete, certified, after, self.policy.tiers[name].awarded_from or date.min)
        return None

    def _first_day(self, earned, asking, after):
        days = sorted({day for day, _, _ in earned if day > after} | {b for b in self.begins if b <= self.horizon})
        for day in days:
            have: defaultdict[tuple[str, str], int] = defaultdict(int)
            for held_on, bucket, minutes in earned:
                if after < held_on <= day:
                    have[bucket] += minutes
            if self._suffices(tuple(asking), have, day):
                return day
        return None

    def _suffices(self, asking, have, day):
        era = sum(begin <= day for begin in self.begins)
        key = asking, tuple(sorted(have.items())), era
        if key not in self.known:
            earned = {(day, category, str(level)): minutes for (category, level), minutes in have.items()}
            assert all(level in LEVELS for _, _, level in earned)
            self.known[key] = _missing(self.policy, asking, earned, day, day) == 0
        return self.known[key]
