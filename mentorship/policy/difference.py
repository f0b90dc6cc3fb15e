"""What an amendment changes, in words: "Clinical Application class: at most 6 h per class → 4 h per class"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.policy.activity import Activity, Attendees, Cap, Credit
from mentorship.policy.model import Policy, Tier
from mentorship.policy.timeline import Perhaps, Timeline
from mentorship.vocabulary import Basis, Modality
from mentorship.wording import day, hours, listed

#: What each rule of an activity or tier is called in a sentence.
CALLED = {
    "category": "category", "credit": "credit", "cap": "at most", "modality": "held", "counts_from": "counts from",
    "counts_until": "counts until", "standing": "led by", "endorsement": "endorsement", "attendees": "group size",
    "repeats": "attended again", "untitled": "without a title", "minutes": "hours", "counts": "counts",
    "prerequisite": "asks for", "standing_unknown": "certification not in our data",
    "certification_timing": "certification and hours", "surplus_hours": "hours beyond a tier",
}  # fmt: skip
#: How single values are said.
SAID = {str(each): each.in_words for each in Modality} | {
    "mentor": "a certified mentor", "provider": "a certified therapist",
    "techniques": "Techniques certification", "diplomate": "Diplomate certification", "required": "required",
    "not_required": "not required", "count": "counts again", "once_per_event": "counts once",
    "each_time": "counts each time", "once": "counts once", "credit": "credited, unverified", "refuse": "refused",
    "at_award": "held at the award",
    "before_hours": "held before the hours", "carries_over": "flow into the next", "starts_after": "stay behind",
}  # fmt: skip

#: What it means that a rule says nothing.
NOTHING = {"standing": "anyone", "prerequisite": "no certification", "cap": "no limit", "attendees": "any"}


@dataclass(frozen=True)
class Change:
    """One rule that differs: of what, which rule, what was, what is, and from when (None: as if always so)."""

    about: str
    rule: str
    before: str
    after: str
    in_force_from: date | None

    def __str__(self) -> str:
        when = f", from {day(self.in_force_from)}" if self.in_force_from else ""
        rule = f"{self.rule} " if self.rule else ""
        return f"{self.about}: {rule}{self.before} → {self.after}{when}"


def difference(before: Policy, after: Policy) -> list[Change]:
    """Every rule that differs between two policies, in the order of the handbook."""
    return [
        *_interpretation(before, after),
        *_parts(before.tiers, after.tiers),
        *_parts(before.activities, after.activities),
    ]


def _interpretation(before: Policy, after: Policy) -> Iterator[Change]:
    for name in type(before.interpretation).model_fields:
        was, now = (getattr(policy.interpretation, name).value for policy in (before, after))
        if was != now:
            yield Change(CALLED[name].capitalize(), "", _said(was, name), _said(now, name), None)


def _parts(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name in [each for each in before if each in after]:
        yield from _part(before[name], after[name])
    for name in [each for each in after if each not in before]:
        yield Change(after[name].label, "", "not in the rules", _whole(after[name]), _begins(after[name]))


def _part(was: Activity | Tier, now: Activity | Tier) -> Iterator[Change]:
    """The rules of one activity or tier that differ."""
    if isinstance(was, Tier) and isinstance(now, Tier) and was.order != now.order:
        yield Change(now.label, "place among the tiers", str(was.order), str(now.order), None)
    for name in _rules(now, was):
        for begin, *words in _spans(_timeline(was, name), _timeline(now, name), name):
            # What is said of an event is said by its own word: per class, per conference.
            event = now.event if isinstance(now, Activity) else "event"
            before, after = (each.replace("per event", f"per {event}") for each in words)
            yield Change(now.label, _called(name), before, after, begin)


def _called(name: str) -> str:
    return f"at least of {name.removeprefix('minimum.')}" if name.startswith("minimum.") else CALLED[name]


def _rules(*parts: Activity | Tier) -> Iterator[str]:
    """The names of the dated rules of parts; minimums by category."""
    for name in type(parts[0]).model_fields:
        if name == "minimum":
            categories = {category for part in parts if isinstance(part, Tier) for category in part.minimum}
            yield from (f"minimum.{category}" for category in sorted(categories))
        elif name in CALLED:
            yield name


def _timeline(part: Activity | Tier, name: str) -> Timeline[Any]:
    if name.startswith("minimum.") and isinstance(part, Tier):
        return part.minimum.get(name.removeprefix("minimum."), Perhaps(()))
    found: Timeline[Any] = getattr(part, name)
    return found


def _spans(was: Timeline[Any], now: Timeline[Any], name: str) -> Iterator[tuple[date | None, str, str]]:
    """The spans in which two timelines differ, each told once: its first day, what was, what is."""
    last: tuple[str, str] | None = None
    known = [each.in_force_from for each in was]
    for begin in sorted({each.in_force_from for timeline in (was, now) for each in timeline}):
        words = (_said(was.on(begin), name), _said(now.on(begin), name))
        if words[0] == words[1]:
            last = None
        elif words != last:
            # What holds from the first day on holds for all days: a day before it is judged by it, too.
            always = begin <= min(known, default=date.min)
            yield None if always else begin, *words
            last = words


def _whole(part: Activity | Tier) -> str:
    """A new part in a few words."""
    if isinstance(part, Tier):
        return f"{hours(part.minutes.on(date.max) or 0)}, counts {_said(part.counts.on(date.max))}"
    return f"Category {part.category.on(date.max)}, {_said(part.credit.on(date.max))}"


def _begins(part: Activity | Tier) -> date | None:
    timeline: Timeline[Any] = part.minutes if isinstance(part, Tier) else part.credit
    begin = next(iter(timeline)).in_force_from
    return begin if begin > date.min else None


def _said(value: Any, rule: str = "") -> str:  # noqa: PLR0911 - one return for each kind of value
    """A value of any rule as a person says it."""
    match value:
        case None | "none":
            return NOTHING.get(rule, "none")
        case Credit(basis=Basis.DURATION):
            return "its length"
        case Credit():
            return f"{hours(value.minutes or 0)} {'each' if value.basis is Basis.FIXED else 'a day'}"
        case Cap():
            return f"{hours(value.minutes)} per {value.per}"
        case Attendees():
            return f"{value.least} to {value.most} people" if value.most else f"{value.least} people or more"
        case bool():
            return "yes" if value else "no"
        case int():
            return hours(value)
        case date():
            return day(value)
        case tuple():
            return listed(_said(each) for each in value)
    return SAID.get(str(value), str(value))
