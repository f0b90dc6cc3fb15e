"""What differs between a packet and the same packet made from the records of today, in words.

Where a record came from (file, row, digest of all records) is no difference: the same session can come again in another
file, and other people's sessions say nothing about this one's.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mentorship.packet.shape import Packet, Person, Prerequisite, Ruling, Session, Tier
from mentorship.wording import day, hours, listed


def differences(sealed: Packet, current: Packet) -> list[str]:
    """A sentence for each session, total, rule, ruling or date that differs; empty when the two agree."""
    return [
        *_person(sealed.mentee, current.mentee),
        *_tier(sealed.tier, current.tier),
        *_sessions(sealed.sessions, current.sessions),
        *_rules(sealed, current),
        *_said("a ruling", [_ruling(each) for each in sealed.rulings], [_ruling(each) for each in current.rulings]),
        *_said("an open question", sealed.open_questions, current.open_questions),
        *_dates(sealed, current),
    ]


def _person(was: Person, now: Person) -> list[str]:
    found = []
    if was.id != now.id:
        found.append(f"The packet is about {was.id}; the records give {now.id}.")
    if was.name != now.name:
        found.append(f"The packet names {was.name or 'nobody'}; the records name {now.name or 'nobody'}.")
    return found


def _tier(was: Tier, now: Tier) -> list[str]:
    found = []
    if was.label != now.label:
        found.append(f"The packet is for the {was.label}; the records were read for the {now.label}.")
    for what, one, other in (
        ("reached", was.reached_on, now.reached_on),
        ("its hours complete", was.hours_complete_on, now.hours_complete_on),
    ):
        if one != other:
            found.append(f"{was.label}: {what} {_on(one)} in the packet, {_on(other)} by the records.")
    if was.minutes_short != now.minutes_short:
        found.append(
            f"{was.label}: {hours(was.minutes_short)} still to go in the packet, "
            f"{hours(now.minutes_short)} by the records."
        )
    if was.prerequisite != now.prerequisite:
        before, after = _prerequisite(was.prerequisite), _prerequisite(now.prerequisite)
        found.append(f"Prerequisite: {before} in the packet, {after} by the records.")
    return found + _totals(was, now)


def _totals(was: Tier, now: Tier) -> list[str]:
    before, after = ({each.label: each for each in tier.requirements} for tier in (was, now))
    found = []
    for label in [*before, *(each for each in after if each not in before)]:
        one, other = before.get(label), after.get(label)
        if one is None or other is None:
            found.append(f"{label}: a requirement only {'in the packet' if one else 'of the rules of today'}.")
            continue
        if one.counted_minutes != other.counted_minutes:
            found.append(
                f"{label}: {hours(one.counted_minutes)} counted in the packet, "
                f"{hours(other.counted_minutes)} by the records."
            )
        if (one.required_minutes, one.categories) != (other.required_minutes, other.categories):
            found.append(
                f"{label}: the packet asks for {hours(one.required_minutes)} of {listed(one.categories)}, "
                f"the rules of today for {hours(other.required_minutes)} of {listed(other.categories)}."
            )
    return found


def _sessions(was: Sequence[Session], now: Sequence[Session]) -> list[str]:
    """Alike sessions cancel out; of the rest those that are the same one are compared, and others stand alone."""
    before, after = Counter(map(_plain, was)), Counter(map(_plain, now))
    gone, come = list((before - after).elements()), list((after - before).elements())
    found = []
    for same in (_by_id, _by_what, _by_day):
        waiting: dict[object, list[Session]] = defaultdict(list)
        for each in come:
            waiting[same(each)].append(each)
        for each in list(gone):
            partners = waiting.get(same(each)) if same(each) is not None else None
            if partners:
                other = partners.pop(0)
                gone.remove(each)
                come.remove(other)
                found.append((each.held_on, f"{_called(each)}: {_changes(each, other)}."))
    found += [(each.held_on, f"{_called(each)}: in the packet, but not in the records.") for each in gone]
    found += [(each.held_on, f"{_called(each)}: in the records, but not in the packet.") for each in come]
    return [sentence for _, sentence in sorted(found)]


def _plain(session: Session) -> Session:
    return replace(session, file="", row=0)


def _by_id(session: Session) -> object:
    return session.session_id


def _by_what(session: Session) -> object:
    return session.held_on, session.activity, session.with_whom, session.event


def _by_day(session: Session) -> object:
    return session.held_on, session.activity


def _called(session: Session) -> str:
    leader = f" with {session.with_whom}" if session.with_whom else ""
    event = f" “{session.event}”" if session.event else ""
    return f"{day(session.held_on)}, {session.activity}{event}{leader}"


def _changes(was: Session, now: Session) -> str:
    """What of a session differs, named field by field."""
    minutes = ("recorded", "credited", "counted")
    found = [
        f"{each} {hours(getattr(was, f'{each}_minutes'))} in the packet, {hours(getattr(now, f'{each}_minutes'))} now"
        for each in minutes
        if getattr(was, f"{each}_minutes") != getattr(now, f"{each}_minutes")
    ]
    if was.held_on != now.held_on:
        found.append(f"held on {day(was.held_on)} in the packet, {day(now.held_on)} now")
    for name, what in (
        ("activity", "activity"), ("category", "category"), ("modality", "modality"), ("with_whom", "led by"),
        ("event", "event"), ("outcome", "outcome"), ("session_id", "id"), ("ruling", "ruling"),
    ):  # fmt: skip
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            found.append(f"{what} {_or_none(before)} in the packet, {_or_none(after)} now")
    if was.reasons != now.reasons:
        found.append(f"reasons {_rules_of(was)} in the packet, {_rules_of(now)} now")
    if was.unverified != now.unverified:
        before, after = (_or_none(listed(each.unverified)) for each in (was, now))
        found.append(f"unverified {before} in the packet, {after} now")
    return "; ".join(found)


def _rules_of(session: Session) -> str:
    return _or_none(listed(f"“{each.text}”" for each in session.reasons))


def _rules(was: Packet, now: Packet) -> list[str]:
    found = []
    before, after = (f"{packet.rules.id} ({packet.rules.digest})" for packet in (was, now))
    if before != after:
        found.append(f"Rules: the packet applied {before}, today it is {after}.")
    values = [{each.name: each.value for each in packet.rules.readings} for packet in (was, now)]
    for name in sorted(values[0].keys() | values[1].keys()):
        one, other = (value.get(name, "none") for value in values)
        if one != other:
            found.append(f"Reading {name}: {one} in the packet, {other} today.")
    return found


def _said(what: str, was: Sequence[str], now: Sequence[str]) -> list[str]:
    return [
        *(f"The packet has {what} that is not there today: {each}" for each in was if each not in now),
        *(f"There is {what} today that is not in the packet: {each}" for each in now if each not in was),
    ]


def _ruling(ruling: Ruling) -> str:
    return f"{ruling.number}, {ruling.decision}: {ruling.about}. {ruling.reason}"


def _dates(was: Packet, now: Packet) -> list[str]:
    if was.as_of == now.as_of:
        return []
    return [f"The packet is as of {day(was.as_of)}; it was compared as of {day(now.as_of)}."]


def _on(when: date | None) -> str:
    return f"on {day(when)}" if when else "not yet"


def _prerequisite(asked: Prerequisite | None) -> str:
    if asked is None:
        return "none"
    return f"{asked.label} {'held since ' + day(asked.held_on) if asked.held_on else 'not held'}"


def _or_none(value: object) -> str:
    return str(value) if value not in (None, "") else "none"
