"""Values that change over time: dated, cited, each in force until the next one begins.

A day before the first value is judged by the first. Hours are read as contact hours (`24`, `1.5`, `"90 min"`) and
kept as whole minutes.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, model_validator

T = TypeVar("T")


class Strict(BaseModel):
    """Unknown keys are refused: a misplaced key would otherwise be a rule silently lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _minutes(read: object) -> object:
    """Contact hours as written (24, 1.5, "90 min") to whole minutes. A bare "24" could be either, so it is refused."""
    if isinstance(read, str) and (minutes := re.fullmatch(r"([0-9]+) ?min", read)):
        return int(minutes[1])
    if isinstance(read, bool) or not isinstance(read, (int, float, Decimal)):
        raise ValueError('contact hours such as 24 or 1.5, or "90 min"')
    exact = Decimal(str(read)) * 60
    if not exact.is_finite() or exact < 0 or exact != int(exact):
        raise ValueError("contact hours of zero or more that make whole minutes, such as 24 or 1.5")
    return int(exact)


def none_as_null(read: object) -> object:
    return None if read == "none" else read


def each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    """A category counted twice would count double wherever hours are added up."""
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"each name once; {str(twice[0])!r} is there twice")
    return names


#: A real date: text or a number that could be taken for one is refused, as an amendment compares it with others.
Day = Annotated[date, Field(strict=True)]


Minutes = Annotated[int, BeforeValidator(_minutes)]


class Dated(Strict, Generic[T]):
    """One value, the day it is in force from, and where it is written ("document#section")."""

    value: T
    in_force_from: Day
    source: str
    note: str | None = None


class Timeline(RootModel[tuple[Dated[T], ...]], Generic[T]):
    """The values of one rule in the order of their days. Iterates over the dated values."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _one_value_a_day(self) -> "Timeline[T]":
        days = [dated.in_force_from for dated in self.root]
        if twice := {str(day) for day in days if days.count(day) > 1}:
            raise ValueError(f"one value a day; two begin on {min(twice)}, so their dates overlap")
        if not days and not isinstance(self, Perhaps):
            raise ValueError("at least one value, with in_force_from and source")
        return self

    def __iter__(self) -> Iterator[Dated[T]]:  # type: ignore[override]  # a timeline is its values
        return iter(sorted(self.root, key=lambda dated: dated.in_force_from))

    def dated_on(self, when: date) -> Dated[T] | None:
        """The value in force on a day: the latest that has begun, else the first; None without any."""
        if len(self.root) == 1:  # nearly every rule
            return self.root[0]
        values = list(self)
        begun = [dated for dated in values if dated.in_force_from <= when]
        return begun[-1] if begun else next(iter(values), None)

    def on(self, when: date) -> T | None:
        """The bare value in force on a day, or None without any."""
        dated = self.dated_on(when)
        return dated.value if dated else None


class Perhaps(Timeline[T], Generic[T]):
    """A timeline that may have no value at all."""


def eras(timelines: Iterable[Timeline[Any]]) -> Iterator[tuple[date, date]]:
    """The spans [from, until) within which none of the timelines changes. The first begins with time itself."""
    changes = sorted({dated.in_force_from for timeline in timelines for dated in list(timeline)[1:]})
    yield from zip([date.min, *changes], [*changes, date.max], strict=True)
