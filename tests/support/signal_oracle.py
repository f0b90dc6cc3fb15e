"""The signals once more, in plain Python and plain loops over the rows of files: what the SQL is checked against.

Each function takes the sessions that were held, one record each (`held`), as dictionaries; what it returns is a set of
sets of places (file, row): the sessions of each question.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

GROUPS = ("small_group", "large_group")
LED = (*GROUPS, "one_to_one")


def place(each):
    return each["file"], each["row"]


def places(some):
    return frozenset(place(each) for each in some)


def _by(some, *names):
    found = defaultdict(list)
    for each in some:
        found[tuple(each[name] for name in names)].append(each)
    return found


def span(each):
    """From when to when, or None where nobody says when it began."""
    if not each["starts_at"]:
        return None
    begin = datetime.combine(each["held_on"], time.fromisoformat(each["starts_at"]))
    return begin, begin + timedelta(minutes=int(each["minutes"]))


def _clusters(meetings):
    """Meetings (begin, end, sessions) that hang together by overlaps, two or more."""
    found: list[list[Any]] = []
    current: list[Any] = []
    until = None
    for begin, end, some in sorted(meetings, key=lambda each: each[:2]):
        if until is not None and begin < until:
            current.append(some)
            until = max(until, end)
        else:
            found.append(current)
            current, until = [some], end
    return {places(one for some in each for one in some) for each in [*found, current] if len(each) > 1}


def overlap_mentor(held):
    found = set()
    for own in _by([each for each in held if each["activity"] in LED and span(each)], "mentor").values():
        meetings = [(*span(each), [each]) for each in own if each["activity"] == "one_to_one"]
        for kind in GROUPS:
            group: list[tuple[datetime, datetime, datetime, list[Any]]] = []
            for each in sorted((each for each in own if each["activity"] == kind), key=span):
                begin, end = span(each)
                if group and begin - group[-1][1] <= timedelta(minutes=15):
                    first, _, until, some = group[-1]
                    group[-1] = (first, begin, max(until, end), [*some, each])
                else:
                    group.append((begin, begin, end, [each]))
            meetings += [(first, until, some) for first, _, until, some in group]
        found |= _clusters(meetings)
    return found


def overlap_mentee(held):
    timed = [each for each in held if span(each)]
    return set().union(*(_clusters([(*span(each), [each]) for each in own]) for own in _by(timed, "mentee").values()))


def group_as_one_to_one(held):
    own = [each for each in held if each["activity"] == "one_to_one" and each["starts_at"]]
    return {places(some) for some in _by(own, "mentor", "held_on", "starts_at").values()
            if len({each["mentee"] for each in some}) >= 2}  # fmt: skip


def size_against_kind(held):
    def is_odd(each):
        size = int(each["attendees"] or 0)
        if not size or each["activity"] not in LED:
            return False
        least, most = {"one_to_one": (1, 1), "small_group": (2, 8), "large_group": (9, 10**9)}[each["activity"]]
        return not least <= size <= most

    odd = [each for each in held if is_odd(each)]
    return {places(some) for some in _by(odd, "mentor", "held_on", "activity", "starts_at", "attendees").values()}


def long_day(held, hours=10):
    found = set()
    for some in _by([each for each in held if each["activity"] in LED], "mentor", "held_on").values():
        minutes = set()
        for each in some:
            if each["starts_at"]:
                begin, end = span(each)
                minutes |= {begin + timedelta(minutes=step) for step in range((end - begin).seconds // 60)}
        untimed = [each for each in some if not each["starts_at"]]
        alone = sum(int(each["minutes"]) for each in untimed if each["activity"] == "one_to_one")
        groups = {(each["activity"], each["minutes"]) for each in untimed if each["activity"] in GROUPS}
        if len(minutes) + alone + sum(int(length) for _, length in groups) > 60 * hours:
            found.add(places(some))
    return found


def standing(held):
    lacking = [
        each for each in held
        if each["mentor"] and not each["credited"] and "window.before" not in each["rules"]
        and {"standing.mentor_not_certified", "standing.provider_not_certified"} & set(each["rules"])
    ]  # fmt: skip
    return {places(some) for some in _by(lacking, "mentor").values()}


def reported_alone(records, by):
    """`records`: every record of a session a mentor led, also those that another one stands for."""
    other = {"mentee": "mentor", "mentor": "mentee"}[by]
    own = [each for each in records if each["activity"] in LED and each["reported_by"] in ("mentee", "mentor")]
    kinds = {mentor: {each["reported_by"] for each in some} for (mentor,), some in _by(own, "mentor").items()}
    alone = [
        each for each in own
        if each["reported_by"] == by and len(kinds[each["mentor"]]) == 2 and not any(
            (one["mentor"], one["mentee"], one["reported_by"]) == (each["mentor"], each["mentee"], other)
            and abs((one["held_on"] - each["held_on"]).days) <= 1
            and abs(int(one["minutes"]) - int(each["minutes"])) <= 30
            for one in own
        )
    ]  # fmt: skip
    return {places(some) for some in _by(alone, "mentor", "mentee").values()}


def course_not_attended(held, courses):
    """`courses`: mentee → courses attended, in small letters."""
    odd = [
        each | {"course": each["topic_course"].lower()} for each in held
        if each["activity"] in LED and each["topic_course"] and courses.get(each["mentee"])
        and each["topic_course"].lower() not in courses[each["mentee"]]
    ]  # fmt: skip
    return {places(some) for some in _by(odd, "mentor", "mentee", "course").values()}


def examiner_of_own_mentee(held, examiners, certified, as_of: date):
    """`certified`: mentee → days of certification."""
    found = set()
    for (mentor, mentee), some in _by([each for each in held if each["activity"] in LED], "mentor", "mentee").items():
        for day in certified.get(mentee, ()):
            before = [each for each in some if 0 <= (day - each["held_on"]).days <= 365]
            if mentor in examiners and day <= as_of and before:
                found.add(places(before))
    return found


def possible_duplicate(held):
    found = set()
    for some in _by([each for each in held if each["mentor"]], "mentee", "mentor", "held_on").values():
        alike = [each for each in some if any(
            one["file"] != each["file"] and abs(int(one["minutes"]) - int(each["minutes"])) <= 15 for one in some
        )]  # fmt: skip
        if alike:
            found.add(places(alike))
    return found


def no_contact(held, certified, contacts, as_of: date):
    """The mentors asked about. `certified`: mentor → (since, until); `contacts`: mentor → days."""
    year = timedelta(days=365)
    active = {each["mentor"] for each in held if each["activity"] in LED and as_of - each["held_on"] < year}
    return {
        mentor for mentor, (since, until) in certified.items()
        if mentor in active and since and since <= as_of and (until or as_of) >= as_of
        and not any(timedelta(0) <= as_of - day < year for day in contacts.get(mentor, ()))
    }  # fmt: skip
