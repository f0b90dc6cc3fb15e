"""Handbooks that differ from ours in one value, by its smallest step: what the rule cases must tell apart from it.

A mutant is made from the tables of a policy, as an amendment is. What is shown only (labels, spellings, the usual
size of a group) is left alone. So is the day a rule's first value is in force from: earlier days are judged by that
value, too, so the day decides nothing.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mentorship.policy.checking import policy_from
from mentorship.policy.model import Policy
from tests.support.cases_runner import AS_OF

#: Rules that are one word of a few: each step is to another of them.
WORDS = {
    "standing": ("mentor", "provider", "none"),
    "endorsement": ("required", "not_required"),
    "repeats": ("count", "once_per_event"),
    "untitled": ("each_time", "once"),
    "prerequisite": ("none", "techniques", "diplomate"),
    "standing_unknown": ("credit", "refuse"),
    "certification_timing": ("at_award", "before_hours"),
    "surplus_hours": ("carries_over", "starts_after"),
}
#: Rules that are a set of words: each step puts one in or takes one out.
SETS = {"modality": ("in_person", "virtual"), "counts": ("A", "B", "C")}
CATEGORIES = ("A", "B", "C")
RULES = (*WORDS, *SETS, "category", "credit", "cap", "counts_from", "counts_until", "attendees", "hours")
#: What no activity has need not be there: a step is to have it, as others do, or where it begins to matter.
ABSENT = {
    "cap": {"hours": 6, "per": "event"},
    "counts_until": AS_OF - timedelta(days=1),
    "attendees": {"least": 2},
}

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Mutant:
    """One change: where, and to what. `reading` is the answer that must be chosen for it to matter."""

    place: Place
    value: Any
    reading: tuple[str, str] | None = None

    @property
    def says(self) -> str:
        where = ".".join(str(part) for part in self.place if part not in ("value", 0))
        return f"{where} {_plainly(self.value)}"

    def of(self, policy: Policy) -> Policy:
        """The policy with the change. Raises HandbookError where such a policy cannot be."""
        tables = copy.deepcopy(policy._data)
        if self.place[-1] == "order":
            _swap_orders(tables["tiers"], self.place[1], self.value)
        else:
            _put(tables, self.place, self.value)
        return policy_from(tables, "mutant")


def _plainly(value: Any) -> str:
    if isinstance(value, dict):
        return _plainly(value["value"]) if "value" in value else " ".join(str(part) for part in value.values())
    return "+".join(_plainly(part) for part in value) if isinstance(value, list) else str(value)


def _put(tables: Any, place: Place, value: Any) -> None:
    *path, last = place
    for part in path:
        tables = tables[part]
    tables[last] = value


def _swap_orders(tiers: dict[str, Any], name: Any, order: int) -> None:
    other = next(tier for tier in tiers.values() if tier["order"] == order)
    tiers[name]["order"], other["order"] = order, tiers[name]["order"]


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Every smallest step away from a policy."""
    tables = policy._data
    for name, choice in tables["interpretation"].items():
        yield from _stepped(("interpretation", name, "value"), name, choice["value"])
    for table in ("tiers", "activities"):
        for name, rules in tables[table].items():
            yield from _of_rules((table, name), rules)
    yield from _of_tiers(tables["tiers"])
    yield from _of_readings(tables["readings"])


def _of_rules(place: Place, rules: dict[str, Any]) -> Iterator[Mutant]:
    for name, timeline in rules.items():
        if name in RULES:
            yield from _of_timeline((*place, name), name, timeline)
    for name, timeline in rules.get("minimum", {}).items():
        yield from _of_timeline((*place, "minimum", name), "hours", timeline)
    if place[0] == "activities":
        for name, value in ABSENT.items():
            if name not in rules:
                first = rules["counts_from"][0]
                yield Mutant((*place, name), [{**first, "value": value}])


def _of_timeline(place: Place, name: str, timeline: list[dict[str, Any]]) -> Iterator[Mutant]:
    for number, dated in enumerate(timeline):
        yield from _stepped((*place, number, "value"), name, dated["value"])
        if number > 0:
            for day in _neighbours(dated["in_force_from"]):
                yield Mutant((*place, number, "in_force_from"), day)


def _of_tiers(tiers: dict[str, Any]) -> Iterator[Mutant]:
    """Tiers that change places, minimums that are left out, and minimums where there are none."""
    orders = sorted(tier["order"] for tier in tiers.values())
    for name, tier in tiers.items():
        if tier["order"] != orders[-1]:
            yield Mutant(("tiers", name, "order"), orders[orders.index(tier["order"]) + 1])
        for category in CATEGORIES:
            if category not in tier["minimum"]:
                yield Mutant(("tiers", name, "minimum", category), [{**tier["hours"][0], "value": "1 min"}])


def _of_readings(readings: dict[str, Any]) -> Iterator[Mutant]:
    """The values that an answer puts in place of ours."""
    for name, reading in readings.items():
        for answer, alternative in reading["alternatives"].items():
            place = ("readings", name, "alternatives", answer, "amends")
            for path, value in _leaves(alternative.get("amends", {})):
                for mutant in _stepped((*place, *path), path[-1], value):
                    yield Mutant(mutant.place, mutant.value, (name, answer))


def _leaves(changes: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in changes.items():
        if name in RULES:
            yield (name,), value
        else:
            yield from (((name, *path), leaf) for path, leaf in _leaves(value))


# --- the smallest steps of a value ---------------------------------------------------------------------------


def _stepped(place: Place, name: str, value: Any) -> Iterator[Mutant]:
    for step in _steps(name, value):
        yield Mutant(place, step)


def _steps(name: str, value: Any) -> list[Any]:
    if name in WORDS:
        return [word for word in WORDS[name] if word != value]
    if name in SETS:
        return [sorted(set(value) ^ {word}) for word in SETS[name] if set(value) != {word}]
    steps: dict[str, Callable[[], list[Any]]] = {
        "category": lambda: [category for category in CATEGORIES if category != value],
        "credit": lambda: _credits(value),
        "cap": lambda: _caps(value),
        "attendees": lambda: [{**value, "least": value["least"] + step} for step in (-1, 1)] + ["none"],
        "hours": lambda: _minutes(value),
        "counts_from": lambda: _neighbours(value),
        "counts_until": lambda: [*_neighbours(value), "none"],
    }
    return steps[name]()


def _neighbours(day: date) -> list[date]:
    return [day - timedelta(days=1), day + timedelta(days=1)]


def _minutes(hours: Any) -> list[str]:
    """A minute less and a minute more."""
    minutes = int(hours.removesuffix("min")) if isinstance(hours, str) else int(Decimal(hours) * 60)
    return [f"{minutes + step} min" for step in (-1, 1)]


def _credits(credit: dict[str, Any]) -> list[dict[str, Any]]:
    hours = credit.get("hours", 1)
    others = [{"basis": "duration"}, {"basis": "fixed", "hours": hours}, {"basis": "per_day", "hours": hours}]
    steps = [{**credit, "hours": minutes} for minutes in _minutes(hours)] if "hours" in credit else []
    return steps + [other for other in others if other["basis"] != credit["basis"]]


def _caps(cap: dict[str, Any]) -> list[Any]:
    per = "session" if cap["per"] == "event" else "event"
    return [{**cap, "hours": minutes} for minutes in _minutes(cap["hours"])] + [{**cap, "per": per}, "none"]
