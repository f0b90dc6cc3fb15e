"""Every value of the rules that somebody may try to change, and the amendment that a set of changed values makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mentorship.policy.activity import Activity, Attendees, Cap, Credit
from mentorship.policy.amendments import Amendment, is_dated
from mentorship.policy.difference import CALLED
from mentorship.policy.model import Policy, Tier
from mentorship.policy.timeline import Timeline


@dataclass(frozen=True)
class Stepper:
    """One value: its `place` in the rules ("tiers.first.minimum.A"), of what and what it is in words, and as a handbook
    writes it (hours are contact hours). `is_tier`: shown first, the others behind "other rules"."""

    place: str
    about: str
    rule: str
    value: Any
    is_tier: bool


def steppers(policy: Policy, when: date) -> list[Stepper]:
    """Every value in force on a day: tiers first, then activities, then how the text is read."""
    found: list[Stepper] = []
    for name, tier in policy.tiers_in_order:
        found += _of(f"tiers.{name}", tier, when)
        for category in policy.categories:
            minutes = tier.minimum[category].on(when) if category in tier.minimum else 0
            place = f"tiers.{name}.minimum.{category}"
            found.append(Stepper(place, tier.label, f"at least of {category}", written(minutes or 0), True))
    for code, activity in policy.activities.items():
        found += _of(f"activities.{code}", activity, when)
    for name, choice in policy.interpretation:
        found.append(Stepper(f"interpretation.{name}", CALLED[name].capitalize(), "", choice.value, False))
    return found


def _of(place: str, part: Tier | Activity, when: date) -> list[Stepper]:
    found = []
    for name, field in type(part).model_fields.items():
        timeline = getattr(part, name)
        inner = f"{place}.{field.alias or name}"
        if isinstance(timeline, Timeline) and name in CALLED and is_dated(inner):
            is_tier = isinstance(part, Tier)
            found.append(Stepper(inner, part.label, CALLED[name], written(timeline.on(when)), is_tier))
    return found


def stepped(
    policy: Policy, values: Mapping[str, Any], in_force_from: date | None, title: str = "A rule change"
) -> Amendment | None:
    """The amendment that takes the values (by place) where they differ from the rules in force; None where none does.

    `in_force_from` None: as if it had always been so. Values of places that there are not are left out."""
    now = {each.place: each.value for each in steppers(policy, in_force_from or date.max)}
    changes: dict[str, Any] = {}
    for place, value in values.items():
        if place not in now or now[place] == value:
            continue
        *tables, name = place.split(".")
        inner = changes
        for table in tables:
            inner = inner.setdefault(table, {})
        inner[name] = value
    return Amendment(title, "a try", changes, in_force_from) if changes else None


def written(value: Any) -> Any:  # noqa: PLR0911 - one return for each kind of value
    """A value as a handbook writes it: minutes as contact hours, nothing as "none"."""
    match value:
        case None:
            return "none"
        case Credit():
            hours = {} if value.minutes is None else {"hours": _hours(value.minutes)}
            return {"basis": str(value.basis), **hours}
        case Cap():
            return {"hours": _hours(value.minutes), "per": str(value.per)}
        case Attendees():
            return {"least": value.least} | ({"most": value.most} if value.most else {})
        case tuple():
            return [str(each) for each in value]
        case date():
            return value
        case int():
            return _hours(value)
    return str(value)


def _hours(minutes: int) -> int | float | str:
    """Contact hours where a decimal says them exactly, else minutes: 90 → 1.5, 100 → "100 min"."""
    exact = Decimal(minutes) / 60
    if minutes % 60 == 0:
        return minutes // 60
    return float(exact) if exact == round(exact, 2) else f"{minutes} min"
